#include "tests/simulation/oracle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace duban::simulation {

using enum Role;

Oracle::Oracle(People const& people, WorkDays const& days) : people_{people}, days_{&days} {}

void Oracle::touch(Matter const& matter) {
    touched_.insert(matter.id);
    auto const next = matter.next();
    if (auto const planned = planned_.find(matter.id); planned != planned_.end()) {
        if (planned->second == next) return;
        agenda_.erase({planned->second, matter.id});
        planned_.erase(planned);
    }
    if (!next) return;
    agenda_.emplace(*next, matter.id);
    planned_.emplace(matter.id, *next);
}

void Oracle::file(std::int64_t id, Instant at) {
    auto& matter = matters_[id];
    matter.id = id;
    open_.insert(id);
    start(matter, "examination", at, at);
    touch(matter);
}

bool Oracle::is_concerned(Matter const& matter, std::string const& person) const {
    auto const is_of = [&](std::string const& place) { return people_.is_member(person, place); };
    auto const leaders = people_.leaders_of(matter.host);
    bool const is_co_handler =
        matter.stage == "handling" &&
        std::ranges::any_of(matter.parts, [&](Part const& part) { return is_of(part.name); });
    return is_of("secretariat") || is_of("supervisor") || is_of(matter.host) || is_co_handler ||
           std::ranges::find(leaders, person) != leaders.end();
}

/// Whoever asks to be reminded, or takes that back.
bool Oracle::allows_own(Matter const& matter, Act const& act, Instant at) const {
    if (act.name == "remind")
        return open_.contains(matter.id) && is_concerned(matter, act.actor) && act.day > day_of(at);
    return std::ranges::any_of(matter.reminders, [&](OwnReminder const& one) {
        return one.number == act.reminder && one.person == act.actor;
    });
}

bool Oracle::allows_clock_act(Matter const& matter, Act const& act, Instant at) const {
    auto copy = matter;
    auto* const reply = copy.find("reply");
    if (reply == nullptr) return false;
    bool const runs = !reply->passed && (reply->stopped || reply->due_at > at);
    if (act.name == "go_on") return reply->by_hand;
    if (act.name == "stop") return !reply->by_hand && runs;
    if (act.name == "acknowledge")
        return !reply->passed && act.day > day_of(at) && act.day <= reply->due;
    if (!runs || reply->extended + 1 == static_cast<int>(reply->rule->terms.size())) return false;
    auto const before = reply->due_at;
    ++reply->extended;
    reply->count();
    return reply->due_at > before;
}

bool Oracle::allows(std::int64_t id, Act const& act, Instant at) const {
    auto const& matter = matters_.at(id);
    auto const& name = act.name;
    if (is_one_of(name, {"remind", "cancel_reminder"})) return allows_own(matter, act, at);
    if (!open_.contains(id)) return false;
    if (matter.suspended && name != "acknowledge" && name != "resume") return false;
    if (name == "give_opinion") {
        return matter.stage == "handling" &&
               std::ranges::any_of(matter.parts, [&](Part const& part) {
                   return !part.ended && people_.acts_for(act.actor, part.name);
               });
    }
    bool const for_host =
        is_one_of(name, {"sign", "object", "ask", "reply", "acknowledge", "report", "keep"});
    bool const is_theirs = for_host ? people_.acts_for(act.actor, matter.host)
                                    : people_.acts_for(act.actor, "secretariat");
    if (!is_theirs) return false;
    if (name == "resume") return matter.suspended;
    if (name == "suspend") return true;
    if (is_one_of(name, {"accept", "decline"})) return matter.stage == "filed";
    if (is_one_of(name, {"satisfied", "dissatisfied"})) return matter.stage == "rating";
    if (is_one_of(name, {"report", "correct_commitments"})) return matter.stage == "promised";
    if (name == "keep") {
        return matter.stage == "promised" &&
               std::ranges::any_of(matter.parts, [&](Part const& part) {
                   return !part.ended && part.name == act.kept;
               });
    }
    if (matter.stage != "handling") return false;
    if (is_one_of(name, {"sign", "object"})) return matter.answer == "signing";
    if (is_one_of(name, {"reassign", "uphold"})) return matter.answer == "objected";
    if (name == "ask") return matter.answer == "drafting";
    if (name == "explain") return matter.answer == "clarifying";
    if (is_one_of(name, {"extend", "stop", "go_on", "acknowledge"}))
        return allows_clock_act(matter, act, at);
    return true;
}

