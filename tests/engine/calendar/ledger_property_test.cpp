// Terms of every kind that are extended and stand still, drawn at random, against a naive walk.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/calendar/explanation.hpp"
#include "engine/calendar/ledger.hpp"
#include "tests/engine/calendar/naive_ledger.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using std::chrono::hours;

Zone const& shanghai() {
    static auto const zone = *Zone::find("Asia/Shanghai");
    return zone;
}

Instant end(Ledger const& running) {
    return due_instant(running, cn(), shanghai()).at;
}

Term draw_counted_term() {
    auto const unit = *rc::gen::element(Unit::months,
                                        Unit::weeks,
                                        Unit::days,
                                        Unit::working_days,
                                        Unit::hours,
                                        Unit::working_hours);
    return {.unit = unit, .count = *rc::gen::inRange(1, 40)};
}

Term draw_term() {
    if (*rc::gen::inRange(0, 3) != 0) return draw_counted_term();
    return term(*rc::gen::element<std::string>("30 June",
                                               "1 January next year",
                                               "last day of Q2",
                                               "last day of the month",
                                               "last working day of the month",
                                               "last working day of Q4",
                                               "last working day of the year"));
}

Counting draw_counting() {
    using Cut = std::optional<std::chrono::minutes>;
    return {.on_rest_day = *rc::gen::element(
                OnRestDay::stay, OnRestDay::next_working_day, OnRestDay::previous_working_day),
            .start_on_rest_day =
                *rc::gen::element(StartOnRestDay::stay, StartOnRestDay::next_working_day),
            .cut_off = *rc::gen::element<Cut>(std::nullopt, hours{12}, hours{17}),
            .ends = *rc::gen::element(Ends::end_of_day, Ends::closing_hour)};
}

Ledger draw_unstopped(Term const& term) {
    Ledger running;
    running.started_at = shanghai().to_instant(*parse_wall_time("2018-01-01T00:00")) +
                         hours{*rc::gen::inRange(0, 24 * 365 * 6)};
    running.term = term;
    running.counting = draw_counting();
    return running;
}

/// Stops that begin while the term runs, one after the other.
void draw_stops(Ledger& running) {
    auto at = running.started_at;
    for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
        at += hours{*rc::gen::inRange(0, 60)};
        if (at >= end(running)) break;
        auto const until = at + hours{*rc::gen::inRange(0, 24 * 30)};
        running.stops.push_back({at, until});
        at = until;
    }
}

Ledger draw(Term const& term) {
    auto running = draw_unstopped(term);
    draw_stops(running);
    return running;
}

std::string told(Ledger const& running) {
    auto text = to_text(running.started_at, shanghai()) + " " + to_text(running.term_in_force()) +
                " " + to_text(running.counting);
    for (auto const& stop : running.stops)
        text += " [" + to_text(stop.from, shanghai()) + " " + to_text(stop.until, shanghai()) + "]";
    return text;
}

}  // namespace

TEST_CASE("the end is where a walk finds it that leaves out what stood still, at each moment",
          "[calendar][ledger][property]") {
    CHECK(rc::check([] {
        auto const whole = draw(draw_term());
        auto so_far = whole;
        so_far.stops.clear();
        for (std::size_t over = 0;; ++over) {
            RC_LOG() << told(so_far);
            RC_ASSERT(to_text(end(so_far), shanghai()) == to_text(naive_end(so_far), shanghai()));
            if (over == whole.stops.size()) break;
            so_far.stops.push_back(whole.stops[over]);
        }
    }));
}

TEST_CASE("one extension is as good as several, before, between or after the stops",
          "[calendar][ledger][property]") {
    CHECK(rc::check([] {
        auto at_once = draw(draw_counted_term());
        auto in_steps = at_once;
        Term const last{.unit = at_once.term.unit, .count = at_once.term.count + 20};
        Term const middle{.unit = last.unit, .count = last.count - 10};
        auto const some_time = [&] { return hours{*rc::gen::inRange(0, 24 * 80)}; };
        at_once.extensions.push_back({at_once.started_at + some_time(), last});
        auto const first = at_once.started_at + some_time();
        in_steps.extensions.push_back({first, middle});
        in_steps.extensions.push_back({first + some_time(), last});
        RC_LOG() << told(at_once);
        RC_ASSERT(due_instant(at_once, cn(), shanghai()) ==
                  due_instant(in_steps, cn(), shanghai()));
        RC_ASSERT(end(at_once) == naive_end(at_once));
        RC_ASSERT(to_text(explain(at_once, cn(), shanghai()), Language::en).size() <
                  to_text(explain(in_steps, cn(), shanghai()), Language::en).size());
    }));
}

TEST_CASE("of two terms that run together each stands still in its own unit",
          "[calendar][ledger][property]") {
    CHECK(rc::check([] {
        auto running = draw(draw_term());
        RC_PRE(!is_in_hours(running.term));
        auto other = running;
        other.term = term("30 June");
        auto both = running;
        both.term = {.unit = *rc::gen::element(Unit::later_of, Unit::earlier_of),
                     .of = {running.term, other.term}};
        auto const one = due_date(running, cn(), shanghai());
        auto const two = due_date(other, cn(), shanghai());
        auto const of_both = due_date(both, cn(), shanghai());
        bool const later = both.term.unit == Unit::later_of;
        RC_ASSERT(of_both.raw == (later ? std::max(one.raw, two.raw) : std::min(one.raw, two.raw)));
        RC_ASSERT(of_both.provisional == (one.provisional || two.provisional));
    }));
}
