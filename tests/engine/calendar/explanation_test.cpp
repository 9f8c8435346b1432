#include "engine/calendar/explanation.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

std::string days_of(std::vector<SkippedDay> const& days) {
    std::string text;
    for (auto const& day : days) text += to_text(day.day).substr(5) + day.why.zh_cn + " ";
    return text;
}

}  // namespace

TEST_CASE("an explanation names every rest day that was passed", "[calendar]") {
    using Row = std::tuple<char const*, char const*, OnRestDay, std::string, char const*>;
    auto const roll = OnRestDay::next_working_day;
    auto const [from, length, on_rest_day, skipped, made_up] =
        GENERATE_COPY(table<char const*, char const*, OnRestDay, std::string, char const*>({
            Row{"2025-02-05", "3 months", roll, "05-05劳动节 ", ""},
            Row{"2025-07-04",
                "3 months",
                roll,
                "10-04国庆节、中秋节 10-05国庆节、中秋节 10-06国庆节、中秋节 "
                "10-07国庆节、中秋节 10-08国庆节、中秋节 ",
                ""},
            Row{"2025-07-04", "3 months", OnRestDay::stay, "", ""},
            Row{"2025-07-02",
                "3 months",
                OnRestDay::previous_working_day,
                "10-01国庆节、中秋节 10-02国庆节、中秋节 ",
                ""},
            Row{"2025-07-01", "1 month", roll, "", ""},
            Row{"2026-06-20", "3 months", roll, "", "09-20国庆节 "},
            Row{"2015-06-03",
                "3 months",
                roll,
                "09-03抗日战争暨世界反法西斯战争胜利70周年纪念日 "
                "09-04抗日战争暨世界反法西斯战争胜利70周年纪念日 "
                "09-05抗日战争暨世界反法西斯战争胜利70周年纪念日 ",
                "09-06抗日战争暨世界反法西斯战争胜利70周年纪念日 "},
            Row{"2023-09-28",
                "3 working days",
                OnRestDay::stay,
                "09-29中秋节、国庆节 09-30中秋节、国庆节 10-01中秋节、国庆节 10-02中秋节、国庆节 "
                "10-03中秋节、国庆节 "
                "10-04中秋节、国庆节 10-05中秋节、国庆节 10-06中秋节、国庆节 ",
                "10-07中秋节、国庆节 10-08中秋节、国庆节 "},
            Row{"2027-01-01", "1 working day", OnRestDay::stay, "01-02周末 01-03周末 ", ""},
        }));
    CAPTURE(from, length);
    auto const e = explain(term(length), on(from), on_rest_day, cn());
    CHECK(e.date == due_date(term(length), on(from), on_rest_day, cn()));
    CHECK(days_of(e.skipped) == skipped);
    CHECK(days_of(e.made_up) == made_up);
    CHECK(e.calendar == "cn");
    CHECK(e.calendar_version == cn().version());
}

TEST_CASE("an explanation reads as a person would tell it", "[calendar]") {
    auto const e = explain(
        term("3 months"), on("2025-07-01"), OnRestDay::next_working_day, cn(), "代表法 第五十一条");
    CHECK(to_text(e, Language::zh_cn) ==
          "起算：2025-07-01（当日不计入，自次日起算：《民法典》第二百零一条）\n"
          "期限：3个月，届满于 "
          "2025-10-01（到期月的对应日，没有对应日的为月末日：《民法典》第二百零二条）\n"
          "顺延：2025-10-01 是休息日（国庆节、中秋节），顺延至其后第一个工作日 "
          "2025-10-09（比照《民法典》第二百零三条）\n"
          "跳过的休息日（8 天）：\n"
          "  2025-10-01 至 2025-10-08：国庆节、中秋节\n"
          "截止：2025-10-09 二十四时（《民法典》第二百零三条）\n"
          "依据：代表法 第五十一条\n"
          "日历：cn，版本 " +
              cn().version() +
              "\n"
              "确定：没有以未公布放假安排的日期为据\n");
    CHECK(to_text(e, Language::en) ==
          "Start: 2025-07-01 (the first day is not counted: Civil Code art. 201)\n"
          "Term: 3 months, ending on 2025-10-01 (the same-numbered day, or the month's last where "
          "there is none: "
          "Civil Code art. 202)\n"
          "Rolled: 2025-10-01 is a rest day (National Day and Mid-Autumn Festival), so the end "
          "moves to the next "
          "working day, 2025-10-09 (after Civil Code art. 203)\n"
          "Rest days skipped (8):\n"
          "  2025-10-01 to 2025-10-08: National Day and Mid-Autumn Festival\n"
          "Due: 2025-10-09, to the end of the day (Civil Code art. 203)\n"
          "Basis: 代表法 第五十一条\n"
          "Calendar: cn, version " +
              cn().version() +
              "\n"
              "Firm: no day without a published holiday schedule was relied on\n");
}

TEST_CASE("each kind of term is explained by its own rule", "[calendar]") {
    using Row = std::tuple<char const*, char const*, OnRestDay, char const*, char const*>;
    auto const stay = OnRestDay::stay;
    auto const next = OnRestDay::next_working_day;
    auto const [from, length, roll, zh_cn, en] = GENERATE_COPY(table<char const*,
                                                                     char const*,
                                                                     OnRestDay,
                                                                     char const*,
                                                                     char const*>({
        Row{"2026-02-13",
            "5 working days",
            stay,
            "计为工作日的调休上班日（1 天）：\n  2026-02-14：春节",
            "Make-up workdays counted as working days (1):\n  2026-02-14: Spring Festival"},
        Row{"2026-02-13", "5 working days", stay, "跳过的休息日（9 天）", "Rest days skipped (9)"},
        Row{"2025-07-01",
            "15 working days",
            stay,
            "  2025-07-05 至 2025-07-06：周末",
            "  2025-07-05 to 2025-07-06: weekend"},
        Row{"2025-07-01", "30 days", stay, "自然日，含休息日", "all days count"},
        Row{"2025-07-01", "48 hours", stay, "自开始之时起算", "hours run from their start"},
        Row{"2025-07-01",
            "30 June",
            stay,
            "起算日之后的第一个该日是 2026-06-30",
            "the first one after the start is 2026-06-30"},
        Row{"2025-07-01",
            "3 months",
            stay,
            "不顺延：2025-10-01 是休息日（国庆节、中秋节）",
            "Not rolled: 2025-10-01 is a rest day"},
        Row{"2025-07-01",
            "3 months",
            OnRestDay::previous_working_day,
            "提前至其前最后一个工作日 2025-09-30",
            "moves to the working day before, 2025-09-30"},
        Row{"2026-07-01",
            "6 months",
            next,
            "暂定：日历只含 2015-01-01 至 2026-12-31 的放假安排",
            "Provisional: the calendar holds the holiday schedules from 2015-01-01 to 2026-12-31"},
    }));
    CAPTURE(from, length);
    auto const e = explain(term(length), on(from), roll, cn());
    CHECK_THAT(to_text(e, Language::zh_cn), Catch::Contains(zh_cn));
    CHECK_THAT(to_text(e, Language::en), Catch::Contains(en));
    CHECK_THAT(to_text(e, Language::en), !Catch::Contains("Basis"));
}
