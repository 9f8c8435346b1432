#include "engine/service/forecast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/service/addressing.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/silence.hpp"
#include "engine/service/standing_in.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"

namespace duban::service {

namespace {

// A life that goes in circles by its deadlines alone is cut off here.
constexpr int alarms_max = 10'000;
constexpr std::size_t page = 500;

class CaseForecast {
  public:
    CaseForecast(CaseFile file,
                 std::vector<ports::PersonalReminderRow> reminders,
                 std::span<ports::SilenceRow const> silences,
                 Office const& office,
                 std::vector<Forecast>& entries)
        : file_{std::move(file)},
          reminders_{std::move(reminders)},
          silences_{silences},
          office_{office},
          entries_{entries} {
        std::ranges::stable_sort(reminders_, {}, &ports::PersonalReminderRow::at);
    }

    void run(Instant now, Instant until) {
        for (int i = 0; i < alarms_max; ++i) {
            auto const* const deadline = next();
            auto const* const pending = next_raise();
            auto const alarm = deadline == nullptr
                                   ? Instant::max()
                                   : *tracking::next_alarm(*file_.procedure, *deadline);
            auto const raise = pending == nullptr ? Instant::max() : pending->at;
            auto const at = std::max(std::min(alarm, raise), now);
            remind_before(at, now, until);
            if (at > until) return;
            if (raise < alarm) {
                come(*pending, at);
            } else {
                ring(*deadline, at);
            }
        }
    }

  private:
    [[nodiscard]] tracking::Deadline const* next() const {
        tracking::Deadline const* earliest = nullptr;
        std::optional<Instant> at;
        for (auto const& deadline : file_.state.deadlines) {
            auto const alarm = tracking::next_alarm(*file_.procedure, deadline);
            if (!alarm || (at && *at <= *alarm)) continue;
            at = alarm;
            earliest = &deadline;
        }
        return earliest;
    }

    [[nodiscard]] tracking::Pending const* next_raise() const {
        auto const& pending = file_.state.pending;
        auto const first = std::ranges::min_element(pending, {}, &tracking::Pending::at);
        return first == pending.end() ? nullptr : &*first;
    }

    /// People's own reminders, as long as the case is open and concerns them.
    void remind_before(Instant at, Instant now, Instant until) {
        for (; reminded_ < reminders_.size(); ++reminded_) {
            auto const& reminder = reminders_[reminded_];
            auto const rings_at = std::max(reminder.at, now);
            if (rings_at >= at || rings_at > until) return;
            if (!obstacle_of(file_, reminder.person, office_.directory).empty()) continue;
            for (auto const& letter : letters_of(file_, reminder, office_, rings_at))
                add_reminder(reminder, letter);
        }
    }

    void add_reminder(ports::PersonalReminderRow const& reminder,
                      delivery::Delivery const& letter) {
        auto& entry =
            add(Forecast::Kind::personal_reminder, tracking::Deadline{}, letter.not_before);
        entry.due_day = parse_day(reminder.day);
        entry.note = reminder.note;
        set_recipient(entry, letter);
    }

    /// What begins in the forecast gets ids of its own, which the store never gives.
    void apply(tracking::Change const& change) {
        tracking::apply(change, file_.state);
        for (auto& running : file_.state.deadlines) {
            if (running.id.value == 0) running.id.value = --invented_id_;
        }
        for (auto& pending : file_.state.pending) {
            if (pending.id.value == 0) pending.id.value = --invented_id_;
        }
    }

    void come(tracking::Pending const& pending, Instant at) {
        auto const change = tracking::decide(
            *file_.procedure, file_.state, tracking::RaiseCame{.raise = pending.id, .at = at});
        tracking::Deadline const of_none{};
        for (auto const& notice : change.notices) add_notice(of_none, notice, at);
        apply(change);
        if (change.moved) add_move(of_none, at);
    }

    void ring(tracking::Deadline deadline, Instant at) {
        auto const change = tracking::decide(
            *file_.procedure, file_.state, tracking::AlarmRang{.deadline = deadline.id, .at = at});
        for (auto const& notice : change.notices) add_notice(deadline, notice, at);
        if (change.deadline_passed) add(Forecast::Kind::deadline_passes, deadline, at);
        apply(change);
        if (change.moved) add_move(deadline, at);
    }

    void add_move(tracking::Deadline const& deadline, Instant at) {
        auto& entry = add(Forecast::Kind::moves, deadline, at);
        entry.to_state =
            fmt::format("{}", fmt::join(tracking::places_of(*file_.procedure, file_.state), " "));
    }

    Forecast& add(Forecast::Kind kind, tracking::Deadline const& deadline, Instant at) {
        auto& entry = entries_.emplace_back();
        entry.kind = kind;
        entry.at = at;
        entry.case_id = file_.row.id;
        entry.title = title_of(file_);
        if (deadline.state != workflow::none) {
            entry.deadline = file_.procedure->workflow.states[deadline.state].due->name;
            entry.due_day = deadline.due_day;
        }
        if (auto const* const part = file_.state.find_part(deadline.part)) entry.part = part->key;
        return entry;
    }

