// The commands. Each adds itself to the command line and, when it is the one that was asked for,
// runs and leaves its exit code in the session.
#pragma once

#include "adapters/cli/session.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

void add_file(CLI::App& app, Session& session);
void add_import(CLI::App& app, Session& session);
void add_promises(CLI::App& app, Session& session);
void add_act(CLI::App& app, Session& session);
void add_acknowledge(CLI::App& app, Session& session);
void add_remind(CLI::App& app, Session& session);
void add_content(CLI::App& app, Session& session);
void add_show(CLI::App& app, Session& session);
void add_list(CLI::App& app, Session& session);
void add_log(CLI::App& app, Session& session);
void add_why(CLI::App& app, Session& session);
void add_due(CLI::App& app, Session& session);
void add_calendar(CLI::App& app, Session& session);
void add_directory(CLI::App& app, Session& session);
void add_eval(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);
void add_definitions(CLI::App& app, Session& session);
void add_diff(CLI::App& app, Session& session);
void add_upgrade(CLI::App& app, Session& session);
void add_play(CLI::App& app, Session& session);
void add_test(CLI::App& app, Session& session);
void add_diagram(CLI::App& app, Session& session);
void add_plan(CLI::App& app, Session& session);
void add_outbox(CLI::App& app, Session& session);
void add_silence(CLI::App& app, Session& session);
void add_channel(CLI::App& app, Session& session);
void add_message(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);
void add_backup(CLI::App& app, Session& session);
void add_bounce(CLI::App& app, Session& session);
void add_example(CLI::App& app, Session& session);

}  // namespace duban::cli
