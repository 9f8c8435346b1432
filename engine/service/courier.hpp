// The courier: takes what the outbox holds and is due, asks once more whether it is still wanted,
// and writes down what became of it. Claiming is committed before anything is sent, the outcome
// after, so that a kill at any moment loses nothing. It sends nothing itself.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/zone.hpp"
#include "engine/delivery/event.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/receipt.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

/// The answer of a channel to one attempt.
struct Settled {
    DeliveryId id;
    int attempt = 0;
    delivery::Outcome outcome;
};

struct SettledResult {
    std::size_t delivered = 0;
    std::size_t failed = 0;             // will be tried again
    std::size_t told = 0;               // given up: the secretariat is told
    std::vector<std::string> failures;  // for the log
};

struct ReceiptsResult {
    std::size_t delivered = 0;          // now known to have arrived
    std::size_t bounced = 0;            // taken, and not delivered: the secretariat is told
    std::size_t early = 0;              // kept until the attempt that they speak of is written down
    std::size_t unknown = 0;            // of no delivery of this channel
    std::vector<std::string> failures;  // for the log
};

/// What one claim gave.
struct Load {
    std::vector<ports::Outgoing> outgoing;
    std::size_t given_up = 0;           // expired or unwritable: the secretariat is told
    std::vector<std::string> failures;  // rows whose case cannot be read; for the log
};

/// Who does it to many deliveries, and why.
struct ByHand {
    std::string by;
    std::string why;
    bool dry_run = false;  // counts, and changes nothing
};

/// How many of them there were on each channel, by its name.
using HandledDeliveries = std::map<std::string, std::size_t>;

/// What the channel is handed for the row's latest attempt, with the files that go with it.
ports::Outgoing outgoing_of(delivery::Delivery const& row,
                            std::vector<delivery::AttachedFile> files,
                            Office const& office,
                            Instant now);

class Courier {
  public:
    /// `zone`: the office's, for what belongs to no case.
    Courier(ports::Store& store,
            Procedures& procedures,
            CurrentOffice& office,
            ports::Random& random,
            calendar::Zone zone);

    /// Claims what is due on the channel, at most `limit`, and gives it ready to be sent. What is
    /// no longer wanted, has expired or cannot be written is settled on the way and not among the
    /// answer.
    Load claim(std::string_view channel, Instant now, std::size_t limit);

    /// Writes down outcomes, all in one transaction. An answer to an attempt that was given up is
    /// kept as such.
    SettledResult settle(std::span<Settled const> outcomes, Instant now);

    /// What the channel's other side says later, all in one transaction. A receipt under a number
    /// that is not known yet is kept for a day, since the attempt's own answer may come after it.
    ReceiptsResult receive(std::string_view channel,
                           std::span<delivery::Receipt const> receipts,
                           Instant now);

    /// When the channel has something to do next.
    std::optional<Instant> next(std::string_view channel);

    /// Keeps back what waits (queued or backing off) and fits the filter, whatever its
    /// limit says: page by page, each in a transaction of its own, so that the outbox never stands
    /// still for long. Those that were kept back, or would be.
    HandledDeliveries hold(ports::DeliveryFilter const& filter, ByHand const& hand, Instant now);
    /// Lets go what is held and fits, the same way.
    HandledDeliveries let_go(ports::DeliveryFilter const& filter, ByHand const& hand, Instant now);
    /// The same as `let_go`, and all that goes to one person on a channel of mails then goes as
    /// one.
    HandledDeliveries bundle(ports::DeliveryFilter const& filter, ByHand const& hand, Instant now);
    /// Sends dead, bounced and uncertain ones on their way again, the same way.
    HandledDeliveries redrive(ports::DeliveryFilter const& filter, ByHand const& hand, Instant now);
    /// Gives up what waits or is held: it is cancelled and stays on record.
    HandledDeliveries purge(ports::DeliveryFilter const& filter, ByHand const& hand, Instant now);

  private:
    /// Receipts that came before the provider's number of the row was known.
    void take_early_receipts(ports::Transaction& transaction,
                             delivery::Delivery const& row,
                             Office const& office,
                             Instant now,
                             SettledResult& result);
    void handle(ports::DeliveryFilter filter,
                delivery::Phase phase,
                delivery::Event const& event,
                bool dry_run,
                HandledDeliveries& handled);
    bool handle_page(ports::DeliveryFilter& filter,
                     delivery::Event const& event,
                     bool dry_run,
                     HandledDeliveries& handled);
    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
    ports::Random& random_;
    calendar::Zone zone_;
};

}  // namespace duban::service
