// What of the ladders could not be said in time because the daemon was down: gathered while it
// catches up, and told the secretariat once.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

class Missed {
  public:
    void add(CaseFile const& file, tracking::Change const& change);

    [[nodiscard]] bool is_empty() const { return late_ == 0 && passed_over_ == 0; }

    /// Since when, on the wall of the case that it was missed in; how many, in which cases.
    [[nodiscard]] HouseNotice notice(Instant now) const;

  private:
    std::int64_t late_ = 0;         // said after its time
    std::int64_t passed_over_ = 0;  // not said: a later one of the same ladder was
    std::optional<Instant> earliest_;
    std::string since_;  // the same on the wall
    std::set<CaseId> cases_;
};

}  // namespace duban::service
