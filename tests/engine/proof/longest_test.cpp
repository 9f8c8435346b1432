// The longest lawful time, beside dates counted by hand on the calendar of China.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/proof/longest.hpp"
#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::proof;

namespace {

Workflow read(std::string const& fields, std::string const& states) {
    auto const definition = workflow::read_alone(
        "format: 1\nworkflow: t\nversion: 1\ntitle: {zh-CN: 甲, en: A}\n"
        "time_zone: Asia/Shanghai\ncalendar: cn\nroles:\n  o: {group: g}\n" +
        fields + states);
    CAPTURE(workflow::problem_lines(definition.problems));
    REQUIRE(definition.workflow);
    return *definition.workflow;
}

std::string path_of(Workflow const& workflow, Index state) {
    return state == workflow::none ? "-" : workflow.states[state].path;
}

/// The end and its day, the last day of each stay with the deadline that ended it, the loops, the
/// states without a clock.
std::string told(Workflow const& workflow, LongestTime const& time) {
    std::string text;
    for (auto const& way : time.ways) {
        text += fmt::format("{} {}:", path_of(workflow, way.end), to_text(way.closed).substr(5));
        for (auto const& stay : way.stays) {
            if (stay.state == way.end) continue;
            text += fmt::format(" {}({})-{}",
                                path_of(workflow, stay.state),
                                path_of(workflow, stay.deadline),
                                to_text(stay.to).substr(5));
        }
        text += ";";
    }
    for (auto const& loop : time.loops) {
        text += " loop";
        for (std::size_t i = 0; i < loop.states.size(); ++i)
            text += fmt::format(" {}/{}", path_of(workflow, loop.states[i]), loop.moves[i]);
    }
    for (auto const state : time.no_clock) text += " no clock " + path_of(workflow, state);
    return text + (time.is_complete ? "" : " incomplete");
}

std::string from_4_march(std::string const& fields, std::string const& states) {
    auto const workflow = read(fields, states);
    return told(workflow, longest_time(workflow, make_day(2026, 3, 4), workflow::china()));
}

std::string const a_month_and_ten_days = R"(start: handling
states:
  handling: {owner: o, due: 1 month, actions: {reply: {by: o, go: rating}}}
  rating:
    owner: o
    due: 10 days
    actions:
      rate:
        by: o
        choose:
          - {only_if: 'CONDITION', do: [{set: {SET}}], go: handling}
          - {go: closed}
  closed: {end: true}
)";

std::string with(std::string condition, std::string set) {
    auto states = a_month_and_ten_days;
    states.replace(states.find("CONDITION"), 9, condition);
    states.replace(states.find("{SET}"), 5, "{" + set + "}");
    return states;
}

std::string const once = "closed 04-14: handling(handling)-04-04 rating(rating)-04-14;";
std::string const twice =
    "closed 05-24: handling(handling)-04-04 rating(rating)-04-14 handling(handling)-05-14 "
    "rating(rating)-05-24;";
std::string const thrice =
    "closed 07-04: handling(handling)-04-04 rating(rating)-04-14 handling(handling)-05-14 "
    "rating(rating)-05-24 handling(handling)-06-24 rating(rating)-07-04;";

}  // namespace

