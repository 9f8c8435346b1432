#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/base/one_line.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/silence.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

struct Options {
    OutboxFilter filter;
    std::string actor;
    std::string until;
    std::string why;
    std::int64_t number = 0;
};

calendar::Zone zone_of(House const& house) {
    return *calendar::Zone::find(house.configuration().time_zone);
}

/// "case 7, recipient wu", or that it covers all.
std::string what_it_covers(ports::SilenceRow const& silence, Language language) {
    bool const zh = language == Language::zh_cn;
    std::string covered;
    auto const add = [&](char const* zh_cn, char const* en, std::string const& value) {
        if (value.empty()) return;
        covered += fmt::format("{}{} {}", covered.empty() ? "" : ", ", zh ? zh_cn : en, value);
    };
    if (silence.case_id.value != 0) add("案件", "case", fmt::format("{}", silence.case_id.value));
    add("渠道", "channel", silence.channel);
    add("收件人", "recipient", silence.recipient);
    add("通知", "message", silence.message);
    return covered.empty() ? (zh ? "全部" : "everything") : covered;
}

boost::json::object silence_json(ports::SilenceRow const& silence) {
    auto const or_null = [](std::string const& text) {
        return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
    };
    return {{"silence", silence.id.value},
            {"by", silence.by},
            {"why", silence.why},
            {"from", to_text(silence.from)},
            {"until", to_text(silence.until)},
            {"case",
             silence.case_id.value == 0 ? boost::json::value(nullptr)
                                        : boost::json::value(silence.case_id.value)},
            {"channel", or_null(silence.channel)},
            {"recipient", or_null(silence.recipient)},
            {"message", or_null(silence.message)}};
}

/// To the end of the day that was named.
std::optional<ports::SilenceRow> row_of(House& house, Options const& options) {
    auto const day = parse_day(options.until);
    if (!day) return std::nullopt;
    ports::SilenceRow row;
    row.by = options.actor;
    row.why = options.why;
    row.from = house.clock().now();
    row.until = zone_of(house).to_instant(*day + std::chrono::days{1});
    row.case_id = CaseId{options.filter.number};
    row.recipient = options.filter.recipient;
    row.channel = options.filter.channel;
    row.message = options.filter.message;
    return row;
}

/// What may be silenced by name: the messages of the case's definition, or of all that are stored,
/// and what the office writes by itself.
std::vector<std::string> known_messages(House& house, CaseId number) {
    std::vector<std::string> known{std::string{service::personal_reminder_message},
                                   std::string{delivery::digest_message}};
    auto const reader = house.store().read();
    auto const row = reader->find_case(number);
    for (auto const& stored : reader->list_workflows()) {
        if (row && row->workflow != stored.id) continue;
        auto const definition = workflow::read_definition(service::decode_definition(stored.text),
                                                          workflow::Proofs::reported);
        if (!definition.workflow) continue;
        for (auto const& message : definition.workflow->messages) known.push_back(message.name);
    }
    return known;
}

std::optional<Text> unknown_message(House& house, OutboxFilter const& filter) {
    if (filter.message.starts_with(service::house_prefix))
        return Text{.zh_cn = "系统本身的通知从不静默",
                    .en = "notices of the house itself are never silenced"};
    auto const known = known_messages(house, CaseId{filter.number});
    if (std::ranges::find(known, filter.message) != known.end()) return std::nullopt;
    Text text{.zh_cn = fmt::format("没有通知“{}”", filter.message),
              .en = fmt::format("there is no message \"{}\"", filter.message)};
    if (auto const near = nearest(filter.message, {known.begin(), known.end()}); !near.empty()) {
        text.zh_cn += fmt::format("；是否指“{}”？", near);
        text.en += fmt::format("; did you mean \"{}\"?", near);
    }
    return text;
}

/// A silence over a mistyped name would silence nothing, and nobody would know.
std::optional<Text> unknown_name(House& house, OutboxFilter const& filter) {
    auto const office = house.office().get();
    if (!filter.recipient.empty() && office->directory.find_person(filter.recipient) == nullptr)
        return Text{.zh_cn = fmt::format("通讯录中没有“{}”这个人", filter.recipient),
                    .en = fmt::format("the directory has no person \"{}\"", filter.recipient)};
    if (!filter.channel.empty() && office->find_route(filter.channel) == nullptr)
        return Text{.zh_cn = fmt::format("没有渠道“{}”", filter.channel),
                    .en = fmt::format("there is no channel \"{}\"", filter.channel)};
    if (!filter.message.empty()) return unknown_message(house, filter);
    return std::nullopt;
}

