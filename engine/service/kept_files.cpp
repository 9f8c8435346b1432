#include "engine/service/kept_files.hpp"

#include <stdexcept>

#include "engine/service/kept_content.hpp"

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
    auto content = kept_content(reader_, file.sha256);
    if (!content) throw std::runtime_error{words_of(content.error(), file).en};
    auto octets = std::make_shared<std::string const>(std::move(*content));
    known = octets;
    return octets;
}

}  // namespace duban::service
