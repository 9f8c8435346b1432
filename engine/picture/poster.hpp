// A drawing that is too large for A4, cut into A4 sheets that are put together on a wall. Knows SVG
// as Graphviz writes it, and nothing of what is drawn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/picture/sheet.hpp"

namespace duban::picture {

struct Poster {
    /// What neighbouring sheets show both, to be glued over each other; points.
    static constexpr double overlap = 14;

    bool lies = false;
    int columns = 1;
    int rows = 1;
    double scale = 1;  // of the drawing, at most 1

    [[nodiscard]] int sheets() const { return columns * rows; }
};

/// The fewest A4 sheets on which no letter is below text_points_min, and among those the way they
/// lie that leaves the largest letters.
Poster plan_poster(Extent drawing);

/// The size of a drawing without its margins, by its view box; zero where it has none.
Extent extent_of(std::string_view svg);

/// Row by row, each an SVG that says which sheet it is.
std::vector<std::string> cut(std::string_view svg, Poster const& poster, Language language);

}  // namespace duban::picture
