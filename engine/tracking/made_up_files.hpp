// Whether {"name": "letter.pdf", "text": "…"} stands for a file that nobody has handed in: only
// where a definition is tried out and nothing is kept.
#pragma once

#include <cstdint>

namespace duban::tracking {

enum class MadeUpFiles : std::uint8_t { refused, taken };

}  // namespace duban::tracking
