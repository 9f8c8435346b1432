// Graphviz's `dot`, run as a child process without a shell: it lays a picture out and draws it on
// the smallest paper on which its letters can be read.
#pragma once

#include <string>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/picture/picture.hpp"
#include "engine/picture/sheet.hpp"

namespace duban::cli {

struct Drawn {
    std::string svg;
    picture::Sheet sheet;
    bool fits = true;         // false: too large for every paper, letters are below text_points_min
    double points_on_a4 = 0;  // the size of its letters there
};

/// The refusal says that `dot` is not there, failed, or took longer than it may.
Result<Drawn, Text> draw_svg(picture::Picture const& picture);

}  // namespace duban::cli
