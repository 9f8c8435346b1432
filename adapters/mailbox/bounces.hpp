// Bounces: mails in which a mail server says what became of ours. Each is written down as the
// receipt of its delivery; any other mail is left for people. Taken twice it changes nothing.
#pragma once

#include <string>

#include "adapters/mailbox/mailbox.hpp"
#include "engine/base/id.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/bounce_report.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/courier.hpp"

namespace duban::mailbox {

struct TakenBounce {
    delivery::BounceReport report;
    DeliveryId delivery;
    std::string address;  // that it went to, perhaps at an earlier attempt
};

struct FetchedBounces {
    int taken = 0;
    int left = 0;           // flagged, for people
    int passed_by = 0;      // the server gives them not out
    std::string first_why;  // of these, in its words
};

class Bounces {
  public:
    /// All outlive it.
    Bounces(ports::Store& store, service::Courier& courier, ports::Clock& clock)
        : store_{store}, courier_{courier}, clock_{clock} {}

    /// Written down, or why it is none of ours.
    Result<TakenBounce, Text> take(std::string const& mail);

    /// What is new in the mailbox. A mail that cannot be had stays new for the next time, comes
    /// last then, and those behind it are taken all the same: where the server gives it not out, it
    /// is passed by; where the server fails at it, a MailboxFailure is thrown at the end, or at the
    /// third such mail. Throws one too where the server is away.
    void fetch(Mailbox& mailbox, FetchedBounces& fetched);

  private:
    ports::Store& store_;
    service::Courier& courier_;
    ports::Clock& clock_;
};

}  // namespace duban::mailbox
