// Graphviz's `dot`, run as a child process without a shell: it lays a picture out and draws it on
// the smallest paper on which its letters can be read, or as a poster of A4 sheets.
#pragma once

#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/picture/picture.hpp"
#include "engine/picture/poster.hpp"
#include "engine/picture/sheet.hpp"

namespace duban::cli {

struct Drawn {
    std::string svg;
    picture::Sheet sheet;
    bool fits = true;         // false: too large for every paper, letters are below text_points_min
    double points_on_a4 = 0;  // the size of its letters there
};

struct DrawnPoster {
    picture::Poster poster;
    std::vector<std::string> sheets;  // an SVG each, row by row
};

/// The refusal says that `dot` is not there, failed, or took longer than it may.
Result<Drawn, Text> draw_svg(picture::Picture const& picture);
Result<DrawnPoster, Text> draw_poster(picture::Picture const& picture, Language language);

}  // namespace duban::cli
