// A request to a web service and what came of it, as values: providers write the one and judge the
// other without knowing how it travels.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace duban::web {

enum class Method : std::uint8_t { get, post };

struct WebRequest {
    Method method = Method::post;
    std::string url;  // may hold a key: never to be logged
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// How far a request came. What never left may be sent again; what left and was not answered may
/// have been obeyed.
enum class Fate : std::uint8_t {
    answered,   // whole, whatever it says
    not_sent,   // no name, no connection, no time
    untrusted,  // no certificate that we trust, and nothing was sent
    no_answer,  // sent, then lost or too late
    unreadable  // sent, and answered with something that is no answer: too long, no HTTP
};

struct WebAnswer {
    Fate fate = Fate::no_answer;
    int status = 0;
    std::string body;
    std::optional<std::chrono::seconds> retry_after;  // as the server asked for
    std::string trouble;                              // the transport's words where not answered
};

}  // namespace duban::web
