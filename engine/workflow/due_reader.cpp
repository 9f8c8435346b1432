#include "engine/workflow/due_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/alternative_reader.hpp"
#include "engine/workflow/escalation_reader.hpp"
#include "engine/workflow/length_reader.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/reminder_reader.hpp"

namespace duban::workflow {

namespace {

calendar::Counting read_counting(Reading& reading, yaml::Mapping const& map) {
    using namespace calendar;
    Counting counting;
    counting.on_rest_day = map.choice<OnRestDay>("on_rest_day").value_or(OnRestDay::stay);
    counting.start_on_rest_day =
        map.choice<StartOnRestDay>("start_on_rest_day").value_or(StartOnRestDay::stay);
    counting.ends = map.choice<Ends>("ends").value_or(Ends::end_of_day);
    auto const* const cut_off = map["cut_off"];
    if (cut_off == nullptr || reading.scalar(cut_off) == nullptr) return counting;
    counting.cut_off = parse_time_of_day(cut_off->text);
    if (!counting.cut_off) {
        reading.error(
            cut_off->at,
            "bad-cut-off",
            {.zh_cn = fmt::format("“{}”不是时间：请写成 17:30 的形式", cut_off->text),
             .en = fmt::format("“{}” is no time of day: write it like 17:30", cut_off->text)});
    }
    return counting;
}

Due read_long(Reading& reading, yaml::Node const& node, Index state) {
    Due due;
    yaml::Mapping const map{reading, &node, noun::due};
    auto const* const name = map["name"];
    due.name = reading.text(name).value_or("");
    if (name != nullptr && name->is_scalar()) reading.check_name(name->text, name->at);
    read_length(reading, map, node, due);
    due.counting = read_counting(reading, map);
    due.reminders = read_reminders(reading, map["reminders"]);
    escalate(reading, map["escalation"], due);
    due.if_missed = map.choice<IfMissed>("if_missed").value_or(IfMissed::latest_only);
    auto const* const on_due = map["on_due"];
    due.on_due = read_reaction(reading, on_due, {.zh_cn = "“on_due”", .en = "on_due"}, state);
    due.basis = map.text("basis").value_or("");
    map.finish();
    return due;
}

void check_unique(Reading& reading, Due const& due) {
    auto const& states = reading.workflow().states;
    auto const same = std::find_if(states.begin(), states.end(), [&](State const& other) {
        return other.due && other.due->name == due.name;
    });
    if (same == states.end()) return;
    reading.error(
        due.at,
        "duplicate-due",
        {.zh_cn = fmt::format("时限名“{}”已用于状态“{}”：请用“name”另起一个", due.name, same->path),
         .en = fmt::format(
             "the deadline name “{}” is taken by the state “{}”: give another one by “name”",
             due.name,
             same->path)});
}

}  // namespace

std::optional<Due> read_due(Reading& reading, yaml::Node const* node, Index state) {
    if (node == nullptr) return std::nullopt;
    Due due;
    if (node->is_mapping()) {
        due = read_long(reading, *node, state);
    } else {
        due.within = read_term(reading, node).value_or(calendar::Term{});
    }
    due.at = node->at;
    if (due.name.empty()) due.name = reading.workflow().states[state].name;
    check_unique(reading, due);
    return due;
}

}  // namespace duban::workflow
