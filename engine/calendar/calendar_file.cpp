#include "engine/calendar/calendar_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/base/instant.hpp"
#include "engine/calendar/calendar_nouns.hpp"
#include "engine/calendar/day_set.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using yaml::Mapping;
using yaml::Node;
using yaml::Values;

constexpr int holiday_days_max = 60;  // the longest on record is ten; more is a slip of the pen
constexpr std::size_t name_bytes_max = 64;

struct DayRange {
    Day first;
    Day last;
};

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_bytes_max &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") ==
               std::string_view::npos;
}

std::optional<minutes> parse_clock(std::string_view text) {
    auto const wall = parse_wall_time(fmt::format("2000-01-01T{}", text));
    if (!wall || text.size() != 5) return std::nullopt;
    return std::chrono::floor<minutes>(*wall - make_day(2000, 1, 1));
}

/// The reader of one file: gathers the definition and the problems side by side.
class CalendarReader {
  public:
    CalendarReader(yaml::Document const& document, Problems& problems)
        : values_{document, problems} {}

    CalendarDefinition read(Node const& root);

  private:
    std::string name(Node const* node) const;
    std::bitset<7> rest_weekdays(Node const* node) const;
    OfficeHours office_hours(Node const* node) const;
    CountingLaws laws(Node const* node) const;
    void known(Node const* node);
    void holidays(Node const* node);
    void paper(Node const& node);
    void holiday_days(Node const& node, std::string const& source);
    void days_of(Node const* node, Entry const& like);
    void add(Node const& node, Entry entry);

    std::optional<minutes> clock(Node const* node) const;
    std::optional<Day> day(Node const* node) const;
    std::optional<Day> day(Node const& node, std::string_view text) const;
    std::optional<DayRange> day_range(Node const& node) const;
    std::optional<Text> holiday(Node const* node) const;

    Values values_;
    CalendarDefinition definition_;
    std::map<std::string, Text, std::less<>> holidays_;
    std::map<Day, Position> places_;  // of each entry
    bool known_was_read_ = false;
};

CalendarDefinition CalendarReader::read(Node const& root) {
    Mapping const file{values_, &root, noun::calendar};
    (void)file.whole_number("format");
    definition_.name = name(file["calendar"]);
    definition_.title = file.localized("title").value_or(Text{});
    definition_.rest_weekdays = rest_weekdays(file["rest_weekdays"]);
    definition_.office_hours = office_hours(file["office_hours"]);
    definition_.laws = laws(file["laws"]);
    known(file["known"]);
    holidays(file["holidays"]);
    if (auto const* const papers = file.sequence(file["papers"])) {
        for (auto const& item : papers->items) paper(item);
    }
    file.finish();
    return std::move(definition_);
}

std::string CalendarReader::name(Node const* node) const {
    auto const text = values_.text(node);
    if (!text) return {};
    if (!is_name(*text)) {
        values_.error(
            node->at,
            "bad-name",
            {.zh_cn = "日历名称只能用小写字母、数字、“-”和“_”，最长 64 个字符，如 cn",
             .en = "a calendar's name is made of small letters, digits, - and _, at most 64, "
                   "like cn"});
    }
    return *text;
}

std::bitset<7> CalendarReader::rest_weekdays(Node const* node) const {
    static std::vector<std::string_view> const names{noun::weekday_words.begin(),
                                                     noun::weekday_words.end()};
    std::bitset<7> weekdays;
    for (auto const* const item : values_.texts(node)) {
        if (auto const weekday = values_.word(item, names)) weekdays.set(*weekday);
    }
    if (weekdays.all()) {
        values_.error(node->at,
                      "no-working-day",
                      {.zh_cn = "一周七天都是休息日：至少要有一天工作",
                       .en = "all seven days are rest days: at least one must be worked"});
    }
    return weekdays;
}

