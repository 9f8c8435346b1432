#include "engine/service/clock_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "engine/delivery/judge.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/bookkeeping.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/recorder.hpp"
#include "engine/service/telling.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/rewind.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;

constexpr auto far = std::chrono::hours{24};
constexpr auto leap = std::chrono::hours{48};
constexpr auto believed_after = std::chrono::days{30};

// An action waits for no more than this in one transaction.
constexpr std::size_t page = 500;

constexpr auto no_limit = std::numeric_limits<std::size_t>::max();

enum class Step : std::uint8_t { ordinary, ahead, behind, back };

/// `back`: from where it had wrongly been.
Step step_of(ports::ClockRow const& last, std::optional<Instant> before, Instant now) {
    if (now < last.trusted - far) {
        bool const is_believed = last.leapt_to && *last.leapt_to < last.trusted &&
                                 now - *last.leapt_to >= believed_after;
        return is_believed ? Step::back : Step::behind;
    }
    if (now < last.looked_at - far) return Step::back;
    // Once a day is an ordinary step where nobody knows better.
    bool const is_leap = before ? now > *before + far : now > last.looked_at + leap;
    return is_leap ? Step::ahead : Step::ordinary;
}

ports::ClockRow right_clock(Instant now) {
    return {.looked_at = now, .trusted = now, .leapt_to = std::nullopt, .leapt_from = std::nullopt};
}

ports::ClockRow after_step(ports::ClockRow row, Step step, Instant before, Instant now) {
    bool const had_leapt_ahead = row.leapt_to && *row.leapt_to > row.trusted;
    switch (step) {
        case Step::back:
            return right_clock(now);
        case Step::ahead:
            // A doubt that runs keeps the ordinary days that it has had: a machine that is off
            // every weekend leaps every week.
            return {.looked_at = now,
                    .trusted = row.trusted,
                    .leapt_to = had_leapt_ahead ? now - (row.looked_at - *row.leapt_to) : now,
                    .leapt_from = std::max(row.looked_at, before)};
        case Step::behind:
            if (!row.leapt_to || had_leapt_ahead || now < *row.leapt_to) row.leapt_to = now;
            return row;
        case Step::ordinary:
            break;
    }
    row.looked_at = now;
    if (had_leapt_ahead && now - *row.leapt_to < believed_after) return row;
    return right_clock(now);
}

/// The last moment before `now` at which it showed the time. Of two leaps the first, where it was
/// wrong already at the second.
Instant last_right(ports::ClockRow const& row, Instant now) {
    auto const from = row.leapt_from && *row.leapt_from <= now ? *row.leapt_from : row.trusted;
    return std::min(from, now);
}

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
    if (row.phase == Phase::held) row.not_before = row.expires_at;
    return row;
}

/// A reminder that was written too early: it comes again on its day.
bool comes_again(Delivery const& row, Instant now) {
    return row.deadline.value != 0 && row.created_at > now && !is_entry_notice(row);
}

HouseNotice was_ahead(ClockFault const& fault, calendar::Zone const& zone, Instant now) {
    auto const from = wall_text(fault.from, zone);
    return {
        .name = "house.clock_set_back",
        .occurrence =
            fmt::format("clock set back from {} to {}", to_text(fault.from), to_text(now)),
        .is_of_machine = true,
        .subject = {.zh_cn = "【督办】服务器时钟曾经超前，现已改回",
                    .en = "[Duban] The server's clock had been ahead and was set back"},
        .text = {
            .zh_cn = fmt::format(
                "服务器时钟曾走到 {}（{}），现已改回 {}。{} 个时限在此期间提前发出的催办"
                "将按正确日期重新发出，{} 件等待发送的通知已重新排定。读不出的案件：{} "
                "件，读得出之后再改回。\n\n"
                "时限届满所引起的状态变动不会自动撤回，按错误时间发出的通知也无法收回，当时等待发送"
                "的通知可能已经过期（已逐件告知）：请查看办理记录中时间晚于今天的案件。\n",
                from,
                zone.name(),
                wall_text(now, zone),
                fault.deadlines,
                fault.deliveries,
                fault.unreadable),
            .en = fmt::format(
                "The server's clock had reached {} ({}) and was set back to {}. The reminders of "
                "{} deadlines, which it had rung too early, come again on their right days; {} "
                "messages that waited were planned anew. Cases that cannot be read: {}; they "
                "follow once they can.\n\nWhat a deadline's end had done to a case is not taken "
                "back by itself, what was sent cannot be called back, and what waited then may "
                "have expired, of which you were told one by one: look at the cases whose log has "
                "entries later than today.\n",
                from,
                zone.name(),
                wall_text(now, zone),
                fault.deadlines,
                fault.deliveries,
                fault.unreadable)}};
}

HouseNotice is_behind(ClockFault const& fault, calendar::Zone const& zone, Instant now) {
    auto const from = wall_text(fault.from, zone);
    auto const present = wall_text(now, zone);
    return {
        .name = "house.clock_behind",
        .occurrence = fmt::format("clock behind {}", to_text(fault.from)),
        .is_of_machine = true,
        .subject = {.zh_cn = "【督办】服务器时钟落后，请校正",
                    .en = "[Duban] The server's clock is behind: please set it right"},
        .text = {.zh_cn = fmt::format(
                     "服务器时钟现为 {}（{}），而此前已走到 {}。时钟校正之前，到期的催办"
                     "不会发出，其间登记的办理会记错日期；校正之后照常补发。\n",
                     present,
                     zone.name(),
                     from),
                 .en = fmt::format("The server's clock says {} ({}), and has been at {} before. "
                                   "Until it is set right no reminder that falls due goes out, and "
                                   "what is done meanwhile is dated wrongly; then what was missed "
                                   "is made good.\n",
                                   present,
                                   zone.name(),
                                   from)}};
}

