#include "engine/delivery/mime_part.hpp"

#include <algorithm>
#include <optional>

namespace duban::delivery {

namespace {

constexpr std::size_t value_bytes_max = 4'000;
constexpr std::size_t boundary_bytes_max = 200;

/// Takes a line off the front; without its end, which may be CRLF or LF alone.
std::string_view take_line(std::string_view& text) {
    auto const end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text) {
    std::string small{text};
    std::ranges::transform(small, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return small;
}

void append_line(std::vector<HeaderField>& fields, std::string_view line) {
    if (is_blank(line.front())) {
        if (fields.empty()) return;
        auto& value = fields.back().value;
        if (value.size() + line.size() >= value_bytes_max) return;
        if (!value.empty()) value += ' ';
        value += trimmed(line);
        return;
    }
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() >= MimePart::fields_max) return;
    auto const value = trimmed(line.substr(colon + 1));
    fields.push_back({.name = lower(trimmed(line.substr(0, colon))),
                      .value = std::string{value.substr(0, value_bytes_max)}});
}

/// A parameter of a structured field: `boundary` of `multipart/report; boundary="x; y"`.
std::optional<std::string> parameter(std::string_view value, std::string_view wanted) {
    auto rest = value.substr(std::min(value.find(';'), value.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);  // the semicolon
        auto const equals = rest.find_first_of("=;");
        if (equals == std::string_view::npos) return std::nullopt;
        auto const name = lower(trimmed(rest.substr(0, equals)));
        if (rest[equals] == ';') {
            rest.remove_prefix(equals);
            continue;
        }
        rest = trimmed(rest.substr(equals + 1));
        std::string said;
        if (rest.starts_with('"')) {
            std::size_t at = 1;
            for (; at < rest.size() && rest[at] != '"'; ++at) {
                if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
                said += rest[at];
            }
            rest.remove_prefix(std::min(at, rest.size()));
            rest.remove_prefix(std::min(rest.find(';'), rest.size()));
        } else {
            auto const end = std::min(rest.find(';'), rest.size());
            said = trimmed(rest.substr(0, end));
            rest.remove_prefix(end);
        }
        if (name == wanted) return said;
    }
    return std::nullopt;
}

/// The line is "--boundary", or "--boundary--" with `closes`.
bool is_delimiter(std::string_view line, std::string_view boundary, bool& closes) {
    if (!line.starts_with("--") || !line.substr(2).starts_with(boundary)) return false;
    auto const rest = trimmed(line.substr(2 + boundary.size()));
    closes = rest == "--";
    return closes || rest.empty();
}

}  // namespace

std::string_view MimePart::field(std::string_view name) const {
    auto const found = std::ranges::find(fields, name, &HeaderField::name);
    return found == fields.end() ? std::string_view{} : std::string_view{found->value};
}

std::string MimePart::type() const {
    auto const value = field("content-type");
    auto const said = lower(trimmed(value.substr(0, value.find(';'))));
    return said.empty() ? "text/plain" : said;
}

std::vector<MimePart> MimePart::parts() const {
    std::vector<MimePart> found;
    auto const boundary = parameter(field("content-type"), "boundary");
    bool const is_multipart = type().starts_with("multipart/");
    if (!is_multipart || !boundary || boundary->empty() || boundary->size() > boundary_bytes_max) {
        return found;
    }
    auto rest = body;
    std::optional<std::size_t> start;  // of the part that is being read
    bool closes = false;
    while (!rest.empty() && !closes && found.size() < parts_max) {
        auto const line_start = body.size() - rest.size();
        auto const line = take_line(rest);
        if (!is_delimiter(line, *boundary, closes)) continue;
        if (start) found.push_back(read_mime_part(body.substr(*start, line_start - *start)));
        start = body.size() - rest.size();
    }
    // A mail that was cut off ends within its last part.
    bool const is_open = start && !closes && found.size() < parts_max;
    if (is_open) found.push_back(read_mime_part(body.substr(*start)));
    return found;
}

MimePart read_mime_part(std::string_view text) {
    MimePart part;
    while (!text.empty()) {
        auto const line = take_line(text);
        if (line.empty()) break;
        append_line(part.fields, line);
    }
    part.body = text;
    return part;
}

}  // namespace duban::delivery
