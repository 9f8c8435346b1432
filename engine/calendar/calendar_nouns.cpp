#include "engine/calendar/calendar_nouns.hpp"

#include <fmt/format.h>

namespace duban::calendar::noun {

namespace {

using namespace yaml;
using yaml::Rule;
using enum yaml::Need;
using enum yaml::Rule::Demand;

std::string name_pattern() {
    return "[a-z0-9_-]{1,64}";
}

std::string clock_pattern() {
    return "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
}

std::string day_pattern() {
    return "(?:19|20|21|22)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
}

std::string days_pattern() {
    return fmt::format("{0}(?: to {0})?", day_pattern());
}

constexpr Scalar clock{.pattern = &clock_pattern, .number = false, .yes_no = false};
constexpr Scalar day{.pattern = &day_pattern, .number = false, .yes_no = false};

constexpr Shape weekday = Word{.words = weekday_words};
constexpr Shape both_languages = Bilingual{};
constexpr Shape one_paper = Inner{&paper};
constexpr Shape one_holiday = Inner{&holiday_days};
constexpr Shape range = Scalar{.pattern = &days_pattern, .number = false, .yes_no = false};
constexpr Shape ranges = List{.item = &range};
constexpr Either some_days{.brief = &range, .full = &ranges};

constexpr std::array calendar_keys{
    Key{"format", required, WholeNumber{1, 1}, {"格式版本，写 1", "the version of the format: 1"}},
    Key{"calendar",
        required,
        Scalar{.pattern = &name_pattern},
        {"日历名称，如 cn", "the calendar's name: cn"}},
    Key{"title", required, Bilingual{}, {"给人看的名称", "the name for people"}},
    Key{"extends",
        optional,
        Scalar{.pattern = &name_pattern},
        {"所扩展的日历：这里没有写的，都照那个日历",
         "another calendar of the folder: what is not said here is taken over from it"}},
    Key{"rest_weekdays",
        optional,
        List{.item = &weekday},
        {"每周的休息日", "the days of the week that are not worked"}},
    Key{"office_hours", optional, Inner{&office_hours}, {"办公时间", "when the office is open"}},
    Key{"laws",
        optional,
        Inner{&laws},
        {"计算方法所依据的法律，用于说明日期",
         "the law that each way of counting follows, to be cited"}},
    Key{"known",
        optional,
        Inner{&known},
        {"放假安排已公布的日期范围", "the days whose holidays have been published"}},
    Key{"holidays",
        optional,
        Entries{.value = &both_languages},
        {"节日的中英文名称", "the names of the holidays"}},
    Key{"papers",
        optional,
        List{.item = &one_paper},
        {"公布放假安排的文件", "the papers that published the holidays"}},
};
// Only a calendar that extends another may leave them out.
constexpr std::array calendar_rules{Rule{"", "", needs, {"rest_weekdays", "extends"}},
                                    Rule{"", "", needs, {"known", "extends"}}};
constexpr std::array office_hours_keys{
    Key{"opens", required, clock, {"上班时间，如 09:00", "a time such as 09:00"}},
    Key{"closes", required, clock, {"下班时间，如 17:30", "a time such as 17:30"}},
};
constexpr std::array laws_keys{
    Key{"start", optional, Bilingual{}, {"起算日的规定", "on the first day"}},
    Key{"month_end", optional, Bilingual{}, {"按月计算的规定", "on counting by months"}},
    Key{"rest_day",
        optional,
        Bilingual{},
        {"最后一日为休息日的规定", "on an end that is a rest day"}},
    Key{"end_of_day",
        optional,
        Bilingual{},
        {"最后一日截止时间的规定", "on how long the last day lasts"}},
};
constexpr std::array known_keys{
    Key{"from", required, day, {"第一天", "the first day"}},
    Key{"to", required, day, {"最后一天", "the last day"}},
};
constexpr std::array paper_keys{
    Key{"source", required, Scalar{}, {"文件名称或文号", "its title or number"}},
    Key{"link", optional, Scalar{}, {"网址", "where it can be read"}},
    Key{"days", required, List{.item = &one_holiday}, {"各节日的安排", "its holidays"}},
};
constexpr std::array holiday_days_keys{
    Key{"holiday", required, Scalar{}, {"holidays 里的一个节日", "one of the holidays"}},
    Key{"rest",
        optional,
        some_days,
        {"放假日：2026-10-01 to 2026-10-07", "days off: 2026-10-01 to 2026-10-07"}},
    Key{"work", optional, some_days, {"调休上班日", "days that are worked instead"}},
    Key{"half_day",
        optional,
        some_days,
        {"上半天班的日子，时间写在 opens 或 closes",
         "days worked at other hours, which opens or closes tells"}},
    Key{"opens", optional, clock, {"half_day 的上班时间", "when a half_day opens"}},
    Key{"closes", optional, clock, {"half_day 的下班时间", "when a half_day closes: 12:00"}},
};
constexpr std::array holiday_days_rules{Rule{"", "", needs, {"rest", "work", "half_day"}},
                                        Rule{"half_day", "", needs, {"opens", "closes"}},
                                        Rule{"opens", "", needs, {"half_day"}},
                                        Rule{"closes", "", needs, {"half_day"}}};

}  // namespace

constexpr Noun calendar{.name = "calendar",
                        .what = {"日历", "a calendar"},
                        .keys = calendar_keys,
                        .rules = calendar_rules};
constexpr Noun office_hours{
    .name = "office_hours", .what = {"办公时间", "office_hours"}, .keys = office_hours_keys};
constexpr Noun laws{.name = "laws", .what = {"计算依据", "laws"}, .keys = laws_keys};
constexpr Noun known{.name = "known", .what = {"已知日期范围", "known"}, .keys = known_keys};
constexpr Noun paper{.name = "paper", .what = {"放假通知", "a paper"}, .keys = paper_keys};
constexpr Noun holiday_days{.name = "holiday_days",
                            .what = {"放假安排", "the days of a holiday"},
                            .keys = holiday_days_keys,
                            .rules = holiday_days_rules};

}  // namespace duban::calendar::noun
