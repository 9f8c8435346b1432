#include "engine/picture/poster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace duban::picture {

namespace {

constexpr double scale_min = text_points_min / text_points;

/// What a sheet can show, between its margins.
Extent inside(bool lies) {
    Sheet const sheet{.paper = papers.front(), .lies = lies, .flow = Sheet::Flow::down};
    return {sheet.width() - 2 * Sheet::margin, sheet.height() - 2 * Sheet::margin};
}

double covered_by(int sheets, double each) {
    return sheets * each - (sheets - 1) * Poster::overlap;
}

int sheets_for(double length, double each) {
    int const sheets =
        static_cast<int>(std::ceil((length - Poster::overlap) / (each - Poster::overlap) - 1e-9));
    return std::max(1, sheets);
}

Poster plan(Extent drawing, bool lies) {
    auto const room = inside(lies);
    Poster poster{.lies = lies,
                  .columns = sheets_for(drawing.width * scale_min, room.width),
                  .rows = sheets_for(drawing.height * scale_min, room.height),
                  .scale = 1};
    poster.scale = std::min({1.0,
                             covered_by(poster.columns, room.width) / drawing.width,
                             covered_by(poster.rows, room.height) / drawing.height});
    return poster;
}

/// `viewBox="28.08 28.08 1094.08 1395.08"`: where a drawing begins and, as Graphviz writes it,
/// where it ends; other programs write its width and height there.
std::array<double, 4> view_of(std::string_view svg) {
    constexpr std::string_view key = "viewBox=\"";
    std::array<double, 4> view{};
    auto const at = svg.find(key);
    if (at == std::string_view::npos) return view;
    auto const* next = svg.data() + at + key.size();
    auto const* const end = svg.data() + svg.size();
    for (auto& number : view) {
        while (next != end && *next == ' ') ++next;
        next = std::from_chars(next, end, number).ptr;
    }
    return view;
}

/// All that stands within the outermost element.
std::string_view body_of(std::string_view svg) {
    auto const begin = svg.find('>', svg.find("<svg"));
    auto const end = svg.rfind("</svg>");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    return svg.substr(begin + 1, end - begin - 1);
}

std::string label(Poster const& poster, int row, int column, Language language) {
    auto const number = row * poster.columns + column + 1;
    Text const text{
        .zh_cn = fmt::format(
            "第{}张，共{}张（第{}行，第{}列）", number, poster.sheets(), row + 1, column + 1),
        .en = fmt::format(
            "sheet {} of {} (row {}, column {})", number, poster.sheets(), row + 1, column + 1)};
    return text.in(language);
}

}  // namespace

Poster plan_poster(Extent drawing) {
    auto const upright = plan(drawing, false);
    auto const across = plan(drawing, true);
    if (across.sheets() != upright.sheets())
        return across.sheets() < upright.sheets() ? across : upright;
    return across.scale > upright.scale ? across : upright;
}

Extent extent_of(std::string_view svg) {
    auto const view = view_of(svg);
    return {view[2] - view[0], view[3] - view[1]};
}

std::vector<std::string> cut(std::string_view svg, Poster const& poster, Language language) {
    Sheet const sheet{.paper = papers.front(), .lies = poster.lies, .flow = Sheet::Flow::down};
    auto const room = inside(poster.lies);
    auto const view = view_of(svg);
    std::vector<std::string> sheets;
    for (int row = 0; row < poster.rows; ++row) {
        for (int column = 0; column < poster.columns; ++column) {
            sheets.push_back(fmt::format(
                R"(<?xml version="1.0" encoding="UTF-8"?>
<svg width="{0}pt" height="{1}pt" viewBox="0 0 {0} {1}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<svg x="{2}" y="{2}" width="{3}" height="{4}" viewBox="{5:.2f} {6:.2f} {7:.2f} {8:.2f}">{9}</svg>
<rect x="{2}" y="{2}" width="{3}" height="{4}" fill="none" stroke="#b8c0ca" stroke-width="0.5" stroke-dasharray="4 4"/>
<text x="{2}" y="{10}" font-family="sans-serif" font-size="{12}" fill="#616e7c">{11}</text>
</svg>
)",
                sheet.width(),
                sheet.height(),
                Sheet::margin,
                room.width,
                room.height,
                view[0] + column * (room.width - Poster::overlap) / poster.scale,
                view[1] + row * (room.height - Poster::overlap) / poster.scale,
                room.width / poster.scale,
                room.height / poster.scale,
                body_of(svg),
                sheet.height() - Sheet::margin / 2,
                label(poster, row, column, language),
                text_points_min));
        }
    }
    return sheets;
}

}  // namespace duban::picture
