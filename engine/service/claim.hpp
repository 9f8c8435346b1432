// One claim of a channel: for each delivery that is due it asks once more whether it is wanted, may
// go now, and to whom, and begins its attempt. In the courier's transaction.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/ports/clock.hpp"
#include "engine/service/bookkeeping.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/courier.hpp"
#include "engine/service/kept_files.hpp"
#include "engine/service/readiness.hpp"
#include "engine/service/unreadable_case.hpp"

namespace duban::service {

class Claim {
  public:
    /// All outlive it; what may be sent is added to the load.
    Claim(ports::Transaction& transaction,
          Procedures& procedures,
          ports::Random& random,
          Office const& office,
          calendar::Zone const& zone,
          Instant now,
          Load& load);

    void take(delivery::Delivery const& row);

    /// The files with its mails are as many octets as are held at once; the rest stays due.
    [[nodiscard]] bool is_full() const;

  private:
    using Rows = std::vector<delivery::Delivery>;

    void tell_of_dropped(delivery::Delivery const& row, CaseFile const& file);
    bool wait_for_silence(delivery::Delivery const& row);
    void keep_alive(Rows letters, Instant until);
    bool is_overtaken_by_another(delivery::Delivery const& row);
    [[nodiscard]] Day day_at(CaseFile const* file) const;
    [[nodiscard]] delivery::Person const* deputy_of(delivery::Delivery const& row,
                                                    CaseFile const* file);
    bool hand_to_deputy(delivery::Delivery const& row, CaseFile const* file);
    bool wait_for_digest(delivery::Delivery const& row, CaseFile const& file);
    bool share(delivery::Delivery const& row);
    bool take_apart(delivery::Delivery const& row);
    Rows companions(delivery::Delivery const& row);
    bool may_go_along(delivery::Delivery const& letter);
    std::optional<Ready> ready_as_it_is(delivery::Delivery const& letter);
    bool bundle(Rows const& letters);
    void put_off(delivery::Delivery row, Instant until);
    void begin(delivery::Delivery const& row);
    void give_up(delivery::Delivery const& row, std::string const& why);
    void wait_for_case(delivery::Delivery const& row, UnreadableCase const& unreadable);
    std::optional<Result<CaseFile, UnreadableCase>> read(delivery::Delivery const& row);
    std::optional<CaseFile> file_of(delivery::Delivery const& row);

    ports::Transaction& transaction_;
    Procedures& procedures_;
    ports::Random& random_;
    Office const& office_;
    calendar::Zone const& zone_;  // the office's
    Instant now_;
    Load& load_;
    Bookkeeping books_;
    KeptFiles kept_files_;
    std::size_t attached_octets_ = 0;
    std::vector<ports::SilenceRow> silences_;
    std::size_t asked_ = 0;
    std::set<DeliveryId> bundled_;  // in this claim, after they were read as due
};

}  // namespace duban::service
