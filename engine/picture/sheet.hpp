// The paper a picture is to be printed on: how it lies, and how large the drawing may become.
#pragma once

#include <array>
#include <string_view>

namespace duban::picture {

/// Upright, in points of 1/72 inch.
struct Paper {
    std::string_view name;
    double width;
    double height;
};

inline constexpr std::array<Paper, 5> papers{{{"A4", 595, 842},
                                              {"A3", 842, 1191},
                                              {"A2", 1191, 1684},
                                              {"A1", 1684, 2384},
                                              {"A0", 2384, 3370}}};

struct Sheet {
    enum class Flow : std::uint8_t { down, right };

    static constexpr double margin = 28;  // a centimetre

    Paper paper = papers.front();
    bool lies = false;  // landscape
    Flow flow = Flow::down;

    [[nodiscard]] double width() const { return lies ? paper.height : paper.width; }

    [[nodiscard]] double height() const { return lies ? paper.width : paper.height; }
};

/// Of a drawing, in points.
struct Extent {
    double width = 0;
    double height = 0;
};

/// The sizes of letters in a drawing that is not scaled down.
inline constexpr double title_points = 12.5;
inline constexpr double text_points = 10.5;
/// What can still be read on a wall: a drawing is never scaled to less.
inline constexpr double text_points_min = 9;

}  // namespace duban::picture