TEST_CASE("each state is left on the last day of the deadline that ends first", "[proof]") {
    auto const [states, expected] = GENERATE(table<std::string, std::string>({
        // 5, 6, 9, 10, 11 March; then a month.
        {"start: filed\nstates:\n"
         "  filed: {owner: o, due: 5 working days, actions: {a: {by: o, go: handling}}}\n"
         "  handling: {owner: o, due: 1 month, actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 04-11: filed(filed)-03-11 handling(handling)-04-11;"},
        // Rolled: 11 April 2026 is a Saturday.
        {"start: filed\nstates:\n"
         "  filed: {owner: o, due: 5 working days, actions: {a: {by: o, go: handling}}}\n"
         "  handling: {owner: o, due: {within: 1 month, on_rest_day: next_working_day}, "
         "actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 04-13: filed(filed)-03-11 handling(handling)-04-13;"},
        // 16 hours from the evening of the 4th: 8.5 on the 5th, the rest on the 6th; 36 from that
        // evening.
        {"start: filed\nstates:\n"
         "  filed: {owner: o, due: 16 working hours, actions: {a: {by: o, go: handling}}}\n"
         "  handling: {owner: o, due: 36 hours, actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 03-08: filed(filed)-03-06 handling(handling)-03-08;"},
        // An office that closes acts on the same day.
        {"start: rating\nstates:\n"
         "  rating: {owner: o, due: {within: 15 days, ends: closing_hour, on_due: {go: last}}, "
         "actions: {a: {by: o, go: closed}}}\n"
         "  last: {owner: o, due: 10 days, actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 03-29: rating(rating)-03-19 last(last)-03-29;"},
        // 4 April, a Saturday of a holiday, was rolled back to the 3rd; what is added to it is
        // added to a day that may have been as late as the 6th.
        {"start: reply\nstates:\n"
         "  reply:\n"
         "    owner: o\n"
         "    due: {within: 1 month, on_rest_day: previous_working_day}\n"
         "    start: asking\n"
         "    states:\n"
         "      asking: {stops_clock: [reply], due: {name: ask, within: 5 days}, "
         "actions: {b: {by: o, go: writing}}}\n"
         "      writing: {actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 04-10: reply.asking(reply.asking)-03-09 reply.writing(reply)-04-10;"},
        // What happens at the end of a deadline happens on the day after.
        {"start: rating\nstates:\n"
         "  rating: {owner: o, due: {within: 15 days, on_due: {go: last}}, "
         "actions: {a: {by: o, go: closed}}}\n"
         "  last: {owner: o, due: 10 days, actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 03-30: rating(rating)-03-19 last(last)-03-30;"},
        // The outer deadline cuts the inner ones.
        {"start: outer\nstates:\n"
         "  outer:\n    owner: o\n    due: 10 days\n    start: a\n    states:\n"
         "      a: {due: 7 days, actions: {n: {by: o, go: b}}}\n"
         "      b: {due: 7 days, actions: {n: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 03-14: outer.a(outer.a)-03-11 outer.b(outer)-03-14;"},
        // By itself at once, and by itself when what is inside has ended.
        {"start: outer\nstates:\n"
         "  outer:\n    owner: o\n    on_done: {go: next}\n    start: a\n    states:\n"
         "      a: {due: 7 days, actions: {n: {by: o, go: b}}}\n      b: {end: true}\n"
         "  next: {owner: o, automatically: {go: closed}}\n"
         "  closed: {end: true}\n",
         "closed 03-11: outer.a(outer.a)-03-11 outer.b(-)-03-11 next(-)-03-11;"},
        // An extension that may be granted is.
        {"start: handling\nstates:\n"
         "  handling:\n    owner: o\n    due: {within: 1 month, extend: {by: o, to: 2 months}}\n"
         "    actions: {a: {by: o, go: closed}}\n"
         "  closed: {end: true}\n",
         "closed 05-04: handling(handling)-05-04;"},
        // While the outer clock stands still, the inner one alone says when.
        {"start: outer\nstates:\n"
         "  outer:\n    owner: o\n    due: 10 days\n    start: a\n    states:\n"
         "      a: {due: 7 days, actions: {n: {by: o, go: b}}}\n"
         "      b: {due: 20 days, stops_clock: [outer], actions: {n: {by: o, go: c}}}\n"
         "      c: {actions: {n: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 04-03: outer.a(outer.a)-03-11 outer.b(outer.b)-03-31 outer.c(outer)-04-03;"},
        // Side by side: what lasts longest counts.
        {"start: both\nstates:\n"
         "  both:\n    owner: o\n    on_done: {go: closed}\n    regions:\n"
         "      l: {start: a, states: {a: {due: 10 days, actions: {n: {by: o, go: e}}}, "
         "e: {end: true}}}\n"
         "      r: {start: b, states: {b: {due: 1 month, actions: {n: {by: o, go: e}}}, "
         "e: {end: true}}}\n"
         "  closed: {end: true}\n",
         "closed 04-04: both.r.b(both.r.b)-04-04 both.r.e(-)-04-04 both(-)-04-04;"},
        // … within the deadline around them, and out of one of them.
        {"start: both\nstates:\n"
         "  both:\n    owner: o\n    due: 20 days\n    regions:\n"
         "      l: {start: a, states: {a: {due: 10 days, actions: {n: {by: o, go: closed}}}}}\n"
         "      r: {start: b, states: {b: {due: 1 month, actions: {n: {by: o, go: other}}}}}\n"
         "  other: {end: true}\n"
         "  closed: {end: true}\n",
         "other 03-24: both.r.b(both)-03-24 both(-)-03-24;"
         "closed 03-14: both.l.a(both.l.a)-03-14 both(-)-03-14;"},
        // What one region lets stand still, the state around and the other regions have too.
        {"start: both\nstates:\n"
         "  both:\n    owner: o\n    due: 10 days\n    actions: {reply: {by: o, go: closed}}\n"
         "    regions:\n"
         "      l: {start: a, states: {a: {actions: {n: {by: o, go: b}}}, "
         "b: {due: 20 days, stops_clock: [both], actions: {n: {by: o, go: c}}}, c: {}}}\n"
         "      r: {start: a, states: {a: {due: 1 month, actions: {n: {by: o, go: other}}}}}\n"
         "  other: {end: true}\n"
         "  closed: {end: true}\n",
         "other 04-03: both.r.a(both)-04-03 both(-)-04-03;closed 04-03: both(both)-04-03;"},
        // … and where two of them do, one after the other.
        {"start: both\nstates:\n"
         "  both:\n    owner: o\n    due: 10 days\n    actions: {reply: {by: o, go: closed}}\n"
         "    regions:\n"
         "      l: {start: a, states: {a: {actions: {n: {by: o, go: b}}}, "
         "b: {due: 20 days, stops_clock: [both], actions: {n: {by: o, go: c}}}, c: {}}}\n"
         "      r: {start: d, states: {d: {actions: {n: {by: o, go: e}}}, "
         "e: {due: 5 days, stops_clock: [both], actions: {n: {by: o, go: f}}}, f: {}}}\n"
         "  closed: {end: true}\n",
         "closed 04-08: both(both)-04-08;"},
        {"start: open\nstates:\n"
         "  open: {owner: o, actions: {a: {by: o, go: next}}}\n"
         "  next: {owner: o, due: 7 days, actions: {a: {by: o, go: closed}}}\n"
         "  closed: {end: true}\n",
         "closed 03-11: open(-)-03-04 next(next)-03-11; no clock open"},
    }));
    CAPTURE(states);
    CHECK(from_4_march("", states) == expected);
}

