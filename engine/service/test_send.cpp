#include "engine/service/test_send.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/delivery/email_address.hpp"
#include "engine/delivery/phone_number.hpp"
#include "engine/service/addressing.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;

constexpr std::string_view name = "house.test";

// Whoever tests a channel looks now, not tomorrow.
constexpr auto life = std::chrono::hours{1};

Text no_channel(std::string const& channel, Office const& office) {
    std::vector<std::string_view> known;
    for (auto const& route : office.routes) known.emplace_back(route.channel);
    return {.zh_cn = fmt::format("没有渠道“{}”；现有：{}", channel, fmt::join(known, "、")),
            .en = fmt::format(
                "there is no channel \"{}\"; there are: {}", channel, fmt::join(known, ", "))};
}

Text subject_in(Office const& office) {
    return {.zh_cn = fmt::format("【{}】渠道测试", office.name.zh_cn),
            .en = fmt::format("[{}] test of a channel", office.name.en)};
}

Text text_in(std::string const& channel) {
    return {.zh_cn = fmt::format("这是渠道“{}”的测试。收到即说明该渠道可用，无需回复。\n", channel),
            .en = fmt::format("This is a test of the channel \"{}\". That you read it means that "
                              "it works; no answer is needed.\n",
                              channel)};
}

}  // namespace

bool is_test_send(Delivery const& delivery) {
    return delivery.message == name;
}

Result<Delivery, Text> test_send(std::string const& channel,
                                 std::string const& address,
                                 Language language,
                                 Office const& office,
                                 Instant now) {
    auto const* const route = office.find_route(channel);
    if (route == nullptr) return Failure<Text>{no_channel(channel, office)};
    bool const is_mail = route->medium == Medium::mail;
    auto fault = is_mail ? delivery::fault_of_email_address(address)
                         : delivery::fault_of_phone_number(address);
    if (fault) return Failure<Text>{std::move(*fault)};
    Delivery row;
    row.occurrence = fmt::format("test of {} at {}", channel, to_text(now));
    row.message = name;
    row.recipient = address;
    row.address = address;
    row.channel = channel;
    row.language = language;
    row.created_at = now;
    row.not_before = now;
    row.expires_at = now + life;
    if (is_mail) row.subject = subject_in(office).in(language);
    row.text = text_in(channel).in(language);
    if (!is_mail) row.variables = "{}";
    give_identity(row, office);
    return row;
}

}  // namespace duban::service
