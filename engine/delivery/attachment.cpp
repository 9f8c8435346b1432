#include "engine/delivery/attachment.hpp"

#include <stdexcept>

#include "engine/delivery/attachment_impl.hpp"

namespace duban::delivery {

std::optional<FileDescription> file_in(boost::json::object const& json) {
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

std::string write_attachments(std::vector<FileDescription> const& files) {
    if (files.empty()) return {};
    boost::json::array list;
    for (auto const& file : files) {
        list.push_back(boost::json::object{{"name", file.name},
                                           {"media_type", file.media_type},
                                           {"size", file.size},
                                           {"sha256", to_text(file.sha256)}});
    }
    return boost::json::serialize(list);
}

std::vector<FileDescription> read_attachments(std::string_view written) {
    std::vector<FileDescription> files;
    if (written.empty()) return files;
    auto const list = boost::json::parse(written);
    for (auto const& json : list.as_array()) {
        auto file = file_in(json.as_object());
        if (!file) throw std::runtime_error{"what a delivery names as its file describes none"};
        files.push_back(std::move(*file));
    }
    return files;
}

std::int64_t octets_of(std::vector<FileDescription> const& files) {
    std::int64_t octets = 0;
    for (auto const& file : files) octets += file.size;
    return octets;
}

}  // namespace duban::delivery
