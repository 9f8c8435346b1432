// The tracker: actions in, durable answers out. `perform` is the whole unit of work - all requests
// that wait, in one transaction - and knows no thread. A refusal touches nobody else in the batch;
// the second request on a case sees what the first one did. When the machine fails, nothing of the
// batch has happened.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/ports/companion.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/procedures.hpp"
#include "engine/tracking/input.hpp"

namespace duban::tracking {
struct Occasion;
}

namespace duban::service {

struct DecidedAction;

struct Filing {
    std::string workflow;
    tracking::Filed input;
    std::vector<std::string> files = {};  // what is in those that the values describe
};

struct Acting {
    CaseId id;
    tracking::ActionAsked input;
    std::vector<std::string> files = {};  // what is in those that the case does not have yet
};

struct Acknowledging {
    CaseId id;
    tracking::Acknowledged input;
};

/// A person asks to be reminded of the case, themselves and nobody else.
struct Reminding {
    CaseId id;
    PersonalReminderAsked input;
};

/// They take it back.
struct CancellingReminder {
    CaseId id;
    PersonalReminderId reminder;
    std::string person;
};

struct Request {
    std::variant<Filing, Acting, Acknowledging, Reminding, CancellingReminder> what;
    std::string idempotency_key;                 // at most 200 bytes; empty: none
    std::optional<Hash> content = std::nullopt;  // what the key stands for; else the request itself
};

struct Done {
    CaseId id;
    std::int64_t revision = 0;
    std::string state;
    bool repeated = false;  // the same key was answered before, and so nothing happened now
    std::vector<Text> warnings;
    PersonalReminderId reminder = {};  // that was set, the first time it is answered
};

using Answer = Result<Done, tracking::Refusal>;

class Tracker {
  public:
    Tracker(ports::Store& store, Procedures& procedures, CurrentOffice& office);

    /// One answer for each request, in order. A key that was answered before gets that answer
    /// again, and is refused where it then stood for something else. The instants in the requests
    /// are overwritten by `now`. Throws ports::StoreFailure; then nothing happened.
    /// `companion`, where given, has opened and decided what follows while the first is written.
    std::vector<Answer> perform(std::span<Request const> batch,
                                Instant now,
                                ports::Companion* companion = nullptr);

  private:
    Answer perform_one(ports::Transaction& transaction,
                       Request const& request,
                       DecidedAction* decided,
                       Instant now);
    Answer perform(ports::Transaction& transaction, Filing const& filing, Instant now);
    Answer perform(ports::Transaction& transaction,
                   Acting const& acting,
                   DecidedAction* decided,
                   Instant now);
    Answer perform(ports::Transaction& transaction,
                   Acknowledging const& acknowledging,
                   Instant now);
    Answer perform(ports::Transaction& transaction, Reminding const& reminding, Instant now);
    Answer perform(ports::Transaction& transaction,
                   CancellingReminder const& cancelling,
                   Instant now);

    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
};

/// What the journal says of it; `kept`: the files whose content came with it.
tracking::Occasion occasion_of(Acting const& acting, std::span<Hash const> kept);

/// What the directory says of a person, or of a whole unit or group named instead of one.
tracking::Actor actor_named(delivery::Directory const& directory, std::string const& name);

}  // namespace duban::service
