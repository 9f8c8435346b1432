#include "adapters/channels/smtp/verdict.hpp"

#include <fmt/format.h>

namespace duban::smtp {

namespace {

using delivery::ErrorClass;
using delivery::Outcome;
using Kind = Outcome::Kind;

struct Judgement {
    Kind kind;
    ErrorClass error;
};

bool is_permanent(Reply const& reply) {
    return reply.code >= 500;
}

/// The subject of an enhanced code: "5.7.1" is of '7', security and policy.
char subject_of(Reply const& reply) {
    return reply.enhanced.empty() ? '\0' : reply.enhanced[2];
}

/// The account is not let in, wherever the server says so (RFC 4954 section 6).
bool is_about_login(Reply const& reply) {
    return reply.code == 530 || reply.code == 534 || reply.code == 535 || reply.code == 538;
}

/// Our account has sent what it may for today, though said with a 550 and to this one mail: Gmail's
/// 5.4.5 ("Daily user sending quota exceeded", after the mail), Exchange's 5.1.90 (recipients).
bool is_about_quota(Reply const& reply) {
    return reply.enhanced == "5.4.5" || reply.enhanced == "5.1.90";
}

bool is_mailbox_full(Reply const& reply) {
    return reply.enhanced == "5.2.2" || reply.enhanced == "4.2.2";
}

bool is_too_large(Reply const& reply) {
    return reply.enhanced == "5.3.4" || reply.enhanced == "5.2.3" ||
           (reply.code == 552 && reply.enhanced.empty());
}

Judgement of_session(Reply const& reply) {
    if (is_permanent(reply)) return {Kind::temporary, ErrorClass::configuration};
    return {Kind::temporary, ErrorClass::provider};
}

Judgement of_sender(Reply const& reply) {
    if (is_too_large(reply)) return {Kind::permanent, ErrorClass::content};
    return of_session(reply);
}

Judgement of_recipient(Reply const& reply) {
    // RFC 5321 4.5.3.1.10: 552 to RCPT was once said for "too many", and for a full mailbox.
    if (is_mailbox_full(reply) || (reply.code == 552 && reply.enhanced.empty())) {
        return {Kind::temporary, ErrorClass::recipient};
    }
    if (is_too_large(reply)) return {Kind::permanent, ErrorClass::content};
    if (is_permanent(reply)) return {Kind::permanent, ErrorClass::recipient};
    bool const of_server = subject_of(reply) == '3' || subject_of(reply) == '4';
    return {Kind::temporary, of_server ? ErrorClass::provider : ErrorClass::recipient};
}

Judgement of_content(Reply const& reply) {
    if (is_mailbox_full(reply)) return {Kind::temporary, ErrorClass::recipient};
    if (!is_permanent(reply)) return {Kind::temporary, ErrorClass::provider};
    if (subject_of(reply) == '1') return {Kind::permanent, ErrorClass::recipient};
    return {Kind::permanent, ErrorClass::content};
}

Judgement judge(Stage stage, Reply const& reply) {
    if (reply.code == 421) return {Kind::temporary, ErrorClass::provider};
    if (is_about_quota(reply)) return {Kind::temporary, ErrorClass::quota};
    if (is_about_login(reply)) return {Kind::temporary, ErrorClass::configuration};
    switch (stage) {
        case Stage::connection:
        case Stage::hello:
        case Stage::authentication:
            return of_session(reply);
        case Stage::sender:
            return of_sender(reply);
        case Stage::recipient:
            return of_recipient(reply);
        case Stage::data:
        case Stage::content:
            return of_content(reply);
    }
    return {Kind::temporary, ErrorClass::provider};
}

std::string code_of(Reply const& reply) {
    if (reply.enhanced.empty()) return fmt::format("{}", reply.code);
    return fmt::format("{} {}", reply.code, reply.enhanced);
}

Outcome of_reply(Stage stage, Reply const& reply) {
    Outcome outcome;
    auto const [kind, error] = judge(stage, reply);
    outcome.kind = kind;
    outcome.error = error;
    outcome.code = code_of(reply);
    outcome.words = reply.words;
    return outcome;
}

Outcome of_silence(Transcript const& transcript, Ending ending, std::string_view trouble) {
    Outcome outcome;
    outcome.words = delivery::printable_words(trouble);
    outcome.kind = Kind::temporary;
    switch (ending) {
        case Ending::completed:
        case Ending::connection_failed:
            outcome.error = ErrorClass::network;
            outcome.code = "connection";
            break;
        case Ending::tls_failed:
            outcome.error = ErrorClass::configuration;
            outcome.code = "tls";
            break;
        case Ending::login_failed:
            outcome.error = ErrorClass::configuration;
            outcome.code = "login";
            break;
    }
    if (transcript.is_handed_over()) {
        outcome.kind = Kind::uncertain;
        outcome.code = "no_answer";
    }
    return outcome;
}

}  // namespace

Outcome verdict_on(Transcript const& transcript, Ending ending, std::string_view trouble) {
    auto const& reply = transcript.reply();
    if (reply && reply->code >= 400) return of_reply(transcript.stage(), *reply);
    bool const accepted = reply && reply->code / 100 == 2 && transcript.stage() == Stage::content &&
                          transcript.is_handed_over();
    if (!accepted) return of_silence(transcript, ending, trouble);
    Outcome outcome;
    outcome.kind = Kind::delivered;
    outcome.code = code_of(*reply);
    outcome.words = reply->words;
    outcome.provider_id = reply->words;
    return outcome;
}

}  // namespace duban::smtp
