#include "engine/workflow/field_kind.hpp"

namespace duban::workflow {

std::string_view to_text(FieldKind kind) {
    return field_kind_words.at(static_cast<std::size_t>(kind));
}

std::optional<FieldKind> parse_field_kind(std::string_view word) {
    for (std::size_t i = 0; i < field_kind_words.size(); ++i) {
        if (field_kind_words.at(i) == word) return static_cast<FieldKind>(i);
    }
    return std::nullopt;
}

expression::Kind expression_kind(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::person:
        case FieldKind::unit:
            return expression::Kind::string;
        case FieldKind::whole_number:
            return expression::Kind::int64;
        case FieldKind::decimal:
            return expression::Kind::float64;
        case FieldKind::yes_no:
            return expression::Kind::boolean;
        case FieldKind::date:
            return expression::Kind::day;
        case FieldKind::instant:
            return expression::Kind::timestamp;
        case FieldKind::file:
        case FieldKind::record:
            return expression::Kind::map;
    }
    return expression::Kind::any;
}

Text describe(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::long_text:
            return {.zh_cn = "文本", .en = "a text"};
        case FieldKind::whole_number:
            return {.zh_cn = "整数（例如 12）", .en = "a whole number, such as 12"};
        case FieldKind::decimal:
            return {.zh_cn = "小数（例如 12.5）", .en = "a decimal number, such as 12.5"};
        case FieldKind::yes_no:
            return {.zh_cn = "true（是）或 false（否）", .en = "true or false"};
        case FieldKind::date:
            return {.zh_cn = "日期（例如 2026-03-01）", .en = "a date, such as 2026-03-01"};
        case FieldKind::instant:
            return {.zh_cn = "带时区的时刻（例如 2026-03-01T09:00:00+08:00）",
                    .en = "an instant with its zone, such as 2026-03-01T09:00:00+08:00"};
        case FieldKind::choice:
            return {.zh_cn = "所列选项之一", .en = "one of the choices"};
        case FieldKind::person:
            return {.zh_cn = "通讯录中的人员", .en = "a person of the directory"};
        case FieldKind::unit:
            return {.zh_cn = "通讯录中的单位", .en = "a unit of the directory"};
        case FieldKind::file:
            return {.zh_cn = "文件", .en = "a file"};
        case FieldKind::record:
            return {.zh_cn = "记录（如 {\"phone\": \"…\"}）",
                    .en = "a record, such as {\"phone\": \"…\"}"};
    }
    return {};
}

}  // namespace duban::workflow
