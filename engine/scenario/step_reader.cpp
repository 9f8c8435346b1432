#include "engine/scenario/step_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/expectation_reader.hpp"
#include "engine/scenario/scenario_nouns.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::scenario {

namespace {

using workflow::none;

void add_names(expression::Value const& value, std::vector<std::string>& names) {
    if (auto const* const name = value.as<std::string>()) names.push_back(*name);
    auto const* const list = value.as_list();
    if (list == nullptr) return;
    for (auto const& item : *list) add_names(item, names);
}

bool holds(yaml::Node const& node, std::string_view key) {
    return node.find(key) != nullptr;
}

}  // namespace

StepReader::StepReader(Reading const& reading) : reading_{reading} {
    for (auto const& role : reading.workflow().roles) people_.push_back(role.group);
    for (auto const& field : reading.workflow().fields) add_names(field.default_value, people_);
}

Step StepReader::filing(yaml::Node const* node) {
    Step step;
    step.kind = Step::Kind::file;
    if (node == nullptr) return step;
    step.at = node->at;
    yaml::Mapping const map{reading_, node, noun::filing};
    step.when = time(map["at"]);
    if (auto as = reading_.text(map["as"])) step.as = std::move(*as);
    auto const* const with = map["with"];
    step.expect = read_expectation(reading_, map["expect"]);
    read_values(with, step);
    map.finish();
    return step;
}

Step StepReader::step(yaml::Node const& node) {
    Step step;
    step.at = node.at;
    yaml::Mapping const map{reading_, &node, noun::step};
    auto const* const action = map["do"];
    auto const* const event = map["event"];
    auto const* const until = map["until"];
    step.when = until == nullptr ? time(map["at"]) : end_of(until);
    step.expect = read_expectation(reading_, map["expect"]);
    if (action != nullptr) {
        step.kind = Step::Kind::act;
        if (reading_.scalar(action) != nullptr) reading_.action(*action);
        step.name = action->text;
        read_actor(map.required("as"), step);
        read_values(map["with"], step);
    } else if (reading_.scalar(event) != nullptr) {
        step.kind = Step::Kind::raise;
        reading_.event(*event);
        step.name = event->text;
    }
    check_keys(node);
    map.finish();
    return step;
}

/// What goes with one kind of step alone.
void StepReader::check_keys(yaml::Node const& node) const {
    bool const acts = holds(node, "do");
    bool const waits = holds(node, "until");
    if (int{acts} + int{waits} + int{holds(node, "event")} != 1) {
        if (!node.is_mapping()) return;
        return reading_.error(node.at,
                              "one-of",
                              {.zh_cn = "每一步写“do”“event”“until”之一",
                               .en = "a step has one of “do”, “event” and “until”"});
    }
    for (auto const& entry : node.entries) {
        bool const only_acts = entry.key == "as" || entry.key == "with";
        if ((acts || !only_acts) && !(waits && entry.key == "at")) continue;
        reading_.error(
            entry.at,
            "not-for-this-step",
            {.zh_cn = fmt::format("“{}”不能与“{}”同用", entry.key, waits ? "until" : "event"),
             .en =
                 fmt::format("“{}” does not go with “{}”", entry.key, waits ? "until" : "event")});
    }
}

std::optional<Instant> StepReader::time(yaml::Node const* node) {
    return node == nullptr ? std::nullopt : not_before(reading_.instant(node), node->at);
}

/// A day's end, so that what ends on that day has ended; or a time.
std::optional<Instant> StepReader::end_of(yaml::Node const* node) {
    if (reading_.scalar(node) == nullptr) return std::nullopt;
    auto const day = parse_day(node->text);
    if (!day) return time(node);
    return not_before(reading_.zone().to_instant(*day + std::chrono::days{1}), node->at);
}

std::optional<Instant> StepReader::not_before(std::optional<Instant> when, Position at) {
    if (!when) return when;
    if (now_ && *when < *now_) {
        auto const now = calendar::to_text(*now_, reading_.zone()).substr(0, 16);
        reading_.error(at,
                       "time-runs-back",
                       {.zh_cn = fmt::format("时间不能倒流：此前已到 {}", now),
                        .en = fmt::format("time does not run back: it is {} already", now)});
    }
    now_ = when;
    return when;
}

/// Anybody may ask, and be refused; but what is nearly a role was meant to be one.
void StepReader::read_actor(yaml::Node const* node, Step& step) const {
    if (reading_.scalar(node) == nullptr) return;
    step.as = node->text;
    if (reading_.workflow().find_role(step.as) != none) return;
    if (std::ranges::find(people_, step.as) != people_.end()) return;
    std::vector<std::string_view> roles;
    for (auto const& role : reading_.workflow().roles) roles.push_back(role.name);
    if (!nearest(step.as, roles).empty()) reading_.role(*node);
}

void StepReader::read_values(yaml::Node const* node, Step& step) {
    if (reading_.mapping(node) == nullptr) return;
    bool const may_misfit = step.expect.refused == tracking::Refusal::Kind::bad_value;
    Problems misfits;
    yaml::Values const aside{reading_.document(), misfits};
    for (auto const& entry : node->entries) {
        auto const index = reading_.field(entry.key, entry.at);
        if (index == none) continue;
        auto const& field = reading_.workflow().fields[index];
        auto value = read_typed(may_misfit ? aside : reading_, entry.value, field);
        if (!value) continue;
        add_names(*value, people_);
        step.with.emplace_back(field.name, std::move(*value));
    }
    if (!misfits.empty()) step.misfit = misfits.front().message;
}

}  // namespace duban::scenario
