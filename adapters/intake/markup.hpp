// HTML as a reader sees it: tags and entities gone, blocks on lines of their own, table cells
// between pipes (as pages copied as text have them), scripts, styles, menus and pinyin over the
// characters left out. Not an HTML parser: a page without tags passes through unchanged.
#pragma once

#include <string>
#include <string_view>

namespace duban::intake {

[[nodiscard]] std::u32string without_markup(std::u32string_view page);

}  // namespace duban::intake
