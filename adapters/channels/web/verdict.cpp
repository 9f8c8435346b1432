#include "adapters/channels/web/verdict.hpp"

#include <fmt/format.h>

#include "adapters/channels/web/url_encoding.hpp"

namespace duban::web {

namespace {

using delivery::ErrorClass;
using delivery::Outcome;
using Kind = Outcome::Kind;

struct Judgement {
    Kind kind;
    ErrorClass error;
};

Judgement judgement_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::accepted:
            return {Kind::delivered, ErrorClass::provider};
        case Verdict::throttled:
            return {Kind::throttled, ErrorClass::provider};
        case Verdict::quota:
            return {Kind::temporary, ErrorClass::quota};
        case Verdict::configuration:
            return {Kind::temporary, ErrorClass::configuration};
        case Verdict::content:
            return {Kind::permanent, ErrorClass::content};
        case Verdict::recipient:
            return {Kind::permanent, ErrorClass::recipient};
        case Verdict::provider:
            return {Kind::temporary, ErrorClass::provider};
        case Verdict::uncertain:
            break;
    }
    return {Kind::uncertain, ErrorClass::provider};
}

/// Whatever failed, it may have failed after obeying, or on the way back. Only a 503 says that it
/// was not begun.
bool may_have_been_obeyed(int status) {
    return status < 300 || (status >= 500 && status != 503);
}

/// Pages that send one elsewhere repeat the whole address, which may hold a key.
std::string_view words_in(WebAnswer const& answer) {
    bool const redirected = answer.status >= 300 && answer.status < 400;
    return redirected ? std::string_view{} : std::string_view{answer.body}.substr(0, 500);
}

Verdict verdict_on_status(int status) {
    if (status == 429) return Verdict::throttled;
    if (may_have_been_obeyed(status)) return Verdict::uncertain;
    if (status >= 500) return Verdict::provider;
    if (status == 400 || status == 413 || status == 422) return Verdict::content;
    return Verdict::configuration;  // redirected, not let in, not found
}

bool holds(std::string_view text, std::string_view secret) {
    return text.find(secret) != std::string_view::npos ||
           text.find(url_encoded(secret)) != std::string_view::npos;
}

}  // namespace

Verdict meaning_of(std::string_view code, std::span<CodeMeaning const> codes) {
    for (auto const& [prefix, verdict] : codes) {
        if (code.starts_with(prefix)) return verdict;
    }
    return Verdict::provider;
}

Outcome outcome_of(Verdict verdict, std::string_view code, std::string_view words) {
    auto const [kind, error] = judgement_of(verdict);
    Outcome outcome;
    outcome.kind = kind;
    outcome.error = error;
    outcome.code = delivery::printable_words(code, 100);
    outcome.words = delivery::printable_words(words);
    return outcome;
}

Outcome outcome_without_code(WebAnswer const& answer) {
    Outcome outcome;
    switch (answer.fate) {
        case Fate::answered:
            outcome = outcome_of(verdict_on_status(answer.status),
                                 fmt::format("HTTP {}", answer.status),
                                 words_in(answer));
            outcome.retry_after = answer.retry_after;
            break;
        case Fate::not_sent:
            outcome = outcome_of(Verdict::provider, "not_sent", answer.trouble);
            outcome.error = ErrorClass::network;
            break;
        case Fate::untrusted:
            outcome = outcome_of(Verdict::configuration, "untrusted", answer.trouble);
            break;
        case Fate::no_answer:
            outcome = outcome_of(Verdict::uncertain, "no_answer", answer.trouble);
            break;
        case Fate::unreadable:
            outcome = outcome_of(Verdict::uncertain, "unreadable_answer", answer.trouble);
            break;
    }
    return outcome;
}

Outcome without_secrets(Outcome outcome,
                        WebAnswer const& answer,
                        std::initializer_list<std::string_view> secrets) {
    for (auto const secret : secrets) {
        if (secret.empty()) continue;
        // Of the whole answer, for the words are cut and may end with half of it.
        if (holds(answer.body, secret)) outcome.words = "(it holds a secret)";
        if (holds(outcome.code, secret)) outcome.code = "(it holds a secret)";
        if (holds(outcome.provider_id, secret)) outcome.provider_id.clear();
    }
    return outcome;
}

}  // namespace duban::web
