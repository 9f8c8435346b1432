// A rehearsal: talks to a program as the daemon would, and as a careless one might, and says point
// by point whether it keeps the protocol. For the author of a channel; nothing is sent unless an
// address is given.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/channels/program/program.hpp"
#include "engine/delivery/outgoing.hpp"

namespace duban::program {

struct Finding {
    enum class Verdict { kept, broken, skipped };

    std::string_view point;  // stable: "greets", "answers_each_send"
    Verdict verdict = Verdict::kept;
    Text words;  // what was expected, or what came instead
};

struct Script {
    Program program;
    /// What is sent; without an address none is.
    delivery::Outgoing message;
};

/// Each finding as soon as there is one. False where any point is broken.
bool rehearse(Script const& script, std::function<void(Finding const&)> const& tell);

}  // namespace duban::program
