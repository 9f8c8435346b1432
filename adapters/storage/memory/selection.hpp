// Rows picked out of a table, as a SELECT does.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "adapters/storage/memory/tables.hpp"

namespace duban::memory {

template <class Row>
std::optional<Row> copy_of(Row const* row) {
    return row == nullptr ? std::nullopt : std::optional<Row>(*row);
}

/// The rows after a key that fit, in the order of their keys, at most `limit`.
template <class Key, class Row, class Fits>
std::vector<Row> select(Table<Key, Row> const& table,
                        Key const& after,
                        std::size_t limit,
                        Fits fits) {
    std::vector<Row> chosen;
    auto const& rows = table.rows();
    for (auto at = rows.upper_bound(after); at != rows.end() && chosen.size() < limit; ++at) {
        if (fits(*at->second)) chosen.push_back(*at->second);
    }
    return chosen;
}

template <class Key, class Row, class Fits>
std::vector<Row> select(Table<Key, Row> const& table, Fits fits) {
    constexpr auto no_limit = std::numeric_limits<std::size_t>::max();
    return select(table, Key{}, no_limit, fits);
}

template <class Row>
void shorten(std::vector<Row>& rows, std::size_t limit) {
    if (rows.size() > limit)
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
}

}  // namespace duban::memory
