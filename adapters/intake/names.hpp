// Lists of people and of units as pages write them: 张三、李四等5位委员; 王 明 李小红;
// 市教育局和市财政局. Only what is named is returned; noise never enters a name.
#pragma once

#include <string>
#include <vector>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

struct NameList {
    std::vector<std::string> names;
    bool others = false;   // "等3位委员": there are more than are named
    bool damaged = false;  // a name is hidden (×××) or has lost characters
};

/// Proposers: people (委员 and 代表 taken off) and organisations.
[[nodiscard]] NameList read_proposers(Passage list);

/// Units: offices, bureaus, companies. Pieces that are none are left out and told as damaged.
[[nodiscard]] NameList read_units(Passage list);

/// 广州市公安局, 番禺区人民政府办公室, 民革番禺区委会.
[[nodiscard]] bool looks_like_unit(Passage name);

}  // namespace duban::intake
