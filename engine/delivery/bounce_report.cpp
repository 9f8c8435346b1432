#include "engine/delivery/bounce_report.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/delivery/mime_part.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::delivery {

namespace {

using Action = BounceReport::Action;

constexpr int depth_max = 6;
constexpr std::size_t recipients_max = 100;

Failure<Text> no_report() {
    return Failure<Text>{{.zh_cn = "这封邮件不是投递状态通知（multipart/report，RFC 3464）",
                          .en = "the mail is no delivery status notification (multipart/report, "
                                "RFC 3464)"}};
}

/// The first part of that type, however deep it lies.
std::optional<MimePart> find_part(MimePart const& within, std::string_view type, int depth) {
    if (within.type() == type) return within;
    if (depth == depth_max) return std::nullopt;
    for (auto const& part : within.parts()) {
        if (auto found = find_part(part, type, depth + 1)) return found;
    }
    return std::nullopt;
}

/// "rfc822; chen@example.org" -> "chen@example.org"
std::string_view without_type(std::string_view value) {
    value.remove_prefix(std::min(value.find(';') + 1, value.size()));
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    return value;
}

std::optional<Action> action_of(MimePart const& recipient) {
    auto word = std::string{recipient.field("action")};
    word.resize(std::min(word.size(), word.find_first_of(" \t;(")));
    std::ranges::transform(word, word.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (word == "failed") return Action::failed;
    if (word == "delivered") return Action::delivered;
    // Handed on to where no report comes from: nobody knows more than before.
    if (word == "delayed" || word == "relayed" || word == "expanded") return Action::delayed;
    return std::nullopt;
}

/// "5.1.1 (user unknown)" -> "5.1.1"; empty for what is no status.
std::string status_of(MimePart const& recipient) {
    auto const value = recipient.field("status");
    auto const status = value.substr(0, value.find_first_not_of("0123456789."));
    bool const formed =
        std::ranges::count(status, '.') == 2 && status.size() >= 5 && status.size() <= 11;
    return formed ? std::string{status} : std::string{};
}

/// The groups of fields behind the one about the whole mail, one for each recipient.
std::vector<MimePart> recipients_of(MimePart const& about_mail) {
    std::vector<MimePart> recipients;
    auto rest = about_mail.body;
    while (!rest.empty() && recipients.size() < recipients_max) {
        auto group = read_mime_part(rest);
        rest = group.body;
        if (action_of(group)) recipients.push_back(std::move(group));
    }
    return recipients;
}

/// The address a report came to is the sender we had put on the envelope.
std::optional<BounceMark> mark_of_addressee(MimePart const& mail) {
    constexpr std::array<std::string_view, 4> names{
        "x-original-to", "delivered-to", "envelope-to", "to"};
    for (auto const name : names) {
        auto address = mail.field(name);
        if (auto const open = address.rfind('<'); open != std::string_view::npos)
            address = address.substr(open + 1, address.find('>', open) - open - 1);
        if (auto mark = mark_of_address(address)) return mark;
    }
    return std::nullopt;
}

/// libcurl closes a bracket behind the last parameter that it is given, which is the ENVID.
std::optional<BounceMark> mark_of_envelope(MimePart const& about_mail) {
    auto id = about_mail.field("original-envelope-id");
    if (id.ends_with('>')) id.remove_suffix(1);
    return parse_bounce_mark(id);
}

std::optional<BounceMark> mark_of_returned(MimePart const& mail) {
    for (std::string_view const type : {"message/rfc822", "text/rfc822-headers"}) {
        auto const returned = find_part(mail, type, 0);
        if (!returned) continue;
        return parse_bounce_mark(read_mime_part(returned->body).field("x-duban-delivery"));
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_text(Action action) {
    switch (action) {
        case Action::failed:
            return "failed";
        case Action::delayed:
            return "delayed";
        case Action::delivered:
            return "delivered";
    }
    return "failed";
}

Result<BounceReport, Text> read_bounce_report(std::string_view text) {
    auto const mail = read_mime_part(text.substr(0, BounceReport::bytes_max));
    auto const status_part = find_part(mail, "message/delivery-status", 0);
    if (!status_part) return no_report();
    auto const about_mail = read_mime_part(status_part->body);
    auto const recipients = recipients_of(about_mail);
    auto const worst = std::ranges::min_element(
        recipients, {}, [](MimePart const& recipient) { return *action_of(recipient); });
    if (worst == recipients.end()) return no_report();
    BounceReport report;
    report.action = *action_of(*worst);
    report.mark = mark_of_addressee(mail);
    if (!report.mark) report.mark = mark_of_envelope(about_mail);
    if (!report.mark) report.mark = mark_of_returned(mail);
    report.recipient = printable_words(without_type(worst->field("final-recipient")), 300);
    report.status = status_of(*worst);
    report.words = printable_words(without_type(worst->field("diagnostic-code")));
    return report;
}

}  // namespace duban::delivery
