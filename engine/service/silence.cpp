#include "engine/service/silence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/reason.hpp"
#include "engine/service/bookkeeping.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/test_send.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;
using ports::SilenceRow;

constexpr std::size_t page = 200;

bool covers(SilenceRow const& silence, Delivery const& delivery) {
    auto const fits = [](std::string const& wanted, std::string const& given) {
        return wanted.empty() || wanted == given;
    };
    return (silence.case_id == CaseId{} || silence.case_id == delivery.case_id) &&
           fits(silence.recipient, delivery.recipient) && fits(silence.channel, delivery.channel) &&
           fits(silence.message, delivery.message);
}

std::optional<Text> fault_of(SilenceRow const& silence) {
    if (silence.by.empty() || silence.why.empty())
        return Text{.zh_cn = "静默须写明由谁设置、为什么",
                    .en = "a silence names who sets it, and why"};
    if (silence.why.size() > SilenceBounds::why_bytes_max)
        return Text{
            .zh_cn = fmt::format("理由至多 {} 字节", SilenceBounds::why_bytes_max),
            .en = fmt::format("the reason has at most {} bytes", SilenceBounds::why_bytes_max)};
    if (silence.until <= silence.from)
        return Text{.zh_cn = "静默的结束须在开始之后", .en = "a silence ends after it begins"};
    // To the end of the last of these days.
    if (silence.until - silence.from > std::chrono::days{SilenceBounds::days_max + 1})
        return Text{
            .zh_cn = fmt::format("静默最长 {} 天；更久的请改流程定义", SilenceBounds::days_max),
            .en = fmt::format("a silence lasts {} days at most; what is to be quiet for longer is "
                              "a change of the definition",
                              SilenceBounds::days_max)};
    return std::nullopt;
}

/// One page, in a transaction of its own; whether there may be another.
bool wake_page(ports::Store& store,
               Procedures& procedures,
               Office const& office,
               ports::DeliveryFilter& filter,
               std::string const& reason,
               Instant now,
               std::size_t& woken) {
    auto const transaction = store.write();
    std::vector<std::string> failures;  // nothing is lost by waking it, so nobody is told of a loss
    Bookkeeping books{*transaction, procedures, office, now, failures};
    auto const rows = transaction->list_deliveries(filter);
    for (auto row : rows) {
        filter.after = row.id;
        if (row.reason != reason || row.not_before <= now) continue;
        row.not_before = now;
        transaction->update_delivery(row);
        books.tell_reserves(row);
        ++woken;
    }
    transaction->commit();
    return rows.size() == filter.limit;
}

}  // namespace

SilenceRow const* silence_over(Delivery const& delivery,
                               std::span<SilenceRow const> silences,
                               Instant now) {
    if (is_house_notice(delivery) || is_test_send(delivery)) return nullptr;
    SilenceRow const* longest = nullptr;
    for (auto const& silence : silences) {
        bool const is_on = silence.from <= now && now < silence.until;
        if (!is_on || !covers(silence, delivery)) continue;
        if (longest == nullptr || longest->until < silence.until) longest = &silence;
    }
    return longest;
}

std::string waiting_for(SilenceRow const& silence) {
    return fmt::format("{}{}", delivery::reason::silence_prefix, silence.id.value);
}

bool has_waited_for_silence(Delivery const& delivery) {
    return delivery.reason.starts_with(delivery::reason::silence_prefix);
}

Result<SilenceId, Text> begin_silence(ports::Store& store, SilenceRow const& silence) {
    if (auto fault = fault_of(silence)) return Failure<Text>{std::move(*fault)};
    auto const transaction = store.write();
    if (silence.case_id != CaseId{} && !transaction->find_case(silence.case_id))
        return Failure<Text>{{.zh_cn = fmt::format("没有{}号案件", silence.case_id.value),
                              .en = fmt::format("there is no case {}", silence.case_id.value)}};
    auto const id = transaction->insert_silence(silence);
    transaction->commit();
    return id;
}

Result<std::size_t, Text> end_silence(
    ports::Store& store, Procedures& procedures, Office const& office, SilenceId id, Instant now) {
    std::string reason;
    {
        auto const transaction = store.write();
        auto const silences = transaction->silences({});
        auto const found = std::ranges::find(silences, id, &SilenceRow::id);
        if (found == silences.end())
            return Failure<Text>{{.zh_cn = fmt::format("没有静默 {}", id.value),
                                  .en = fmt::format("there is no silence {}", id.value)}};
        reason = waiting_for(*found);
        // Once ended it may be ended again: whoever was interrupted wakes the rest.
        if (found->until > now) transaction->end_silence(id, now);
        transaction->commit();
    }
    std::size_t woken = 0;
    for (auto const phase : {Phase::queued, Phase::backing_off}) {
        ports::DeliveryFilter filter;
        filter.phase = phase;
        filter.limit = page;
        while (wake_page(store, procedures, office, filter, reason, now, woken)) {
        }
    }
    return woken;
}

}  // namespace duban::service
