#include "engine/service/channel_trouble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/service/addressing.hpp"
#include "engine/service/house_notice.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::ErrorClass;
using delivery::Outcome;

std::string occurrence_for(std::string const& channel, Outcome const& outcome, Instant now) {
    return fmt::format("channel {} in trouble by {} on {}",
                       channel,
                       delivery::to_text(outcome.error),
                       to_text(now).substr(0, 10));
}

Text advice_for(ErrorClass error) {
    if (error == ErrorClass::quota) {
        return {.zh_cn = "额度用完或账户欠费：请充值或提高额度",
                .en =
                    "the quota is used up or a bill is not paid: top the account up or have its "
                    "quota raised"};
    }
    return {.zh_cn = "账号、密码或设置有误：请更正 duban.yaml 中这一渠道的设置及其密码文件",
            .en =
                "the account, its password or its settings are wrong: mend the channel's "
                "settings in duban.yaml and the file of its password"};
}

HouseNotice notice_of(std::string const& channel, Outcome const& outcome, std::string occurrence) {
    auto const advice = advice_for(outcome.error);
    auto const words = delivery::printable_words(outcome.words);
    auto const code = delivery::printable_words(outcome.code);
    return {
        .name = "house.channel_trouble",
        .occurrence = std::move(occurrence),
        .subject = {.zh_cn = fmt::format("【督办】渠道“{}”无法发送，请处理", channel),
                    .en = fmt::format("[Duban] the channel \"{}\" cannot send: please see to it",
                                      channel)},
        .text = {.zh_cn = fmt::format(
                     "渠道“{0}”拒绝了我们的账户，其上的通知都在等待，修复之前一条也发不出去。\n\n"
                     "对方的答复：{1} {2}\n{3}。\n\n"
                     "修复后用 duban channel test {0} 验证；等待的通知随后自动发出。"
                     "查看：duban outbox --channel {0}\n",
                     channel,
                     code,
                     words,
                     advice.zh_cn),
                 .en = fmt::format(
                     "The channel \"{0}\" refuses our account: everything on it waits, and nothing "
                     "goes out until this is mended.\n\nThe other side's words: {1} {2}\nWhat to "
                     "do: {3}.\n\nThen try it with duban channel test {0}; what waits goes out by "
                     "itself. See: duban outbox --channel {0}\n",
                     channel,
                     code,
                     words,
                     advice.en)}};
}

Office without(Office office, std::string const& channel) {
    std::erase_if(office.routes, [&](Route const& route) { return route.channel == channel; });
    return office;
}

bool is_dead(Delivery const& delivery) {
    return delivery.phase == delivery::Phase::dead;
}

}  // namespace

bool is_channel_trouble(Outcome const& outcome) {
    bool const failed = outcome.kind == Outcome::Kind::temporary ||
                        outcome.kind == Outcome::Kind::permanent ||
                        outcome.kind == Outcome::Kind::throttled;
    return failed &&
           (outcome.error == ErrorClass::configuration || outcome.error == ErrorClass::quota);
}

void tell_of_channel_trouble(ports::Transaction& transaction,
                             Delivery const& row,
                             Outcome const& outcome,
                             Office const& office,
                             Instant now) {
    if (!is_channel_trouble(outcome)) return;
    auto occurrence = occurrence_for(row.channel, outcome, now);
    if (!transaction.deliveries_of(occurrence).empty()) return;
    auto const notice = notice_of(row.channel, outcome, std::move(occurrence));
    auto letters = address_secretariat({}, notice, without(office, row.channel), now, true);
    std::erase_if(letters, is_dead);
    for (auto const& letter : letters) transaction.insert_delivery(letter);
    // A short message may lack its template, and says little: the whole of it waits here as well.
    bool const is_told_whole = std::ranges::any_of(letters, [&](Delivery const& letter) {
        return office.find_route(letter.channel)->medium == Medium::mail;
    });
    if (is_told_whole) return;
    for (auto const& letter : address_secretariat({}, notice, office, now))
        transaction.insert_delivery(letter);
}

}  // namespace duban::service
