#include "engine/workflow/length_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/given_date.hpp"
#include "engine/workflow/record_check.hpp"
#include "engine/workflow/reminder_reader.hpp"

namespace duban::workflow {

namespace {

void report_no_date(Reading& reading, Position at, std::string_view name) {
    reading.error(at,
                  "bad-start",
                  {.zh_cn = fmt::format("“{}”不是日期：时限只能自 date 或 instant 字段起算", name),
                   .en = fmt::format("“{}” is no date: a deadline is counted from a field of type "
                                     "date or instant",
                                     name)});
}

/// Whether the deadline can be counted from that field of a record: it is the record's first date.
bool is_date_of(Reading& reading, Field const& record, std::string_view name, Position at) {
    auto const* const found = find_part(record, name);
    auto const* const member =
        found != nullptr ? found : report_unknown_part(reading, at, record, std::string{name});
    if (member == nullptr) return false;
    if (member == date_of(record)) return true;
    if (!is_date(*member)) {
        report_no_date(reading, at, fmt::format("{}.{}", record.name, member->name));
        return false;
    }
    auto const& first = date_of(record)->name;
    reading.error(
        at,
        "bad-start",
        {.zh_cn = fmt::format(
             "时限只能用记录的第一个日期，即“{}”：请把“{}”写到它前面", first, member->name),
         .en = fmt::format("a deadline goes by the first date of a record, “{}”: move “{}” "
                           "before it",
                           first,
                           member->name)});
    return false;
}

/// The date or instant that the deadline is counted from, "received" or "commitment.by"; within a
/// part also one of its own.
void read_start(Reading& reading, yaml::Node const* node, Due& due) {
    if (node == nullptr || reading.scalar(node) == nullptr) return;
    auto const dot = std::min(node->text.find('.'), node->text.size());
    auto const index = reading.field(node->text.substr(0, dot), node->at);
    if (index == none || !reading.is_typed(index)) return;
    auto const& field = reading.workflow().fields[index];
    if (dot == node->text.size()) {
        if (is_date(field)) {
            due.from = index;
        } else {
            report_no_date(reading, node->at, field.name);
        }
        return;
    }
    if (field.kind != FieldKind::record || field.list)
        return report_no_date(reading, node->at, node->text);
    if (is_date_of(reading, field, node->text.substr(dot + 1), node->at)) due.from = index;
}

}  // namespace

void read_length(Reading& reading, yaml::Mapping const& map, yaml::Node const& node, Due& due) {
    auto const* const within = map["within"];
    auto const* const date = map["date"];
    if (date == nullptr) {
        if (within == nullptr && node.find("within") == nullptr && node.find("date") == nullptr) {
            reading.error(node.at,
                          "missing-key",
                          {.zh_cn = "时限缺少“within”（多久）或“date”（到哪个日期）",
                           .en = "a deadline needs “within” (how long) or “date” (the date it ends "
                                 "on)"},
                          "within");
        }
        due.within = read_term(reading, within).value_or(calendar::Term{});
        return read_start(reading, map["from"], due);
    }
    due.within = calendar::given_date();
    read_start(reading, date, due);
    for (auto const key : {"within", "from", "start_on_rest_day", "cut_off"}) {
        auto const* const counted = map[key];
        if (counted == nullptr) continue;
        reading.error(
            counted->at,
            "counted-date",
            {.zh_cn = fmt::format("“date”所定的日期不经计算，不能再写“{}”", key),
             .en = fmt::format("a “date” is not counted: “{}” means nothing beside it", key)});
    }
}

}  // namespace duban::workflow
