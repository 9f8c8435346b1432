// A picture as Mermaid reads it.
#include "engine/picture/mermaid.hpp"

#include <catch2/catch.hpp>

#include "engine/picture/drawing.hpp"
#include "tests/engine/picture/picture_stage.hpp"

using namespace duban;
using namespace duban::picture;

TEST_CASE("a small procedure as a state diagram", "[picture]") {
    CHECK(to_mermaid(draw(small_workflow(), Language::en)) == R"(---
title: "Small · v2"
---
stateDiagram-v2
    classDef present fill:#FFD75E,stroke:#0B6E4F,stroke-width:3px,color:#1F2933
    classDef passed fill:#DDF0E6,stroke:#0B6E4F,color:#1F2933
    state "Filed<br/>owner#58; Office<br/>◷ 5 working days #40;filed#41;<br/>• note #40;Office#41;" as s0
    [*] --> s0
    state "Closed" as s1
    s1 --> [*]
    s0 --> s1 : Close<br/>Office<br/>#91;count #62; 0#93;
    s0 --> s1 : ◷ filed ends
)");
}

TEST_CASE("in a state diagram a hostile title is only letters and numbers", "[picture]") {
    auto const text = to_mermaid(draw(joint_workflow(hostile_title), Language::zh_cn));
    CHECK(count(text, "`") == 0);
    CHECK(count(text, "%") == 0);
    CHECK(count(text, "|") == 0);
    CHECK(count(text, "\"a\"") == 0);
    CHECK(count(text, "#34;a#34;") >= 1);
}

TEST_CASE("regions of a state diagram stand side by side", "[picture]") {
    auto const text = to_mermaid(draw(joint_workflow(), Language::en));
    CHECK(count(text, "\n        --\n") == 1);
    CHECK(count(text, "<<choice>>") == 1);
    CHECK(count(text, "{\n") == 3);
    CHECK(count(text, "}\n") == 3);
}
