#include "adapters/cli/places.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/house.hpp"

namespace duban::cli {

namespace fs = std::filesystem;

Places find_places(Session const& session) {
    Places places;
    if (session.config.empty()) return places;
    auto const read = read_configuration(read_file(session.config), session.config);
    if (!read) return places;
    places.workflows = read->workflows;
    places.calendars = read->calendars;
    places.time_zone = read->time_zone;
    return places;
}

workflow::Definition find_definition(Places const& places,
                                     std::string const& name,
                                     workflow::Proofs proofs) {
    return workflow::read_definition(read_definition_text(find_workflow_file(places, name)),
                                     proofs);
}

std::string find_workflow_file(Places const& places, std::string const& name) {
    auto const path = fs::exists(name) ? fs::path{name} : fs::path{places.workflows} / name;
    if (!fs::exists(path)) throw Missing{name};
    return (fs::is_directory(path) ? path / "workflow.yaml" : path).string();
}

Result<tracking::Procedure, Problems> find_procedure(Places const& places,
                                                     std::string const& name,
                                                     workflow::Proofs proofs) {
    auto definition = find_definition(places, name, proofs);
    if (!definition.workflow) return Failure<Problems>{std::move(definition.problems)};
    Problems problems;
    auto const calendars = read_calendars(places.calendars, problems);
    auto const& wanted = definition.workflow->calendar;
    auto const calendar = calendars.find(wanted);
    if (calendar == calendars.end()) {
        Problem problem;
        problem.file = find_workflow_file(places, name);
        problem.rule = "unknown-calendar";
        problem.message = {.zh_cn = fmt::format("没有名为“{}”的工作日历", wanted),
                           .en = fmt::format("there is no calendar \"{}\"", wanted)};
        problems.push_back(std::move(problem));
        return Failure<Problems>{std::move(problems)};
    }
    auto const zone = calendar::Zone::find(definition.workflow->time_zone);
    return tracking::Procedure{std::move(*definition.workflow), calendar->second, *zone};
}

}  // namespace duban::cli
