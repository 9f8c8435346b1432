#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/given_values.hpp"
#include "adapters/cli/unentered_promises.hpp"
#include "adapters/cli/usage_impl.hpp"

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

/// The action is done by then: that nobody could look for promises is no failure of it.
void add_promises(std::vector<Text>& warnings,
                  tracking::Procedure const& procedure,
                  tracking::NamedValues const& given,
                  Instant now) {
    try {
        std::ranges::move(unentered_promises(procedure.workflow, given, procedure.zone.day_of(now)),
                          std::back_inserter(warnings));
    } catch (std::exception const& failure) {
        warnings.push_back({.zh_cn = fmt::format("没有查找承诺事项：{}", failure.what()),
                            .en = fmt::format("promises were not looked for: {}", failure.what())});
    }
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session);
    if (!house) return;
    if (!is_known_actor(session, *house, options.actor)) return;
    auto const file = find_case(session, *house, *house->store().read(), options.number);
    if (!file) return;
    auto given = read_given(file->procedure->workflow, options.values);
    if (!given) {
        answer(session, Failure<tracking::Refusal>{given.error()});
        return;
    }
    auto const values = given->values;
    tracking::ActionAsked input{
        .action = options.action,
        .actor = service::actor_named(house->office().get()->directory, options.actor),
        .with = std::move(given->values),
        .seen_revision = std::nullopt,
        .at = {}};
    if (options.revision > 0) input.seen_revision = options.revision;
    std::vector<service::Request> const batch{
        {.what = service::Acting{CaseId{options.number}, std::move(input), std::move(given->files)},
         .idempotency_key = options.key}};
    auto const now = house->clock().now();
    auto answered = house->tracker().perform(batch, now).front();
    if (answered && !answered->repeated)
        add_promises(answered->warnings, *file->procedure, values, now);
    answer(session, answered);
}

}  // namespace

void add_act(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "act",
        words(session, "执行案件当前状态下的操作", "Do an action of a case's present state"));
    auto const options = std::make_shared<Options>();
    add_case_number(*command, session, options->number);
    command
        ->add_option(
            "action", options->action, words(session, "操作名，见 duban why", "see `duban why`"))
        ->required();
    command
        ->add_option(
            "--as",
            options->actor,
            words(session, "由谁执行：人员、单位或组", "who does it: a person, unit or group"))
        ->required();
    command
        ->add_option(
            "--revision",
            options->revision,
            words(session, "案件此后若有变动则拒绝执行", "refuse where the case has changed since"))
        ->check(whole_number(session, 1));
    command->add_option(
        "--key",
        options->key,
        words(session, "幂等键：同一键只执行一次", "idempotency key: the same key acts once"));
    add_value_options(*command, session, options->values);
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
