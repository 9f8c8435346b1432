// The protocol, version 1: one JSON object a line. Pure: lines to be said, lines as understood. A
// program is not trusted: what it says is bounded and checked here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/channels/program/config_schema.hpp"
#include "adapters/channels/program/program.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/outgoing.hpp"
#include "engine/delivery/rate_limit.hpp"
#include "engine/delivery/receipt.hpp"
#include "engine/ports/channel.hpp"

namespace duban::program {

constexpr std::size_t line_bytes_max = 262'144;

std::string hello_line(std::string_view instance);
std::string init_line(NamedTexts const& config, NamedTexts const& secrets);
std::string send_line(std::string_view id, delivery::Outgoing const& message);
/// We wait for it no longer: what has not been begun may be dropped.
std::string cancel_line(std::string_view id);
/// What has become of it? Answered by a receipt, if at all.
std::string query_line(ports::Inquiry const& message);
std::string ping_line(std::int64_t number);
std::string drain_line();

/// "d-918/2": the delivery and the attempt.
std::string id_of(delivery::Outgoing const& message);

struct Hello {
    int protocol = 0;
    std::string name;
    std::string version;
    std::size_t in_flight_max = 1;
    bool answers_queries = false;
    std::optional<delivery::Rate> rate = {};
    std::optional<ConfigSchema> settings = {};
    bool settings_unclear = false;  // it states some, and they are not understood
};

struct Ready {};

/// It cannot serve; nothing will change until somebody mends it.
struct Fatal {
    delivery::ErrorClass error = delivery::ErrorClass::configuration;
    std::string code;
    std::string words;
};

struct Answer {
    std::string id;
    delivery::Outcome outcome;
};

struct Pong {};

/// A later word on a message that was accepted.
struct Receipt {
    delivery::Receipt receipt;
};

/// "drained", "unsupported", or an operation of a later version.
struct Other {
    std::string operation;
};

using Message = std::variant<Hello, Ready, Fatal, Answer, Pong, Receipt, Other>;

/// Nothing for a line that is not of the protocol.
std::optional<Message> parse_line(std::string_view line);

}  // namespace duban::program
