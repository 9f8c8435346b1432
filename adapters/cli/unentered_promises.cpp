#include "adapters/cli/unentered_promises.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "adapters/intake/promise.hpp"

namespace duban::cli {

namespace {

using workflow::Field;
using workflow::FieldKind;

/// The dates that the records of a list have; nothing where it is no list of promises.
std::optional<std::set<Day>> dates_in(Field const& field, expression::Value const& value) {
    auto const date = std::ranges::find(field.fields, FieldKind::date, &Field::kind);
    if (!field.list || field.kind != FieldKind::record || date == field.fields.end())
        return std::nullopt;
    std::set<Day> dates;
    auto const* const records = value.as_list();
    if (records == nullptr) return dates;
    for (auto const& record : *records) {
        auto const* const held = record.as_map();
        if (held == nullptr) continue;
        auto const at = held->find(std::string_view{date->name});
        if (at == held->end()) continue;
        if (auto const* const day = at->second.as<Day>()) dates.insert(*day);
    }
    return dates;
}

bool is_prose(Field const& field) {
    return !field.list && (field.kind == FieldKind::text || field.kind == FieldKind::long_text);
}

Text hint(Field const& field, intake::Promise const& promise) {
    auto const date = to_text(*promise.date);
    return {.zh_cn = fmt::format(
                "{}第 {} 行写有“{}”（{}），所填承诺事项中没有这一日期：如是承诺，请补录",
                field.title.zh_cn,
                promise.line,
                promise.phrase,
                date),
            .en = fmt::format("line {} of “{}” says “{}” ({}), and no promise that was entered has "
                              "that date: enter it if it is one",
                              promise.line,
                              field.title.en,
                              promise.phrase,
                              date)};
}

Text left_out(std::size_t count) {
    return {.zh_cn = fmt::format("还有 {} 处类似的日期没有列出：用 duban promises 查看", count),
            .en = fmt::format("{} more such dates are not listed: see `duban promises`", count)};
}

}  // namespace

std::vector<Text> unentered_promises(workflow::Workflow const& workflow,
                                     tracking::NamedValues const& given,
                                     Day today) {
    std::optional<std::set<Day>> entered;
    for (auto const& [name, value] : given) {
        auto const index = workflow.find_field(name);
        if (index == workflow::none) continue;
        auto const dates = dates_in(workflow.fields[index], value);
        if (!dates) continue;
        if (!entered) entered.emplace();
        entered->insert(dates->begin(), dates->end());
    }
    std::vector<Text> hints;
    if (!entered) return hints;
    for (auto const& [name, value] : given) {
        auto const index = workflow.find_field(name);
        auto const* const text = value.as<std::string>();
        if (index == workflow::none || text == nullptr || !is_prose(workflow.fields[index]))
            continue;
        for (auto const& promise : intake::find_promises(*text, today).found) {
            if (promise.date && entered->insert(*promise.date).second)
                hints.push_back(hint(workflow.fields[index], promise));
        }
    }
    if (hints.size() > unentered_promises_max) {
        auto const more = hints.size() - unentered_promises_max + 1;
        hints.resize(unentered_promises_max - 1);
        hints.push_back(left_out(more));
    }
    return hints;
}

}  // namespace duban::cli