TEST_CASE("a loop is gone round as often as its counter allows", "[proof]") {
    auto const [fields, condition, set, expected] =
        GENERATE(table<std::string, std::string, std::string, std::string>({
            {"round: {type: whole_number, default: 1}", "round < 2", "round: round + 1", twice},
            {"round: {type: whole_number, default: 1}", "round < 3", "round: round + 1", thrice},
            {"round: {type: whole_number, default: 1}", "round <= 2", "round: 1 + round", thrice},
            {"round: {type: whole_number, default: 1}", "round < 5", "round: round + 2", thrice},
            {"round: {type: whole_number, default: 1}", "round < 1", "round: round + 1", once},
            {"again: {type: yes_no, default: false}", "!again", "again: true", twice},
            {"left: {type: choice, of: [two, one]}", "left != \"one\"", "left: '\"one\"'", twice},
            // What nothing bounds is told, and gone through once; here it never ends.
            {"round: {type: whole_number, default: 1}",
             "round > 0",
             "round: round + 1",
             " loop handling/reply rating/rate"},
            {"round: {type: whole_number, default: 1}",
             "round < 2",
             "round: round",
             once + " loop handling/reply rating/rate"},
            {"round: {type: whole_number, default: 9}",
             "round > 2",
             "round: round - 1",
             once + " loop handling/reply rating/rate"},
        }));
    CAPTURE(condition, set);
    CHECK(from_4_march("fields:\n  " + fields + "\n", with(condition, set)) == expected);
}

