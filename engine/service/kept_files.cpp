#include "engine/service/kept_files.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace duban::service {

std::vector<delivery::AttachedFile> KeptFiles::attached_to(delivery::Delivery const& letter) {
    std::vector<delivery::AttachedFile> files;
    for (auto const& file : delivery::read_attachments(letter.attachments)) {
        files.push_back(
            {.name = file.name, .media_type = file.media_type, .octets = octets_of(file)});
    }
    return files;
}

std::shared_ptr<std::string const> KeptFiles::octets_of(FileDescription const& file) {
    auto& known = known_[file.sha256];
    if (auto octets = known.lock()) return octets;
    auto content = reader_.find_content(file.sha256);
    if (!content || sha256(*content) != file.sha256) {
        throw std::runtime_error{fmt::format("the content of the file {} ({}) {}",
                                             file.name,
                                             to_text(file.sha256),
                                             content ? "was changed" : "is not in the store")};
    }
    auto octets = std::make_shared<std::string const>(std::move(*content));
    known = octets;
    return octets;
}

}  // namespace duban::service
