// What is in the files that mails carry, as the store keeps it: read when a mail leaves, once for
// all letters that carry it and are under way together, and held against its hash.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/delivery/attachment.hpp"
#include "engine/ports/store.hpp"

namespace duban::service {

class KeptFiles {
  public:
    /// The reader outlives it.
    explicit KeptFiles(ports::Reader& reader) : reader_{reader} {}

    /// std::runtime_error where one is not there, or is not what its hash says.
    std::vector<delivery::AttachedFile> attached_to(delivery::Delivery const& letter);

  private:
    std::shared_ptr<std::string const> octets_of(FileDescription const& file);

    ports::Reader& reader_;
    std::map<Hash, std::weak_ptr<std::string const>> known_;
};

}  // namespace duban::service
