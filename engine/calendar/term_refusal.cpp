#include "engine/calendar/term_refusal.hpp"

#include <fmt/format.h>

namespace duban::calendar {

Failure<Text> refuse_unreadable() {
    return Failure<Text>{Text{
        .zh_cn = "期限过长或含有不可见字符：请写成“3 months”、“15 working days”或“30 June”的形式",
        .en = "the term is too long or holds unprintable characters: write it like \"3 months\", "
              "\"15 working days\" or \"30 June\""}};
}

Failure<Text> refuse_form(std::string_view text) {
    return Failure<Text>{Text{
        .zh_cn = fmt::format("“{}”不是期限：请先写数字再写单位，如“3 months”、“15 working "
                             "days”，或写固定日期，如“30 June”",
                             text),
        .en = fmt::format("\"{}\" is not a term: write a number and a unit, like \"3 months\" or "
                          "\"15 working days\", or a fixed date, like \"30 June\"",
                          text)}};
}

Failure<Text> refuse_meant(std::string_view text, std::string_view meant) {
    return Failure<Text>{
        Text{.zh_cn = fmt::format("“{}”不是期限：是否想写“{}”？", text, meant),
             .en = fmt::format("\"{}\" is not a term: did you mean \"{}\"?", text, meant)}};
}

Failure<Text> refuse_number(std::string_view text) {
    return Failure<Text>{Text{
        .zh_cn = fmt::format("“{}”不是期限：数字须是 1 或更大的整数，如“3 months”", text),
        .en = fmt::format("\"{}\" is not a term: the number must be whole and at least 1, like "
                          "\"3 months\"",
                          text)}};
}

Failure<Text> refuse_too_long(std::string_view text, UnitName const& name) {
    auto const limit = counted(name.longest, name);
    return Failure<Text>{
        Text{.zh_cn = fmt::format("“{}”太长：期限最长为“{}”", text, limit),
             .en = fmt::format("\"{}\" is too long: a term is at most {}", text, limit)}};
}

Failure<Text> refuse_unit(std::string_view text, std::string_view unit) {
    return Failure<Text>{Text{
        .zh_cn = fmt::format(
            "“{}”不是期限：没有“{}”这个单位；单位有 months（月）、weeks（周）、days（日）、"
            "working days（工作日）、hours（小时）、working hours（工作小时）",
            text,
            unit),
        .en = fmt::format("\"{}\" is not a term: there is no unit \"{}\"; the units are months, "
                          "weeks, days, working days, hours and working hours",
                          text,
                          unit)}};
}

Failure<Text> refuse_date(std::string_view text) {
    return Failure<Text>{Text{
        .zh_cn = fmt::format("“{}”不是每年都有的日期：固定日期须每年都存在，如“30 June”"
                             "或“28 February”",
                             text),
        .en = fmt::format("\"{}\" is not a date of every year: a fixed date must exist each year, "
                          "like \"30 June\" or \"28 February\"",
                          text)}};
}

Failure<Text> refuse_period(std::string_view text, std::string_view period) {
    return Failure<Text>{
        Text{.zh_cn = fmt::format("“{}”：没有“{}”这样的时段；可写 Q1 至 Q4、月份（如 June）、the "
                                  "month（当月）、the quarter（当季）、the year（当年）",
                                  text,
                                  period),
             .en = fmt::format("\"{}\": there is no \"{}\"; write Q1 to Q4, a month such as June, "
                               "the month, the quarter or the year",
                               text,
                               period)}};
}

Failure<Text> refuse_two(std::string_view text) {
    return Failure<Text>{Text{
        .zh_cn = fmt::format("“{}”：两个期限请写成“20 working days or 30 June, whichever is "
                             "later”，各以月、周、日、工作日计，或为固定日期",
                             text),
        .en = fmt::format("\"{}\": write two terms like \"20 working days or 30 June, whichever is "
                          "later\", each in months, weeks, days or working days, or a fixed date",
                          text)}};
}

}  // namespace duban::calendar
