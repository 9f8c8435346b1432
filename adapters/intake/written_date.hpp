// Dates as offices write them: 2023年7月25日, 二〇二三年七月二十五日, 2023-07-25, 2023.7.25. A date
// that is damaged (a character lost, a part left blank) or impossible (31 September) is found as
// well, so that it can be reported, but it names no day.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "adapters/intake/passage.hpp"
#include "engine/base/instant.hpp"

namespace duban::intake {

struct WrittenDate {
    Passage written;
    std::optional<Day> day;  // nothing: damaged or impossible
};

/// All dates of a passage in the order of print.
[[nodiscard]] std::vector<WrittenDate> find_dates(Passage passage);

}  // namespace duban::intake
