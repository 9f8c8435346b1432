// Regions side by side: each answers, they may disagree, and they end together.
#include <catch2/catch.hpp>

#include "tests/engine/statechart/run.hpp"

using duban::sketch::told;

TEST_CASE("regions are entered in the order of the file and left in the other", "[regions]") {
    auto const* const chart = R"(
p regions
  on reset -> p
  r
    r1
      on both -> r2
      on into -> s2
    r2
      on out -> z
  s
    s1
      on both -> s2
      on alone -> s2
    s2
z
  on back -> s2
)";
    auto const [what, inputs, expected] =
        GENERATE_COPY(table<std::string, std::string, std::string>({
            {"all begin", "", "+p +r +r1 +s +s1 | r1 s1"},
            {"one moves", "alone", "-s1 (s1.alone) +s2 | r1 s2"},
            {"both move in one step: left last first, effects and entries first first",
             "both",
             "-s1 -r1 (r1.both) (s1.both) +r2 +s2 | r2 s2"},
            {"a move out of one leaves all", "both out", "-s2 -s -r2 -r -p (r2.out) +z | z"},
            {"a move into one begins the others",
             "both out back",
             "-z (z.back) +p +r +r1 +s +s2 | r1 s2"},
            {"a move from one into another leaves both and begins anew",
             "into",
             "-s1 -s -r1 -r -p (r1.into) +p +r +r1 +s +s2 | r1 s2"},
            {"what they share is left once",
             "reset",
             "-s1 -s -r1 -r -p (p.reset) +p +r +r1 +s +s1 | r1 s1"},
        }));
    CAPTURE(what, inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("where regions disagree the first in the file prevails, save an inner one", "[regions]") {
    auto const [what, chart, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"two ways out: the first region's",
         "p regions\n  r\n    r1\n      on go -> y\n  s\n    s1\n      on go -> z\ny\nz\n",
         "-s1 -s -r1 -r -p (r1.go) +y | y"},
        {"one out, one within: the first region's",
         "p regions\n  r\n    r1\n      on go -> r2\n    r2\n  s\n    s1\n      on go -> z\nz\n",
         "-r1 (r1.go) +r2 | r2 s1"},
        {"one out, one without a target: both, for nothing is left by the second",
         "p regions\n  r\n    r1\n      on go -> z\n  s\n    s1\n      on go do x = 1\nz\n",
         "-s1 -s -r1 -r -p (r1.go) (s1.go) +z | z"},
        {"the state around, asked by the first region, yields to a child in the second",
         "p regions\n  on go -> z\n  r\n    r1\n  s\n    s1\n      on go -> s2\n    s2\nz\n",
         "-s1 (s1.go) +s2 | r1 s2"},
        {"the state around is asked once, though two regions would ask it",
         "p regions\n  on go do x += 1\n  r\n    r1\n  s\n    s1\n",
         "(p.go) | r1 s1"},
    }));
    CAPTURE(what, chart);
    CHECK(told(chart, "go") == expected);
}

TEST_CASE("a state is done when what it holds has ended", "[regions]") {
    auto const [what, chart, inputs, expected] =
        GENERATE(table<std::string, std::string, std::string, std::string>({
            {"its end child is entered",
             "a\n  done -> b\n  a1\n    on go -> a2\n  a2 end\nb\n",
             "go",
             "-a1 (a1.go) +a2 -a2 -a (a.done) +b | b"},
            {"done comes after what the end raised",
             "a\n  done -> b\n  raised e do x = 1\n  a1\n    on go -> a2\n  a2 end\n    entry "
             "raise e\nb\n",
             "go",
             "-a1 (a1.go) +a2 raise e (a.e) -a2 -a (a.done) +b | b"},
            {"one region of two has ended",
             "p regions\n  done -> z\n  r\n    r1\n      on go -> r2\n    r2 end\n"
             "  s\n    s1\n      on hop -> s2\n    s2 end\nz\n",
             "go",
             "-r1 (r1.go) +r2 | r2 s1"},
            {"both have ended, the second first",
             "p regions\n  done -> z\n  r\n    r1\n      on go -> r2\n    r2 end\n"
             "  s\n    s1\n      on hop -> s2\n    s2 end\nz\n",
             "hop go",
             "-r1 (r1.go) +r2 -s2 -s -r2 -r -p (p.done) +z | z"},
            {"both in one step: done once",
             "p regions\n  done do x += 1\n  r\n    r1\n      on go -> r2\n    r2 end\n"
             "  s\n    s1\n      on go -> s2\n    s2 end\n",
             "go",
             "-s1 -r1 (r1.go) (s1.go) +r2 +s2 (p.done) | r2 s2"},
            {"a region answers its own end before the state around does",
             "p regions\n  done -> z\n  r\n    done do x = 1\n    r1\n      on go -> r2\n    r2 "
             "end\nz\n",
             "go",
             "-r1 (r1.go) +r2 (r.done) -r2 -r -p (p.done) +z | z"},
            {"no one else's end is answered",
             "a\n  done -> z\n  b\n    b1\n      on go -> b2\n    b2 end\nz\n",
             "go",
             "-b1 (b1.go) +b2 | b2"},
            {"a state left meanwhile does not answer",
             "a\n  done -> z\n  a1\n    on go do raise e -> a2\n  a2 end\n  raised e -> y\ny\nz\n",
             "go",
             "-a1 (a1.go) raise e +a2 -a2 -a (a.e) +y | y"},
        }));
    CAPTURE(what, chart, inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("a deadline is answered by its own state alone, and only while it is active",
          "[regions]") {
    auto const* const chart =
        "a\n  due -> z\n  a1\n    on go -> a2\n    due -> a2\n  a2\n    on out -> b\nb\nz\n";
    auto const [inputs, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"due.a1", "-a1 (a1.due) +a2 | a2"},
        {"due.a", "-a1 -a (a.due) +z | z"},
        {"go due.a1", " | a2 unanswered"},
        {"go out due.a", " | b unanswered"},
    }));
    CAPTURE(inputs);
    CHECK(told(chart, inputs) == expected);
}
