#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::int64_t number = 0;
    std::string actor;
    std::string until;
    std::string deadline;
    std::string note;
};

void run(Session& session, Options const& options) {
    auto const until = parse_day(options.until);
    if (!until) return complain(session, not_a_day(options.until), exit_usage);
    auto const house = House::open(session);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    tracking::Acknowledged input{
        .deadline = options.deadline,
        .actor = service::actor_named(house->office().get()->directory, options.actor),
        .until = *until,
        .note = options.note,
        .at = {}};
    std::vector<service::Request> const batch{
        {.what = service::Acknowledging{CaseId{options.number}, std::move(input)},
         .idempotency_key = {}}};
    answer(session, house->tracker().perform(batch, house->clock().now()).front());
}

}  // namespace

void add_acknowledge(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "acknowledge",
        words(session,
              "确认知悉：到某日之前不再催办责任人；逾期与上级督办照常",
              "Seen: the owner is not reminded before a day; of what is overdue everybody is"));
    auto const options = std::make_shared<Options>();
    add_case_number(*command, session, options->number);
    command
        ->add_option(
            "--as",
            options->actor,
            words(session, "责任人：人员、单位或组", "who owes it: a person, unit or group"))
        ->required();
    command
        ->add_option("--until",
                     options->until,
                     words(session,
                           "到哪一日为止，如 2026-09-01；不晚于截止日",
                           "the day from which reminders come again, no later than the due day"))
        ->required();
    command->add_option("--deadline",
                        options->deadline,
                        words(session,
                              "时限名称；不写则为其负责的全部时限",
                              "the deadline's name; else all that they owe"));
    command->add_option("--note",
                        options->note,
                        words(session, "说明，记入办理记录", "what is planned: for the journal"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
