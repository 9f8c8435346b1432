#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/given_values.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::int64_t number = 0;
    std::string action;
    std::string actor;
    std::string key;
    std::int64_t revision = 0;
    GivenValues values;
};

void run(Session& session, Options const& options) {
    auto const house = House::open(session);
    if (!house) return;
    if (!is_known_actor(session, *house, options.actor)) return;
    auto const file = find_case(session, *house, *house->store().read(), options.number);
    if (!file) return;
    auto with = read_given(file->procedure->workflow, options.values);
    if (!with) {
        answer(session, Failure<tracking::Refusal>{with.error()});
        return;
    }
    tracking::ActionAsked input{
        .action = options.action,
        .actor = service::actor_named(house->office().get()->directory, options.actor),
        .with = std::move(*with),
        .seen_revision = std::nullopt,
        .at = {}};
    if (options.revision > 0) input.seen_revision = options.revision;
    std::vector<service::Request> const batch{
        {.what = service::Acting{CaseId{options.number}, std::move(input)},
         .idempotency_key = options.key}};
    answer(session, house->tracker().perform(batch, house->clock().now()).front());
}

}  // namespace

void add_act(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand("act", "Do an action of a case's present state");
    auto const options = std::make_shared<Options>();
    command->add_option("case", options->number, "its number")->required();
    command->add_option("action", options->action, "see `duban why`")->required();
    command->add_option("--as", options->actor, "who does it: a person, unit or group")->required();
    command->add_option("--revision", options->revision, "refuse where the case has changed since")
        ->check(CLI::PositiveNumber);
    command->add_option("--key", options->key, "idempotency key: the same key acts once");
    add_value_options(*command, options->values);
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
