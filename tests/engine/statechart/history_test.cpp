// Resuming: a state is entered where it was when it was last left.
#include <catch2/catch.hpp>

#include "tests/engine/statechart/run.hpp"

using duban::sketch::told;

TEST_CASE("a state is resumed where it was left", "[history]") {
    auto const* const chart = R"(
a
  on pause -> wait
  a1
    on next -> a2
  a2
    a21
      on next -> a22
    a22
wait
  on resume -> resume a
  on shallow -> resume shallow a
  on or_a2 -> resume a or a2
  on anew -> a
)";
    auto const [what, inputs, expected] =
        GENERATE_COPY(table<std::string, std::string, std::string>({
            {"deep: as it was", "next next pause resume", "-wait (wait.resume) +a +a2 +a22 | a22"},
            {"shallow: its child as it was, which begins anew",
             "next next pause shallow",
             "-wait (wait.shallow) +a +a2 +a21 | a21"},
            {"plainly: it begins anew", "next next pause anew", "-wait (wait.anew) +a +a1 | a1"},
            {"what is remembered prevails over what is named otherwise",
             "pause or_a2",
             "-wait (wait.or_a2) +a +a1 | a1"},
            {"the last time counts",
             "next next pause anew pause resume",
             "-wait (wait.resume) +a +a1 | a1"},
        }));
    CAPTURE(what, inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("a state that was never left begins at its start, or where is named otherwise",
          "[history]") {
    auto const [what, ways, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"the start", "resume a", "-w (w.go) +a +a1 | a1"},
        {"within it", "resume a or a2", "-w (w.go) +a +a2 | a2"},
        {"elsewhere", "resume a or b", "-w (w.go) +b | b"},
        {"regions all begin", "resume p", "-w (w.go) +p +r +r1 +s +s1 | r1 s1"},
        {"one region elsewhere, the other begins",
         "resume p or s2",
         "-w (w.go) +p +r +r1 +s +s2 | r1 s2"},
    }));
    CAPTURE(what, ways);
    auto const chart = "w\n  on go -> " + ways +
                       "\na\n  a1\n  a2\nb\np regions\n  r\n    r1\n  s\n    s1\n    s2\n";
    CHECK(told(chart, "go") == expected);
}

TEST_CASE("regions are resumed together", "[history]") {
    auto const* const chart = R"(
p regions
  on pause -> wait
  r
    r1
      on next -> r2
    r2
  s
    s1
      on other -> s2
    s2
wait
  on resume -> resume p
  on shallow -> resume shallow p
  on one -> resume s
)";
    auto const [what, inputs, expected] =
        GENERATE_COPY(table<std::string, std::string, std::string>({
            {"deep", "next other pause resume", "-wait (wait.resume) +p +r +r2 +s +s2 | r2 s2"},
            {"shallow: the regions begin anew",
             "next other pause shallow",
             "-wait (wait.shallow) +p +r +r1 +s +s1 | r1 s1"},
            {"only one: the other begins anew",
             "next other pause one",
             "-wait (wait.one) +p +r +r1 +s +s2 | r1 s2"},
        }));
    CAPTURE(what, inputs);
    CHECK(told(chart, inputs) == expected);
}

TEST_CASE("a state resumed from within", "[history]") {
    auto const [what, chart, inputs, expected] =
        GENERATE(table<std::string, std::string, std::string, std::string>({
            {"never left: its child goes back to the start, itself it stays",
             "a\n  a1\n    on next -> a2\n  a2\n    on go -> resume a\n",
             "next go",
             "-a2 (a2.go) +a1 | a1"},
            {"by itself: it is left and entered as it was",
             "a\n  on go -> resume a\n  a1\n    on next -> a2\n  a2\n",
             "next go",
             "-a2 -a (a.go) +a +a2 | a2"},
            {"one state and its only region are left: what was active is entered with them",
             "p regions\n  r\n    r1\n      on next -> r2\n    r2\n      on go -> resume p\n",
             "next go",
             "-r2 -r -p (r2.go) +p +r +r2 | r2"},
            {"a region resumes another that leaves in the same step: it goes otherwise",
             "p regions\n  r\n    r1\n      on go -> resume s2 or r2\n    r2\n"
             "  s\n    s1\n      on next -> s2\n    s2\n      s21\n        on go -> s3\n    s3\n",
             "next go",
             "-s21 -s2 -r1 (r1.go) (s21.go) +r2 +s3 | r2 s3"},
        }));
    CAPTURE(what, chart, inputs);
    CHECK(told(chart, inputs) == expected);
}
