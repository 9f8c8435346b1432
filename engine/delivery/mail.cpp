#include "engine/delivery/mail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/delivery/bounce_mark.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/encoded_word.hpp"
#include "engine/delivery/mail_body.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t header_bytes_max = 2'000;
constexpr std::size_t text_bytes_max = 1'000'000;
constexpr std::size_t line_max = 76;

std::optional<Text> fault_of_header(std::string_view value, Text const& what) {
    bool const has_control = std::any_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (!has_control && value.size() <= header_bytes_max && !find_invalid_utf8(value)) {
        return std::nullopt;
    }
    return Text{
        .zh_cn = fmt::format(
            "{}须为一行 UTF-8 文字，不含控制字符，至多 {} 字节", what.zh_cn, header_bytes_max),
        .en = fmt::format("the {} must be one line of UTF-8 without control characters, "
                          "of at most {} bytes",
                          what.en,
                          header_bytes_max)};
}

std::optional<Text> fault_of_address(std::string_view address, Text const& whose) {
    auto const fault = fault_of_email_address(address);
    if (!fault) return std::nullopt;
    return Text{.zh_cn = fmt::format("{}：{}", whose.zh_cn, fault->zh_cn),
                .en = fmt::format("{}: {}", whose.en, fault->en)};
}

/// "<left@right>": an identity has the form of an address between brackets.
std::optional<Text> fault_of_identity(std::string_view id) {
    if (id.size() > 2 && id.front() == '<' && id.back() == '>' &&
        is_email_address(id.substr(1, id.size() - 2))) {
        return std::nullopt;
    }
    return Text{.zh_cn = "邮件标识（Message-ID）须为 <…@域名> 的形式",
                .en = "a message identity has the form <…@domain>"};
}

std::optional<Text> fault_of_part(std::string_view text, Text const& what) {
    if (text.size() <= text_bytes_max && !find_invalid_utf8(text)) return std::nullopt;
    return Text{
        .zh_cn = fmt::format("{}须为 UTF-8，至多 {} 字节", what.zh_cn, text_bytes_max),
        .en = fmt::format("the {} must be UTF-8, of at most {} bytes", what.en, text_bytes_max)};
}

std::optional<Text> fault_of_calendar(std::string_view calendar) {
    if (calendar.empty() || calendar_method(calendar)) {
        return fault_of_part(calendar, {.zh_cn = "日历项", .en = "calendar entry"});
    }
    return Text{.zh_cn = "日历项须写明 METHOD", .en = "the calendar entry must say its METHOD"};
}

/// "type/subtype", which goes into a header as it is.
bool is_media_type(std::string_view text) {
    auto const slash = text.find('/');
    auto const is_word = [](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '+' ||
                   c == '-';
        });
    };
    return slash != std::string_view::npos && text.size() <= 100 &&
           is_word(text.substr(0, slash)) && is_word(text.substr(slash + 1));
}

std::optional<Text> fault_of_file(AttachedFile const& file) {
    if (!is_media_type(file.media_type)) {
        return Text{
            .zh_cn = fmt::format("附件“{}”的类型须为 application/pdf 这样的形式", file.name),
            .en = fmt::format("the type of the attachment \"{}\" has the form "
                              "application/pdf",
                              file.name)};
    }
    return fault_of_header(file.name, {.zh_cn = "附件名", .en = "name of an attachment"});
}

std::optional<Text> fault_of(Outgoing const& message, Mailbox const& from) {
    auto fault =
        fault_of_header(message.recipient_name, {.zh_cn = "收件人姓名", .en = "recipient's name"});
    if (!fault) fault = fault_of_header(from.name, {.zh_cn = "发件人名称", .en = "sender's name"});
    if (!fault) fault = fault_of_header(message.subject, {.zh_cn = "主题", .en = "subject"});
    if (!fault) fault = fault_of_address(from.address, {.zh_cn = "发件人", .en = "sender"});
    if (!fault) fault = fault_of_address(message.address, {.zh_cn = "收件人", .en = "recipient"});
    if (!fault) fault = fault_of_identity(message.message_id);
    if (!fault && !message.thread_id.empty()) fault = fault_of_identity(message.thread_id);
    if (!fault) fault = fault_of_part(message.text, {.zh_cn = "正文", .en = "text"});
    if (!fault) fault = fault_of_part(message.html, {.zh_cn = "网页正文", .en = "HTML"});
    if (!fault) fault = fault_of_calendar(message.calendar);
    for (auto const& file : message.attachments) {
        if (!fault) fault = fault_of_file(file);
    }
    return fault;
}

std::string address_header(std::string_view field,
                           std::string_view name,
                           std::string_view address) {
    auto header = fmt::format("{}: ", field);
    if (!name.empty()) {
        header += header_text(name, header.size());
        auto const line_start = header.rfind('\n') + 1;  // npos + 1 = 0: the only line
        bool const fits = header.size() - line_start + address.size() + 3 <= line_max;
        header += fits ? " " : "\r\n ";
    }
    return header + fmt::format("<{}>\r\n", address);
}

}  // namespace

std::string mail_date(Instant date, std::chrono::minutes utc_offset) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const local = floor<seconds>(date) + utc_offset;
    auto const day = floor<std::chrono::days>(local);
    year_month_day const date_parts{day};
    hh_mm_ss const time{local - day};
    auto const offset = hh_mm_ss{abs(utc_offset)};
    return fmt::format("{}, {} {} {:04} {:02}:{:02}:{:02} {}{:02}{:02}",
                       days.at(weekday{day}.c_encoding()),
                       static_cast<unsigned>(date_parts.day()),
                       months.at(static_cast<unsigned>(date_parts.month()) - 1),
                       static_cast<int>(date_parts.year()),
                       time.hours().count(),
                       time.minutes().count(),
                       time.seconds().count(),
                       utc_offset < minutes::zero() ? '-' : '+',
                       offset.hours().count(),
                       offset.minutes().count());
}

Result<std::string, Text> compose_mail(Outgoing const& message, Mailbox const& from) {
    if (auto fault = fault_of(message, from)) return Failure<Text>{*fault};
    std::string mail;
    mail += address_header("From", from.name, from.address);
    mail += address_header("To", message.recipient_name, message.address);
    constexpr std::string_view subject = "Subject: ";
    mail += fmt::format("{}{}\r\n", subject, header_text(message.subject, subject.size()));
    mail += fmt::format("Date: {}\r\n", mail_date(message.date, from.utc_offset_at(message.date)));
    mail += fmt::format("Message-ID: {}\r\n", message.message_id);
    if (!message.thread_id.empty()) {
        mail += fmt::format("In-Reply-To: {0}\r\nReferences: {0}\r\n", message.thread_id);
    }
    // RFC 3834: no out-of-office answer is owed to a robot.
    mail += "Auto-Submitted: auto-generated\r\n";
    if (message.message == digest_message) {
        mail += fmt::format("List-Unsubscribe: <mailto:{}?subject=single%20letters%20please>\r\n",
                            from.address);
    }
    mail += fmt::format("{}: {}\r\n",
                        mark_field,
                        to_text(bounce_mark(message.id, message.message_id, message.address)));
    mail += "MIME-Version: 1.0\r\n";
    mail += mail_body(message);
    return mail;
}

}  // namespace duban::delivery
