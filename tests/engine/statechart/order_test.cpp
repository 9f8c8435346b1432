// In which order states are left, effects done and states entered.
#include <catch2/catch.hpp>

#include "tests/engine/statechart/run.hpp"

using duban::sketch::told;

TEST_CASE("a move leaves from inside outwards, then acts, then enters from outside inwards",
          "[order]") {
    auto const* const chart = R"(
a
  on from_a -> a2
  on down -> a1y internal
  on note do x += 1
  a1
    on from_a1 -> a1y
    on over -> b
    on from_child -> c
    a1x
      on next -> a1y
      on again -> a1x
      on up -> a2
      on to_a1 -> a1
      on to_a -> a
      on from_child -> b
    a1y
      on back -> a1
  a2
    on leave -> b
b
  on deep -> a1y
  on silent if x == 7 -> c
c
)";
    auto const [what,
                inputs,
                expected] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"a case begins in the start of the start", "", "+a +a1 +a1x | a1x"},
        {"to a sibling", "next", "-a1x (a1x.next) +a1y | a1y"},
        {"to itself, which is left and entered", "again", "-a1x (a1x.again) +a1x | a1x"},
        {"of an outer state to its own child, which leaves the outer state",
         "from_a1",
         "-a1x -a1 (a1.from_a1) +a1 +a1y | a1y"},
        {"to a sibling of the outer state", "up", "-a1x -a1 (a1x.up) +a2 | a2"},
        {"to the outer state, which begins anew", "to_a1", "-a1x -a1 (a1x.to_a1) +a1 +a1x | a1x"},
        {"to the outermost state", "to_a", "-a1x -a1 -a (a1x.to_a) +a +a1 +a1x | a1x"},
        {"of the outermost state into itself", "from_a", "-a1x -a1 -a (a.from_a) +a +a2 | a2"},
        {"out of three levels", "over", "-a1x -a1 -a (a1.over) +b | b"},
        {"into three levels", "over deep", "-b (b.deep) +a +a1 +a1y | a1y"},
        {"internal: the outer state is not left", "down", "-a1x -a1 (a.down) +a1 +a1y | a1y"},
        {"without a target nothing is left", "note", "(a.note) | a1x"},
        {"the inner state answers before the outer",
         "from_child",
         "-a1x -a1 -a (a1x.from_child) +b | b"},
        {"what the inner state does not answer, the outer does",
         "next from_child",
         "-a1y -a1 -a (a1.from_child) +c | c"},
        {"what nobody answers changes nothing", "leave", " | a1x unanswered"},
        {"a guard that refuses leaves it unanswered", "over silent", " | b unanswered"},
    }));
    CAPTURE(what, inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("an internal move leaves its state where the target lies elsewhere", "[order]") {
    auto const [what, chart, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"to a sibling", "a\n  on go -> b internal\n  a1\nb\n", "-a1 -a (a.go) +b | b"},
        {"to itself", "a\n  on go -> a internal\n  a1\n", "-a1 -a (a.go) +a +a1 | a1"},
        {"of a state of regions, which is never the domain of a move",
         "p regions\n  on go -> r1b internal\n  r1\n    r1a\n    r1b\n  r2\n",
         "-r2 -r1a -r1 -p (p.go) +p +r1 +r1b +r2 | r1b r2"},
    }));
    CAPTURE(what, chart);
    CHECK(told(chart, "go") == expected);
}

TEST_CASE("of several ways the first open one in the order of the file is taken", "[order]") {
    auto const* const chart = R"(
a
  on go if x == 1 -> b
  on go if x < 3 do x += 1
  on go -> c
b
  on go -> a
c
)";
    auto const [inputs, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"go", "(a.go/2) | a"},
        {"go go", "-a (a.go) +b | b"},
        {"go go go go", "-a (a.go) +b | b"},
    }));
    CAPTURE(inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("what is raised is answered before the next input, in the order of raising", "[order]") {
    auto const [what, chart, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"what happens automatically comes before what was raised",
         "a\n  on go do raise e -> b\nb\n  always -> c\n  raised e -> d\nc\n  raised e -> "
         "f\nd\nf\n",
         "-a (a.go) raise e +b -b (b.always) +c -c (c.e) +f | f"},
        {"left, then acted, then entered",
         "a\n  exit raise one\n  on go do raise two -> b\nb\n  entry raise three\n"
         "  raised one do x = 1\n  raised two do x = 2\n  raised three do x = 3\n",
         "-a raise one (a.go) raise two +b raise three (b.one) (b.two) (b.three) | b"},
        {"what nobody answers is forgotten",
         "a\n  on go do raise e, raise f -> b\nb\n  raised f -> c\nc\n  raised e -> a\n",
         "-a (a.go) raise e raise f +b -b (b.f) +c | c"},
        {"a raised event is not answered by an action done by hand",
         "a\n  on go do raise hop -> b\nb\n  on hop -> c\nc\n",
         "-a (a.go) raise hop +b | b"},
        {"an end on top stops everything: what was raised is dropped",
         "a\n  on go do raise e -> z\nz end\n  entry raise f\n",
         "-a (a.go) raise e +z raise f | z ended"},
        {"nothing is left at the end, and all that is entered with it is",
         "p\n  on go -> z\n  exit raise e\n  p1\nz end\n",
         "-p1 -p raise e (p.go) +z | z ended"},
    }));
    CAPTURE(what, chart);
    CHECK(told(chart, "go") == expected);
}

TEST_CASE("an action by the engine is not done by hand", "[order]") {
    CHECK(told("a\n  raised go -> b\nb\n", "go") == " | a unanswered");
}

TEST_CASE("a chain ends after so many steps, or is given up", "[order]") {
    auto const [what, chart, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"100 steps and one move after the first",
         "a\n  on go -> b\nb\n  always if x < 100 do x += 1\n  always -> c\nc\n",
         "endless"},
        {"99 steps and one move after the first",
         "a\n  on go -> b\nb\n  always if x < 99 do x += 1\n  always -> c\nc\n",
         "done"},
        {"for ever by itself", "a\n  on go -> b\nb\n  always -> b\n", "endless"},
        {"for ever by raising", "a\n  on go do raise e\n  raised e do raise e\n", "endless"},
    }));
    CAPTURE(what, chart);
    CHECK((told(chart, "go") == "endless") == (expected == "endless"));
}

TEST_CASE("a case that cannot begin without end is given up", "[order]") {
    CHECK(told("a\n  always -> a\n", "") == "endless");
}
