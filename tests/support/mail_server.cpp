#include "tests/support/mail_server.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <deque>
#include <stdexcept>

#include "tests/support/child_process.hpp"

namespace duban::support {

namespace json = boost::json;

namespace {

constexpr char const* script = "tests/support/npm/mail_server.mjs";

std::string text_at(json::object const& object, char const* key) {
    auto const* value = object.if_contains(key);
    return value && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::vector<std::string> texts_at(json::object const& object, char const* key) {
    return json::value_to<std::vector<std::string>>(object.at(key));
}

ReceivedMail mail_of(json::object const& object) {
    return {.envelope_from = text_at(object, "envelopeFrom"),
            .envelope_to = texts_at(object, "envelopeTo"),
            .from = text_at(object, "from"),
            .to = text_at(object, "to"),
            .subject = text_at(object, "subject"),
            .text = text_at(object, "text"),
            .message_id = text_at(object, "messageId"),
            .references = texts_at(object, "references"),
            .in_reply_to = text_at(object, "inReplyTo"),
            .date = text_at(object, "date"),
            .auto_submitted = text_at(object, "autoSubmitted"),
            .longest_line = object.at("longestLine").as_int64(),
            .envelope_id = text_at(object, "envelopeId"),
            .returns = text_at(object, "returns"),
            .notify = text_at(object, "notify"),
            .original_recipient = text_at(object, "originalRecipient"),
            .files = texts_at(object, "files"),
            .raw = text_at(object, "raw"),
            .secure = object.at("secure").as_bool(),
            .user = text_at(object, "user"),
            .connection = object.at("connection").as_int64()};
}

}  // namespace

struct MailServer::Child {
    explicit Child(std::string const& options)
        : process({"/usr/bin/env", "node", script, options}) {}

    json::object next() {
        auto const line = process.read_line();
        if (!line) {
            throw std::runtime_error{
                "the mail server ended; are its packages there? npm ci in tests/support/npm"};
        }
        return json::parse(*line).as_object();
    }

    void take_event(std::vector<std::string>& recipients) {
        auto const event = next();
        if (auto const* mail = event.if_contains("mail")) {
            mails.push_back(mail_of(mail->as_object()));
        } else if (auto const* closed = event.if_contains("closed")) {
            ended.push_back(closed->as_int64());
        } else if (event.contains("recipient")) {
            recipients.push_back(text_at(event, "recipient"));
        }
    }

    ChildProcess process;
    std::deque<ReceivedMail> mails;  // seen while waiting for something else
    std::vector<std::int64_t> ended;
};

namespace {

/// A key and what `openssl req` makes of it with these words; the one it signs itself, unless they
/// name an authority.
Certificate request(std::filesystem::path const& folder,
                    std::string const& name,
                    std::vector<std::string> const& words) {
    Certificate made{folder / (name + "-key.pem"), folder / (name + ".pem")};
    std::vector<std::string> command{"/usr/bin/env",
                                     "openssl",
                                     "req",
                                     "-x509",
                                     "-newkey",
                                     "ec",
                                     "-pkeyopt",
                                     "ec_paramgen_curve:prime256v1",
                                     "-nodes",
                                     "-days",
                                     "2",
                                     "-keyout",
                                     made.key.string(),
                                     "-out",
                                     made.certificate.string()};
    command.insert(command.end(), words.begin(), words.end());
    ChildProcess openssl{command};
    if (openssl.wait() != 0) throw std::runtime_error{"openssl made no certificate"};
    return made;
}

std::vector<std::string> const names_of_this_machine{
    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"};

}  // namespace

Certificate make_certificate(std::filesystem::path const& folder) {
    return request(folder, "certificate", names_of_this_machine);
}

Certificate make_certificate_of(std::string const& name, std::filesystem::path const& folder) {
    return request(
        folder, "certificate", {"-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + name});
}

IssuedCertificate issue_certificate(std::filesystem::path const& folder) {
    auto const authority = request(folder, "authority", {"-subj", "/CN=Authority of the Office"});
    auto words = names_of_this_machine;
    words.insert(words.end(),
                 {"-extensions",
                  "usr_cert",
                  "-CA",
                  authority.certificate.string(),
                  "-CAkey",
                  authority.key.string()});
    return {.server = request(folder, "issued", words), .authority = authority.certificate};
}

MailServer::MailServer(std::string const& options) : child_(std::make_unique<Child>(options)) {
    port_ = static_cast<std::uint16_t>(child_->next().at("listening").as_int64());
}

MailServer::~MailServer() = default;

ReceivedMail MailServer::next_mail() {
    while (child_->mails.empty()) child_->take_event(recipients_);
    auto mail = std::move(child_->mails.front());
    child_->mails.pop_front();
    return mail;
}

void MailServer::wait_for_end(std::int64_t connection) {
    auto const& ended = child_->ended;
    while (std::find(ended.begin(), ended.end(), connection) == ended.end()) {
        child_->take_event(recipients_);
    }
}

}  // namespace duban::support
