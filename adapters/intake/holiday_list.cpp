#include "adapters/intake/holiday_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "adapters/intake/holiday_events.hpp"
#include "adapters/intake/holiday_table.hpp"
#include "engine/base/utf8.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::intake {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

int line_number(std::string_view text, std::size_t offset) {
    return 1 + static_cast<int>(
                   std::count(text.begin(), text.begin() + static_cast<long>(offset), '\n'));
}

/// Neither bytes of another encoding nor a zero byte, at which C's readers stop.
std::optional<std::size_t> find_unreadable(std::string_view text) {
    if (auto const invalid = find_invalid_utf8(text)) return invalid;
    auto const zero = text.find('\0');
    return zero == std::string_view::npos ? std::nullopt : std::optional{zero};
}

void refuse_doubles(HolidayList& list, std::string const& file, std::string_view text) {
    std::map<Day, Position> places;
    for (auto const& listed : list.days) {
        auto const [place, is_new] = places.emplace(listed.day, listed.at);
        if (is_new) continue;
        auto const day = to_text(listed.day);
        auto const line = place->second.line;
        list.problems.push_back(
            list_problem(file,
                         text,
                         listed.at,
                         "duplicate-day",
                         {.zh_cn = fmt::format("{} 已在第 {} 行写过", day, line),
                          .en = fmt::format("{} was given on line {} already", day, line)}));
    }
}

}  // namespace

std::string_view line_of(std::string_view text, int number) {
    for (int i = 1; i < number; ++i) {
        auto const end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

Problem list_problem(
    std::string const& file, std::string_view text, Position at, std::string rule, Text message) {
    return {.file = file,
            .at = at,
            .severity = Severity::error,
            .rule = std::move(rule),
            .message = std::move(message),
            .suggestion = {},
            .source_line = yaml::excerpt(line_of(text, at.line), 400)};
}

HolidayList read_holiday_list(std::string_view text, std::string const& file) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (auto const offset = find_unreadable(text)) {
        Problem problem;
        problem.file = file;
        problem.at = {.line = line_number(text, *offset), .column = 1};
        problem.rule = "invalid-utf8";
        problem.message = {.zh_cn = "这一行不是 UTF-8 文本：请用 UTF-8 编码另存",
                           .en = "this line is no UTF-8: save the file in that encoding"};
        return {.days = {}, .problems = {std::move(problem)}};
    }
    auto list =
        is_calendar_file(text) ? read_holiday_events(text, file) : read_holiday_table(text, file);
    refuse_doubles(list, file, text);
    auto const by_place = [](auto const& a, auto const& b) { return a.at < b.at; };
    std::stable_sort(list.problems.begin(), list.problems.end(), by_place);
    std::stable_sort(list.days.begin(), list.days.end(), [](auto const& a, auto const& b) {
        return a.day < b.day;
    });
    return list;
}

}  // namespace duban::intake