class SettingBack {
  public:
    SettingBack(ports::Store& store,
                Procedures& procedures,
                Office const& office,
                calendar::Zone const& zone,
                ports::ClockRow const& last,
                Instant now)
        : store_{store}, procedures_{procedures}, office_{office}, zone_{zone}, now_{now} {
        result_.what = ClockFault::What::was_ahead;
        result_.from = last.looked_at;
        last_right_ = last_right(last, now);
        ahead_since_ = std::max(last.leapt_to.value_or(now), now + far);
    }

    ClockFault run() {
        alarms();
        personal_reminders();
        deadlines();
        deliveries();
        return result_;
    }

  private:
    /// Those of cases that could not be read were put off to where the clock was. What rings too
    /// early asks its deadline when it is to ring.
    void alarms() {
        auto rows = store_.read()->due_alarms(ahead_until(), no_limit);
        std::erase_if(rows, [&](ports::AlarmRow const& row) { return row.at < ahead_since_; });
        for (std::size_t done = 0; done < rows.size();) {
            auto const transaction = store_.write();
            for (auto const end = std::min(done + page, rows.size()); done < end; ++done) {
                auto const present = transaction->find_alarm(rows[done].deadline);
                if (present == rows[done]) transaction->set_alarm({rows[done].deadline, now_});
            }
            transaction->commit();
        }
    }

    /// Likewise; its letter waits for the hour by itself.
    void personal_reminders() {
        auto const transaction = store_.write();
        for (auto row : transaction->due_personal_reminders(ahead_until(), no_limit)) {
            auto const day = parse_day(row.day);
            if (row.at < ahead_since_ || !day) continue;
            auto const midnight = zone_.to_instant(WallTime{*day});
            if (midnight >= ahead_since_) continue;
            row.at = std::max(midnight, now_);
            transaction->remove_personal_reminder(row.id);
            transaction->insert_personal_reminder(row);
        }
        transaction->commit();
    }

    [[nodiscard]] Instant ahead_until() const { return result_.from + leap; }

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
        auto const change = tracking::rewind(file->state, last_right_, now_);
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
                set_back_one(*transaction, row);
            }
            transaction->commit();
            more = rows.size() == page;
        }
    }

    void set_back_one(ports::Transaction& transaction, Delivery const& row) {
        delivery::Event const unwanted =
            delivery::NoLongerWanted{now_, std::string{delivery::reason::clock_set_back}};
        auto const verdict = delivery::judge(row, unwanted, policy_of(office_, row));
        bool const is_cancelled = comes_again(row, now_) && verdict;
        transaction.update_delivery(is_cancelled ? verdict->next : set_back(row, now_));
        if (waits(row) && !is_cancelled) ++result_.deliveries;
    }

    ports::Store& store_;
    Procedures& procedures_;
    Office const& office_;
    calendar::Zone const& zone_;
    Instant now_;
    Instant last_right_;
    Instant ahead_since_;
    ClockFault result_;
    std::set<CaseId> unreadable_;
};

}  // namespace

std::optional<ClockFault> watch_clock(ports::Store& store,
                                      Procedures& procedures,
                                      Office const& office,
                                      calendar::Zone const& zone,
                                      std::optional<Instant> before,
                                      Instant now) {
    auto const last = store.read()->clock().value_or(right_clock(now));
    auto const step = step_of(last, before, now);
    auto next = after_step(last, step, std::min(before.value_or(last.looked_at), now), now);
    std::optional<ClockFault> fault;
    if (step == Step::behind) fault.emplace().from = last.looked_at;
    if (step == Step::back) {
        fault = SettingBack{store, procedures, office, zone, last, now}.run();
        // Whoever cannot be read now is looked for again the next time.
        if (fault->unreadable > 0) {
            next.looked_at = last.looked_at;
            next.leapt_to = last.leapt_to;
            next.leapt_from = last.leapt_from;
        }
    }
    auto const transaction = store.write();
    if (step == Step::behind)
        tell_secretariat(*transaction, {}, is_behind(*fault, zone, now), office, now);
    if (step == Step::back)
        tell_secretariat(*transaction, {}, was_ahead(*fault, zone, now), office, now);
    transaction->keep_clock(next);
    transaction->commit();
    return fault;
}

std::optional<Text> doubt_of_clock(ports::Reader& reader, Instant now) {
    auto const last = reader.clock();
    if (!last || now >= last->trusted - far) return std::nullopt;
    return Text{
        .zh_cn = fmt::format("服务器时钟现为 {}，而此前已走到 {}：本次办理的日期和时限可能有误，"
                             "请先校正时钟",
                             day_text(now),
                             day_text(last->trusted)),
        .en =
            fmt::format("the server's clock says {} and has been at {} before: this is dated, and "
                        "its deadlines are counted, by a clock that may be wrong. Set it right",
                        day_text(now),
                        day_text(last->trusted))};
}

}  // namespace duban::service
