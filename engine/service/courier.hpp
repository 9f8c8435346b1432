// The courier: takes what the outbox holds and is due, asks once more whether it is still wanted,
// and writes down what became of it. Claiming is committed before anything is sent, the outcome
// after, so that a kill at any moment loses nothing. It sends nothing itself.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/delivery/outcome.hpp"
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

/// What one claim gave.
struct Load {
    std::vector<ports::Outgoing> outgoing;
    std::size_t given_up = 0;           // expired or unwritable: the secretariat is told
    std::vector<std::string> failures;  // rows whose case cannot be read; for the log
};

class Courier {
  public:
    Courier(ports::Store& store,
            Procedures& procedures,
            CurrentOffice& office,
            ports::Random& random);

    /// Claims what is due on the channel, at most `limit`, and gives it ready to be sent. What is
    /// no longer wanted, has expired or cannot be written is settled on the way and not among the
    /// answer.
    Load claim(std::string_view channel, Instant now, std::size_t limit);

    /// Writes down outcomes, all in one transaction. An answer to an attempt that was given up is
    /// kept as such.
    SettledResult settle(std::span<Settled const> outcomes, Instant now);

    /// When the channel has something to do next.
    std::optional<Instant> next(std::string_view channel);

    /// Sends dead or uncertain ones on their way again, by hand. How many there were.
    std::size_t redrive(ports::DeliveryFilter const& filter, Instant now);

  private:
    void claim_one(ports::Transaction& transaction,
                   delivery::Delivery const& row,
                   Office const& office,
                   Instant now,
                   Load& load);

    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
    ports::Random& random_;
};

}  // namespace duban::service
