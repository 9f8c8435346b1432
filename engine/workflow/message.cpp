#include "engine/workflow/message.hpp"

#include <fmt/format.h>

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
            data.set(tag.name, value->second);
        }
    }
    kainjow::mustache::mustache text{std::string{mustache}};
    text.set_custom_escape([](std::string const& value) { return value; });
    if (!text.is_valid()) {
        return Failure<Text>{
            Text{.zh_cn = fmt::format("通知文本有误：{}", text.error_message()),
                 .en = fmt::format("the message cannot be read: {}", text.error_message())}};
    }
    return clean(text.render(data), one_line);
}

}  // namespace duban::workflow
