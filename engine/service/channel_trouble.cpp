#include "engine/service/channel_trouble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/service/addressing.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/test_send.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::ErrorClass;
using delivery::Outcome;

constexpr std::string_view name = "house.channel_trouble";

std::string occurrence_for(std::string const& channel, Outcome const& outcome, Instant now) {
    return fmt::format("channel {} in trouble by {} on {}",
                       channel,
                       delivery::to_text(outcome.error),
                       to_text(now).substr(0, 10));
}

bool is_of_account(ErrorClass error) {
    return error == ErrorClass::configuration || error == ErrorClass::quota;
}

/// Of this letter, and not of all: so of a notice to the secretariat, which it then has not read.
bool is_of_letter(ErrorClass error) {
    return error == ErrorClass::recipient || error == ErrorClass::content;
}

Text what_happened(std::string const& channel, ErrorClass error) {
    if (is_of_account(error)) {
        return {.zh_cn = fmt::format("渠道“{}”拒绝了我们的账户，其上的通知都在等待，修复之前一条也"
                                     "发不出去。",
                                     channel),
                .en = fmt::format("The channel \"{}\" refuses our account: everything on it waits, "
                                  "and nothing goes out until this is mended.",
                                  channel)};
    }
    if (is_of_letter(error)) {
        return {.zh_cn = fmt::format("渠道“{}”上发给秘书处的通知被拒收，收件人没有看到。", channel),
                .en = fmt::format("A notice to the secretariat was refused on the channel \"{}\": "
                                  "whoever it was for has not seen it.",
                                  channel)};
    }
    return {.zh_cn = fmt::format("渠道“{}”多次重试仍未能交出通知，已放弃其中一些。", channel),
            .en = fmt::format("The channel \"{}\" has failed again and again, and some of what was "
                              "to go by it has been given up.",
                              channel)};
}

Text advice_for(ErrorClass error) {
    if (error == ErrorClass::quota) {
        return {.zh_cn = "额度用完或账户欠费：请充值或提高额度",
                .en =
                    "the quota is used up or a bill is not paid: top the account up or have its "
                    "quota raised"};
    }
    if (error == ErrorClass::configuration) {
        return {.zh_cn =
                    "账号、密码或设置有误，或者渠道的程序不断出错：请更正 duban.yaml "
                    "中这一渠道的设置及其密码文件，或修复程序",
                .en =
                    "the account, its password or its settings are wrong, or its program fails "
                    "again and again: mend the channel's settings in duban.yaml, the file of its "
                    "password, or the program"};
    }
    if (error == ErrorClass::recipient) {
        return {.zh_cn = "请核对通讯录中秘书处各人的地址",
                .en = "see whether the addresses of the secretariat in the directory are right"};
    }
    if (error == ErrorClass::content) {
        return {.zh_cn = "对方不接受其内容：请与邮件服务器的管理员联系",
                .en = "its content is not taken: speak with whoever runs the mail server"};
    }
    return {.zh_cn = "服务器不可达或有故障：请检查网络和服务器",
            .en = "the server cannot be reached or fails: see to the network and the server"};
}

Text what_then(std::string const& channel, ErrorClass error) {
    if (is_of_account(error))
        return {.zh_cn = "等待的通知随后自动发出", .en = "what waits goes out by itself"};
    return {.zh_cn = fmt::format("已放弃的用 duban outbox redrive --channel {} 重发", channel),
            .en = fmt::format("send again what was given up with duban outbox redrive --channel {}",
                              channel)};
}

Text subject_of(std::string const& channel, ErrorClass error) {
    if (is_of_letter(error)) {
        return {.zh_cn = fmt::format("【督办】渠道“{}”拒收了发给秘书处的通知", channel),
                .en = fmt::format(
                    "[Duban] the channel \"{}\" has refused a notice to the secretariat", channel)};
    }
    return {.zh_cn = fmt::format("【督办】渠道“{}”无法发送，请处理", channel),
            .en = fmt::format("[Duban] the channel \"{}\" cannot send: please see to it", channel)};
}

HouseNotice notice_of(std::string const& channel, Outcome const& outcome, std::string occurrence) {
    auto const happened = what_happened(channel, outcome.error);
    auto const advice = advice_for(outcome.error);
    auto const then = what_then(channel, outcome.error);
    auto const words = delivery::printable_words(outcome.words);
    auto const code = delivery::printable_words(outcome.code);
    return {
        .name = std::string{name},
        .occurrence = std::move(occurrence),
        .is_of_machine = true,
        .subject = subject_of(channel, outcome.error),
        .text = {.zh_cn = fmt::format("{5}\n\n对方的答复：{1} {2}\n{3}。\n\n"
                                      "修复后用 duban channel test {0} 验证；{4}。"
                                      "查看：duban outbox --channel {0}\n",
                                      channel,
                                      code,
                                      words,
                                      advice.zh_cn,
                                      then.zh_cn,
                                      happened.zh_cn),
                 .en = fmt::format("{5}\n\nThe other side's words: {1} {2}\nWhat to do: {3}.\n\n"
                                   "Then try it with duban channel test {0}; {4}. "
                                   "See: duban outbox --channel {0}\n",
                                   channel,
                                   code,
                                   words,
                                   advice.en,
                                   then.en,
                                   happened.en)}};
}

void tell(ports::Transaction& transaction,
          std::string const& channel,
          Outcome const& outcome,
          Office const& office,
          Instant now) {
    auto occurrence = occurrence_for(channel, outcome, now);
    if (!transaction.deliveries_of(occurrence).empty()) return;
    auto const notice = notice_of(channel, outcome, std::move(occurrence));
    for (auto const& letter : address_secretariat_past({channel}, {}, notice, office, now)) {
        // Where there is no other channel it would be refused as the first was.
        if (is_of_letter(outcome.error) && letter.channel == channel) continue;
        transaction.insert_delivery(letter);
    }
}

bool speaks_for_house(ports::Transaction& transaction, Delivery const& lost) {
    if (is_test_send(lost)) return false;  // to whatever address somebody has typed
    if (is_house_notice(lost)) return true;
    return is_digest(lost) && std::ranges::any_of(transaction.carried_by(lost.id), is_house_notice);
}

}  // namespace

bool is_channel_trouble(Outcome const& outcome) {
    return outcome.kind != Outcome::Kind::delivered && is_of_account(outcome.error);
}

void tell_of_channel_trouble(ports::Transaction& transaction,
                             Delivery const& row,
                             Outcome const& outcome,
                             Office const& office,
                             Instant now) {
    if (is_channel_trouble(outcome)) tell(transaction, row.channel, outcome, office, now);
}

void tell_of_failing_channel(ports::Transaction& transaction,
                             Delivery const& lost,
                             Office const& office,
                             Instant now) {
    if (lost.message == name) return;  // or each would call for the next one
    auto const attempts = transaction.attempts(lost.id);
    if (attempts.empty()) return;
    auto const& last = attempts.back();
    bool const has_bounced = lost.phase == delivery::Phase::bounced;
    auto const error = has_bounced ? std::optional{ErrorClass::recipient}
                                   : delivery::parse_error_class(last.error_class);
    bool const is_servers = error == ErrorClass::network || error == ErrorClass::provider;
    bool const is_ours = error && is_of_letter(*error) && speaks_for_house(transaction, lost);
    if (!is_servers && !is_ours) return;
    Outcome outcome;
    outcome.error = *error;
    outcome.code = has_bounced ? std::string{} : last.code;
    outcome.words = has_bounced ? lost.reason : last.words;
    tell(transaction, lost.channel, outcome, office, now);
}

}  // namespace duban::service
