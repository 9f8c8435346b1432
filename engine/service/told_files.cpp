#include "engine/service/told_files.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

namespace duban::service {

namespace {

std::optional<FileDescription> description_in(boost::json::object const& json) {
    auto const* const name = json.if_contains("name");
    auto const* const media_type = json.if_contains("media_type");
    auto const* const size = json.if_contains("size");
    auto const* const sha256 = json.if_contains("sha256");
    if (json.size() != 4 || name == nullptr || media_type == nullptr || size == nullptr ||
        sha256 == nullptr)
        return std::nullopt;
    bool const has_kinds = name->is_string() && media_type->is_string() && size->is_int64();
    auto const hash = sha256->is_string() ? parse_hash(sha256->get_string()) : std::nullopt;
    if (!has_kinds || !hash) return std::nullopt;
    return FileDescription{.name = std::string{name->get_string()},
                           .media_type = std::string{media_type->get_string()},
                           .size = size->get_int64(),
                           .sha256 = *hash};
}

void collect(boost::json::value const& json, std::vector<FileDescription>& to) {
    if (auto const* const list = json.if_array()) {
        for (auto const& item : *list) collect(item, to);
    }
    auto const* const object = json.if_object();
    if (object == nullptr) return;
    if (auto file = description_in(*object)) {
        if (std::ranges::find(to, *file) == to.end()) to.push_back(std::move(*file));
        return;
    }
    for (auto const& [key, item] : *object) collect(item, to);
}

std::vector<Hash> kept_in(boost::json::value const& record) {
    std::vector<Hash> kept;
    auto const* const object = record.if_object();
    auto const* const list = object == nullptr ? nullptr : object->if_contains("kept");
    if (list == nullptr || !list->is_array()) return kept;
    for (auto const& item : list->get_array()) {
        auto const hash = item.is_string() ? parse_hash(item.get_string()) : std::nullopt;
        if (hash) kept.push_back(*hash);
    }
    return kept;
}

}  // namespace

ToldFiles files_told(std::string_view record) {
    auto const json = boost::json::parse(record);
    ToldFiles told{.described = {}, .kept = kept_in(json)};
    collect(json, told.described);
    return told;
}

}  // namespace duban::service
