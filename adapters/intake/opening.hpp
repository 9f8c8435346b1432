// What the opening of a letter tells: 您提出的《…》提案收悉 … 经综合市教育局、市财政局会办意见.
#pragma once

#include <optional>
#include <string>

#include "adapters/intake/names.hpp"
#include "adapters/intake/passage.hpp"

namespace duban::intake {

/// The title named between 提出的 and 收悉, in quotes or not.
[[nodiscard]] std::optional<std::string> title_in_opening(Passage opening);

/// The title named in a letter's own heading: 关于“…”提案答复的函, 对《…》的答复.
[[nodiscard]] std::optional<std::string> title_in_heading(Passage heading);

/// The units heard, after 经综合, 经商, 会同. `damaged` where units are spoken of and none is
/// named.
[[nodiscard]] NameList co_handlers_in_opening(Passage opening);

/// 张三委员提出的 …, in a co-handler's letter, which is not addressed to the proposer.
[[nodiscard]] NameList proposers_in_opening(Passage opening);

}  // namespace duban::intake
