#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/forecast.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

using service::Forecast;

struct Options {
    std::string until;
    std::int64_t number = 0;
};

std::string_view word_of(Forecast::Kind kind) {
    switch (kind) {
        case Forecast::Kind::reminder:
            return "reminder";
        case Forecast::Kind::deadline_passes:
            return "deadline_passes";
        case Forecast::Kind::moves:
            return "moves";
        case Forecast::Kind::personal_reminder:
            return "personal_reminder";
    }
    return {};
}

std::string what_of(Forecast const& entry, Language language) {
    bool const zh = language == Language::zh_cn;
    switch (entry.kind) {
        case Forecast::Kind::reminder:
            return entry.message;
        case Forecast::Kind::deadline_passes:
            return zh ? fmt::format("{} 期限届满", entry.deadline)
                      : fmt::format("{} passes", entry.deadline);
        case Forecast::Kind::moves:
            return fmt::format("→ {}", entry.to_state);
        case Forecast::Kind::personal_reminder:
            if (entry.note.empty()) return zh ? "个人提醒" : "personal reminder";
            return zh ? fmt::format("个人提醒：{}", entry.note)
                      : fmt::format("personal reminder: {}", entry.note);
    }
    return {};
}

boost::json::object json_of(Forecast const& entry, Language language) {
    auto const due =
        entry.due_day ? boost::json::value(to_text(*entry.due_day)) : boost::json::value(nullptr);
    return {{"at", to_text(entry.at)},
            {"kind", word_of(entry.kind)},
            {"case", entry.case_id.value},
            {"title", entry.title},
            {"deadline", entry.deadline},
            {"due", due},
            {"message", entry.message},
            {"recipient", entry.recipient.in(language)},
            {"channel", entry.channel},
            {"to_state", entry.to_state},
            {"why_not", entry.why_not.in(language)},
            {"note", entry.note}};
}

void print_entries(Session const& session,
                   std::vector<Forecast> const& entries,
                   calendar::Zone const& zone) {
    auto const language = session.language;
    bool const zh = language == Language::zh_cn;
    Table table{
        zh ? std::vector<std::string>{"时间", "案件", "何事", "谁", "渠道", "到期", "标题"}
           : std::vector<std::string>{"at", "case", "what", "who", "channel", "due", "title"}};
    for (auto const& entry : entries) {
        table.add({service::wall_text(entry.at, zone),
                   fmt::format("{}", entry.case_id.value),
                   what_of(entry, language),
                   entry.recipient.in(language),
                   entry.why_not.en.empty() ? entry.channel : entry.why_not.in(language),
                   entry.due_day ? to_text(*entry.due_day) : "–",
                   entry.title});
    }
    if (table.is_empty()) {
        say(session, {.zh_cn = "到那天为止无事可办", .en = "nothing happens by itself until then"});
    } else {
        print(table.to_text(36));
    }
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const day = parse_day(options.until);
    if (!day) {
        complain(session,
                 {.zh_cn = fmt::format("“{}”不是日期，写法如 2026-03-01", options.until),
                  .en = fmt::format("\"{}\" is no date; write it like 2026-03-01", options.until)},
                 exit_usage);
        return;
    }
    auto const reader = house->store().read();
    if (options.number != 0 && !reader->find_case(CaseId{options.number}))
        return complain_of_no_case(session, options.number);
    auto const zone = calendar::Zone::find(house->configuration().time_zone);
    auto const until = zone->to_instant(WallTime{*day + std::chrono::days{1}});
    std::vector<service::UnreadableCase> unreadable;
    auto const entries = service::forecast(*reader,
                                           house->procedures(),
                                           *house->office().get(),
                                           CaseId{options.number},
                                           house->clock().now(),
                                           until,
                                           unreadable);
    if (session.json) {
        boost::json::array items;
        for (auto const& entry : entries) items.push_back(json_of(entry, session.language));
        print(boost::json::serialize(boost::json::object{{"plan", std::move(items)}}) + "\n");
    } else {
        print_entries(session, entries, *zone);
    }
    complain_of(session, unreadable);
}

}  // namespace

void add_plan(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("plan",
                           words(session,
                                 "若无人操作，届时会提醒谁、提醒什么；不作任何改动",
                                 "Who will be reminded of what, if nobody acts; changes nothing"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option(
            "--until",
            options->until,
            words(session, "截至此日，如 2026-03-01", "to the end of this day: 2026-03-01"))
        ->required();
    command
        ->add_option("--case", options->number, words(session, "只看此案件", "of this case alone"))
        ->check(whole_number(session, 1));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
