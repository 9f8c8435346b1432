#include "engine/workflow/part_key.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

namespace {

using expression::Value;

/// Nothing where the item has no name, which a definition that was checked does not let happen.
std::optional<std::string> key_of(Field const& list, Value const& item) {
    auto const* named = &item;
    if (list.kind == FieldKind::record) {
        auto const* const record = item.as_map();
        if (record == nullptr || list.fields.empty()) return std::nullopt;
        auto const found = record->find(std::string_view{list.fields.front().name});
        if (found == record->end()) return std::nullopt;
        named = &found->second;
    }
    if (auto const* const text = named->as<std::string>()) return *text;
    auto const* const number = named->as<std::int64_t>();
    return number != nullptr ? std::optional{fmt::format("{}", *number)} : std::nullopt;
}

bool has(std::vector<PartItem> const& items, std::string const& key) {
    return std::ranges::find(items, key, &PartItem::key) != items.end();
}

}  // namespace

bool names_parts(Field const& first) {
    bool const is_short = first.kind == FieldKind::text || first.kind == FieldKind::whole_number;
    return is_short && first.required && !first.list;
}

std::vector<PartItem> part_items(Field const& list, Value const& items) {
    std::vector<PartItem> parts;
    auto const* const all = items.as_list();
    if (all == nullptr) return parts;
    for (auto const& item : *all) {
        auto key = key_of(list, item);
        if (!key || has(parts, *key)) continue;
        if (parts.size() < Bounds::parts_max) parts.push_back({std::move(*key), item});
    }
    return parts;
}

std::optional<std::string> shared_key(Field const& list, Value const& items) {
    auto const* const all = items.as_list();
    if (all == nullptr || list.kind != FieldKind::record) return std::nullopt;
    std::vector<std::string> keys;
    for (auto const& item : *all) {
        auto key = key_of(list, item);
        if (!key) continue;
        if (std::ranges::find(keys, *key) != keys.end()) return key;
        keys.push_back(std::move(*key));
    }
    return std::nullopt;
}

}  // namespace duban::workflow
