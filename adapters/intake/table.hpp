// A table as text (CSV, RFC 4180): rows of cells that know their places; and a row as text again.
// libcsv knows where cells begin and end, also over several lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::intake {

struct Cell {
    std::string text;
    Position at;  // of its first character
};

struct Row {
    int line = 0;
    std::vector<Cell> cells;  // blanks around one without quotes are not of it
    bool broken = false;      // its quotes are not closed, or text stands behind them: no cells
};

/// Of valid UTF-8 without a byte-order mark. Empty lines are no rows; whatever is broken, the lines
/// after it are read.
std::vector<Row> read_rows(std::string_view text, char delimiter = ',');

/// One row with its end, "\r\n"; cells are in quotes where they need them.
std::string row_text(std::vector<std::string> const& cells);

}  // namespace duban::intake
