// `duban`: the command line. Reads what is common to all commands, then leaves the word to one of
// them.
#include <csignal>
#include <exception>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace {

void add_commands(CLI::App& app, duban::cli::Session& session) {
    duban::cli::add_file(app, session);
    duban::cli::add_import(app, session);
    duban::cli::add_promises(app, session);
    duban::cli::add_act(app, session);
    duban::cli::add_acknowledge(app, session);
    duban::cli::add_remind(app, session);
    duban::cli::add_show(app, session);
    duban::cli::add_content(app, session);
    duban::cli::add_list(app, session);
    duban::cli::add_log(app, session);
    duban::cli::add_why(app, session);
    duban::cli::add_due(app, session);
    duban::cli::add_calendar(app, session);
    duban::cli::add_directory(app, session);
    duban::cli::add_eval(app, session);
    duban::cli::add_play(app, session);
    duban::cli::add_diagram(app, session);
    duban::cli::add_check(app, session);
    duban::cli::add_schema(app, session);
    duban::cli::add_test(app, session);
    duban::cli::add_definitions(app, session);
    duban::cli::add_diff(app, session);
    duban::cli::add_upgrade(app, session);
    duban::cli::add_plan(app, session);
    duban::cli::add_outbox(app, session);
    duban::cli::add_silence(app, session);
    duban::cli::add_channel(app, session);
    duban::cli::add_message(app, session);
    duban::cli::add_serve(app, session);
    duban::cli::add_verify(app, session);
    duban::cli::add_backup(app, session);
    duban::cli::add_bounce(app, session);
    duban::cli::add_example(app, session);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace duban::cli;
    std::signal(SIGPIPE, SIG_IGN);
    Session session;
    session.config = find_config();
    auto const asked = language_asked_for({argv, static_cast<std::size_t>(argc)});
    session.language = asked.value_or(language_of_environment());
    session.language_given = asked.has_value();

    CLI::App app{words(session,
                       "Duban 督办：让每一件提案都按时得到答复",
                       "Duban 督办: sees each proposal answered in time")};
    app.require_subcommand(1);
    app.set_version_flag(
        "--version", "duban " DUBAN_VERSION, words(session, "显示版本号", "Print the version"));
    app.fallthrough();
    app.add_option("--config",
                   session.config,
                   words(session,
                         "duban.yaml（否则依次为 $DUBAN_CONFIG、config/duban.yaml、/etc/duban）",
                         "duban.yaml (else $DUBAN_CONFIG, config/duban.yaml, /etc/duban)"));
    app.add_flag("--json",
                 session.json,
                 words(session,
                       "标准输出只有 JSON，其他话写到标准错误",
                       "JSON on standard output, messages on standard error"));
    std::string language;
    app.add_option(
           "--language",
           language,
           words(session, "zh-CN 或 en（否则依环境变量）", "zh-CN or en (else the environment's)"))
        ->check(one_of(session, {"zh-CN", "en"}))
        ->take_last();
    add_commands(app, session);
    put_help_in_language(app, session);
    try {
        app.parse(argc, argv);
    } catch (CLI::Success const& help) {
        session.exit = app.exit(help);
    } catch (CLI::ParseError const& error) {
        complain(session, explain(app, error), exit_usage);
    } catch (Missing const& missing) {
        complain(session, missing.text(), exit_usage);
    } catch (std::exception const& failure) {
        complain(session, {.zh_cn = failure.what(), .en = failure.what()}, exit_failed);
    }
    finish_output(session);
    return session.exit;
}
