// The line a letter opens with: 王锦荣委员：, 尊敬的张三、李四代表：, 民革番禺区委会：, or, in a
// co-handler's letter, the unit that answers for all (市公安局：).
#pragma once

#include <cstddef>
#include <optional>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

enum class Addressee { member, deputy, organisation, unit, person };

struct Salutation {
    Passage names;
    std::size_t begin;  // in the page
    std::size_t body;   // where the letter goes on
    Addressee addressee;
};

/// The first in the page at or after `from`; it stands at the begin of a line, or at `from` itself.
[[nodiscard]] std::optional<Salutation> find_salutation(Passage page, std::size_t from);

}  // namespace duban::intake
