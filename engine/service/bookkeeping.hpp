// The books of the outbox: an event happens to a delivery, and what the judge makes of it is
// written down with all that follows: the attempt, whoever must be told of a loss, the reserve that
// is needed or not, the letters that went with a digest. In the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "engine/delivery/judge.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

delivery::RetryPolicy const& policy_of(Office const& office, delivery::Delivery const& row);

class Bookkeeping {
  public:
    /// All outlive it. `failures`: cases that cannot be read, for the log.
    Bookkeeping(ports::Transaction& transaction,
                Procedures& procedures,
                Office const& office,
                Instant now,
                std::vector<std::string>& failures);

    void keep(delivery::Verdict const& verdict);

    /// Judges what must be possible, and keeps it; a bug of ours where it is not.
    delivery::Verdict happen(delivery::Delivery const& row, delivery::Event const& event);

    /// A reserve whose moment has come, or whose first has news.
    void step(delivery::Delivery const& reserve);

    /// The same for all that stand by for a delivery that has news.
    void tell_reserves(delivery::Delivery const& first);

  private:
    void tell_of_loss(delivery::Delivery const& lost);
    void tell_if_unreached(delivery::Delivery const& lost);
    void carry(delivery::Delivery const& digest);

    ports::Transaction& transaction_;
    Procedures& procedures_;
    Office const& office_;
    Instant now_;
    std::vector<std::string>& failures_;
};

}  // namespace duban::service
