#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>

#include "adapters/cli/channel_wiring.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/console.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/missing_templates.hpp"
#include "adapters/cli/receipt_pages.hpp"
#include "adapters/cli/status_pages.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/http/server.hpp"
#include "adapters/runtime/daemon.hpp"
#include "adapters/runtime/system_random.hpp"
#include "adapters/runtime/zone_database.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/alarms.hpp"
#include "engine/service/backlog.hpp"
#include "engine/service/clock_watch.hpp"
#include "engine/service/horizon.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string log_form = "text";
    std::string log_level = "info";
};

runtime::Log make_log(Options const& options) {
    auto const level = options.log_level == "debug"     ? runtime::Level::debug
                       : options.log_level == "warning" ? runtime::Level::warning
                                                        : runtime::Level::info;
    return runtime::Log{
        level, options.log_form == "json" ? runtime::Log::Form::json : runtime::Log::Form::text};
}

/// Before the first of them is due: the provider would refuse it.
void tell_missing_templates(House& house, runtime::Log const& log) {
    for (auto const& missing : find_missing_templates(house)) {
        log.warning("template_missing",
                    {{"channel", missing.channel},
                     {"workflow", missing.workflow},
                     {"messages", fmt::format("{}", fmt::join(missing.messages, " "))}});
    }
}

void tell_refused(runtime::Log const& log, Problems const& problems) {
    for (auto const& problem : problems) {
        if (problem.severity != Severity::error) continue;
        log.error("definition_refused",
                  {{"file", problem.file},
                   {"line", fmt::format("{}", problem.at.line)},
                   {"column", fmt::format("{}", problem.at.column)},
                   {"rule", problem.rule},
                   {"message", problem.message.en}});
    }
}

bool reload(House& house, runtime::Log const& log) {
    auto const problems = house.reload();
    tell_refused(log, problems);
    tell_missing_templates(house, log);
    return !has_errors(problems);
}

/// Dates beyond what the calendars know are told of before they go wrong.
void watch(House& house, runtime::Log const& log, Instant now) {
    auto const office = house.office().get();
    for (auto const& beyond :
         service::watch_horizon(house.store(), house.procedures(), *office, now)) {
        log.warning("calendar_ends",
                    {{"calendar", beyond.calendar},
                     {"known_to", to_text(beyond.known_to)},
                     {"deadlines_beyond", fmt::format("{}", beyond.deadlines)}});
    }
}

/// What a clock that was ahead has rung comes again on its right day.
void watch_clock(House& house,
                 runtime::Log const& log,
                 std::optional<Instant> before,
                 Instant now) {
    using What = service::ClockFault::What;
    auto const office = house.office().get();
    auto const zone = calendar::Zone::find(house.configuration().time_zone);
    auto const fault =
        service::watch_clock(house.store(), house.procedures(), *office, *zone, before, now);
    if (!fault) return;
    std::string const from = to_text(fault->from);
    if (fault->what == What::is_behind)
        return log.error("clock_behind", {{"now", to_text(now)}, {"has_been", from}});
    log.warning("reminders_set_back",
                {{"from", from},
                 {"to", to_text(now)},
                 {"deadlines", fmt::format("{}", fault->deadlines)},
                 {"deliveries", fmt::format("{}", fault->deliveries)},
                 {"unreadable", fmt::format("{}", fault->unreadable)},
                 {"why", fault->first_unreadable}});
}

/// Nothing old goes out because a channel is new, and nothing is forgotten because one is gone.
void settle_channels(House& house, runtime::Log const& log, Instant now) {
    auto const office = house.office().get();
    auto const zone = calendar::Zone::find(house.configuration().time_zone);
    for (auto const& backlog :
         service::hold_backlogs(house.store(), house.courier(), *office, *zone, now)) {
        log.warning("backlog_held",
                    {{"channel", backlog.channel},
                     {"messages", fmt::format("{}", backlog.messages)},
                     {"since", to_text(backlog.since)}});
    }
}

void give_up_orphans(House& house, runtime::Log const& log, Instant now) {
    auto const office = house.office().get();
    auto const count = service::give_up_orphans(house.store(), house.courier(), *office, now);
    if (count > 0) log.warning("orphans_given_up", {{"messages", fmt::format("{}", count)}});
}

