// The words by which a sentence of a reply tells what will be done, what is being done and what was
// done. A new wording is a new row.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace duban::intake {

enum class Tense {
    will,  // 将, 拟, 计划, 力争: foretells
    does,  // 完成, 出台, 启动: names the work, in whatever time
    was,   // 已, 了, 以来: tells the past
};

struct TenseWord {
    std::size_t at = 0;  // in the packed sentence
    Tense tense = Tense::does;
};

/// In the order of print. What stands in 《》 is a name and tells nothing.
[[nodiscard]] std::vector<TenseWord> find_tense_words(std::u32string_view packed);

/// 无法, 暂不: what is said not to be done.
[[nodiscard]] bool denies(std::u32string_view clause);
/// 您建议, 委员提出: what the proposer said.
[[nodiscard]] bool quotes_proposer(std::u32string_view clause);

}  // namespace duban::intake
