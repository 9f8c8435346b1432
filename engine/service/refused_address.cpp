#include "engine/service/refused_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/service/house_notice.hpp"
#include "engine/service/test_send.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::ErrorClass;
using delivery::Outcome;
using delivery::Receipt;

constexpr auto refused_for = std::chrono::days{7};

/// RFC 3463 section 3.2 and RFC 7505: no such mailbox, no such system, no address at all, moved
/// away, takes no mail. Others of its kind are about the sender, or may be a policy of the day.
constexpr std::array<std::string_view, 5> wrong_addresses{
    "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"};

/// "550 5.1.1", or a bounce's "5.1.1".
bool says_wrong_address(std::string_view code) {
    auto const enhanced = code.substr(code.rfind(' ') + 1);
    return std::ranges::find(wrong_addresses, enhanced) != wrong_addresses.end();
}

std::optional<Medium> medium_of(Delivery const& delivery, Office const& office) {
    auto const* const route = office.find_route(delivery.channel);
    return route != nullptr ? std::optional{route->medium} : std::nullopt;
}

/// One that has not lapsed. What lies far ahead was learnt by a clock that was.
std::optional<ports::RefusedAddressRow> standing_refusal(ports::Reader& reader,
                                                         std::string_view channel,
                                                         std::string_view address,
                                                         Instant now) {
    auto refused = reader.find_refused_address(channel, address);
    bool const stands =
        refused && refused->at - now < refused_for && now - refused->at < refused_for;
    return stands ? std::move(refused) : std::nullopt;
}

void keep(ports::Transaction& transaction,
          Delivery const& delivery,
          std::string const& code,
          std::string const& words,
          Instant now) {
    transaction.keep_refused_address({.channel = delivery.channel,
                                      .address = delivery.address,
                                      .at = now,
                                      .code = code,
                                      .words = words});
}

void forget(ports::Transaction& transaction, Delivery const& delivery) {
    if (transaction.find_refused_address(delivery.channel, delivery.address))
        transaction.remove_refused_address(delivery.channel, delivery.address);
}

}  // namespace

bool is_refused(ports::Reader& reader,
                std::string_view channel,
                std::string_view address,
                Instant now) {
    return standing_refusal(reader, channel, address, now).has_value();
}

std::optional<std::string> refusal_of(ports::Reader& reader,
                                      Delivery const& delivery,
                                      Instant now) {
    if (is_house_notice(delivery) || is_test_send(delivery)) return std::nullopt;
    auto const refused = standing_refusal(reader, delivery.channel, delivery.address, now);
    if (!refused) return std::nullopt;
    Text const why{
        .zh_cn = fmt::format("对方拒收此地址（{} {}），暂停发送；请核对地址，改正后重新发送",
                             refused->code,
                             refused->words),
        .en = fmt::format("the other side has refused this address ({} {}): mend the address, or "
                          "send it on its way again where it is right",
                          refused->code,
                          refused->words)};
    return why.in(delivery.language);
}

void learn_from(ports::Transaction& transaction,
                Delivery const& delivery,
                Outcome const& outcome,
                Office const& office,
                Instant now) {
    if (outcome.kind == Outcome::Kind::delivered) return forget(transaction, delivery);
    if (outcome.kind != Outcome::Kind::permanent || outcome.error != ErrorClass::recipient) return;
    auto const medium = medium_of(delivery, office);
    // A provider of short messages says so of the number alone; a mail server says many things.
    bool const is_wrong =
        medium == Medium::sms || (medium == Medium::mail && says_wrong_address(outcome.code));
    if (is_wrong) keep(transaction, delivery, outcome.code, outcome.words, now);
}

void learn_from(ports::Transaction& transaction,
                Delivery const& delivery,
                Receipt const& receipt,
                Office const& office,
                Instant now) {
    if (medium_of(delivery, office) != Medium::mail) return;
    if (receipt.kind == Receipt::Kind::failed && says_wrong_address(receipt.code))
        keep(transaction, delivery, receipt.code, receipt.words, now);
}

}  // namespace duban::service