void Oracle::follow_stops(Matter& matter, Instant moment, Instant at) {
    for (auto& clock : matter.clocks) {
        bool const asked = matter.answer == "clarifying" && clock.rule->name == "reply";
        bool const stands = matter.suspended || clock.by_hand || asked;
        if (stands == clock.stopped.has_value()) continue;
        if (!stands) {
            go_on(matter, clock, moment, at);
        } else if (!clock.passed && clock.due_at > moment) {
            move_end(clock, [&] { clock.stopped = moment; });
        }
    }
}

void Oracle::go_on(Matter& matter, Clock& clock, Instant moment, Instant at) {
    auto const unit = clock.term().one.unit;
    auto const said = clock.rungs(clock.said_from, clock.handled);
    Stop const stop{*clock.stopped, std::max(*clock.stopped, moment)};
    clock.stopped.reset();
    if (unit == Unit::working_hours || day_of(stop.from) != day_of(stop.until))
        clock.stops.push_back(stop);
    clock.count();
    // What could not be said meanwhile is said now; what was said before is not said again.
    auto laid_behind = clock.rungs(clock.handled, stop.until);
    std::erase_if(laid_behind, [&](Rung const& rung) {
        return std::ranges::any_of(said, [&](Rung const& one) {
            return one.reminder == rung.reminder && one.number == rung.number;
        });
    });
    tell_rungs(matter, clock, laid_behind, at);
    clock.handled = std::max(clock.handled, stop.until);
}

Names Oracle::recount(Instant at) {
    Names moved;
    for (auto const id : open_) {
        auto& matter = matters_.at(id);
        for (auto& clock : matter.clocks) {
            if (clock.counted_by == days_) continue;
            auto const before = clock.due;
            auto const ended_at = clock.due_at;
            auto const handled = clock.handled;
            move_end(clock, [&] {
                clock.counted_by = days_;
                clock.count();
            });
            clock.passed = clock.passed && clock.due_at <= at;
            // Who was told of a later end hears at once that it comes earlier.
            if (clock.due_at < ended_at && !clock.stopped)
                tell_rungs(matter, clock, clock.rungs(clock.said_from, handled), at);
            if (clock.due_at != ended_at)
                moved.push_back(fmt::format("case {} {}: {} to {}",
                                            id,
                                            clock.rule->name,
                                            to_text(before),
                                            to_text(clock.due)));
        }
        touch(matter);
    }
    return moved;
}

void Oracle::look(Instant at) {
    late_ = false;
    while (!agenda_.empty() && agenda_.begin()->first <= at) {
        auto& matter = matters_.at(agenda_.begin()->second);
        // What one clock does may start, end or move others.
        while (ring_first(matter, at)) {
        }
        touch(matter);
    }
    if (late_) tell_house(0, "house.missed", at);
}

/// The earliest of what is due; of one moment a clock comes before what a person has asked for.
bool Oracle::ring_first(Matter& matter, Instant at) {
    auto const next = matter.next();
    if (!next || *next > at) return false;
    auto const clock = std::ranges::find(matter.clocks, next, &Clock::next);
    if (clock != matter.clocks.end()) {
        ring(matter, *clock, at);
        return true;
    }
    auto const own = std::ranges::find(matter.reminders, *next, &OwnReminder::at);
    auto const reminder = *own;
    matter.reminders.erase(own);
    ring_own(matter, reminder, at);
    return true;
}

void Oracle::ring(Matter& matter, Clock& clock, Instant at) {
    bool const passes = !clock.passed && clock.due_at <= at;
    bool const moves_on = passes && clock.rule->moves_on;
    auto const until = moves_on ? std::min(at, clock.due_at) : at;
    tell_rungs(matter, clock, clock.rungs(clock.handled, until), at);
    if (moves_on) {
        move_on(matter, clock.rule->name, clock.due_at, at);
    } else {
        clock.handled = at;
        clock.passed = clock.passed || passes;
    }
}

void Oracle::move_on(Matter& matter, std::string const& rule, Instant moment, Instant at) {
    if (rule == "rating") {
        close(matter, "closed");
        notify(matter, "unrated", {host}, at);
        return;
    }
    matter.answer = "drafting";
    std::erase_if(matter.clocks,
                  [](Clock const& clock) { return clock.rule->name == "clarification"; });
    follow_stops(matter, moment, at);
}

std::optional<Instant> Oracle::next() const {
    std::optional<Instant> next;
    if (!agenda_.empty()) next = agenda_.begin()->first;
    if (!queue_.empty())
        next = std::min(next.value_or(Instant::max()), queue_.begin()->first.first);
    return next;
}

}  // namespace duban::simulation
