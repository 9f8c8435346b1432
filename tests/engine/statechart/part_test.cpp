// Regions with a part for each item of a list: parts come and go while the case runs.
#include <catch2/catch.hpp>

#include "tests/engine/statechart/run.hpp"

using namespace duban;
using sketch::Run;

namespace {

auto const* const chart = R"(
ask
  on begin -> p
p regions
  on note do x += 1
  done -> z
  main
    m1
      on finish -> m2
    m2 end
  r parts
    done do y += 1
    r1
      on give -> r2
      on refuse -> out
    r2 end
out
  on resume -> resume p
  on again -> p
z
)";

/// A case whose opinions have been asked of `parts`.
struct Asked {
    explicit Asked(std::size_t parts) {
        run.have_parts("r", parts);
        run.begin();
        static_cast<void>(run.steps());
        run.take("begin");
    }

    sketch::Program program{sketch::read(chart)};
    Run run{program};
};

/// What the one part answers, as if asked of it alone.
std::string take(Run& run, std::string_view input) {
    static_cast<void>(run.steps());
    run.take(input);
    return run.steps();
}

}  // namespace

TEST_CASE("a part lives for each item, in their order", "[parts]") {
    Asked asked{3};
    CHECK(asked.run.steps() == "-ask (ask.begin) +p +main +m1 +r#1 +r1#1 +r#2 +r1#2 +r#3 +r1#3");
    CHECK(asked.run.where() == "m1 r1#1 r1#2 r1#3");
}

TEST_CASE("all parts answer what is asked of none in particular, and are done together",
          "[parts]") {
    Asked asked{2};
    CHECK(take(asked.run, "give") == "-r1#2 -r1#1 (r1.give) (r1.give) +r2#1 +r2#2 (r.done)");
    CHECK(asked.run.where() == "m1 r2#1 r2#2");
    CHECK(take(asked.run, "finish") ==
          "-m1 (m1.finish) +m2 -r2#2 -r#2 -r2#1 -r#1 -m2 -main -p (p.done) +z");
}

TEST_CASE("without a part there is nothing to wait for", "[parts]") {
    Asked asked{0};
    CHECK(asked.run.steps() == "-ask (ask.begin) +p +main +m1 (r.done)");
    CHECK(asked.run.where() == "m1");
    CHECK(take(asked.run, "finish") == "-m1 (m1.finish) +m2 -m2 -main -p (p.done) +z");
}

TEST_CASE("a part that is added begins, also after the others have ended", "[parts]") {
    Asked asked{1};
    CHECK(take(asked.run, "give") == "-r1#1 (r1.give) +r2#1 (r.done)");
    asked.run.have_parts("r", 2);
    CHECK(take(asked.run, "note") == "(p.note) +r#2 +r1#2");
    CHECK(asked.run.where() == "m1 r2#1 r1#2");
    CHECK(take(asked.run, "finish") == "-m1 (m1.finish) +m2");
    CHECK(take(asked.run, "give") ==
          "-r1#2 (r1.give) +r2#2 (r.done) -r2#2 -r#2 -r2#1 -r#1 -m2 -main -p (p.done) +z");
}

TEST_CASE("a part that is dropped is left, and may have been the last one waited for", "[parts]") {
    Asked asked{2};
    SECTION("others still wait") {
        asked.run.drop_part("r", 1);
        CHECK(take(asked.run, "note") == "(p.note) -r1#1 -r#1");
        CHECK(asked.run.where() == "m1 r1#2");
    }
    SECTION("none is left") {
        asked.run.drop_part("r", 1);
        asked.run.drop_part("r", 2);
        CHECK(take(asked.run, "note") == "(p.note) -r1#2 -r#2 -r1#1 -r#1 (r.done)");
        CHECK(asked.run.where() == "m1");
    }
    SECTION("the one that waited, in exchange for another") {
        asked.run.drop_part("r", 1);
        asked.run.drop_part("r", 2);
        asked.run.have_parts("r", 1);
        CHECK(take(asked.run, "note") == "(p.note) -r1#2 -r#2 -r1#1 -r#1 +r#3 +r1#3");
    }
    SECTION("one that had ended: the region is not done again") {
        CHECK(take(asked.run, "give") == "-r1#2 -r1#1 (r1.give) (r1.give) +r2#1 +r2#2 (r.done)");
        asked.run.drop_part("r", 2);
        CHECK(take(asked.run, "note") == "(p.note) -r2#2 -r#2");
    }
}

TEST_CASE("a move out of a part leaves all parts, by the first that asks", "[parts]") {
    Asked asked{2};
    CHECK(take(asked.run, "refuse") == "-r1#2 -r#2 -r1#1 -r#1 -m1 -main -p (r1.refuse) +out");
    CHECK(asked.run.where() == "out");
    SECTION("and all are resumed where they were") {
        CHECK(take(asked.run, "resume") == "-out (out.resume) +p +main +m1 +r#1 +r1#1 +r#2 +r1#2");
    }
    SECTION("what was dropped meanwhile is not there when it is resumed") {
        asked.run.drop_part("r", 1);
        take(asked.run, "resume");
        CHECK(asked.run.where() == "m1 r1#2");
    }
    SECTION("what was added meanwhile is there when it is resumed") {
        asked.run.have_parts("r", 3);
        take(asked.run, "resume");
        CHECK(asked.run.where() == "m1 r1#1 r1#2 r1#3");
    }
    SECTION("begun anew, the parts are those of the list") {
        asked.run.drop_part("r", 1);
        CHECK(take(asked.run, "again") == "-out (out.again) +p +main +m1 +r#2 +r1#2");
    }
}

TEST_CASE("a step that the host gives up is not gone on with", "[parts]") {
    sketch::Program const program{sketch::read("a\n  on go -> b\nb\n  on go -> a\n")};
    auto const step = GENERATE("+a", "-a", "(a.go)", "+b");
    CAPTURE(step);
    Run run{program};
    run.give_up_at(step);
    auto const begun = run.begin();
    if (begun == Run::Outcome::done) {
        CHECK(run.take("go") == Run::Outcome::given_up);
    } else {
        CHECK(begun == Run::Outcome::given_up);
    }
    CHECK(run.trace().log.back() == step);
}
