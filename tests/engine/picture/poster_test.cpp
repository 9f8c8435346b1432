#include "engine/picture/poster.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::picture;
using Catch::Contains;

namespace {

constexpr std::string_view drawing = R"(<?xml version="1.0"?>
<svg width="732pt" height="964pt"
 viewBox="28.00 28.00 704.00 908.00" xmlns="http://www.w3.org/2000/svg">
<g id="graph0"><text>督办</text></g>
</svg>
)";

/// How far the sheets reach, in points of the drawing.
Extent covered_by(Poster const& poster) {
    auto const& a4 = papers.front();
    auto const width = (poster.lies ? a4.height : a4.width) - 2 * Sheet::margin;
    auto const height = (poster.lies ? a4.width : a4.height) - 2 * Sheet::margin;
    auto const reach = [&](int sheets, double each) {
        return (each + (sheets - 1) * (each - Poster::overlap)) / poster.scale;
    };
    return {reach(poster.columns, width), reach(poster.rows, height)};
}

}  // namespace

TEST_CASE("a drawing takes the fewest sheets of A4 on which it can be read", "[picture]") {
    auto const [width, height, lies, columns, rows] =
        GENERATE(table<double, double, bool, int, int>({
            {100, 100, false, 1, 1},
            {539, 786, false, 1, 1},  // A4 between its margins
            {628, 916, false, 1, 1},  // and with letters of 9 points
            {630, 916, true, 1, 2},   // a hair too wide: across, one under the other
            {900, 600, true, 1, 1},   // lies
            {1122, 1423, false, 2, 2},
            {3000, 500, true, 4, 1},
        }));
    CAPTURE(width, height);
    auto const poster = plan_poster({width, height});
    CHECK(poster.lies == lies);
    CHECK(poster.columns == columns);
    CHECK(poster.rows == rows);
}

TEST_CASE("the sheets show all of a drawing, and no letter below nine points",
          "[picture][property]") {
    CHECK(rc::check([] {
        Extent const whole{static_cast<double>(*rc::gen::inRange(1, 20'000)),
                           static_cast<double>(*rc::gen::inRange(1, 20'000))};
        auto const poster = plan_poster(whole);
        auto const covered = covered_by(poster);
        RC_ASSERT(covered.width >= whole.width - 1e-6);
        RC_ASSERT(covered.height >= whole.height - 1e-6);
        RC_ASSERT(poster.scale * text_points >= text_points_min - 1e-6);
        RC_ASSERT(poster.scale <= 1);
    }));
}

TEST_CASE("a sheet says which it is and shows its share", "[picture]") {
    CHECK(extent_of(drawing).width == 676);
    CHECK(extent_of(drawing).height == 880);
    Poster const poster{.lies = false, .columns = 2, .rows = 1, .scale = 1};
    auto const english = cut(drawing, poster, Language::en);
    REQUIRE(english.size() == 2);
    CHECK_THAT(english[0],
               Contains(R"(<svg width="595pt" height="842pt" viewBox="0 0 595 842")") &&
                   Contains(R"(viewBox="28.00 28.00 539.00 786.00")") && Contains("督办") &&
                   Contains("sheet 1 of 2 (row 1, column 1)"));
    CHECK_THAT(english[1],
               Contains(R"(viewBox="553.00 28.00 539.00 786.00")") && Contains("督办") &&
                   Contains("sheet 2 of 2 (row 1, column 2)"));
    CHECK_THAT(cut(drawing, poster, Language::zh_cn)[1], Contains("第2张，共2张（第1行，第2列）"));
}

TEST_CASE("what is no drawing gives empty sheets", "[picture]") {
    CHECK(extent_of("").width == 0);
    auto const sheets = cut("no svg", {}, Language::en);
    REQUIRE(sheets.size() == 1);
    CHECK_THAT(sheets[0], Contains("sheet 1 of 1"));
}
