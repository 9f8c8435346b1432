#include "adapters/intake/holiday_events.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "adapters/intake/holiday_summary.hpp"

namespace duban::intake {

namespace {

using std::chrono::days;

constexpr int event_days_max = 60;  // the longest holiday on record has ten

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

using Component = std::unique_ptr<icalcomponent, FreeComponent>;

bool starts_with_word(std::string_view line, std::string_view word) {
    return line.size() >= word.size() &&
           std::equal(word.begin(), word.end(), line.begin(), [](char a, char b) {
               return a == (b >= 'a' && b <= 'z' ? static_cast<char>(b - 'a' + 'A') : b);
           });
}

/// libical tells no lines: the n-th event begins where the text says so for the n-th time.
std::vector<int> lines_that_begin(std::string_view text, std::string_view word) {
    std::vector<int> lines;
    int number = 1;
    for (auto rest = text; !rest.empty(); ++number) {
        if (starts_with_word(rest, word)) lines.push_back(number);
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    }
    return lines;
}

/// The day of a DTSTART or DTEND; nothing for a time of day or a day that does not exist.
std::optional<Day> day_of(icaltimetype const& time) {
    if (!time.is_date) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{time.year},
                                           std::chrono::month{static_cast<unsigned>(time.month)},
                                           std::chrono::day{static_cast<unsigned>(time.day)}};
    return date.ok() ? std::optional{Day{date}} : std::nullopt;
}

class Events {
  public:
    Events(std::string_view text, std::string const& file)
        : text_{text}, file_{file}, begins_{lines_that_begin(text, "BEGIN:VEVENT")} {}

    HolidayList read();

  private:
    void read_calendar(icalcomponent* calendar);
    void read_event(icalcomponent* event);
    bool is_plain(icalcomponent* event);
    void add_days(Day first, Day last, HolidaySummary const& summary);
    void error(char const* rule, Text message);

    [[nodiscard]] Position here() const;

    std::string_view text_;
    std::string const& file_;
    std::vector<int> begins_;
    std::size_t at_ = 0;  // the event that is read
    HolidayList list_;
};

HolidayList Events::read() {
    icalerror_set_errors_are_fatal(0);
    Component const root{icalparser_parse_string(std::string{text_}.c_str())};
    bool const is_whole =
        lines_that_begin(text_, "BEGIN:").size() == lines_that_begin(text_, "END:").size();
    if (!root || !is_whole) {
        at_ = begins_.size();
        error("cut-off",
              {.zh_cn = "这个 iCalendar 文件不完整：BEGIN 与 END 不成对",
               .en = "this iCalendar file is not whole: not every BEGIN has its END"});
        return std::move(list_);
    }
    if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT) read_calendar(root.get());
    for (auto* each = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT);
         each != nullptr;
         each = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT)) {
        read_calendar(each);
    }
    if (begins_.empty()) {
        error("empty-list",
              {.zh_cn = "这个文件里没有任何日子", .en = "there is no day in this file"});
    }
    return std::move(list_);
}

void Events::read_calendar(icalcomponent* calendar) {
    for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        read_event(event);
        ++at_;
    }
}

void Events::read_event(icalcomponent* event) {
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED || !is_plain(event)) return;
    auto const* const start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    auto const* const end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    auto const first = start == nullptr ? std::nullopt : day_of(icalproperty_get_dtstart(start));
    // Without an end, a whole-day event lasts its day; the end itself is not part of it.
    auto const after = end == nullptr ? (first ? std::optional{*first + days{1}} : std::nullopt)
                                      : day_of(icalproperty_get_dtend(end));
    if (!first || !after) {
        return error("not-a-day",
                     {.zh_cn = "放假安排须为全天事件：DTSTART;VALUE=DATE:20261001，且确有此日",
                      .en = "a whole-day event is expected, on a day that exists: "
                            "DTSTART;VALUE=DATE:20261001"});
    }
    if (*after <= *first || *after - *first > days{event_days_max}) {
        return error("wrong-order",
                     {.zh_cn = fmt::format("DTEND 须晚于 DTSTART（不含当日），且不超过 {} 天",
                                           event_days_max),
                      .en = fmt::format("DTEND, which is not part of the event, must be after "
                                        "DTSTART, by at most {} days",
                                        event_days_max)});
    }
    auto const* const summary = icalcomponent_get_summary(event);
    add_days(*first, *after - days{1}, read_summary(summary == nullptr ? "" : summary));
}

/// Whether it is an event that begins and ends once, and that libical could read.
bool Events::is_plain(icalcomponent* event) {
    auto const has = [&](icalproperty_kind kind) {
        return icalcomponent_get_first_property(event, kind) != nullptr;
    };
    if (has(ICAL_XLICERROR_PROPERTY)) {
        error("bad-event",
              {.zh_cn = "这个事件中有不合 iCalendar 格式的内容",
               .en = "something in this event is not written as iCalendar has it"});
        return false;
    }
    if (!has(ICAL_RRULE_PROPERTY) && !has(ICAL_RDATE_PROPERTY) && !has(ICAL_DURATION_PROPERTY))
        return true;
    error("not-plain",
          {.zh_cn = "放假安排须逐次写明起止：不用 RRULE、RDATE 和 DURATION",
           .en = "holidays are written out, with a start and an end: no RRULE, RDATE or DURATION"});
    return false;
}

void Events::add_days(Day first, Day last, HolidaySummary const& summary) {
    if (!summary.is_rest) {
        return error("unknown-kind",
                     {.zh_cn = "看不出是放假还是上班：标题须以“休”或“班”结尾，如“春节 休”",
                      .en = "it is not clear whether these days are worked: the title must end in "
                            "休 (off) or 班 (worked), as \"春节 休\" does"});
    }
    if (summary.holiday.empty()) {
        return error("no-holiday",
                     {.zh_cn = "没有写是哪个节日：标题须写成“春节 班”的形式",
                      .en = "the holiday is not named: the title must be like \"春节 班\""});
    }
    for (auto day = first; day <= last; day += days{1}) {
        list_.days.push_back(
            {.day = day, .is_rest = *summary.is_rest, .holiday = summary.holiday, .at = here()});
    }
}

Position Events::here() const {
    return {.line = at_ < begins_.size() ? begins_[at_] : 1, .column = 1};
}

void Events::error(char const* rule, Text message) {
    list_.problems.push_back(list_problem(file_, text_, here(), rule, std::move(message)));
}

}  // namespace

bool is_calendar_file(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos &&
           starts_with_word(text.substr(first), "BEGIN:VCALENDAR");
}

HolidayList read_holiday_events(std::string_view text, std::string const& file) {
    return Events{text, file}.read();
}

}  // namespace duban::intake
