// A proposal's own text: the reasons, and what is asked for under 办法 or 建议, with its numbers.
#pragma once

#include "adapters/intake/numbering.hpp"
#include "adapters/intake/passage.hpp"

namespace duban::intake {

struct Petition {
    Passage reasons;
    Passage measures;  // empty: the text does not say where the requests begin
};

/// Parts a text without labels of its own at 建议：, 为此提出以下建议, or a heading 三、建议.
[[nodiscard]] Petition part_petition(Passage content);

}  // namespace duban::intake
