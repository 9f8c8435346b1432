#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <memory>
#include <variant>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/proposal_import.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/published_page.hpp"
#include "adapters/runtime/secret_random.hpp"
#include "adapters/secret/new_key.hpp"
#include "engine/base/sha256.hpp"
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

/// Each step once, even where the example's own text has changed since.
service::Answer perform(House& house,
                        decltype(service::Request::what) what,
                        std::string_view step) {
    auto const key = fmt::format("example:{}", step);
    std::vector<service::Request> const batch{
        {.what = std::move(what), .idempotency_key = key, .content = sha256(key)}};
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
        input.with =
            values_of(published, procedure->workflow, house.office().get()->directory).with;
    return perform(house, service::Filing{workflow_name, std::move(input)}, "file");
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
    return perform(house, service::Acting{id, std::move(input)}, step.action);
}

void run(Session& session) {
    auto const house = House::open(session);
    if (!house) return;
    if (auto const& key_file = house->configuration().console_key_file; !key_file.empty())
        secret::make_key_file(key_file, runtime::make_token());
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
        words(session,
              "录入配置旁的示例提案（只录一次），并交到承办单位",
              "File the example proposal beside the configuration, once, and take it to its host"));
    command->callback([&session] { run(session); });
}

}  // namespace duban::cli
