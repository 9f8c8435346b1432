// Who may come in: whoever shows the key, or the cookie of a session that was opened with it.
// Sessions live in memory, for twelve hours, at most 200 of them, and end with the daemon. After
// ten wrong keys within a minute no key is looked at until the minute is over; open sessions go on.
// One wrong key that comes again and again is one: a forgotten script is no guesser. Reads no clock
// and makes no token: both are handed in.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/server.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/sha256.hpp"

namespace duban::http {

class Gate {
  public:
    enum class Verdict { welcome, stranger, too_many };

    /// `make_token` gives a new secret text of letters and digits with each call.
    Gate(std::string_view key, std::function<std::string()> make_token);

    /// By its key (`Authorization: Bearer …`), or by its cookie.
    Verdict admit(Request const& request, Instant now);

    /// `token` is that of a new session where the verdict is a welcome.
    struct SignIn {
        Verdict verdict = Verdict::stranger;
        std::string token;
    };

    SignIn sign_in(std::string_view key, Instant now);

    /// Ends the session of the request, if it has one.
    void sign_out(Request const& request);

    /// How long no key is looked at; zero where it is.
    [[nodiscard]] std::chrono::seconds closed_for(Instant now) const;

    static constexpr std::string_view cookie = "duban_session";
    static constexpr std::chrono::hours session_length{12};

  private:
    struct Session {
        Hash token;
        Instant ends;
    };

    struct WrongTry {
        Hash key;
        Instant at;
    };

    Verdict try_key(std::string_view key, Instant now);
    [[nodiscard]] bool has_session(std::string_view token, Instant now) const;

    Hash key_;
    std::function<std::string()> make_token_;
    std::deque<Session> sessions_;      // the oldest first
    std::deque<WrongTry> wrong_tries_;  // likewise; each with another key
};

}  // namespace duban::http
