#include "adapters/http/gate.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>

namespace duban::http {

namespace {

constexpr std::size_t sessions_max = 200;
constexpr std::size_t wrong_tries_max = 10;
constexpr std::chrono::minutes wrong_tries_within{1};

/// A clock that was set back makes a try one of the future: forgotten, so that nobody waits for it.
bool is_recent(Instant at, Instant now) {
    return at <= now && now - at < wrong_tries_within;
}

/// Hashes, so that the time it takes tells nothing of the length either.
bool are_equal(Hash const& one, Hash const& other) {
    return sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string_view without_blanks(std::string_view text) {
    auto const first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "a=1; duban_session=…": empty where there is none.
std::string token_of(Request const& request) {
    auto const header = request.header("Cookie");
    std::string_view rest = header;
    while (!rest.empty()) {
        auto const end = std::min(rest.find(';'), rest.size());
        auto const one = without_blanks(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (one.starts_with(Gate::cookie) && one.substr(Gate::cookie.size()).starts_with('='))
            return std::string{one.substr(Gate::cookie.size() + 1)};
    }
    return {};
}

}  // namespace

Gate::Gate(std::string_view key, std::function<std::string()> make_token)
    : key_{sha256(key)}, make_token_{std::move(make_token)} {}

Gate::Verdict Gate::admit(Request const& request, Instant now) {
    constexpr std::string_view scheme = "Bearer ";
    auto const shown = request.header("Authorization");
    if (boost::beast::iequals(std::string_view{shown}.substr(0, scheme.size()), scheme))
        return try_key(without_blanks(std::string_view{shown}.substr(scheme.size())), now);
    auto const token = token_of(request);
    return !token.empty() && has_session(token, now) ? Verdict::welcome : Verdict::stranger;
}

Gate::SignIn Gate::sign_in(std::string_view key, Instant now) {
    SignIn answer{.verdict = try_key(key, now), .token = {}};
    if (answer.verdict != Verdict::welcome) return answer;
    std::erase_if(sessions_, [now](Session const& session) { return session.ends <= now; });
    if (sessions_.size() == sessions_max) sessions_.pop_front();
    answer.token = make_token_();
    sessions_.push_back({.token = sha256(answer.token), .ends = now + session_length});
    return answer;
}

void Gate::sign_out(Request const& request) {
    auto const token = sha256(token_of(request));
    std::erase_if(sessions_,
                  [&](Session const& session) { return are_equal(session.token, token); });
}

std::chrono::seconds Gate::closed_for(Instant now) const {
    if (wrong_tries_.size() < wrong_tries_max || !is_recent(wrong_tries_.front().at, now))
        return {};
    auto const until = wrong_tries_.front().at + wrong_tries_within;
    return std::chrono::ceil<std::chrono::seconds>(until - now);
}

Gate::Verdict Gate::try_key(std::string_view key, Instant now) {
    if (closed_for(now) > std::chrono::seconds{}) return Verdict::too_many;
    auto const hash = sha256(key);
    if (are_equal(hash, key_)) return Verdict::welcome;
    std::erase_if(wrong_tries_, [now](WrongTry const& one) { return !is_recent(one.at, now); });
    if (std::ranges::find(wrong_tries_, hash, &WrongTry::key) == wrong_tries_.end())
        wrong_tries_.push_back({.key = hash, .at = now});
    return Verdict::stranger;
}

bool Gate::has_session(std::string_view token, Instant now) const {
    auto const hash = sha256(token);
    return std::ranges::any_of(sessions_, [&](Session const& session) {
        return session.ends > now && are_equal(session.token, hash);
    });
}

}  // namespace duban::http
