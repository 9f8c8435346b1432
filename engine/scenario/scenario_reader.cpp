#include "engine/scenario/scenario_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/scenario_nouns.hpp"
#include "engine/scenario/step_reader.hpp"
#include "engine/yaml/excerpt.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::scenario {

namespace {

/// The items of a list, up to the bound; `take` reads one.
template <class Take>
void each_item(
    Reading const& reading, yaml::Node const* node, std::size_t most, Text const& kind, Take take) {
    if (reading.sequence(node) == nullptr) return;
    for (std::size_t i = 0; i < std::min(node->items.size(), most); ++i) take(node->items[i]);
    if (node->items.size() <= most) return;
    reading.error(node->items[most].at,
                  "too-many",
                  {.zh_cn = fmt::format("{}最多 {} 个", kind.zh_cn, most),
                   .en = fmt::format("at most {} {} are allowed", most, kind.en)});
}

void read_name(Reading const& reading,
               yaml::Mapping const& map,
               std::vector<Scenario> const& before,
               Scenario& scenario) {
    auto const name = map.text("name");
    if (!name) return;
    scenario.name = *name;
    auto const shown = yaml::excerpt(*name);
    if (std::ranges::find(before, *name, &Scenario::name) == before.end()) return;
    reading.error(map.find("name")->at,
                  "duplicate-name",
                  {.zh_cn = fmt::format("已有名为“{}”的情景", shown),
                   .en = fmt::format("there is a scenario named “{}” already", shown)});
}

void read_scenario(Reading const& reading,
                   yaml::Node const& node,
                   std::vector<Scenario>& scenarios) {
    Scenario scenario;
    scenario.at = node.at;
    yaml::Mapping const map{reading, &node, noun::scenario};
    read_name(reading, map, scenarios, scenario);
    StepReader steps{reading};
    scenario.filing = steps.filing(map["file"]);
    each_item(reading,
              map["steps"],
              Bounds::steps_max,
              {.zh_cn = "步骤", .en = "steps"},
              [&](yaml::Node const& step) { scenario.steps.push_back(steps.step(step)); });
    map.finish();
    if (scenario.filing.expect.refused && !scenario.steps.empty()) {
        reading.error(scenario.steps.front().at,
                      "never-filed",
                      {.zh_cn = "提交应被拒绝：没有案件，后面不能再有步骤",
                       .en = "the filing is to be refused: without a case no step can follow"});
    }
    scenarios.push_back(std::move(scenario));
}

}  // namespace

ReadScenarios read_scenarios(std::string_view text,
                             std::string file,
                             workflow::Workflow const& workflow,
                             calendar::Zone const& zone) {
    auto const document = yaml::read(text, std::move(file), {.on_is_a_key = true});
    ReadScenarios read{.scenarios = {}, .problems = document.problems};
    Reading const reading{document, read.problems, workflow, zone};
    yaml::Mapping const map{reading, &document.root, noun::tests};
    reading.check_format(map["format"]);
    auto const* const list = map["scenarios"];
    each_item(reading,
              list,
              Bounds::scenarios_max,
              {.zh_cn = "情景", .en = "scenarios"},
              [&](yaml::Node const& node) { read_scenario(reading, node, read.scenarios); });
    map.finish();
    if (list != nullptr && list->is_sequence() && list->items.empty()) {
        reading.error(list->at,
                      "empty-list",
                      {.zh_cn = "至少要有一个情景", .en = "at least one scenario is needed"});
    }
    std::ranges::stable_sort(read.problems, {}, &Problem::at);
    if (has_errors(read.problems)) read.scenarios.clear();
    return read;
}

}  // namespace duban::scenario
