// The number of a proposal as printed: "091", "20222114", "73" from 第73号. The numbers of
// documents (穗公〔2023〕12号) and of sessions (第十四届) are told apart.
#pragma once

#include <string>
#include <vector>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

struct FoundNumber {
    std::vector<std::string> numbers;  // several where one reply answers several proposals
    bool damaged = false;              // there is one, but characters of it are lost
};

/// The value after a label such as 提案号.
[[nodiscard]] FoundNumber number_in_value(Passage value);

/// 第…号提案, 提案（第…号）, 第…号 near the word 提案, 建议 or 议案.
[[nodiscard]] FoundNumber number_in_text(Passage text);

}  // namespace duban::intake
