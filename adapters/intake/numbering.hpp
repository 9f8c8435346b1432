// Numbered parts of a text: 一、 (一) 1. (1) ① 第一， 一是. The outermost numbering is told from
// what is nested inside it by the form of its marks, which differ from level to level.
#pragma once

#include <vector>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

struct NumberedItem {
    Passage label;    // "(一)", "一", "1", "第一", "一是", "①"
    Passage heading;  // empty where the item opens with no short sentence
    Passage text;     // what follows the heading
};

struct Numbering {
    std::vector<NumberedItem> items;
    Passage preface;          // what stands before the first
    bool consecutive = true;  // 1, 2, 3 … without a gap, a repeat or a missing start
};

[[nodiscard]] Numbering find_numbering(Passage section);

}  // namespace duban::intake