void begin(Session& session, Options const& options, bool all) {
    if (options.filter.is_empty() && !all)
        return complain(session,
                        {.zh_cn = "请指明静默什么：--case、--channel、--recipient、--message；"
                                  "全部则写 --all",
                         .en = "say what is to be silent: --case, --channel, --recipient, "
                               "--message; for everything --all"},
                        exit_usage);
    if (!options.filter.is_empty() && all)
        return complain(session,
                        {.zh_cn = "--all 是全部通知：不能与其他条件并用",
                         .en = "--all is everything: it goes with no other condition"},
                        exit_usage);
    if (!is_one_line(options.why))
        return complain(
            session, {.zh_cn = "--because 写成一行", .en = "--because is one line"}, exit_usage);
    auto const house = House::open(session, Access::look);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    if (auto const fault = unknown_name(*house, options.filter))
        return complain(session, *fault, exit_refused);
    auto row = row_of(*house, options);
    if (!row) return complain(session, not_a_day(options.until), exit_usage);
    auto const id = service::begin_silence(house->store(), *row);
    if (!id) return complain(session, id.error(), exit_refused);
    row->id = *id;
    if (session.json) return print(boost::json::serialize(silence_json(*row)) + "\n");
    auto const until = service::wall_text(row->until, zone_of(*house));
    say(session,
        {.zh_cn = fmt::format("静默 {}（{}）到 {} 为止；其间的通知到时补发",
                              id->value,
                              what_it_covers(*row, Language::zh_cn),
                              until),
         .en = fmt::format("silence {} ({}) until {}; what comes meanwhile is sent then",
                           id->value,
                           what_it_covers(*row, Language::en),
                           until)});
}

void list(Session& session) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const zone = zone_of(*house);
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"编号", "对象", "到", "由谁", "原因"}
                   : std::vector<std::string>{"no.", "covers", "until", "by", "why"}};
    boost::json::array items;
    for (auto const& row : house->store().read()->silences(house->clock().now())) {
        items.push_back(silence_json(row));
        table.add({fmt::format("{}", row.id.value),
                   what_it_covers(row, session.language),
                   service::wall_text(row.until, zone),
                   row.by,
                   row.why});
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"silences", std::move(items)}}) + "\n");
    } else if (table.is_empty()) {
        say(session, {.zh_cn = "没有正在生效的静默", .en = "no silence is on"});
    } else {
        print(table.to_text(60));
    }
}

void end(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    auto const woken = service::end_silence(house->store(),
                                            house->procedures(),
                                            *house->office().get(),
                                            SilenceId{options.number},
                                            house->clock().now());
    if (!woken) return complain(session, woken.error(), exit_refused);
    if (session.json)
        return print(boost::json::serialize(
                         boost::json::object{{"silence", options.number}, {"woken", *woken}}) +
                     "\n");
    say(session,
        {.zh_cn = fmt::format("静默 {} 已结束；补发 {} 条", options.number, *woken),
         .en = fmt::format(
             "silence {} has ended; letters on their way: {}", options.number, *woken)});
}

void add_actor(CLI::App& command, Session& session, Options& options) {
    command
        .add_option(
            "--as", options.actor, words(session, "由谁决定：人员、单位或组", "who decides it"))
        ->required();
}

void add_begin(CLI::App& above, Session& session) {
    auto& command = *above.add_subcommand("add", words(session, "开始一段静默", "Begin a silence"));
    auto const options = std::make_shared<Options>();
    auto const all = std::make_shared<bool>(false);
    add_filter_options(command, session, options->filter);
    command.add_flag("--all", *all, words(session, "全部通知", "everything"));
    add_actor(command, session, *options);
    command
        .add_option("--until",
                    options->until,
                    words(session,
                          "到哪一日的结束，如 2026-12-20，最长 92 天",
                          "to the end of that day, as 2026-12-20; 92 days at most"))
        ->required();
    command.add_option("--because", options->why, words(session, "原因", "why"))->required();
    command.callback([&session, options, all] { begin(session, *options, *all); });
}

void add_end(CLI::App& above, Session& session) {
    auto& command = *above.add_subcommand(
        "end",
        words(session, "提前结束，等待的通知随即补发", "End one now: what has waited is sent"));
    auto const options = std::make_shared<Options>();
    command.add_option("silence", options->number, words(session, "编号", "its number"))
        ->required()
        ->check(whole_number(session, 1));
    add_actor(command, session, *options);
    command.callback([&session, options] { end(session, *options); });
}

}  // namespace

void add_silence(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "silence",
        words(session,
              "静默：一段时间内不发通知，结束时补发",
              "No messages for a time; what comes meanwhile is sent when it ends"));
    command->require_subcommand(1);
    add_begin(*command, session);
    auto* const listing =
        command->add_subcommand("list", words(session, "正在生效的静默", "Those that are on"));
    listing->callback([&session] { list(session); });
    add_end(*command, session);
}

}  // namespace duban::cli