    void add_notice(tracking::Deadline const& deadline,
                    tracking::Notice const& notice,
                    Instant at) {
        auto const& workflow = file_.procedure->workflow;
        auto const addressed = address(file_, notice, occurrence_of(file_, notice), office_, at);
        for (auto const role : addressed.nobody) {
            auto& entry = add(Forecast::Kind::reminder, deadline, at);
            entry.message = workflow.messages[notice.message].name;
            entry.recipient = workflow.roles[role].title;
            entry.why_not = {.zh_cn = "没有可通知的人", .en = "there is nobody to tell"};
        }
        for (auto const& delivery : addressed.deliveries) {
            auto& entry =
                add(Forecast::Kind::reminder, deadline, moment_of(delivery, addressed.deliveries));
            entry.message = delivery.message;
            set_recipient(entry, delivery);
        }
    }

    /// Of a reserve: when the one goes that it stands by for.
    static Instant moment_of(delivery::Delivery const& delivery,
                             std::vector<delivery::Delivery> const& all) {
        using delivery::Phase;
        if (delivery.phase != Phase::standby) return delivery.not_before;
        auto const first = std::ranges::find_if(all, [&](auto const& other) {
            return other.recipient == delivery.recipient && other.phase != Phase::standby;
        });
        return first == all.end() ? delivery.not_before : first->not_before;
    }

    [[nodiscard]] Text why_not_thus(delivery::Delivery const& delivery, Instant at) const {
        if (delivery.phase == delivery::Phase::standby) {
            auto const& first = office_.find_route(delivery.channel)->fallback_for;
            return {.zh_cn = fmt::format("备用：{} 没有送达才发", first),
                    .en = fmt::format("in reserve: sent where {} fails", first)};
        }
        auto const day = file_.procedure->zone.day_of(at);
        if (auto const* const deputy = deputy_for(delivery, office_, day))
            return {.zh_cn = fmt::format("不在岗，由{}代收", deputy->name),
                    .en = fmt::format("absent: {} stands in", deputy->name)};
        return {};
    }

    /// Of what has waited, the last of each deadline goes when it ends.
    [[nodiscard]] Text waits_for(ports::SilenceRow const& silence) const {
        auto const last =
            file_.procedure->zone.day_of(silence.until - std::chrono::milliseconds{1});
        return {.zh_cn = fmt::format("静默{}：到{}为止不发", silence.id.value, to_text(last)),
                .en = fmt::format(
                    "waits for the end of silence {}: {}", silence.id.value, to_text(last))};
    }

    void set_recipient(Forecast& entry, delivery::Delivery const& delivery) const {
        auto const* const person = office_.directory.find_person(delivery.recipient);
        auto const& name = person != nullptr ? person->name : delivery.recipient;
        entry.recipient = {.zh_cn = name, .en = name};
        if (delivery.phase == delivery::Phase::dead) {
            entry.why_not = {.zh_cn = "此人没有可用的地址", .en = "this person has no address"};
        } else {
            entry.channel = delivery.channel;
            if (auto const* const silence = silence_over(delivery, silences_, entry.at))
                entry.why_not = waits_for(*silence);
            else if (!is_personal_reminder(delivery))
                entry.why_not = why_not_thus(delivery, entry.at);
        }
    }

    CaseFile file_;
    std::vector<ports::PersonalReminderRow> reminders_;  // by their moments
    std::size_t reminded_ = 0;                           // so many of them have rung
    std::span<ports::SilenceRow const> silences_;        // in force now
    Office const& office_;
    std::vector<Forecast>& entries_;
    std::int64_t invented_id_ = 0;
};

}  // namespace

std::vector<Forecast> forecast(ports::Reader& reader,
                               Procedures& procedures,
                               Office const& office,
                               CaseId case_id,
                               Instant now,
                               Instant until,
                               std::vector<UnreadableCase>& unreadable) {
    std::vector<Forecast> entries;
    auto const silences = reader.silences(now);
    auto const look_ahead = [&](ports::CaseRow const& row) {
        auto file = read_case(reader, procedures, row);
        if (!file) return unreadable.push_back(std::move(file.error()));
        auto reminders = reader.personal_reminders(row.id);
        CaseForecast{std::move(*file), std::move(reminders), silences, office, entries}.run(now,
                                                                                            until);
    };
    if (case_id.value != 0) {
        if (auto const row = reader.find_case(case_id)) look_ahead(*row);
    } else {
        ports::CaseFilter filter;
        filter.open = true;
        filter.limit = page;
        for (bool more = true; more;) {
            auto const rows = reader.list_cases(filter);
            more = rows.size() == page;
            for (auto const& row : rows) {
                filter.after = row.id;
                look_ahead(row);
            }
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](Forecast const& a, Forecast const& b) {
        return a.at < b.at;
    });
    return entries;
}

}  // namespace duban::service
