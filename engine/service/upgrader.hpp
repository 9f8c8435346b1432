// The upgrader: moves running cases to another version of their workflow, each in a transaction of
// its own, so that one that cannot be moved stops none. `plan` says what `perform` would do, and
// `perform` asks again within its transaction: another process may have acted meanwhile. Puts no
// definition in force.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/revision/upgrade.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

/// Which cases: all of these conditions.
struct Selection {
    std::vector<std::pair<CaseId, CaseId>> numbers;  // from, to; none: whatever the number
    std::optional<std::string> state;                // in this state or below it
    std::optional<Instant> filed_before;
};

struct UpgradeOrder {
    std::string workflow;
    WorkflowId to;
    revision::Mapping mapping;  // from 0: from any older version
    std::string actor;
};

/// What would become, or became, of one case.
struct CaseUpgrade {
    enum class What : std::uint8_t {
        moved,
        refused,    // obstacles say why; nothing of it has changed
        up_to_date  // it stands in this version already
    };

    CaseId id;
    What what = What::moved;
    int from = 0;  // the version it stood in
    std::string title;
    std::string place;  // as it was
    std::optional<revision::Upgraded> upgraded;
    revision::Obstacles obstacles;
};

class Upgrader {
  public:
    Upgrader(ports::Store& store, Procedures& procedures, CurrentOffice& office);

    /// Open cases of the workflow, in the order of their numbers; and each number that was named
    /// alone, be there such a case or not.
    std::vector<CaseId> select(ports::Reader& reader,
                               std::string_view workflow,
                               Selection const& selection) const;

    CaseUpgrade plan(ports::Reader& reader, CaseId id, UpgradeOrder const& order, Instant now);

    /// Throws ports::StoreFailure; then nothing of this case has happened.
    CaseUpgrade perform(CaseId id, UpgradeOrder const& order, Instant now);

  private:
    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
};

/// Stable words: "moved", "refused", "up_to_date".
std::string_view to_text(CaseUpgrade::What what);

}  // namespace duban::service