TEST_CASE("a counter that a person may set bounds nothing", "[proof]") {
    auto states = with("round < 2", "round: round + 1");
    states.replace(states.find("reply: {by: o,"), 14, "reply: {by: o, need: [round],");
    CHECK(from_4_march("fields:\n  round: {type: whole_number, default: 1}\n", states) ==
          once + " loop handling/reply rating/rate");
}

TEST_CASE("a loop within a running deadline is bounded by that deadline", "[proof]") {
    CHECK(from_4_march(
              "",
              "start: outer\nstates:\n"
              "  outer:\n    owner: o\n    due: 20 days\n    start: a\n    states:\n"
              "      a: {due: 7 days, actions: {n: {by: o, go: b}, x: {by: o, go: closed}}}\n"
              "      b: {due: 2 days, actions: {n: {by: o, go: a}}}\n"
              "  closed: {end: true}\n") ==
          "closed 03-24: outer.a(outer.a)-03-11 outer.b(outer.b)-03-13 outer.a(outer.a)-03-20 "
          "outer.b(outer.b)-03-22 outer.a(outer)-03-24;");
}

TEST_CASE("a loop that stops the clock around it is bounded by nothing", "[proof]") {
    CHECK(from_4_march("",
                       "start: outer\nstates:\n"
                       "  outer:\n    owner: o\n    due: 20 days\n    start: a\n    states:\n"
                       "      a: {actions: {n: {by: o, go: b}, x: {by: o, go: closed}}}\n"
                       "      b: {due: 7 days, stops_clock: [outer], actions: {n: {by: o, go: a}, "
                       "x: {by: o, go: closed}}}\n"
                       "  closed: {end: true}\n") ==
          "closed 03-31: outer.a(outer)-03-24 outer.b(outer.b)-03-31; loop outer.a/n outer.b/n");
}

TEST_CASE("going back to where it was is a loop", "[proof]") {
    CHECK(from_4_march(
              "",
              "start: work\nstates:\n"
              "  work:\n    owner: o\n    start: a\n    states:\n"
              "      a: {due: 7 days, actions: {n: {by: o, go: b}}}\n"
              "      b: {due: 2 days, actions: {n: {by: o, go: closed}}}\n"
              "    actions: {stop: {by: o, go: rest}}\n"
              "  rest: {owner: o, due: 5 days, actions: {back: {by: o, go: {resume: work}}}}\n"
              "  closed: {end: true}\n") ==
          "closed 03-18: work.a(work.a)-03-11 rest(rest)-03-16 work.b(work.b)-03-18; "
          "loop work.a/n work.b/stop rest/back loop work.a/stop rest/back loop work.b/stop "
          "rest/back");
}

TEST_CASE("too many ways are cut off, and it is said", "[proof]") {
    constexpr int states = 16;
    std::string text = "start: s0\nstates:\n  closed: {end: true}\n";
    for (int i = 0; i < states; ++i) {
        text += fmt::format(
            "  s{}: {{owner: o, due: {} days, actions: {{e: {{by: o, go: closed}}", i, i + 1);
        for (int to = 0; to < states; ++to) text += fmt::format(", a{0}: {{by: o, go: s{0}}}", to);
        text += "}}\n";
    }
    auto const workflow = read("", text);
    auto const time = longest_time(workflow, make_day(2026, 3, 4), workflow::china());
    CHECK_FALSE(time.is_complete);
    CHECK(time.loops.size() == Loop::most);
    CHECK(time.ways.size() == 1);
}

