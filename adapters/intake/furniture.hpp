// What surrounds a published text and is not part of it: menus, breadcrumbs, index tables, share
// bars, page footers. Tables of words, as data; a line is judged alone.
#pragma once

#include <cstddef>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

[[nodiscard]] bool is_furniture(Passage line);

/// Where the page's tail begins (打印, 上一篇, 版权所有 …), counted from `from`; else the passage's
/// size.
[[nodiscard]] std::size_t find_footer(Passage page, std::size_t from);

/// A line such as 主办单位：… that is followed by the site's registration: it names the site's
/// owner.
[[nodiscard]] bool stands_in_footer(Passage page, std::size_t at);

}  // namespace duban::intake
