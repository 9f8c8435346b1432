// A picture as Graphviz reads it. That Graphviz does read it is tested where it is run.
#include "engine/picture/dot.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "engine/picture/drawing.hpp"
#include "tests/engine/picture/picture_stage.hpp"

using namespace duban;
using namespace duban::picture;

namespace {

std::string golden() {
    std::ostringstream text;
    text << std::ifstream{"tests/engine/picture/small.dot", std::ios::binary}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a small procedure as dot, letter by letter", "[picture]") {
    CHECK(to_dot(draw(small_workflow(), Language::en), {}) == golden());
}

TEST_CASE("a hostile title closes nothing", "[picture]") {
    auto const text = to_dot(draw(joint_workflow(hostile_title), Language::en), {});
    CHECK(count(text, "\"a\"") == 0);
    CHECK(count(text, R"(\\N)") == 9);
    // A state, an action, three owners, and four that may act.
    CHECK(count(text, "&lt;b&gt;&quot;a&quot;") == 9);
}

TEST_CASE("a frame holds what lies within it, and parts have two", "[picture]") {
    auto const text = to_dot(draw(joint_workflow(), Language::en), {});
    CHECK(count(text, "subgraph cluster_") == 4);
    CHECK(count(text, "_stack") == 1);
    CHECK(count(text, "peripheries=2") == 3);
    CHECK(count(text, "shape=diamond") == 1);
    CHECK(count(text, "label=\"H*\"") == 1);
}

TEST_CASE("the sheet is written into the drawing", "[picture]") {
    auto const [lies, flow, wanted] = GENERATE(table<bool, Sheet::Flow, char const*>({
        {false, Sheet::Flow::down, "page=\"8.26,11.69\" size=\"7.49,10.92\""},
        {true, Sheet::Flow::down, "page=\"11.69,8.26\" size=\"10.92,7.49\""},
        {true, Sheet::Flow::right, "rankdir=LR"},
    }));
    auto const text = to_dot(draw(small_workflow(), Language::en),
                             {.paper = papers.front(), .lies = lies, .flow = flow});
    CHECK(count(text, wanted) == 1);
}
