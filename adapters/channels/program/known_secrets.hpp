// The secrets that a program was handed, so that what it says may be passed on without them. It may
// say one by mistake: what a provider answered, or the settings it was given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/program/program.hpp"
#include "adapters/channels/program/protocol.hpp"

namespace duban::program {

class KnownSecrets {
  public:
    explicit KnownSecrets(NamedTexts const& secrets);

    /// `bytes_min`: shorter ones are not looked for.
    [[nodiscard]] bool are_in(std::string_view text, std::size_t bytes_min = 0) const;

    /// The words themselves, or that they hold a secret.
    [[nodiscard]] std::string_view shown(std::string_view words) const;

    /// Leaves out what of the message holds one. `line`: what it was read from.
    void leave_out(Message& message, std::string_view line) const;

  private:
    std::vector<std::string> texts_;  // as they may stand in a line
};

}  // namespace duban::program
