// Silences as the oracle knows them: who wants quiet about what, since when and until when.
#pragma once

#include <vector>

#include "tests/simulation/letter.hpp"

namespace duban::simulation {

struct Silence {
    std::int64_t number = 0;
    Instant from;
    Instant until;
    std::int64_t matter = 0;     // 0: whatever
    std::string recipient = {};  // empty: whoever
    std::string message = {};

    /// A letter that it covers waits for its end, and then has its time.
    void keep(Letter& letter) const;
};

class Silences {
  public:
    void begin(Silence silence);
    void end(std::int64_t number, Instant at);

    /// The one that covers the letter longest; none: null.
    [[nodiscard]] Silence const* over(Letter const& letter, Instant at) const;

  private:
    std::vector<Silence> silences_;
};

}  // namespace duban::simulation
