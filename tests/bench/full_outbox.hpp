// An outbox full of letters that are due, in the store on disk: each a real letter of a real case
// under the shipped procedure, told many times over. What the procedure itself had to say stands
// among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

namespace duban::bench {

class FullOutbox {
  public:
    /// On the channel "mail", spread over so many cases.
    FullOutbox(std::size_t letters, std::size_t cases);

    /// The services over the file, opened anew: nothing of the filling is in memory.
    [[nodiscard]] support::World& world() { return *world_; }

    /// How many wait to be sent.
    [[nodiscard]] std::size_t letters() const { return letters_; }

    [[nodiscard]] std::int64_t count(delivery::Phase phase) const;

  private:
    support::TemporaryFolder folder_;
    std::unique_ptr<support::World> world_;
    std::size_t letters_ = 0;
};

}  // namespace duban::bench
