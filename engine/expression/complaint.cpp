#include "engine/expression/complaint.hpp"

#include <fmt/format.h>

#include "engine/base/utf8.hpp"

namespace duban::expression::complaint {

namespace {

Text name_of(Type const& type) {
    switch (type.kind) {
        case Kind::any:
            return {.zh_cn = "未知类型", .en = "a value of unknown type"};
        case Kind::null:
            return {.zh_cn = "空值", .en = "null"};
        case Kind::boolean:
            return {.zh_cn = "是非值", .en = "true/false"};
        case Kind::int64:
            return {.zh_cn = "整数", .en = "a whole number"};
        case Kind::uint64:
            return {.zh_cn = "无符号整数", .en = "an unsigned number"};
        case Kind::float64:
            return {.zh_cn = "小数", .en = "a decimal"};
        case Kind::string:
            return {.zh_cn = "文字", .en = "text"};
        case Kind::bytes:
            return {.zh_cn = "字节", .en = "bytes"};
        case Kind::day:
            return {.zh_cn = "日期", .en = "a date"};
        case Kind::timestamp:
            return {.zh_cn = "时刻", .en = "an instant"};
        case Kind::duration:
            return {.zh_cn = "时长", .en = "a duration"};
        case Kind::list:
            return {.zh_cn = "列表", .en = "a list"};
        case Kind::map:
            return type.record == nullptr ? Text{.zh_cn = "映射", .en = "a map"}
                                          : Text{.zh_cn = "记录", .en = "a record"};
    }
    return {};
}

Text shown(std::string_view found) {
    constexpr std::size_t cells_max = 40;
    if (found.empty()) return {.zh_cn = "结尾", .en = "the end"};
    auto const written = fmt::format("`{}`", cut_to_width(found, cells_max));
    return {.zh_cn = written, .en = written};
}

bool one_is(Kind kind, Type const& left, Type const& right) {
    return left.kind == kind || right.kind == kind;
}

}  // namespace

Text expected(std::string_view symbol, std::string_view found) {
    auto const [zh, en] = shown(found);
    return {.zh_cn = fmt::format("这里应当是 `{}`，却是{}", symbol, zh),
            .en = fmt::format("`{}` is expected here, not {}", symbol, en)};
}

Text name_expected(std::string_view found) {
    auto const [zh, en] = shown(found);
    return {.zh_cn = fmt::format("点号后面应当是名称，却是{}", zh),
            .en = fmt::format("a name is expected after the dot, not {}", en)};
}

Text value_expected(std::string_view found) {
    auto const [zh, en] = shown(found);
    return {.zh_cn = fmt::format("这里缺少一个值，却是{}", zh),
            .en = fmt::format("a value is expected here, not {}", en)};
}

Text operator_expected(std::string_view found) {
    auto const [zh, en] = shown(found);
    return {.zh_cn = fmt::format("这里应当是运算符或结尾，却是{}", zh),
            .en = fmt::format("an operator or the end is expected here, not {}", en)};
}

Text wrong_operator(std::string_view written, std::string_view meant) {
    return {.zh_cn = fmt::format("表达式里请写 `{}`，不写 `{}`", meant, written),
            .en = fmt::format("write `{}` instead of `{}`", meant, written)};
}

Text reserved_word(std::string_view word) {
    return {.zh_cn = fmt::format("`{}` 是保留字，不能作名称", word),
            .en = fmt::format("`{}` is a reserved word and cannot be a name", word)};
}

Text nothing_written() {
    return {.zh_cn = "表达式是空的；请写出条件",
            .en = "the expression is empty; write a condition"};
}

Text not_utf8() {
    return {.zh_cn = "表达式不是有效的 UTF-8 文字；请以 UTF-8 保存",
            .en = "the expression is not valid UTF-8; save it as UTF-8"};
}

Text too_long(std::size_t bytes, std::size_t bytes_max) {
    return {
        .zh_cn = fmt::format("表达式有 {} 字节，最多 {} 字节；请拆成几个条件", bytes, bytes_max),
        .en = fmt::format(
            "the expression has {} bytes, at most {} are allowed; split it", bytes, bytes_max)};
}

Text too_deep(int levels_max) {
    return {.zh_cn = fmt::format("嵌套超过 {} 层；请拆成几个条件", levels_max),
            .en = fmt::format("nested more than {} deep; split the condition", levels_max)};
}

Text too_many_operators(int operators_max) {
    return {.zh_cn = fmt::format("连续的运算超过 {} 层；请拆成几个条件", operators_max),
            .en = fmt::format("more than {} operations on top of each other; split the condition",
                              operators_max)};
}

Text too_many_items(std::size_t items_max) {
    return {.zh_cn = fmt::format("这里最多 {} 项", items_max),
            .en = fmt::format("at most {} items are allowed here", items_max)};
}

Text unsupported(std::string_view what) {
    return {.zh_cn = fmt::format("表达式不支持 `{}`", what),
            .en = fmt::format("`{}` is not supported in expressions", what)};
}

Text unknown_name(std::string_view name, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("没有名为 `{}` 的字段；文字要写在引号内", name),
                .en = fmt::format("there is no field `{}`; text stands in quotes", name)};
    return {.zh_cn = fmt::format("没有名为 `{}` 的字段；是否应为 `{}`？", name, suggestion),
            .en = fmt::format("there is no field `{}`; did you mean `{}`?", name, suggestion)};
}

