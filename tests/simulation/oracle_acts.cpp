// What an action does to a proposal, by the definition: which clocks end and begin, which parts
// come and go, who is told.
#include <algorithm>
#include <utility>

#include "tests/simulation/oracle.hpp"

namespace duban::simulation {

using enum Role;

Clock& Oracle::start(Matter& matter, std::string_view rule, Instant started, Instant at) {
    Clock clock{.rule = &rule_of(rule),
                .counted_by = days_,
                .number = ++clocks_,
                .started = started,
                .said_from = at,
                .handled = at};
    clock.count();
    clock.press_if_over(at);
    if (clock.is_by_other) ++seen.by_other;
    if (clock.begins_after_rest()) ++seen.begun_after_rest;
    matter.clocks.push_back(std::move(clock));
    return matter.clocks.back();
}

void Oracle::perform(std::int64_t id, Act const& act, Instant at) {
    auto& matter = matters_.at(id);
    if (is_one_of(act.name, {"accept", "reassign", "dissatisfied"})) {
        enter_handling(matter, act, at);
    } else if (act.name == "decline") {
        close(matter, "declined");
    } else if (act.name == "satisfied") {
        matter.commitments.empty() ? close(matter, "closed") : enter_promised(matter, at);
    } else if (act.name == "reply") {
        enter_rating(matter, act, at);
    } else if (is_one_of(act.name, {"suspend", "resume"})) {
        matter.suspended = act.name == "suspend";
    } else if (act.name == "give_opinion") {
        give_opinion(matter, act.actor);
    } else if (act.name == "change_co_handlers") {
        change_co_handlers(matter, act, at);
    } else if (is_one_of(act.name, {"extend", "stop", "go_on", "acknowledge", "tell_received"})) {
        move_clock(matter, act, at);
    } else if (act.name == "report") {
        std::erase_if(matter.clocks, [](Clock const& one) { return one.rule->name == "report"; });
        start(matter, "report", at, at);
    } else if (act.name == "keep") {
        end_part(matter, *matter.find_part(act.kept));
        close_if_kept(matter);
    } else if (act.name == "correct_commitments") {
        correct_commitments(matter, act, at);
    } else if (act.name == "remind") {
        auto const rings = next_open(days_of(act.actor), at_time(act.day, {}));
        matter.reminders.push_back({act.reminder, act.actor, rings});
    } else if (act.name == "cancel_reminder") {
        std::erase_if(matter.reminders,
                      [&](OwnReminder const& one) { return one.number == act.reminder; });
    } else {
        take_answer(matter, act, at);
    }
    follow_stops(matter, at, at);
    touch(matter);
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
        matter.host_named = at;
    }
    start(matter, "reply", at_time(act.day, {}), at);
    start(matter, "signature", at, at);
    for (auto const& unit : matter.co_handlers) ask_opinion(matter, unit, at);
    notify(matter, "assigned", {host}, at);
}

void Oracle::enter_rating(Matter& matter, Act const& act, Instant at) {
    matter.stage = "rating";
    matter.answer.clear();
    matter.parts.clear();
    matter.clocks.clear();
    matter.commitments = act.commitments;
    start(matter, "rating", at, at);
    notify(matter, "replied", {supervisor}, at);
}

void Oracle::enter_promised(Matter& matter, Instant at) {
    matter.stage = "promised";
    matter.clocks.clear();
    start(matter, "report", at, at);
    for (auto const& one : matter.commitments)
        add_part(matter, one.what, "promise", at_time(one.by, {}), at);
}

void Oracle::close(Matter& matter, std::string stage) {
    matter.stage = std::move(stage);
    matter.clocks.clear();
    open_.erase(matter.id);
}

void Oracle::take_answer(Matter& matter, Act const& act, Instant at) {
    std::erase_if(matter.clocks, [&](Clock const& clock) {
        return is_one_of(clock.rule->name, {"signature", "objection", "clarification"});
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
        move_end(reply, [&] {
            ++reply.extended;
            reply.count();
        });
        notify(matter, "extended", {host, supervisor}, at);
    } else {
        matter.received = act.day;
        move_end(reply, [&] { reply.begin_at(at_time(act.day, {}), at); });
    }
}

Clock& Oracle::add_part(
    Matter& matter, std::string const& name, std::string_view rule, Instant from, Instant at) {
    matter.parts.push_back({.number = ++parts_, .name = name, .opened = at});
    auto& clock = start(matter, rule, from, at);
    clock.part = parts_;
    clock.unit = name;
    return clock;
}

/// What is not in the list any more is gone, with its clock.
void Oracle::keep_parts(Matter& matter, Names const& names) {
    auto const is_gone = [&](std::string const& name) {
        return std::ranges::find(names, name) == names.end();
    };
    std::erase_if(matter.parts, [&](Part const& part) { return is_gone(part.name); });
    std::erase_if(matter.clocks,
                  [&](Clock const& clock) { return clock.part != 0 && is_gone(clock.unit); });
}

void Oracle::end_part(Matter& matter, Part& part) {
    part.ended = true;
    std::erase_if(matter.clocks, [&](Clock const& one) { return one.part == part.number; });
}

void Oracle::ask_opinion(Matter& matter, std::string const& unit, Instant at) {
    auto const part = add_part(matter, unit, "opinion", at, at).part;
    notify(matter, "opinion_asked", {co_handler}, at, part);
}

void Oracle::change_co_handlers(Matter& matter, Act const& act, Instant at) {
    matter.co_handlers = act.co_handlers;
    keep_parts(matter, act.co_handlers);
    for (auto const& unit : act.co_handlers) {
        if (matter.find_part(unit) == nullptr) ask_opinion(matter, unit, at);
    }
}

void Oracle::give_opinion(Matter& matter, std::string const& actor) {
    auto const part = std::ranges::find_if(matter.parts, [&](Part const& one) {
        return !one.ended && people_.acts_for(actor, one.name);
    });
    end_part(matter, *part);
}

/// A promise of the same name keeps its life; its clock follows the date.
void Oracle::correct_commitments(Matter& matter, Act const& act, Instant at) {
    matter.commitments = act.commitments;
    Names names;
    for (auto const& one : act.commitments) names.push_back(one.what);
    keep_parts(matter, names);
    for (auto const& one : act.commitments) {
        auto const by = at_time(one.by, {});
        auto const* const part = matter.find_part(one.what);
        if (part == nullptr) {
            add_part(matter, one.what, "promise", by, at);
        } else if (!part->ended) {
            auto& clock = *matter.find_of_part(part->number);
            move_end(clock, [&] { clock.begin_at(by, at); });
        }
    }
    close_if_kept(matter);
}

void Oracle::close_if_kept(Matter& matter) {
    if (std::ranges::all_of(matter.parts, &Part::ended)) close(matter, "closed");
}

}  // namespace duban::simulation
