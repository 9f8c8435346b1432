// The bell: what the clock does to one case. The alarm of a deadline rings, an event raised for
// later comes, each validated against the case as it is now. Of one case all comes in its order,
// also after a downtime, so that nobody acts past an end that has come already.
#pragma once

#include <cstddef>
#include <optional>

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/missed.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"
#include "engine/tracking/journal.hpp"

namespace duban::service {

class Bell {
  public:
    /// Throws, where a case cannot be read, before anything of it was written.
    Bell(ports::Transaction& transaction,
         Procedures& procedures,
         Office const& office,
         Instant now,
         Missed& missed);

    void ring(ports::AlarmRow const& alarm);
    void come(ports::RaiseRow const& raise);

    /// The ends of deadlines and the raised events of this case that are due.
    void catch_up(CaseFile file);

    /// That came of all that rang.
    [[nodiscard]] std::size_t notices() const { return notices_; }

    /// The earliest moment by now at which the case that rang last has something due; nothing where
    /// it has not.
    [[nodiscard]] std::optional<Instant> left() const { return left_; }

  private:
    void keep(CaseFile& file, tracking::Change const& change, tracking::Occasion const& occasion);

    ports::Transaction& transaction_;
    Procedures& procedures_;
    Office const& office_;
    Instant now_;
    Missed& missed_;
    std::size_t notices_ = 0;
    std::optional<Instant> left_;
};

/// The end of a deadline, or a raised event, that has come and was not worked on yet.
bool is_something_due(CaseFile const& file, Instant now);

/// The case to be acted on: what is due on it by then has come first. Nothing where there is none.
std::optional<CaseFile> open_up_to_date(ports::Transaction& transaction,
                                        Procedures& procedures,
                                        Office const& office,
                                        CaseId id,
                                        Instant now);

}  // namespace duban::service
