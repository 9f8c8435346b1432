// The handing in of files: what is in them comes beside the values that describe them. Each is held
// against its description before anything is decided, and kept when it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/file_description.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/tracking/input.hpp"

namespace duban::service {

/// All that the case and its parts hold.
std::vector<FileDescription> files_of(CaseFile const& file);

class HandingIn {
  public:
    /// `contents`: octets, which outlive it.
    HandingIn(workflow::Workflow const& workflow,
              tracking::NamedValues const& with,
              std::vector<std::string> const& contents);

    /// No file is described, and none came.
    [[nodiscard]] bool is_empty() const { return described_.empty() && contents_.empty(); }

    /// Too many, one that is not what its value says, or one whose content is not here, unless the
    /// case has it with the same description, and `reader` what is in it.
    [[nodiscard]] std::optional<tracking::Refusal> refusal(std::vector<FileDescription> const& held,
                                                           ports::Reader& reader) const;

    /// Of what came, what the values describe: each once. For the record.
    std::vector<Hash> keep(ports::Transaction& transaction, Instant now) const;

  private:
    struct Content {
        Hash sha256{};
        std::string const* octets = nullptr;
    };

    [[nodiscard]] Content const* find(Hash const& sha256) const;

    std::vector<FileDescription> described_;
    std::vector<Content> contents_;
};

}  // namespace duban::service
