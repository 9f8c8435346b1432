// A published page read into the data of a case: pages in pipes, with labels, bare reply letters,
// whole web pages as text or HTML. Broad in what it takes, careful in what it says: nothing is
// guessed.
#pragma once

#include <string>
#include <string_view>

#include "adapters/intake/published_case.hpp"

namespace duban::intake {

/// Takes any bytes (UTF-8, GB18030, UTF-16, Big5 where declared; 4 MiB at most) and never fails for
/// what they hold: what could not be read is in `doubts`. `file` is only passed on. Throws
/// std::runtime_error where the conversion tables of OpenCC are not installed.
[[nodiscard]] PublishedCase read_published_page(std::string_view bytes, std::string file);

}  // namespace duban::intake