Text unknown_field(std::string_view name, std::string_view record, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("`{}` 没有字段 `{}`", record, name),
                .en = fmt::format("`{}` has no field `{}`", record, name)};
    return {
        .zh_cn = fmt::format("`{}` 没有字段 `{}`；是否应为 `{}`？", record, name, suggestion),
        .en = fmt::format("`{}` has no field `{}`; did you mean `{}`?", record, name, suggestion)};
}

Text unknown_part(std::string_view name, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("没有名为 `{}` 的分件", name),
                .en = fmt::format("there are no parts `{}`", name)};
    return {.zh_cn = fmt::format("没有名为 `{}` 的分件；是否应为 `{}`？", name, suggestion),
            .en = fmt::format("there are no parts `{}`; did you mean `{}`?", name, suggestion)};
}

Text unknown_deadline(std::string_view name, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("没有名为 `{}` 的时限", name),
                .en = fmt::format("there is no deadline `{}`", name)};
    return {.zh_cn = fmt::format("没有名为 `{}` 的时限；是否应为 `{}`？", name, suggestion),
            .en = fmt::format("there is no deadline `{}`; did you mean `{}`?", name, suggestion)};
}

Text unknown_state(std::string_view path, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("没有状态 `{}`；请写从顶层起的路径", path),
                .en = fmt::format("there is no state `{}`; write its path from the top", path)};
    return {.zh_cn = fmt::format("没有状态 `{}`；是否应为 `{}`？", path, suggestion),
            .en = fmt::format("there is no state `{}`; did you mean `{}`?", path, suggestion)};
}

Text name_wanted_after(std::string_view word) {
    return {.zh_cn = fmt::format("`{}` 后面要写名称：{}.名称", word, word),
            .en = fmt::format("`{}` wants a name behind it: {}.NAME", word, word)};
}

Text state_expected() {
    return {.zh_cn = "in_state() 里是引号内的状态路径，例如 in_state(\"handling.answer\")",
            .en = "in_state() takes the path of a state in quotes: in_state(\"handling.answer\")"};
}

Text unknown_function(std::string_view name, std::string_view suggestion) {
    if (suggestion.empty())
        return {.zh_cn = fmt::format("没有名为 `{}` 的函数", name),
                .en = fmt::format("there is no function `{}`", name)};
    return {.zh_cn = fmt::format("没有名为 `{}` 的函数；是否应为 `{}`？", name, suggestion),
            .en = fmt::format("there is no function `{}`; did you mean `{}`?", name, suggestion)};
}

Text unknown_word(std::string_view word, std::vector<std::string> const& choices) {
    auto const words = fmt::to_string(fmt::join(choices, ", "));
    return {.zh_cn = fmt::format("“{}”不在可选值之中：{}", word, words),
            .en = fmt::format("\"{}\" is none of the choices: {}", word, words)};
}

Text method_only(std::string_view name) {
    return {.zh_cn = fmt::format("`{}` 写在值的后面：x.{}(…)", name, name),
            .en = fmt::format("`{}` is written behind a value: x.{}(…)", name, name)};
}

Text function_only(std::string_view name) {
    return {.zh_cn = fmt::format("`{}` 写在值的前面：{}(x)", name, name),
            .en = fmt::format("`{}` is written before its value: {}(x)", name, name)};
}

