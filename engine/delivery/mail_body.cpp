#include "engine/delivery/mail_body.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/sha256.hpp"
#include "engine/delivery/base64.hpp"
#include "engine/delivery/mail_parameter.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t line_max = 76;

std::string with_crlf(std::string_view text) {
    std::string lines;
    lines.reserve(text.size() + text.size() / 40);
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (pair) continue;
        if (text[i] == '\n' || text[i] == '\r') {
            lines += "\r\n";
        } else {
            lines += text[i];
        }
    }
    return lines;
}

/// Always base64: short for Chinese, and no server on the way has lines to break or dots to add.
void append_part(std::string& mail, std::string_view type, std::string_view content) {
    mail += fmt::format("Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\n\r\n", type);
    auto const encoded = base64(with_crlf(content));
    for (std::size_t at = 0; at < encoded.size(); at += line_max) {
        mail.append(encoded, at, line_max);
        mail += "\r\n";
    }
}

/// "=_" stands in no line of base64 (RFC 2045 section 6.7).
std::string boundary_of(std::string_view message_id) {
    return fmt::format("=_{}", to_text(sha256(message_id)).substr(0, 32));
}

/// For readers that know no RFC 2231: "letter.pdf" as it is, any other as "attachment.pdf".
std::string plain_name(std::string_view name) {
    if (is_plain_parameter(name)) return std::string{name};
    auto const point = name.rfind('.');
    auto const ending = point == std::string_view::npos ? std::string_view{} : name.substr(point);
    return fmt::format("attachment{}", is_plain_parameter(ending) ? ending : "");
}

void append_file(std::string& mail, AttachedFile const& file) {
    mail += fmt::format(
        "Content-Type: {}{}\r\n", file.media_type, mail_parameter("name", plain_name(file.name)));
    mail +=
        fmt::format("Content-Disposition: attachment{}\r\n", mail_parameter("filename", file.name));
    mail += "Content-Transfer-Encoding: base64\r\n\r\n";
    constexpr auto line_octets = line_max / 4 * 3;
    std::string_view rest = *file.octets;
    while (!rest.empty()) {
        mail += base64(rest.substr(0, line_octets));
        mail += "\r\n";
        rest.remove_prefix(std::min(line_octets, rest.size()));
    }
}

/// What is said, without the files.
std::string said_in(Outgoing const& message) {
    std::string body;
    body.reserve(1'000 + (message.text.size() + message.html.size()) * 3 / 2);
    if (message.html.empty() && message.calendar.empty()) {
        append_part(body, "text/plain; charset=UTF-8", message.text);
        return body;
    }
    auto const boundary = boundary_of(message.message_id);
    body += fmt::format("Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n", boundary);
    auto const add = [&](std::string_view type, std::string_view content) {
        body += fmt::format("\r\n--{}\r\n", boundary);
        append_part(body, type, content);
    };
    add("text/plain; charset=UTF-8", message.text);
    if (!message.html.empty()) add("text/html; charset=UTF-8", message.html);
    if (auto const method = calendar_method(message.calendar)) {
        add(fmt::format("text/calendar; method={}; charset=UTF-8", *method), message.calendar);
    }
    body += fmt::format("\r\n--{}--\r\n", boundary);
    return body;
}

}  // namespace

std::optional<std::string> calendar_method(std::string_view calendar) {
    constexpr std::string_view property = "\nMETHOD:";
    auto const at = calendar.find(property);
    if (at == std::string_view::npos) return std::nullopt;
    auto method = calendar.substr(at + property.size());
    method = method.substr(0, method.find_first_of("\r\n"));
    bool const is_word =
        !method.empty() && std::ranges::all_of(method, [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_word ? std::optional{std::string{method}} : std::nullopt;
}

std::string mail_body(Outgoing const& message) {
    if (message.attachments.empty()) return said_in(message);
    auto const boundary = boundary_of(fmt::format("files with {}", message.message_id));
    auto body = fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n", boundary);
    std::size_t octets = 0;
    for (auto const& file : message.attachments) octets += file.octets->size();
    body.reserve(2'000 + (message.text.size() + message.html.size()) * 3 / 2 + octets * 7 / 5);
    body += fmt::format("\r\n--{}\r\n", boundary);
    body += said_in(message);
    for (auto const& file : message.attachments) {
        body += fmt::format("\r\n--{}\r\n", boundary);
        append_file(body, file);
    }
    body += fmt::format("\r\n--{}--\r\n", boundary);
    return body;
}

}  // namespace duban::delivery
