// The journal's records and their chain. A record is what happened, as JSON with fixed keys; its
// hash covers the hash before it, so that a record changed, dropped or put in later breaks every
// hash that follows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/sha256.hpp"
#include "engine/tracking/case.hpp"
#include "engine/tracking/change.hpp"

namespace duban::tracking {

/// A person's own reminder, as the record tells of it.
struct PersonalReminderTold {
    std::int64_t number = 0;
    std::string_view person;
    std::string_view day;
    std::string_view dropped = {};  // why it did not ring: "closed" or "no_role"; empty else
};

/// What set the change off, for the record.
struct Occasion {
    /// "filed", "action", "alarm", "event", "acknowledged", "recounted", "clock_set_back",
    /// "personal_reminder_set", "…_cancelled", "…_rang", "…_dropped".
    std::string_view kind;
    std::string_view action;     // the action's name; empty else
    std::string_view actor;      // the person's id; "clock" for an alarm
    std::string_view note = {};  // what they said of it
    PersonalReminderTold const* personal_reminder = nullptr;
    std::span<Hash const> kept = {};  // of the files whose content came with it, and is kept now
};

/// {"kind":"action","action":"accept","actor":"li","from":"filed","to":"assigning","set":{…},"guards":[…],
/// "started":[…],"ended":[…],"notices":[…],"kept":[…]}; keys without content are left out. `before`
/// is the case the change applies to.
std::string record_of(Procedure const& procedure,
                      Case const& before,
                      Change const& change,
                      Occasion const& occasion);

/// [{"message":"reply_soon","to":["host"]}]
std::string encode_notices(workflow::Workflow const& workflow, std::vector<Notice> const& notices);

/// SHA-256 over the previous hash, then case, number and instant as 8-byte big-endian, then the
/// record.
Hash chain(
    Hash const& previous, CaseId id, std::int64_t number, Instant at, std::string_view record);

}  // namespace duban::tracking