Text not_comparable(std::string_view symbol, Type const& left, Type const& right) {
    auto const [zh_left, en_left] = name_of(left);
    auto const [zh_right, en_right] = name_of(right);
    if (one_is(Kind::string, left, right) && one_is(Kind::day, left, right))
        return {.zh_cn = "日期不能与文字比较；日期请写成 date(\"2026-03-01\")",
                .en = "a date cannot be compared with text; write date(\"2026-03-01\")"};
    if (one_is(Kind::timestamp, left, right) && one_is(Kind::day, left, right))
        return {.zh_cn = "日期不能与时刻比较；日期请与 today 比较，时刻请与 now 比较",
                .en =
                    "a date cannot be compared with an instant; compare dates with `today`, "
                    "instants with `now`"};
    return {.zh_cn = fmt::format("{}与{}不能用 `{}` 比较", zh_left, zh_right, symbol),
            .en = fmt::format("{} and {} cannot be compared by `{}`", en_left, en_right, symbol)};
}

Text no_overload(std::string_view symbol, Type const& left, Type const& right) {
    auto const [zh_left, en_left] = name_of(left);
    auto const [zh_right, en_right] = name_of(right);
    if (is_numeric(left.kind) && is_numeric(right.kind))
        return {.zh_cn = fmt::format(
                    "`{}` 两边的数字类型须相同，这里是{}与{}；请用 int()、double() 换算",
                    symbol,
                    zh_left,
                    zh_right),
                .en = fmt::format("`{}` takes numbers of one type, not {} and {}; convert by int() "
                                  "or double()",
                                  symbol,
                                  en_left,
                                  en_right)};
    return {.zh_cn = fmt::format("`{}` 不能用于{}与{}", symbol, zh_left, zh_right),
            .en = fmt::format("`{}` does not take {} and {}", symbol, en_left, en_right)};
}

Text no_overload(std::string_view name, Type const& argument) {
    auto const [zh, en] = name_of(argument);
    return {.zh_cn = fmt::format("`{}` 不能用于{}", name, zh),
            .en = fmt::format("`{}` does not take {}", name, en)};
}

Text condition_expected(std::string_view where, Type const& found) {
    auto const [zh, en] = name_of(found);
    return {.zh_cn = fmt::format("`{}` 需要一个条件（是或否），这里却是{}", where, zh),
            .en = fmt::format("`{}` needs a condition (true or false), and this is {}", where, en)};
}

Text list_expected(std::string_view where, Type const& found) {
    auto const [zh, en] = name_of(found);
    return {.zh_cn = fmt::format("`{}` 需要一个列表，这里却是{}", where, zh),
            .en = fmt::format("`{}` needs a list, and this is {}", where, en)};
}

Text branches_differ(Type const& yes, Type const& no) {
    auto const [zh_yes, en_yes] = name_of(yes);
    auto const [zh_no, en_no] = name_of(no);
    return {.zh_cn = fmt::format("`?:` 的两个结果类型须相同，这里是{}与{}", zh_yes, zh_no),
            .en = fmt::format(
                "both results of `?:` must be of one type, not {} and {}", en_yes, en_no)};
}

Text wrong_count(std::string_view name, std::size_t given) {
    return {.zh_cn = fmt::format("`{}` 不能有 {} 个参数", name, given),
            .en = fmt::format("`{}` does not take {} arguments", name, given)};
}

Text macro_form(std::string_view name, std::string_view form) {
    return {.zh_cn = fmt::format("`{}` 的写法是 list.{}，x 是一个新名称", name, form),
            .en = fmt::format("`{}` is written list.{}, where x is a new name", name, form)};
}

Text field_expected() {
    return {.zh_cn = "has() 里应当是一个字段的名称", .en = "has() asks for the name of a field"};
}

Text bad_time(std::string_view name, std::string_view written) {
    std::string_view const example = name == "date"        ? "2026-03-01"
                                     : name == "timestamp" ? "2026-03-01T09:00:00+08:00"
                                                           : "90m";
    return {.zh_cn = fmt::format("“{}”不能作 {}；应当如 \"{}\"", written, name, example),
            .en = fmt::format("\"{}\" is no {}; write it like \"{}\"", written, name, example)};
}

}  // namespace duban::expression::complaint
