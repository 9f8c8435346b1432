// A file that goes with a mail. Which one is settled when the mail is written, by its hash: however
// late it leaves, and however often it is tried, it carries the same octets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_description.hpp"

namespace duban::delivery {

/// With what is in it, which letters to several people share.
struct AttachedFile {
    std::string name;
    std::string media_type;
    std::shared_ptr<std::string const> octets;
};

/// As a delivery's row holds them: a JSON list; empty for none.
std::string write_attachments(std::vector<FileDescription> const& files);

/// What `write_attachments` wrote; std::runtime_error where it is something else.
std::vector<FileDescription> read_attachments(std::string_view written);

std::int64_t octets_of(std::vector<FileDescription> const& files);

}  // namespace duban::delivery
