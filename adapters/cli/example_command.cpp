#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/proposal_import.hpp"
#include "adapters/intake/published_page.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

constexpr char const* workflow_name = "cppcc-proposal";

/// One step of the example: who does what, with which values as JSON.
struct Step {
    char const* action;
    char const* actor;
    char const* with;
};

// The proposal is taken on, assigned and signed for: a reply term runs, and `duban plan` has
// something to show.
constexpr std::array steps{
    Step{"accept", "lin-committee", "{}"},
    Step{"assign", "chen-secretary", R"({"host":"housing-bureau"})"},
    Step{"sign", "sun-housing", "{}"},
};

std::string key_of(std::string_view step) {
    return fmt::format("example:{}", step);
}

service::Answer perform(House& house, service::Request const& request) {
    std::vector<service::Request> const batch{request};
    return house.tracker().perform(batch, house.clock().now()).front();
}

service::Answer file_proposal(House& house, std::string const& path) {
    auto const published = intake::read_published_page(read_file(path), path);
    WorkflowId id;
    auto const procedure = house.procedures().in_force(*house.store().read(), workflow_name, id);
    tracking::Filed input{
        .actor = service::actor_named(house.office().get()->directory, "chen-secretary"),
        .with = {},
        .at = {}};
    if (procedure)
        input.with = values_of(published, procedure->workflow, house.office().get()->directory);
    return perform(house,
                   {.what = service::Filing{workflow_name, std::move(input)},
                    .idempotency_key = key_of("file")});
}

service::Answer take(House& house, CaseId id, Step const& step) {
    auto const file = service::open_case(*house.store().read(), house.procedures(), id);
    auto with = tracking::read_values(file->procedure->workflow, step.with);
    if (!with) return Failure<tracking::Refusal>{with.error()};
    tracking::ActionAsked input{
        .action = step.action,
        .actor = service::actor_named(house.office().get()->directory, step.actor),
        .with = std::move(*with),
        .seen_revision = std::nullopt,
        .at = {}};
    return perform(
        house,
        {.what = service::Acting{id, std::move(input)}, .idempotency_key = key_of(step.action)});
}

void run(Session& session) {
    auto const house = House::open(session);
    if (!house) return;
    auto const folder = std::filesystem::path{session.config}.parent_path();
    auto filed = file_proposal(*house, (folder / "proposal.txt").string());
    answer(session, filed);
    if (!filed) return;
    for (auto const& step : steps) {
        auto const taken = take(*house, filed->id, step);
        answer(session, taken);
        if (!taken) return;
    }
}

}  // namespace

void add_example(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "example",
        "File the example proposal beside the configuration, once, and take it to its host");
    command->callback([&session] { run(session); });
}

}  // namespace duban::cli
