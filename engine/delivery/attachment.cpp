#include "engine/delivery/attachment.hpp"

#include <boost/json.hpp>
#include <stdexcept>

namespace duban::delivery {

namespace {

FileDescription file_from(boost::json::object const& json) {
    auto const hash = parse_hash(json.at("sha256").as_string());
    if (!hash) throw std::runtime_error{"a delivery names a file by something that is no hash"};
    return {.name = std::string{json.at("name").as_string()},
            .media_type = std::string{json.at("media_type").as_string()},
            .size = json.at("size").as_int64(),
            .sha256 = *hash};
}

}  // namespace

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
    for (auto const& json : list.as_array()) files.push_back(file_from(json.as_object()));
    return files;
}

std::int64_t octets_of(std::vector<FileDescription> const& files) {
    std::int64_t octets = 0;
    for (auto const& file : files) octets += file.size;
    return octets;
}

}  // namespace duban::delivery