/// By which rules the hours of each zone were counted: an auditor asks for it years later.
void keep_zone_database(ports::Store& store, runtime::Log const& log, Instant now) {
    ports::ZoneDatabaseRow const present{runtime::zone_database_version(), now};
    auto const transaction = store.write();
    auto const known = transaction->zone_databases();
    bool const is_new =
        std::ranges::find(known, present.version, &ports::ZoneDatabaseRow::version) == known.end();
    transaction->insert_zone_database(present);
    transaction->commit();
    if (is_new && !known.empty()) {
        log.warning("zone_database_changed",
                    {{"from", known.back().version}, {"to", present.version}});
    }
}

void announce(Session const& session, House& house, Console const& console, std::uint16_t port) {
    auto const& configuration = house.configuration();
    auto const address = fmt::format("http://{}:{}/", configuration.listen_host, port);
    auto text = fmt::format("duban: {}readyz\n", address);
    if (console.is_open() && console.has_pages()) {
        auto const& key_file = configuration.console_key_file;
        text +=
            session.language == Language::zh_cn
                ? fmt::format("duban: 网页在 {}，登录用的钥匙在 {}\n", address, key_file)
                : fmt::format("duban: the console is at {}, its key in {}\n", address, key_file);
    }
    for (auto const& channel : configuration.channels) {
        if (channel.kind != ChannelKind::spool) continue;
        text += session.language == Language::zh_cn
                    ? fmt::format("duban: 邮件写入 {}\n", channel.spool.folder)
                    : fmt::format("duban: mail is written to {}\n", channel.spool.folder);
    }
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session);
    if (!house) return;
    auto const log = make_log(options);
    boost::asio::io_context context{1};
    runtime::Metrics metrics;
    service::Alarms alarms{house->store(), house->procedures(), house->office()};
    runtime::Writer writer{house->tracker(), house->clock()};
    std::unique_ptr<http::Server> server;
    runtime::DaemonParts parts{.context = context,
                               .store = house->store(),
                               .alarms = alarms,
                               .courier = house->courier(),
                               .writer = writer,
                               .clock = house->clock(),
                               .metrics = metrics,
                               .log = log,
                               .reload = [&] { return reload(*house, log); },
                               .daily =
                                   [&](std::optional<Instant> before, Instant now) {
                                       watch_clock(*house, log, before, now);
                                       keep_zone_database(house->store(), log, now);
                                       watch(*house, log, now);
                                       give_up_orphans(*house, log, now);
                                   },
                               .stopped =
                                   [&] {
                                       if (server) server->stop();
                                       writer.stop();
                                       context.stop();
                                   }};
    auto const& configuration = house->configuration();
    runtime::SystemRandom random;  // the courier's own is drawn from by the writer's thread
    auto made = make_channels(configuration, context, house->clock(), random, log);
    runtime::Daemon daemon{std::move(parts), std::move(made.channels)};
    Console console{*house, log};
    server = std::make_unique<http::Server>(
        context,
        configuration.listen_host,
        configuration.listen_port,
        [&](http::Request const& request, http::Answer const& answer) {
            if (console.owns(request)) return answer(console.answer(request));
            if (!is_receipt_page(request)) return answer(status_page(request, daemon));
            receipt_page(
                request, made.doors, log, std::bind_front(&runtime::Daemon::keep, &daemon), answer);
        },
        [&](std::string_view why) {
            log.warning("connections_turned_away", {{"why", std::string{why}}});
        });
    announce(session, *house, console, server->port());
    log.info("serving", {{"zone_database", runtime::zone_database_version()}});
    tell_refused(log, house->refused_at_opening());
    if (has_errors(house->refused_at_opening())) metrics.reloaded(false);
    tell_missing_templates(*house, log);
    settle_channels(*house, log, house->clock().now());
    daemon.start();
    context.run();
}

}  // namespace

void add_serve(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("serve",
                           words(session,
                                 "运行守护进程：到点提醒，发送通知",
                                 "Run the daemon: ring alarms, send what is due"));
    auto const options = std::make_shared<Options>();
    command->add_option("--log", options->log_form, words(session, "text 或 json", "text or json"))
        ->check(one_of(session, {"text", "json"}));
    command
        ->add_option("--log-level",
                     options->log_level,
                     words(session, "debug、info 或 warning", "debug, info or warning"))
        ->check(one_of(session, {"debug", "info", "warning"}));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
