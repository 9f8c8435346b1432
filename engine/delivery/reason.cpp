#include "engine/delivery/reason.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace duban::delivery {

namespace {

struct Entry {
    std::string_view word;
    std::string_view zh_cn;
    std::string_view en;
};

constexpr std::array entries{
    Entry{reason::absent,
          "收件人不在岗，已转给代理人",
          "the recipient is absent, and a deputy gets it"},
    Entry{reason::backlog,
          "渠道首次启用之前写成，等待处理",
          "it was written before the channel was first configured"},
    Entry{reason::case_closed, "案件已办结", "the case is closed"},
    Entry{reason::case_missing, "案件不存在", "the case is not there"},
    Entry{reason::channel_gone, "这一渠道已不在设置中", "the channel is no longer configured"},
    Entry{reason::clock_set_back,
          "时钟曾经超前，将按正确日期重新发出",
          "the clock had been ahead: it comes again on its right day"},
    Entry{reason::deadline_moved, "时限已经变动", "the deadline has moved"},
    Entry{reason::deadline_over, "时限已结束", "the deadline no longer runs"},
    Entry{reason::deadline_stands, "时限暂停计算", "the deadline stands still"},
    Entry{reason::first_lost, "前一渠道的通知没有送达", "the first could not be delivered"},
    Entry{reason::lease_lapsed,
          "发送中断，结果不明",
          "it was interrupted while it was sent, and nobody knows whether it went"},
    Entry{reason::left_secretariat,
          "收件人已不在所通知的组",
          "the recipient has left the group that is told"},
    Entry{reason::no_address,
          "通讯录中没有任何已设渠道可用的地址",
          "the directory gives no address that a configured channel takes"},
    Entry{reason::no_address_there,
          "收件人在这一渠道没有地址",
          "the recipient has no address on this channel"},
    Entry{reason::no_receipt_in_time,
          "前一渠道的通知未在规定时间内收到回执",
          "no receipt of the first has come within the time that was set"},
    Entry{reason::no_text, "通知的内容没有写成", "its words were never written"},
    Entry{reason::not_called_up, "备用的通知一直没有用上", "it stood by and was never called up"},
    Entry{reason::not_concerned, "收件人已与此事无关", "the recipient is no longer concerned"},
    Entry{reason::not_delivered_in_time,
          "前一渠道的通知未在规定时间内送达",
          "the first has not arrived within the time that was set"},
    Entry{reason::not_needed,
          "前一渠道的通知已送达，不再需要",
          "the first has arrived: it is not needed"},
    Entry{reason::nothing_to_stand_by_for,
          "前一渠道没有通知",
          "there is nothing that it stands by for"},
    Entry{reason::overtaken, "有更新的催办代替", "a later reminder takes its place"},
    Entry{
        reason::person_gone, "收件人已不在通讯录中", "the recipient is no longer in the directory"},
    Entry{reason::role_gone, "流程中已没有这一角色", "the definition no longer has this role"},
    Entry{reason::taken_apart,
          "其中有的通知已不能照发，其余的另行发出",
          "some of what was in it is not to go now: the rest goes anew"}};

static_assert(entries.size() == reason::words.size());

/// What stands behind the prefix, or null.
std::optional<std::string_view> behind(std::string_view prefix, std::string_view said) {
    if (!said.starts_with(prefix)) return std::nullopt;
    return said.substr(prefix.size());
}

}  // namespace

bool is_word(std::string_view said) {
    return std::ranges::find(reason::words, said) != reason::words.end();
}

Text reason_text(Delivery const& delivery) {
    auto const& said = delivery.reason;
    if (delivery.phase == Phase::expired && delivery.attempts == 0)
        return {.zh_cn = "到期之前没有发出", .en = "it was not sent before it expired"};
    auto const* const entry = std::ranges::find(entries, said, &Entry::word);
    if (entry != entries.end())
        return {.zh_cn = std::string{entry->zh_cn}, .en = std::string{entry->en}};
    if (auto const number = behind(reason::silence_prefix, said))
        return {.zh_cn = fmt::format("等待静默 {} 结束", *number),
                .en = fmt::format("it waits until silence {} is over", *number)};
    if (auto const by = behind(reason::bundle_prefix, said))
        return {.zh_cn = fmt::format("由 {} 决定合并为一封发出", *by),
                .en = fmt::format("it goes with others as one mail, as {} has decided", *by)};
    return {.zh_cn = said, .en = said};
}

}  // namespace duban::delivery
