#include "engine/service/clock_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/service/case_file.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/recorder.hpp"
#include "engine/service/telling.hpp"
#include "engine/tracking/rewind.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;

constexpr auto far = std::chrono::hours{24};

// An action waits for no more than this in one transaction.
constexpr std::size_t page = 500;

bool waits(Delivery const& row) {
    return row.phase == Phase::queued || row.phase == Phase::backing_off;
}

/// What waits is asked again now. Whatever else was made or attempted by a clock that was ahead has
/// as long to go as it had then.
Delivery set_back(Delivery row, Instant now) {
    auto const touched = std::max(row.created_at, row.claimed_at.value_or(row.created_at));
    auto const ahead = std::max(touched - now, Duration{});
    row.not_before = waits(row) ? now : row.not_before - ahead;
    if (row.created_at > now) row.expires_at -= row.created_at - now;
    if (row.claimed_at) row.claimed_at = std::min(*row.claimed_at, now);
    return row;
}

HouseNotice told(SetBack const& set_back, Instant now) {
    auto const from = to_text(set_back.from);
    return {
        .name = "house.clock_set_back",
        .occurrence = fmt::format("clock set back from {} to {}", from, to_text(now)),
        .subject = {.zh_cn = "【督办】服务器时钟曾经超前，现已改回",
                    .en = "[Duban] The server's clock had been ahead and was set back"},
        .text = {
            .zh_cn = fmt::format(
                "服务器时钟曾走到 {}（协调世界时），现已改回 {}。{} 个时限在此期间提前发出的催办"
                "将按正确日期重新发出，{} 件等待发送的通知已重新排定。\n\n"
                "时限届满所引起的状态变动不会自动撤回，按错误时间发出的通知也无法收回：请查看办理"
                "记录中时间晚于今天的案件。\n",
                from,
                to_text(now),
                set_back.deadlines,
                set_back.deliveries),
            .en = fmt::format(
                "The server's clock had reached {} (UTC) and was set back to {}. The reminders of "
                "{} deadlines, which it had rung too early, come again on their right days; {} "
                "messages that waited were planned anew.\n\nWhat a deadline's end had done to a "
                "case is not taken back by itself, nor can what was sent be called back: look at "
                "the cases whose log has entries later than today.\n",
                from,
                to_text(now),
                set_back.deadlines,
                set_back.deliveries)}};
}

class SettingBack {
  public:
    SettingBack(ports::Store& store,
                Procedures& procedures,
                Office const& office,
                Instant from,
                Instant now)
        : store_{store}, procedures_{procedures}, office_{office}, now_{now} {
        result_.from = from;
    }

    SetBack run() {
        deadlines();
        deliveries();
        return result_;
    }

  private:
    void deadlines() {
        DeadlineId after;
        for (bool more = true; more;) {
            auto const transaction = store_.write();
            auto const rows = transaction->deadlines_handled_after(now_ + far, after, page);
            std::set<CaseId> cases;
            for (auto const& row : rows) cases.insert(row.case_id);
            for (auto const id : cases) rewind_case(*transaction, id);
            transaction->commit();
            more = rows.size() == page;
            if (!rows.empty()) after = rows.back().id;
        }
    }

    void rewind_case(ports::Transaction& transaction, CaseId id) {
        std::optional<CaseFile> file;
        try {
            file = open_case(transaction, procedures_, id);
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::exception const& failure) {
            if (!unreadable_.insert(id).second) return;
            if (result_.unreadable++ == 0)
                result_.first_unreadable = fmt::format("case {}: {}", id.value, failure.what());
            return;
        }
        if (!file) return;
        auto const change = tracking::rewind(file->state, now_);
        if (change.is_empty()) return;
        result_.deadlines += static_cast<std::int64_t>(change.deadlines_changed.size());
        record(transaction,
               *file,
               change,
               {.kind = "clock_set_back", .action = {}, .actor = "clock"},
               office_);
    }

    void deliveries() {
        DeliveryId after;
        for (bool more = true; more;) {
            auto const transaction = store_.write();
            auto const rows = transaction->deliveries_ahead_of(now_ + far, after, page);
            for (auto const& row : rows) {
                after = row.id;
                transaction->update_delivery(set_back(row, now_));
                if (waits(row)) ++result_.deliveries;
            }
            transaction->commit();
            more = rows.size() == page;
        }
    }

    ports::Store& store_;
    Procedures& procedures_;
    Office const& office_;
    Instant now_;
    SetBack result_;
    std::set<CaseId> unreadable_;
};

}  // namespace

std::optional<SetBack> watch_clock(ports::Store& store,
                                   Procedures& procedures,
                                   Office const& office,
                                   Instant now) {
    auto const last = store.read()->last_look();
    std::optional<SetBack> result;
    if (last && *last > now + far)
        result = SettingBack{store, procedures, office, *last, now}.run();
    auto const transaction = store.write();
    if (result) tell_secretariat(*transaction, {}, told(*result, now), office, now);
    transaction->keep_last_look(now);
    transaction->commit();
    return result;
}

}  // namespace duban::service
