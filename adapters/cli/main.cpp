// `duban`: the command line. Reads what is common to all commands, then leaves the word to one of
// them.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>

#include "adapters/cli/commands.hpp"

namespace {

void add_commands(CLI::App& app, duban::cli::Session& session) {
    duban::cli::add_file(app, session);
    duban::cli::add_import(app, session);
    duban::cli::add_act(app, session);
    duban::cli::add_show(app, session);
    duban::cli::add_list(app, session);
    duban::cli::add_log(app, session);
    duban::cli::add_why(app, session);
    duban::cli::add_due(app, session);
    duban::cli::add_eval(app, session);
    duban::cli::add_play(app, session);
    duban::cli::add_check(app, session);
    duban::cli::add_definitions(app, session);
    duban::cli::add_diff(app, session);
    duban::cli::add_upgrade(app, session);
    duban::cli::add_plan(app, session);
    duban::cli::add_outbox(app, session);
    duban::cli::add_serve(app, session);
    duban::cli::add_verify(app, session);
    duban::cli::add_backup(app, session);
    duban::cli::add_example(app, session);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace duban::cli;
    std::signal(SIGPIPE, SIG_IGN);
    Session session;
    session.config = find_config();
    session.language = language_of_environment();

    CLI::App app{"Duban 督办: sees each proposal answered in time"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "duban " DUBAN_VERSION);
    app.fallthrough();
    app.add_option("--config",
                   session.config,
                   "duban.yaml (else $DUBAN_CONFIG, config/duban.yaml, /etc/duban)");
    app.add_flag("--json", session.json, "JSON on standard output, messages on standard error");
    app.add_option_function<std::string>(
           "--language",
           [&](std::string const& name) {
               session.language = *duban::parse_language(name);
               session.language_given = true;
           },
           "zh-CN or en (else the environment's)")
        ->check(CLI::IsMember({"zh-CN", "en"}))
        ->trigger_on_parse();
    add_commands(app, session);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    } catch (Missing const& missing) {
        complain(session, missing.text(), exit_usage);
    } catch (std::exception const& failure) {
        complain(session, {.zh_cn = failure.what(), .en = failure.what()}, exit_failed);
    }
    return session.exit;
}
