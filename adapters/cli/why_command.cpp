#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/cli/why_view.hpp"
#include "engine/tracking/unanswered.hpp"

namespace duban::cli {

namespace {

/// One action alone: here with its guards, elsewhere by the states that know it.
void explain_action(Session& session, Why why, std::string const& action) {
    auto const& workflow = why.file.procedure->workflow;
    std::erase_if(why.standing.actions,
                  [&](service::ActionStanding const& here) { return here.name != action; });
    Text reason;
    if (why.file.state.closed_at) {
        reason = {.zh_cn = "案件已办结，不能再操作", .en = "the case is closed"};
    } else if (why.standing.actions.empty()) {
        reason = tracking::unanswered_action(*why.file.procedure, why.file.state, action).reason;
    }
    bool const known = workflow.find_event(action) != workflow::none;
    if (session.json) {
        print(action_json(why, action, reason.in(session.language), session.language) + "\n");
    } else if (known && !reason.en.empty()) {
        say(session, reason);
    } else {
        print(actions_text(why.standing.actions, session.language));
    }
    if (!known) complain(session, reason, exit_refused);
}

void run(Session& session, std::int64_t number, std::string const& action) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const file = find_case(session, *house, *reader, number);
    if (!file) return;
    auto why = ask(*house, *reader, *file, session.language);
    if (!action.empty()) return explain_action(session, std::move(why), action);
    if (session.json) return print(why_json(why, session.language) + "\n");
    print(case_text(*file, why.personal_reminders, *house, session.language) +
          why_text(why, session.language));
}

}  // namespace

void add_why(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("why",
                           words(session,
                                 "案件现状：能做什么，不能做什么及原因，每个日期如何得来",
                                 "Where a case stands, what may be done, what not and why, and how "
                                 "its dates came about"));
    auto const number = std::make_shared<std::int64_t>(0);
    auto const action = std::make_shared<std::string>();
    add_case_number(*command, session, *number);
    command->add_option("action",
                        *action,
                        words(session,
                              "只问这一个操作：能不能做，为何不能",
                              "only this action: whether it is possible, and why not"));
    command->callback([&session, number, action] { run(session, *number, *action); });
}

}  // namespace duban::cli