OfficeHours CalendarReader::office_hours(Node const* node) const {
    OfficeHours hours;
    if (node == nullptr) return hours;
    Mapping const map{values_, node, noun::office_hours};
    hours.opens = clock(map["opens"]).value_or(hours.opens);
    hours.closes = clock(map["closes"]).value_or(hours.closes);
    map.finish();
    if (hours.opens >= hours.closes) {
        values_.error(node->at,
                      "wrong-order",
                      {.zh_cn = "下班时间（closes）须晚于上班时间（opens）",
                       .en = "the office must close after it opens"});
    }
    return hours;
}

CountingLaws CalendarReader::laws(Node const* node) const {
    if (node == nullptr) return {};
    Mapping const map{values_, node, noun::laws};
    CountingLaws laws{.start = map.localized("start").value_or(Text{}),
                      .month_end = map.localized("month_end").value_or(Text{}),
                      .rest_day = map.localized("rest_day").value_or(Text{}),
                      .end_of_day = map.localized("end_of_day").value_or(Text{})};
    map.finish();
    return laws;
}

void CalendarReader::known(Node const* node) {
    if (node == nullptr) return;
    Mapping const map{values_, node, noun::known};
    auto const from = day(map["from"]);
    auto const to = day(map["to"]);
    map.finish();
    if (!from || !to) return;
    if (*from > *to) {
        values_.error(node->at,
                      "wrong-order",
                      {.zh_cn = "起始日（from）不能晚于结束日（to）",
                       .en = "`from` must not be later than `to`"});
        return;
    }
    definition_.known_from = *from;
    definition_.known_to = *to;
    known_was_read_ = true;
}

void CalendarReader::holidays(Node const* node) {
    auto const* const map = values_.mapping(node);
    if (map == nullptr) return;
    for (auto const& entry : map->entries) {
        holidays_.emplace(entry.key, values_.localized(&entry.value).value_or(Text{}));
    }
}

void CalendarReader::paper(Node const& node) {
    Mapping const map{values_, &node, noun::paper};
    auto const source = map.text("source").value_or("");
    (void)map.text("link");
    auto const* const list = map.sequence(map["days"]);
    map.finish();
    if (list == nullptr) return;
    for (auto const& item : list->items) holiday_days(item, source);
}

void CalendarReader::holiday_days(Node const& node, std::string const& source) {
    Mapping const map{values_, &node, noun::holiday_days};
    auto const name = holiday(map["holiday"]);
    auto const* const rest = map["rest"];
    auto const* const work = map["work"];
    map.finish();
    if (node.is_mapping() && rest == nullptr && work == nullptr) {
        values_.error(
            node.at,
            "missing-key",
            {.zh_cn = "没有写日期：放假日写在 rest，调休上班日写在 work",
             .en = "no days are given: rest days stand in `rest`, make-up workdays in `work`"});
    }
    auto const text = name.value_or(Text{});
    days_of(rest, Entry{.day = {}, .kind = EntryKind::rest, .holiday = text, .source = source});
    days_of(work, Entry{.day = {}, .kind = EntryKind::work, .holiday = text, .source = source});
}

void CalendarReader::days_of(Node const* node, Entry const& like) {
    for (auto const* const item : values_.texts(node, yaml::Short::allowed)) {
        auto const range = day_range(*item);
        if (!range) continue;
        for (auto day = range->first; day <= range->last; day += days{1}) {
            auto entry = like;
            entry.day = day;
            add(*item, std::move(entry));
        }
    }
}

void CalendarReader::add(Node const& node, Entry entry) {
    auto const [place, is_new] = places_.emplace(entry.day, node.at);
    auto const day = to_text(entry.day);
    if (!is_new) {
        values_.error(
            node.at,
            "duplicate-day",
            {.zh_cn = fmt::format("{} 已在第 {} 行写过：每天只能写一次", day, place->second.line),
             .en = fmt::format("{} was given on line {} already: a day stands only once",
                               day,
                               place->second.line)});
        return;
    }
    bool const is_known = definition_.known_from <= entry.day && entry.day <= definition_.known_to;
    if (known_was_read_ && !is_known) {
        values_.error(
            node.at,
            "outside-known",
            {.zh_cn = fmt::format("{} 不在已知日期范围内：请核对日期，或调整 known", day),
             .en = fmt::format("{} lies outside the known days: check it, or widen `known`", day)});
        return;
    }
    definition_.entries.push_back(std::move(entry));
}

