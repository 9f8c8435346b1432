#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/given_values.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string workflow;
    std::string actor;
    std::string key;
    GivenValues values;
};

void run(Session& session, Options const& options) {
    auto const house = House::open(session);
    if (!house) return;
    if (!is_known_actor(session, *house, options.actor)) return;
    WorkflowId id;
    auto const procedure =
        house->procedures().in_force(*house->store().read(), options.workflow, id);
    HandedIn given;
    if (procedure) {
        auto read = read_given(procedure->workflow, options.values);
        if (!read) {
            answer(session, Failure<tracking::Refusal>{read.error()});
            return;
        }
        given = std::move(*read);
    }
    auto const actor = service::actor_named(house->office().get()->directory, options.actor);
    std::vector<service::Request> const batch{
        {.what = service::Filing{options.workflow,
                                 {.actor = actor, .with = std::move(given.values), .at = {}},
                                 std::move(given.files)},
         .idempotency_key = options.key}};
    answer(session, house->tracker().perform(batch, house->clock().now()).front());
}

}  // namespace

void add_file(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("file", words(session, "录入新案件", "File a new case"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option(
            "workflow", options->workflow, words(session, "所依的流程", "the procedure it goes by"))
        ->required();
    command
        ->add_option(
            "--as",
            options->actor,
            words(session, "由谁录入：通讯录中的人员", "who files it: a person of the directory"))
        ->required();
    command->add_option(
        "--key",
        options->key,
        words(session, "幂等键：同一键只录入一次", "idempotency key: the same key files once"));
    add_value_options(*command, session, options->values);
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
