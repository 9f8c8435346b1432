#include "engine/service/told_files.hpp"

#include <algorithm>

#include "engine/delivery/attachment_impl.hpp"

namespace duban::service {

namespace {

void collect(boost::json::value const& json, std::vector<FileDescription>& to) {
    if (auto const* const list = json.if_array()) {
        for (auto const& item : *list) collect(item, to);
    }
    auto const* const object = json.if_object();
    if (object == nullptr) return;
    if (auto file = delivery::file_in(*object)) {
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