std::optional<minutes> CalendarReader::clock(Node const* node) const {
    auto const text = values_.text(node);
    if (!text) return std::nullopt;
    auto const time = parse_clock(*text);
    if (!time) {
        values_.error(node->at,
                      "not-a-time",
                      {.zh_cn = "时间须写成“09:00”的形式，从 00:00 到 23:59",
                       .en = "write a time like 09:00, from 00:00 to 23:59"});
    }
    return time;
}

std::optional<Day> CalendarReader::day(Node const* node) const {
    auto const text = values_.text(node);
    return text ? day(*node, *text) : std::nullopt;
}

std::optional<Day> CalendarReader::day(Node const& node, std::string_view text) const {
    auto const day = parse_day(text);
    if (day && in_range(*day)) return day;
    values_.error(
        node.at,
        "not-a-day",
        {.zh_cn =
             "没有这一天：日期须写成“2026-10-01”的形式，在 1900 至 2200 年之间，且当月确有此日",
         .en = "there is no such day: write it like 2026-10-01, between 1900 and 2200, and a day "
               "that its month has"});
    return std::nullopt;
}

std::optional<DayRange> CalendarReader::day_range(Node const& node) const {
    constexpr std::string_view to = " to ";
    std::string_view const text = node.text;
    auto const gap = text.find(to);
    auto const first = day(node, text.substr(0, gap));
    if (gap == std::string_view::npos)
        return first ? std::optional{DayRange{*first, *first}} : std::nullopt;
    auto const last = day(node, text.substr(gap + to.size()));
    if (!first || !last) return std::nullopt;
    if (*first <= *last && *last - *first < days{holiday_days_max}) return DayRange{*first, *last};
    values_.error(
        node.at,
        "wrong-order",
        {.zh_cn = fmt::format("起止日期须先后有序，且不超过 {} 天", holiday_days_max),
         .en = fmt::format("the days must be in order, and at most {}", holiday_days_max)});
    return std::nullopt;
}

std::optional<Text> CalendarReader::holiday(Node const* node) const {
    auto const name = values_.text(node);
    if (!name) return std::nullopt;
    auto const found = holidays_.find(*name);
    if (found != holidays_.end()) return found->second;
    std::vector<std::string_view> names;
    for (auto const& entry : holidays_) names.push_back(entry.first);
    auto const near = nearest(*name, names);
    auto message =
        near.empty()
            ? Text{.zh_cn = "holidays 里没有这个节日：请先在那里写上它的中英文名称",
                   .en =
                       "this holiday is not in `holidays`: give its names in both languages there"}
            : Text{
                  .zh_cn = fmt::format("holidays 里没有这个节日，是否为“{}”？", near),
                  .en = fmt::format("this holiday is not in `holidays`; did you mean “{}”?", near)};
    values_.error(node->at, "unknown-holiday", std::move(message), near);
    return std::nullopt;
}

}  // namespace

Result<Calendar, Problems> read_calendar(std::string_view text, std::string file) {
    auto document = yaml::read(text, std::move(file));
    auto problems = std::move(document.problems);
    if (has_errors(problems) && document.root.is_absent())
        return Failure<Problems>{std::move(problems)};
    auto definition = CalendarReader{document, problems}.read(document.root);
    if (has_errors(problems)) {
        std::stable_sort(problems.begin(), problems.end(), [](auto const& a, auto const& b) {
            return a.at < b.at;
        });
        return Failure<Problems>{std::move(problems)};
    }
    return Calendar{std::move(definition)};
}

}  // namespace duban::calendar
