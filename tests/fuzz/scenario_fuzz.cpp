// Any text as a tests.yaml: it is read, or has problems with their places; what is read can be
// played to its end, passed or not.
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/ensure.hpp"
#include "engine/scenario/run.hpp"
#include "engine/scenario/scenario_reader.hpp"
#include "tests/engine/scenario/asking_definition.hpp"

using namespace duban;

namespace {

tracking::Procedure procedure_of(workflow::DefinitionText const& text) {
    auto definition = workflow::read_definition(text);
    ensure(definition.workflow.has_value(), "the definition is sound");
    auto const zone = calendar::Zone::find(definition.workflow->time_zone);
    calendar::CalendarDefinition weekdays{.name = "weekdays",
                                          .title = {.zh_cn = "工作日", .en = "weekdays"},
                                          .rest_weekdays = std::bitset<7>{0b1000001},
                                          .known_from = make_day(2026, 1, 1),
                                          .known_to = make_day(2026, 12, 31),
                                          .office_hours = {},
                                          .entries = {}};
    return {std::move(*definition.workflow), calendar::Calendar{std::move(weekdays)}, *zone};
}

void check(Problem const& problem) {
    ensure(problem.at.line >= 1 && problem.at.column >= 1, "a problem has a place");
    ensure(!problem.message.en.empty() && !problem.message.zh_cn.empty(),
           "a problem says what is wrong");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static auto const procedure = procedure_of(support::asking_definition());
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const read =
        scenario::read_scenarios(text, "tests.yaml", procedure.workflow, procedure.zone);
    for (auto const& problem : read.problems) check(problem);
    ensure(read.scenarios.empty() == has_errors(read.problems), "it is read whole or not at all");
    scenario::Coverage coverage{procedure.workflow};
    for (auto const& scenario : read.scenarios) {
        auto const run = scenario::run(procedure, scenario, coverage);
        ensure(!run.played.empty(), "the filing is played");
        bool const differs =
            run.difference && run.difference->expected() != run.difference->found();
        ensure(run.passed() || differs, "a difference is one");
    }
    return 0;
}
