#include "tests/scenarios/faults/mailbox_server.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace duban::faults {

using support::Conversation;

MailboxServer::MailboxServer(Point point, Fault fault)
    : server_{point, fault, [this](Conversation& with) { talk(with); }} {}

mailbox::MailboxAccount MailboxServer::account() const {
    return {.host = "127.0.0.1",
            .port = server_.port(),
            .security = mailbox::Security::none,
            .ca_file = {},
            .user = "bounce",
            .password = "correct-horse",
            .patience = std::chrono::milliseconds{300}};
}

void MailboxServer::put(std::string mail, std::optional<Fault> flaw) {
    std::lock_guard const lock{mutex_};
    mails_.push_back({.text = std::move(mail), .flaw = flaw});
}

std::pair<int, int> MailboxServer::count() const {
    std::lock_guard const lock{mutex_};
    std::pair<int, int> count;
    for (auto const& mail : mails_) {
        count.first += mail.removed ? 0 : 1;
        count.second += mail.flagged ? 1 : 0;
    }
    return count;
}

/// False where the talk is over.
bool MailboxServer::answer(Conversation& with,
                           Point point,
                           std::string const& tag,
                           std::string const& good) {
    if (!server_.strikes(point)) {
        with.say(good);
        return true;
    }
    return strike(with, server_.fault, point, tag);
}

bool MailboxServer::strike(Conversation& with,
                           Fault fault,
                           Point point,
                           std::string const& tag) const {
    switch (fault) {
        case Fault::temporary:
            with.say(tag + " NO [UNAVAILABLE] not now\r\n");
            return true;
        case Fault::permanent:
            with.say(tag + " NO [NOPERM] never\r\n");
            return true;
        case Fault::garbage:
            with.say("\x01\xFFnever heard of it\r\n\r\n");
            with.fall_silent();
            return false;
        case Fault::stall:
            with.fall_silent();
            return false;
        case Fault::cut:
            // In the midst of a mail.
            if (point == Point::body) with.say("* 1 FETCH (BODY[] {9999}\r\nContent-Type: mul");
            return false;
        case Fault::refused:
            return false;
    }
    return false;
}

std::string MailboxServer::found(bool seen) const {
    std::string line = "* SEARCH";
    for (std::size_t index = 0; index < mails_.size(); ++index) {
        auto const& mail = mails_[index];
        if (!mail.flagged && !mail.removed && mail.seen == seen)
            line += fmt::format(" {}", index + 1);
    }
    return line + "\r\n";
}

/// "UID FETCH 2 …"
MailboxServer::Mail& MailboxServer::mail_in(std::string const& command) {
    auto const at = command.find_first_of("123456789");
    if (at == std::string::npos) throw std::runtime_error{"which mail? " + command};
    return mails_.at(std::stoul(command.substr(at)) - 1);
}

bool MailboxServer::fetch(Conversation& with, std::string const& tag, std::string const& command) {
    std::unique_lock lock{mutex_};
    auto const mail = mail_in(command);
    lock.unlock();
    if (mail.flaw) return strike(with, *mail.flaw, Point::body, tag);
    return answer(with,
                  Point::body,
                  tag,
                  fmt::format("* 1 FETCH (BODY[] {{{}}}\r\n{})\r\n", mail.text.size(), mail.text) +
                      tag + " OK done\r\n");
}

bool MailboxServer::obey(Conversation& with, std::string const& tag, std::string const& command) {
    auto const done = tag + " OK done\r\n";
    if (command.starts_with("UID FETCH")) return fetch(with, tag, command);
    std::unique_lock lock{mutex_};
    auto const say = [&](Point point, std::string const& words) {
        lock.unlock();
        return answer(with, point, tag, words + done);
    };
    if (command.starts_with("LOGIN")) return say(Point::sign_in, {});
    if (command.starts_with("UID SEARCH"))
        return say(Point::recipient, found(!command.ends_with("UNSEEN")));
    bool const is_struck = server_.will_strike(Point::answer);
    if (command.starts_with("UID STORE")) {
        auto const sets = [&](char const* flag) { return command.find(flag) != std::string::npos; };
        auto& mail = mail_in(command);
        mail.seen = mail.seen || sets("Seen");
        mail.flagged = mail.flagged || sets("Flagged");
        if (sets("Deleted")) {
            mail.removed = !is_struck;
            return say(Point::answer, {});
        }
    }
    with.say(command.starts_with("CAPABILITY") ? "* CAPABILITY IMAP4rev1 UIDPLUS\r\n" + done
                                               : done);
    return true;
}

void MailboxServer::talk(Conversation& with) {
    if (!answer(with, Point::connect, "*", "* OK ready\r\n")) return;
    while (auto const line = with.read_line()) {
        auto const end = std::min(line->find(' '), line->size());
        if (!obey(with, line->substr(0, end), line->substr(std::min(end + 1, line->size()))))
            return;
    }
}

}  // namespace duban::faults
