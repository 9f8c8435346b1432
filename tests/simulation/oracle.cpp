#include "tests/simulation/oracle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace duban::simulation {

namespace {

using enum Role;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

Clock* Matter::find(std::string_view rule) {
    auto const found =
        std::ranges::find_if(clocks, [&](Clock const& one) { return one.rule->name == rule; });
    return found == clocks.end() ? nullptr : &*found;
}

Clock const* Matter::find(int number) const {
    auto const found = std::ranges::find(clocks, number, &Clock::number);
    return found == clocks.end() ? nullptr : &*found;
}

Oracle::Oracle(People const& people, WorkDays const& days) : people_{people}, days_{&days} {}

Clock& Oracle::start(Matter& matter, std::string_view rule, Instant started, Instant at) {
    Clock clock{.rule = &rule_of(rule),
                .counted_by = days_,
                .number = ++clocks_,
                .started = started,
                .handled = at};
    clock.count();
    matter.clocks.push_back(std::move(clock));
    return matter.clocks.back();
}

void Oracle::file(std::int64_t id, Instant at) {
    auto& matter = matters_[id];
    matter.id = id;
    open_.insert(id);
    touched_.insert(id);
    start(matter, "examination", at, at);
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
    if (!open_.contains(id)) return false;
    if (matter.suspended && name != "acknowledge" && name != "resume") return false;
    if (name == "give_opinion") {
        return std::ranges::any_of(matter.parts, [&](Part const& part) {
            return !part.given && people_.acts_for(act.actor, part.unit);
        });
    }
    bool const for_host = is_one_of(name, {"sign", "object", "ask", "reply", "acknowledge"});
    bool const is_theirs = for_host ? people_.acts_for(act.actor, matter.host)
                                    : people_.acts_for(act.actor, "secretariat");
    if (!is_theirs) return false;
    if (name == "resume") return matter.suspended;
    if (name == "suspend") return true;
    if (is_one_of(name, {"accept", "decline"})) return matter.stage == "filed";
    if (is_one_of(name, {"satisfied", "dissatisfied"})) return matter.stage == "rating";
    if (matter.stage != "handling") return false;
    if (is_one_of(name, {"sign", "object"})) return matter.answer == "signing";
    if (is_one_of(name, {"reassign", "uphold"})) return matter.answer == "objected";
    if (name == "ask") return matter.answer == "drafting";
    if (name == "explain") return matter.answer == "clarifying";
    if (is_one_of(name, {"extend", "stop", "go_on", "acknowledge"}))
        return allows_clock_act(matter, act, at);
    return true;
}

void Oracle::perform(std::int64_t id, Act const& act, Instant at) {
    auto& matter = matters_.at(id);
    touched_.insert(id);
    if (is_one_of(act.name, {"accept", "reassign", "dissatisfied"})) {
        enter_handling(matter, act, at);
        notify(matter, "assigned", {host}, at);
    } else if (act.name == "decline") {
        close(matter, "declined");
    } else if (act.name == "satisfied") {
        close(matter, "closed");
    } else if (act.name == "reply") {
        enter_rating(matter, at);
        notify(matter, "replied", {supervisor}, at);
    } else if (is_one_of(act.name, {"suspend", "resume"})) {
        matter.suspended = act.name == "suspend";
    } else if (act.name == "give_opinion") {
        give_opinion(matter, act.actor);
    } else if (act.name == "change_co_handlers") {
        change_co_handlers(matter, act, at);
    } else if (is_one_of(act.name, {"extend", "stop", "go_on", "acknowledge", "tell_received"})) {
        move_clock(matter, act, at);
    } else {
        take_answer(matter, act, at);
    }
    follow_stops(matter, at, at);
}

void Oracle::enter_handling(Matter& matter, Act const& act, Instant at) {
    matter.stage = "handling";
    matter.answer = "signing";
    matter.received = act.day;
    matter.parts.clear();
    matter.clocks.clear();
    // Who handles it again, does so with the same others.
    if (act.name != "dissatisfied") {
        matter.host = act.host;
        matter.co_handlers = act.co_handlers;
    }
    start(matter, "reply", at_time(act.day, {}), at);
    start(matter, "signature", at, at);
    for (auto const& unit : matter.co_handlers) add_part(matter, unit, at);
}

void Oracle::add_part(Matter& matter, std::string const& unit, Instant at) {
    matter.parts.push_back({.number = ++parts_, .unit = unit});
    auto& clock = start(matter, "opinion", at, at);
    clock.part = parts_;
    clock.unit = unit;
    notify(matter, "opinion_asked", {co_handler}, at, parts_);
}

void Oracle::enter_rating(Matter& matter, Instant at) {
    matter.stage = "rating";
    matter.answer.clear();
    matter.parts.clear();
    matter.clocks.clear();
    start(matter, "rating", at, at);
}

void Oracle::close(Matter& matter, std::string stage) {
    matter.stage = std::move(stage);
    matter.clocks.clear();
    open_.erase(matter.id);
}

void Oracle::take_answer(Matter& matter, Act const& act, Instant at) {
    constexpr std::string_view answers[] = {"signature", "objection", "clarification"};
    std::erase_if(matter.clocks, [&](Clock const& clock) {
        return std::ranges::find(answers, clock.rule->name) != std::end(answers);
    });
    if (act.name == "object") {
        matter.answer = "objected";
        start(matter, "objection", at, at);
        notify(matter, "objected", {secretariat}, at);
    } else if (act.name == "uphold") {
        matter.answer = "signing";
        start(matter, "signature", at, at);
    } else if (act.name == "ask") {
        matter.answer = "clarifying";
        start(matter, "clarification", at, at);
        notify(matter, "asked", {secretariat}, at);
    } else {
        matter.answer = "drafting";  // signed, or explained
    }
}

void Oracle::move_clock(Matter& matter, Act const& act, Instant at) {
    auto& reply = *matter.find("reply");
    if (act.name == "stop" || act.name == "go_on") {
        reply.by_hand = act.name == "stop";
    } else if (act.name == "acknowledge") {
        reply.quiet = at_time(act.day, {});
    } else if (act.name == "extend") {
        ++reply.extended;
        reply.count();
        notify(matter, "extended", {host, supervisor}, at);
    } else if (matter.received != act.day) {
        matter.received = act.day;
        reply.started = at_time(act.day, {});
        std::erase_if(reply.stops, [&](Stop const& stop) { return stop.until <= reply.started; });
        for (auto& stop : reply.stops) stop.from = std::max(stop.from, reply.started);
        reply.count();
        if (reply.due_at > at) reply.passed = false;
    }
}

void Oracle::change_co_handlers(Matter& matter, Act const& act, Instant at) {
    matter.co_handlers = act.co_handlers;
    auto const stays = [&](std::string const& unit) {
        return std::ranges::find(act.co_handlers, unit) != act.co_handlers.end();
    };
    std::erase_if(matter.parts, [&](Part const& part) { return !stays(part.unit); });
    std::erase_if(matter.clocks,
                  [&](Clock const& clock) { return clock.part != 0 && !stays(clock.unit); });
    for (auto const& unit : act.co_handlers) {
        if (std::ranges::find(matter.parts, unit, &Part::unit) == matter.parts.end())
            add_part(matter, unit, at);
    }
}

void Oracle::give_opinion(Matter& matter, std::string const& actor) {
    for (auto& part : matter.parts) {
        if (part.given || !people_.acts_for(actor, part.unit)) continue;
        part.given = true;
        std::erase_if(matter.clocks, [&](Clock const& one) { return one.part == part.number; });
        return;
    }
}

void Oracle::follow_stops(Matter& matter, Instant moment, Instant at) {
    for (auto& clock : matter.clocks) {
        bool const asked = matter.answer == "clarifying" && clock.rule->name == "reply";
        bool const stands = matter.suspended || clock.by_hand || asked;
        if (stands == clock.stopped.has_value()) continue;
        if (!stands) {
            go_on(matter, clock, moment, at);
        } else if (!clock.passed && clock.due_at > moment) {
            clock.stopped = moment;
        }
    }
}

void Oracle::go_on(Matter& matter, Clock& clock, Instant moment, Instant at) {
    auto const said = clock.rungs(clock.started, clock.handled);
    Stop const stop{*clock.stopped, std::max(*clock.stopped, moment)};
    clock.stopped.reset();
    if (day_of(stop.from) != day_of(stop.until)) clock.stops.push_back(stop);
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
        for (auto& clock : matters_.at(id).clocks) {
            if (clock.counted_by == days_) continue;
            auto const before = clock.due;
            clock.counted_by = days_;
            clock.count();
            clock.passed = clock.passed && clock.due_at <= at;
            if (clock.due != before)
                moved.push_back(fmt::format("case {} {}: {} to {}",
                                            id,
                                            clock.rule->name,
                                            to_text(before),
                                            to_text(clock.due)));
            touched_.insert(id);
        }
    }
    return moved;
}

void Oracle::look(Instant at) {
    late_ = false;
    for (auto const id : std::vector(open_.begin(), open_.end())) {
        auto& matter = matters_.at(id);
        // What one clock does may start, end or move others.
        for (std::size_t i = 0; i < matter.clocks.size();) {
            auto const next = matter.clocks[i].next();
            if (!next || *next > at) {
                ++i;
                continue;
            }
            ring(matter, matter.clocks[i], at);
            touched_.insert(id);
            i = 0;
        }
    }
    if (late_) tell_house(0, "house.missed", at);
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

std::vector<std::int64_t> Oracle::open() const {
    return {open_.begin(), open_.end()};
}

std::optional<Instant> Oracle::next() const {
    std::optional<Instant> next;
    auto const consider = [&](std::optional<Instant> at) {
        if (at && (!next || *at < *next)) next = at;
    };
    for (auto const id : open_) {
        for (auto const& clock : matters_.at(id).clocks) consider(clock.next());
    }
    for (auto const& letter : queue_) consider(letter.ready);
    return next;
}

}  // namespace duban::simulation
