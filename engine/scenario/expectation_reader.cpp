#include "engine/scenario/expectation_reader.hpp"

#include <fmt/format.h>

#include <array>

#include "engine/scenario/scenario_nouns.hpp"
#include "engine/workflow/value_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::scenario {

namespace {

using tracking::Refusal;
using workflow::none;

/// Written without quotes: nothing is set, nothing runs.
bool is_none(yaml::Node const& node) {
    return node.is_scalar() && !node.quoted && node.text == "none";
}

void report_nothing(Reading const& reading, yaml::Entry const& entry) {
    auto const shown = yaml::excerpt(entry.key);
    reading.error(entry.value.at,
                  "missing-value",
                  {.zh_cn = fmt::format("“{}”后面没有内容：没有值时写 none", shown),
                   .en = fmt::format("nothing follows “{}”: for no value write none", shown)});
}

std::optional<std::vector<std::string>> read_state(Reading const& reading, yaml::Node const* node) {
    if (node == nullptr) return std::nullopt;
    std::vector<std::string> places;
    for (auto const* const item : reading.texts(node, yaml::Short::allowed)) {
        if (auto place = reading.place(*item)) places.push_back(std::move(*place));
    }
    return places;
}

void read_due_end(Reading const& reading, yaml::Node const& node, ExpectedDue& due) {
    if (is_none(node) || reading.scalar(&node) == nullptr) return;
    if (node.text.find('T') == std::string::npos) {
        due.day = reading.day(&node);
    } else {
        due.at = reading.instant(&node);
    }
}

/// The entries of a mapping from names to values.
std::vector<yaml::Entry> const& entries_of(Reading const& reading, yaml::Node const* node) {
    static std::vector<yaml::Entry> const nothing;
    return reading.mapping(node) == nullptr ? nothing : node->entries;
}

std::vector<ExpectedDue> read_due(Reading const& reading, yaml::Node const* node) {
    std::vector<ExpectedDue> read;
    for (auto const& entry : entries_of(reading, node)) {
        PartName const name{entry.key};
        ExpectedDue due{.name = entry.key,
                        .state = reading.deadline(name.plain, entry.at),
                        .part = name.part,
                        .day = {},
                        .at = {}};
        if (entry.value.is_absent()) {
            report_nothing(reading, entry);
            continue;
        }
        read_due_end(reading, entry.value, due);
        if (due.state == none) continue;
        auto const region = reading.workflow().states[due.state].region;
        // Without brackets it speaks of every part's.
        if (!name.part.empty() && !reading.check_part(name, region, entry.at)) continue;
        read.push_back(std::move(due));
    }
    return read;
}

std::vector<ExpectedValue> read_data(Reading const& reading, yaml::Node const* node) {
    std::vector<ExpectedValue> read;
    for (auto const& entry : entries_of(reading, node)) {
        PartName const name{entry.key};
        auto const index = reading.field(name.plain, entry.at);
        if (index == none) continue;
        auto const& field = reading.workflow().fields[index];
        if (!reading.check_part(name, field.region, entry.at)) continue;
        ExpectedValue expected{.name = entry.key, .field = index, .part = name.part, .value = {}};
        if (entry.value.is_absent()) {
            report_nothing(reading, entry);
            continue;
        }
        if (!is_none(entry.value)) {
            auto value = read_typed(reading, entry.value, field);
            if (!value) continue;
            expected.value = std::move(*value);
        }
        read.push_back(std::move(expected));
    }
    return read;
}

/// A notice to several roles is as many as there are roles.
void read_notice(Reading const& reading,
                 yaml::Node const& node,
                 std::vector<ExpectedNotice>& sent) {
    yaml::Mapping const map{reading, &node, noun::notice};
    auto const* const message = map["message"];
    auto const* const to = map["to"];
    ExpectedNotice notice;
    if (reading.scalar(message) != nullptr) notice.message = reading.message(*message);
    notice.on = reading.day(map["on"]);
    notice.part = map.text("part");
    map.finish();
    for (auto const* const role : reading.texts(to, yaml::Short::allowed)) {
        notice.to = reading.role(*role);
        sent.push_back(notice);
    }
}

std::optional<std::vector<ExpectedNotice>> read_sent(Reading const& reading,
                                                     yaml::Node const* node) {
    if (reading.sequence(node) == nullptr) return std::nullopt;
    std::vector<ExpectedNotice> sent;
    for (auto const& item : node->items) read_notice(reading, item, sent);
    return sent;
}

std::optional<Refusal::Kind> read_refused(Reading const& reading, yaml::Node const* node) {
    using Kind = Refusal::Kind;
    // Those that a case on a clock of its own can meet.
    constexpr std::array kinds{Kind::unknown_action,
                               Kind::not_allowed,
                               Kind::missing_value,
                               Kind::bad_value,
                               Kind::guard,
                               Kind::closed,
                               Kind::suspended,
                               Kind::fault};
    std::vector<std::string_view> words;
    for (auto const kind : kinds) words.push_back(tracking::to_text(kind));
    auto const word = reading.word(node, words);
    return word ? std::optional{kinds[*word]} : std::nullopt;
}

}  // namespace

std::optional<expression::Value> read_typed(yaml::Values const& values,
                                            yaml::Node const& node,
                                            workflow::Field const& field) {
    constexpr auto rule = "bad-value";
    if (!field.list || !node.is_scalar()) return workflow::read_value(values, node, field, rule);
    auto value = workflow::parse_value(field, node.text);
    if (value) return std::move(*value);
    values.error(node.at, rule, value.error());
    return std::nullopt;
}

Expectation read_expectation(Reading const& reading, yaml::Node const* node) {
    yaml::Mapping const map{reading, node, noun::expectation};
    Expectation expectation{.state = read_state(reading, map["state"]),
                            .due = read_due(reading, map["due"]),
                            .sent = read_sent(reading, map["sent"]),
                            .refused = read_refused(reading, map["refused"]),
                            .data = read_data(reading, map["data"]),
                            .ended = map.yes_no("ended")};
    map.finish();
    return expectation;
}

}  // namespace duban::scenario
