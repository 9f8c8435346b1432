#include "engine/workflow/reminder_reader.hpp"

#include <fmt/format.h>

#include "engine/calendar/given_date.hpp"
#include "engine/workflow/nouns.hpp"

namespace duban::workflow {

namespace {

std::vector<std::string> const& unit_words() {
    static std::vector<std::string> const words{"month",
                                                "months",
                                                "week",
                                                "weeks",
                                                "day",
                                                "days",
                                                "working day",
                                                "working days",
                                                "hour",
                                                "hours",
                                                "working hour",
                                                "working hours"};
    return words;
}

/// The text with its unit spelled right, where `parse` then reads it; empty where none is near.
template <class Parse>
std::string suggest(std::string_view text, std::vector<std::string> const& endings, Parse parse) {
    auto const space = text.find(' ');
    if (space == std::string_view::npos) return {};
    auto const near = nearest(text.substr(space + 1), {endings.begin(), endings.end()});
    if (near.empty()) return {};
    auto suggestion = fmt::format("{} {}", text.substr(0, space), near);
    return parse(suggestion) ? suggestion : std::string{};
}

std::optional<calendar::Offset> read_offset(Reading& reading, yaml::Node const* node) {
    if (reading.scalar(node) == nullptr) return std::nullopt;
    auto offset = calendar::parse_offset(node->text);
    if (offset) return *offset;
    std::vector<std::string> endings;
    for (auto const& unit : unit_words()) {
        endings.push_back(unit + " before");
        endings.push_back(unit + " after");
    }
    auto near = suggest(node->text, endings, [](std::string_view text) {
        return calendar::parse_offset(text).has_value();
    });
    reading.error(node->at, "bad-offset", offset.error(), std::move(near));
    return std::nullopt;
}

bool is_in_days(calendar::Term const& term) {
    using calendar::Unit;
    return term.unit == Unit::weeks || term.unit == Unit::days || term.unit == Unit::working_days;
}

enum class Until : std::uint8_t { due };

/// How a reminder repeats, and until when.
void read_repetition(Reading& reading, yaml::Mapping const& map, Reminder& reminder) {
    auto const* const every = map["every"];
    reminder.every = read_every(reading, every);
    reminder.until_due = map.choice<Until>("until").has_value();
    auto const count = map.whole_number("at_most");
    auto const* const until = map.find("until");
    auto const* const at_most = map.find("at_most");
    if (every == nullptr) {
        for (auto const* const node : {until, at_most}) {
            if (node == nullptr) continue;
            reading.error(node->at,
                          "without-every",
                          {.zh_cn = "没有“every”，这次提醒只发一次，不需要这一项",
                           .en = "without “every” the reminder is sent once: remove this"});
        }
        return;
    }
    if (until == nullptr && at_most == nullptr) {
        reading.error(
            every->at,
            "without-end",
            {.zh_cn = "重复的提醒要有终点：写“until: due”或“at_most: 次数”",
             .en = "a repeated reminder must end: write “until: due” or “at_most: times”"});
    }
    reminder.at_most = static_cast<int>(count.value_or(Bounds::repeats_max));
    if (until != nullptr && !reminder.at.before && reminder.at.count > 0) {
        reading.error(until->at,
                      "never-sent",
                      {.zh_cn = "提醒从到期之后开始，不能“until: due”",
                       .en = "the reminder begins after the due day, so it cannot end at it"});
    }
}

Reminder read_reminder(Reading& reading, yaml::Node const& node) {
    Reminder reminder;
    reminder.position = node.at;
    yaml::Mapping const map{reading, &node, noun::reminder};
    reminder.at = read_offset(reading, map["at"]).value_or(calendar::Offset{});
    read_repetition(reading, map, reminder);
    reminder.to = reading.roles(map["to"]);
    auto const* const message = reading.scalar(map["message"]);
    if (message != nullptr) reminder.message = reading.message(*message);
    map.finish();
    return reminder;
}

}  // namespace

std::optional<calendar::Term> read_term(Reading& reading, yaml::Node const* node) {
    if (reading.scalar(node) == nullptr) return std::nullopt;
    auto term = calendar::parse_term(node->text);
    if (term && calendar::is_given_date(*term)) {
        reading.error(
            node->at,
            "bad-term",
            {.zh_cn = "在日期字段所定之日到期的时限，写“date: 字段”",
             .en = "a deadline that ends on the date in a field is written “date: FIELD”"});
        return std::nullopt;
    }
    if (term) return *term;
    auto near = suggest(node->text, unit_words(), [](std::string_view text) {
        return calendar::parse_term(text).has_value();
    });
    reading.error(node->at, "bad-term", term.error(), std::move(near));
    return std::nullopt;
}

std::optional<Every> read_every(Reading& reading, yaml::Node const* node) {
    auto const term = read_term(reading, node);
    if (!term) return std::nullopt;
    if (is_in_days(*term)) return Every{.count = term->count, .unit = term->unit};
    reading.error(node->at,
                  "bad-term",
                  {.zh_cn = "这里只能用周、日或工作日，例如 3 working days",
                   .en = "only weeks, days or working days can stand here, such as 3 working "
                         "days"});
    return std::nullopt;
}

std::optional<calendar::Offset> read_wait(Reading& reading, yaml::Node const* node) {
    auto const term = read_term(reading, node);
    if (!term) return std::nullopt;
    if (is_in_days(*term) || calendar::is_in_hours(*term))
        return calendar::Offset{.count = term->count, .unit = term->unit, .before = false};
    reading.error(node->at,
                  "bad-term",
                  {.zh_cn = "这里只能用周、日、工作日、小时或工作小时，例如 3 working days",
                   .en = "only weeks, days, working days, hours or working hours can stand here, "
                         "such as 3 working days"});
    return std::nullopt;
}

std::vector<Reminder> read_reminders(Reading& reading, yaml::Node const* node) {
    std::vector<Reminder> reminders;
    if (node == nullptr || reading.sequence(node) == nullptr) return reminders;
    for (auto const& item : node->items) {
        if (reminders.size() == Bounds::reminders_max) {
            reading.error(
                item.at,
                "too-many",
                {.zh_cn = fmt::format("一个时限最多 {} 条提醒", Bounds::reminders_max),
                 .en = fmt::format("a deadline has at most {} reminders", Bounds::reminders_max)});
            break;
        }
        reminders.push_back(read_reminder(reading, item));
    }
    return reminders;
}

}  // namespace duban::workflow
