#include "adapters/mailbox/bounces.hpp"

#include <fmt/format.h>

#include <optional>

#include "engine/service/bounce_receipt.hpp"

namespace duban::mailbox {

namespace {

// Of one mailbox in one run.
constexpr std::size_t mails_max = 500;

// A server that hangs on each takes minutes of a run for each.
constexpr int failures_max = 3;

}  // namespace

Result<TakenBounce, Text> Bounces::take(std::string const& mail) {
    auto report = delivery::read_bounce_report(mail);
    if (!report) return Failure<Text>{std::move(report.error())};
    auto const ours = service::receipt_of(*report, *store_.read());
    if (!ours) return Failure<Text>{ours.error()};
    courier_.receive(ours->channel, {&ours->receipt, 1}, clock_.now());
    return TakenBounce{std::move(*report), ours->receipt.id, ours->receipt.address};
}

void Bounces::fetch(Mailbox& mailbox, FetchedBounces& fetched) {
    std::optional<MailboxFailure> unread;
    int failures = 0;
    for (auto const mail : mailbox.find_new(mails_max)) {
        std::string text;
        try {
            text = mailbox.read(mail);
        } catch (MailRefused const& refused) {
            if (fetched.passed_by++ == 0)
                fetched.first_why = fmt::format("mail {}: {}", mail, refused.what());
            mailbox.mark_tried(mail);
            continue;
        } catch (MailboxFailure const& failure) {
            unread = failure;
            mailbox.mark_tried(mail);  // where this fails too, the server is away
            if (++failures == failures_max) break;
            continue;
        }
        if (take(text)) {
            mailbox.remove(mail);
            ++fetched.taken;
        } else {
            mailbox.flag(mail);
            ++fetched.left;
        }
    }
    if (unread) throw MailboxFailure{*unread};
}

}  // namespace duban::mailbox