TEST_CASE("too many places are cut off, and it is said", "[proof]") {
    // A place for each pair of values that the counters may have: with 70 each 4,900, with 150 each
    // 22,500.
    auto const [most, is_complete] = GENERATE(table<int, bool>({{70, true}, {150, false}}));
    CAPTURE(most);
    auto const states = fmt::format(
        "start: s\nstates:\n"
        "  s:\n    owner: o\n    due: 1 day\n    actions:\n"
        "      n: {{by: o, only_if: 'a < {0}', do: [{{set: {{a: a + 1}}}}], go: s}}\n"
        "      m: {{by: o, only_if: 'b < {0}', do: [{{set: {{b: b + 1}}}}], go: s}}\n"
        "      e: {{by: o, go: closed}}\n"
        "  closed: {{end: true}}\n",
        most - 1);
    auto const fields =
        "fields:\n  a: {type: whole_number, default: 0}\n  b: {type: whole_number, default: 0}\n";
    auto const workflow = read(fields, states);
    auto const time = longest_time(workflow, make_day(2026, 3, 4), workflow::china());
    CHECK(time.is_complete == is_complete);
    CHECK(time.loops.empty());
}

TEST_CASE("what people can make longer is told beside the longest time", "[proof]") {
    auto const workflow = read("fields:\n  got: {type: date}\n",
                               "suspend: {by: o}\nresume: {by: o}\nstart: a\nstates:\n"
                               "  a: {owner: o, due: {within: 5 days, stop: {by: o}, go_on: {by: "
                               "o}}, actions: {go: {by: o, go: b}}}\n"
                               "  b: {owner: o, due: {within: 5 days, from: got}, actions: {go: "
                               "{by: o, go: c}}}\n"
                               "  c: {end: true}\n");
    auto const time = longest_time(workflow, make_day(2026, 3, 4), workflow::china());
    CHECK(time.may_be_suspended);
    REQUIRE(time.stopped_by_hand.size() == 1);
    CHECK(path_of(workflow, time.stopped_by_hand[0]) == "a");
    REQUIRE(time.told_start.size() == 1);
    CHECK(path_of(workflow, time.told_start[0]) == "b");
}

TEST_CASE("the longest time of the shipped proposal is as counted by hand", "[proof]") {
    auto const definition = workflow::read_definition(workflow::shipped_text());
    REQUIRE(definition.workflow);
    auto const& workflow = *definition.workflow;
    // 15 working days from 4 March 2024: 25 March. 10 more, without 4 to 6 April and with the
    // Sunday of 7 April, which is worked: 9 April. Six months, for the reply may be extended: 9
    // October. 15 working days, with the Saturday of 12 October: 29 October. Two months: 29
    // December, a Sunday, so the 30th. 15 working days, without 1 January: 21 January 2025. A
    // month: 21 February, a Friday. 12 months: 21 February 2026, in a holiday to the 23rd, so the
    // 24th.
    auto const time = longest_time(workflow, make_day(2024, 3, 4), workflow::china());
    CHECK(told(workflow, time)
              .starts_with(
                  "closed 02-24: filed(filed)-03-25 assigning(assigning)-04-09 "
                  "handling(handling)-10-09 rating(rating)-10-29 rehandling(rehandling)-12-30 "
                  "rating(rating)-01-21 supervised(supervised)-02-21 promised(promised)-02-24;"));
    REQUIRE(time.loops.size() == 2);
    CHECK(workflow.states[time.loops[0].states[0]].path == "handling");
    CHECK(time.loops[0].moves == std::vector<std::string>{"reassign"});
    CHECK(workflow.states[time.loops[1].states[0]].path == "promised");
    CHECK(time.loops[1].moves == std::vector<std::string>{"report_progress"});
    CHECK(time.no_clock.empty());
    CHECK(time.is_complete);
}
