#include "engine/delivery/settlement.hpp"

#include <algorithm>

#include "engine/delivery/reason.hpp"

namespace duban::delivery {

namespace {

bool is_ours_to_mend(ErrorClass error) {
    return error == ErrorClass::configuration || error == ErrorClass::quota;
}

Duration asked_wait(Outcome const& outcome, RetryPolicy const& policy) {
    auto const asked = outcome.retry_after.value_or(Duration::zero());
    return std::clamp(asked, Duration::zero(), policy.retry_after_max);
}

/// Backing off, or `too_late` where the next attempt would come after the message is of use.
Phase wait(Delivery& row, Instant next, Phase too_late) {
    if (next >= row.expires_at) return too_late;
    row.not_before = next;
    return Phase::backing_off;
}

Phase repeat(Delivery& row, Settled const& answer, RetryPolicy const& policy) {
    // What nobody knows does not become a "no" by giving up.
    bool const unknown = answer.outcome.kind == Outcome::Kind::uncertain;
    ++row.failures;
    if (row.failures >= policy.attempts_max) return unknown ? Phase::uncertain : Phase::dead;
    auto const delay =
        std::max(back_off(policy, row.failures, answer.jitter), asked_wait(answer.outcome, policy));
    return wait(row, answer.at + delay, unknown ? Phase::uncertain : Phase::expired);
}

std::string in_their_words(std::string const& code, std::string const& words) {
    auto said = code.empty() || words.empty() ? code + words : code + " " + words;
    return is_word(said) && said != reason::lease_lapsed ? "code " + said : said;
}

}  // namespace

Phase settle(Delivery& row, Settled const& answer, RetryPolicy const& policy) {
    auto const& outcome = answer.outcome;
    row.reason = in_their_words(outcome.code, outcome.words);
    if (!outcome.provider_id.empty()) row.provider_id = outcome.provider_id;
    switch (outcome.kind) {
        case Outcome::Kind::delivered:
            row.reason.clear();
            return Phase::delivered;
        case Outcome::Kind::uncertain:
            ++row.uncertain;
            return policy.idempotent ? repeat(row, answer, policy) : Phase::uncertain;
        case Outcome::Kind::throttled:
            return repeat(row, answer, policy);
        case Outcome::Kind::temporary:
        case Outcome::Kind::permanent:
            break;
    }
    if (is_ours_to_mend(outcome.error)) {
        auto const delay = std::max(policy.hold, asked_wait(outcome, policy));
        return wait(row, answer.at + delay, Phase::expired);
    }
    if (outcome.kind == Outcome::Kind::permanent) return Phase::dead;
    return repeat(row, answer, policy);
}

bool is_late_success(Delivery const& row, Settled const& answer) {
    return answer.attempt == row.attempts && answer.outcome.kind == Outcome::Kind::delivered;
}

bool is_overtaken(Delivery& row, Settled const& answer) {
    if (answer.attempt != row.attempts) return false;
    if (!answer.outcome.provider_id.empty()) row.provider_id = answer.outcome.provider_id;
    return true;
}

std::string said_by_hand(std::string const& by, std::string const& why) {
    return why.empty() || by.empty() ? by + why : by + ": " + why;
}

bool counts_against_breaker(Outcome const& outcome) {
    if (outcome.kind == Outcome::Kind::delivered || outcome.kind == Outcome::Kind::throttled) {
        return false;
    }
    return outcome.error != ErrorClass::recipient && outcome.error != ErrorClass::content;
}

Settled answer_in(Receipt const& receipt, Delivery const& row, Instant at) {
    bool const failed = receipt.kind == Receipt::Kind::failed;
    Settled answer;
    answer.at = at;
    answer.attempt = row.attempts;
    answer.outcome.kind = failed ? Outcome::Kind::permanent : Outcome::Kind::delivered;
    answer.outcome.error = ErrorClass::recipient;
    answer.outcome.code = receipt.code;
    answer.outcome.words = receipt.words;
    return answer;
}

std::string reason_of(Receipt const& receipt) {
    return in_their_words(receipt.code, receipt.words);
}

Attempt attempt_of(Delivery const& row, Settled const& answer) {
    auto const& outcome = answer.outcome;
    bool const arrived = outcome.kind == Outcome::Kind::delivered;
    return Attempt{.delivery = row.id,
                   .number = row.attempts,
                   .at = answer.at,
                   .address = row.address,
                   .outcome = std::string{to_text(outcome.kind)},
                   .error_class = arrived ? std::string{} : std::string{to_text(outcome.error)},
                   .code = outcome.code,
                   .words = outcome.words};
}

}  // namespace duban::delivery
