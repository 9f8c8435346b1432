// What a player asks of a rehearsal, read from one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/tracking/rehearsal.hpp"

namespace duban::cli {

/// One of: {"do":"accept","as":"committee","with":{…},"at":"2026-03-04T10:00"},
/// {"event":"nudge"}, {"wait":"3 months"}.
struct PlayInput {
    enum class Kind : std::uint8_t { act, raise, wait };

    Kind kind = Kind::act;
    std::string name;  // of the action or the event; how long to wait
    std::string as;    // a role, a group, a unit or a person
    std::string with;  // JSON object of values
    std::string at;    // time on the office's wall; empty: now
};

Result<PlayInput, Text> read_play_input(std::string_view json);

/// Plays it. The error says what of the input could not be understood; nothing was then played.
Result<tracking::Rehearsal::Outcome, Text> play(tracking::Procedure const& procedure,
                                                tracking::Rehearsal& rehearsal,
                                                PlayInput const& input,
                                                bool unchecked);

}  // namespace duban::cli
