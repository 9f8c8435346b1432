#include "engine/workflow/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "engine/base/utf8.hpp"
#include "engine/workflow/mustache_tags.hpp"

namespace duban::workflow {

namespace {

std::optional<Text> check_values(MustacheTags const& found, Vocabulary const& vocabulary) {
    if (!found.problems.empty()) return found.problems.front().message;
    for (auto const& tag : found.tags) {
        if (tag.kind != MustacheTag::Kind::variable || tag.inside_section) continue;
        auto const value = vocabulary.find(tag.name);
        if (value != vocabulary.end() && !value->second.empty()) continue;
        return Text{.zh_cn = fmt::format("通知文本需要“{}”，但它没有内容", tag.name),
                    .en = fmt::format("the message needs “{}”, which is empty", tag.name)};
    }
    return std::nullopt;
}

/// C0 and C1 controls, and the marks that turn the direction of writing: they make a subject show
/// something else than it says.
bool is_unwanted(char32_t c) {
    bool const control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    bool const separator = c == 0x2028 || c == 0x2029;
    bool const direction =
        c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return (control && c != '\n' && c != '\t') || separator || direction;
}

std::string clean(std::string_view text, bool one_line) {
    std::string cleaned;
    cleaned.reserve(text.size());
    while (!text.empty()) {
        auto const c = take_code_point(text);
        if (is_unwanted(c)) continue;
        if (one_line && (c == '\n' || c == '\t')) {
            if (!cleaned.empty() && cleaned.back() != ' ') cleaned.push_back(' ');
        } else {
            append_utf8(cleaned, c);
        }
    }
    if (one_line) cleaned.resize(cleaned.find_last_not_of(' ') + 1);
    return cleaned;
}

/// Stands for the line ends of a text while it is rendered. No value holds it: it is a control
/// character.
constexpr char held_line_end = '\v';

/// Whether a line is nothing but the tag of a section, or a comment.
bool is_tag_line(std::string_view line) {
    auto const first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return false;
    line = line.substr(first, line.find_last_not_of(" \t") + 1 - first);
    bool const opens = line.starts_with("{{#") || line.starts_with("{{^") ||
                       line.starts_with("{{/") || line.starts_with("{{!");
    return opens && line.find("}}") + 2 == line.size();
}

/// The text without the line ends of lines that hold a section's tag alone, as Mustache wants it.
/// The renderer has its own idea of them (it leaves a hole where a section is left out), so it is
/// not shown any line end.
std::string with_held_lines(std::string_view mustache) {
    std::string text;
    while (!mustache.empty()) {
        auto const end = mustache.find('\n');
        auto line = mustache.substr(0, end);
        mustache.remove_prefix(end == std::string_view::npos ? mustache.size() : end + 1);
        if (is_tag_line(line)) {
            text += line.substr(line.find('{'), line.rfind('}') + 1 - line.find('{'));
            continue;
        }
        text += line;
        if (end != std::string_view::npos) text += held_line_end;
    }
    return text;
}

}  // namespace

std::vector<std::string_view> const& message_vocabulary() {
    static std::vector<std::string_view> const names{"case",
                                                     "case_title",
                                                     "workflow_title",
                                                     "state_title",
                                                     "due_date",
                                                     "due_date_long",
                                                     "days_left",
                                                     "working_days_left",
                                                     "days_overdue",
                                                     "deadline_name",
                                                     "basis",
                                                     "recipient_name",
                                                     "owner_names",
                                                     "office_name",
                                                     "link"};
    return names;
}

Result<std::string, Text> render(std::string_view mustache,
                                 Vocabulary const& vocabulary,
                                 bool one_line) {
    auto const found = find_mustache_tags(mustache);
    if (auto problem = check_values(found, vocabulary)) return Failure<Text>{std::move(*problem)};

    // Only what the text names is put in; an empty value is false, so that its section is left out.
    kainjow::mustache::data data;
    for (auto const& tag : found.tags) {
        auto const value = vocabulary.find(tag.name);
        if (value == vocabulary.end() || value->second.empty()) {
            data.set(tag.name, false);
        } else {
            data.set(tag.name, clean(value->second, one_line));
        }
    }
    kainjow::mustache::mustache text{with_held_lines(mustache)};
    text.set_custom_escape([](std::string const& value) { return value; });
    if (!text.is_valid()) {
        return Failure<Text>{
            Text{.zh_cn = fmt::format("通知文本有误：{}", text.error_message()),
                 .en = fmt::format("the message cannot be read: {}", text.error_message())}};
    }
    auto rendered = text.render(data);
    std::replace(rendered.begin(), rendered.end(), held_line_end, '\n');
    return clean(rendered, one_line);
}

}  // namespace duban::workflow
