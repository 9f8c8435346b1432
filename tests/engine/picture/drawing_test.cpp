// What of a definition is drawn, before anybody writes it down.
#include "engine/picture/drawing.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "engine/picture/caption.hpp"
#include "tests/engine/picture/picture_stage.hpp"

using namespace duban;
using namespace duban::picture;

namespace {

std::string box_titled(Picture const& picture, std::string const& title) {
    std::string found;
    for (auto const& box : picture.boxes) {
        if (box.title == title) found += box.id + " ";
    }
    return found;
}

std::string arrow(Picture const& picture, Arrow const& one) {
    auto const name = [&](std::size_t box) {
        auto const& title = picture.boxes[box].title;
        return title.empty() ? picture.boxes[box].id : title;
    };
    return name(one.from) + " -> " + name(one.to);
}

std::multiset<std::string> arrows_of(Picture const& picture, Arrow::Kind kind) {
    std::multiset<std::string> found;
    for (auto const& one : picture.arrows) {
        if (one.kind == kind) found.insert(arrow(picture, one));
    }
    return found;
}

using Arrows = std::multiset<std::string>;

}  // namespace

TEST_CASE("every state is one box and every action is told once", "[picture]") {
    auto const workflow = joint_workflow();
    auto const picture = draw(workflow, Language::en);
    for (auto const& state : workflow.states) {
        CAPTURE(state.path);
        auto const boxes = box_titled(picture, state.title.en);
        CHECK(count(boxes, " ") == 1);
    }
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) {
            CAPTURE(action.name);
            int told = 0;
            for (auto const& one : picture.arrows) told += one.title == action.title.en ? 1 : 0;
            CHECK(told == 1);
        }
    }
}

TEST_CASE("an action that stays is a line in its state's box", "[picture]") {
    auto const picture = draw(small_workflow(), Language::zh_cn);
    CHECK(picture.boxes[1].lines ==
          std::vector<std::string>{"责任：办公室", "◷ 期限5个工作日（filed）", "• note（办公室）"});
}

TEST_CASE("each kind of way has its kind of arrow", "[picture]") {
    auto const picture = draw(joint_workflow(), Language::en);
    CHECK(arrows_of(picture, Arrow::Kind::done) == Arrows{"handling -> review"});
    CHECK(arrows_of(picture, Arrow::Kind::automatic) == Arrows{"review -> closed"});
    CHECK(arrows_of(picture, Arrow::Kind::action) ==
          Arrows{"Drafting -> drafted",
                 "asked -> given",
                 "handling -> suspended",
                 "suspended -> H*",
                 "review -> " + picture.boxes.back().id});
    CHECK(picture.boxes.back().kind == Box::Kind::choice);
    auto const choice = picture.boxes.back().id;
    CHECK(arrows_of(picture, Arrow::Kind::way) ==
          Arrows{"H* -> review", choice + " -> handling", choice + " -> closed"});
    CHECK(arrows_of(draw(small_workflow(), Language::en), Arrow::Kind::clock) ==
          Arrows{"Filed -> Closed"});
    CHECK(arrows_of(picture, Arrow::Kind::begin) == Arrows{"begin -> handling",
                                                           "handling -> answer",
                                                           "answer -> Drafting",
                                                           "handling -> opinions",
                                                           "opinions -> asked"});
}

TEST_CASE("boxes lie where their states lie", "[picture]") {
    auto const workflow = joint_workflow();
    auto const picture = draw(workflow, Language::en);
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const parent = workflow.states[i].parent;
        auto const& within = picture.boxes[i + 1].within;
        CHECK(within.has_value() == (parent != workflow::none));
        if (within) CHECK(*within == parent + 1U);
    }
    using Kind = Box::Kind;
    auto const kind = [&](char const* path) {
        return picture.boxes[workflow.find_state(path) + 1U].kind;
    };
    CHECK(kind("handling") == Kind::around);
    CHECK(kind("handling.answer") == Kind::region);
    CHECK(kind("handling.opinions") == Kind::parts);
    CHECK(kind("handling.opinions.given") == Kind::end);
    CHECK(kind("closed") == Kind::end);
    CHECK(kind("review") == Kind::state);
}

TEST_CASE("a case marks where it stands and the way it came", "[picture]") {
    auto const workflow = joint_workflow();
    auto const at = [&](char const* path) { return workflow.find_state(path); };
    Trail const trail{
        .present = {at("suspended")},
        .footsteps = {{.action = "", .from = {}, .to = {at("handling")}},
                      {.action = "suspend", .from = {at("handling")}, .to = {at("suspended")}}}};
    auto const picture = draw(workflow, Language::en, trail);
    auto const mark = [&](char const* path) { return picture.boxes[at(path) + 1U].mark; };
    CHECK(mark("suspended") == Box::Mark::present);
    CHECK(mark("handling") == Box::Mark::passed);
    CHECK(mark("review") == Box::Mark::none);
    Arrows taken;
    for (auto const& one : picture.arrows) {
        if (one.taken) taken.insert(arrow(picture, one));
    }
    CHECK(taken == Arrows{"handling -> suspended"});
}

TEST_CASE("a text is folded at blanks and between Han characters", "[picture]") {
    using Lines = std::vector<std::string>;
    auto const [text, cells, lines] = GENERATE(table<std::string, std::size_t, Lines>({
        {"", 8, {}},
        {"short", 8, {"short"}},
        {"exactly8", 8, {"exactly8"}},
        {"exactly89", 8, {"exactly8", "9"}},
        {"two words here", 9, {"two words", "here"}},
        {"待机关确认的期限", 8, {"待机关确", "认的期限"}},
        {"督办 supervision", 8, {"督办", "supervis", "ion"}},
        {"line\nend\ttab", 20, {"line end tab"}},
        {"  blanks  ", 8, {"blanks"}},
    }));
    CAPTURE(text);
    CHECK(fold(text, cells) == lines);
}
