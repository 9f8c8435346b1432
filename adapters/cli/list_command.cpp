#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_question.hpp"
#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/page.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::cli {

namespace {

tracking::Deadline const* first_due(service::CaseFile const& file) {
    tracking::Deadline const* first = nullptr;
    for (auto const& deadline : file.state.deadlines) {
        if (first == nullptr || deadline.due_at < first->due_at) first = &deadline;
    }
    return first;
}

/// The day, the one that it first was where an extension or a stop has moved it, and how it stands.
std::string due_text(service::CaseFile const& file, bool zh) {
    auto const* const deadline = first_due(file);
    if (deadline == nullptr) return "-";
    auto text = to_text(deadline->due_day);
    if (auto const original = tracking::original_due_day(*file.procedure, *deadline))
        text += zh ? fmt::format(" 原定 {}", to_text(*original))
                   : fmt::format(" originally {}", to_text(*original));
    if (deadline->is_stopped()) text += zh ? " 停止计算" : " stopped";
    if (deadline->passed) text += zh ? " 已过期" : " passed";
    return text;
}

/// Nothing was found: perhaps because the procedure's name was mistyped.
void suggest_workflow(Session const& session, House& house, CaseQuestion const& question) {
    WorkflowId id;
    auto const& name = question.workflow;
    if (name.empty() || house.procedures().in_force(*house.store().read(), name, id)) return;
    auto const names = workflow_names(house.configuration());
    suggest(session, name, {names.begin(), names.end()});
}

void print_json(Listing const& listing, ports::Reader& reader) {
    std::vector<std::string> cases;
    for (auto const& file : listing.cases)
        cases.push_back(case_json(file, reader.personal_reminders(file.row.id)));
    std::vector<std::string> unreadable;
    for (auto const& one : listing.unreadable) unreadable.push_back(unreadable_json(one));
    print(fmt::format("{{\"cases\":[{}],\"unreadable\":[{}]}}\n",
                      fmt::join(cases, ","),
                      fmt::join(unreadable, ",")));
}

void print_table(Session const& session, Listing const& listing) {
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"案件", "状态", "到期", "标题"}
                   : std::vector<std::string>{"case", "state", "due", "title"}};
    for (auto const& file : listing.cases) {
        table.add({fmt::format("{}", file.row.id.value),
                   service::state_titles(file, session.language),
                   due_text(file, zh),
                   file.row.title});
    }
    if (!table.is_empty()) return print(table.to_text());
    if (listing.unreadable.empty())
        say(session, {.zh_cn = "没有符合条件的案件", .en = "no such cases"});
}

void run(Session& session, CaseQuestion const& question) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const filter = filter_of(*house, question);
    if (!filter) return complain(session, filter.error(), exit_usage);
    auto const reader = house->store().read();
    auto rows = reader->list_cases(*filter);
    if (rows.empty()) {
        suggest_workflow(session, *house, question);
        suggest_state(session, *house, question.workflow, question.state);
    }
    Listing const listing{*house, *reader, std::move(rows)};
    if (session.json) {
        print_json(listing, *reader);
    } else {
        print_table(session, listing);
    }
    complain_of(session, listing.unreadable);
}

}  // namespace

void add_list(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "list",
        words(
            session, "列出案件；默认只列未办结的", "List cases; open ones unless asked otherwise"));
    auto const options = std::make_shared<CaseQuestion>();
    command->add_option("--state",
                        options->state,
                        words(session, "处于此状态或其下级状态", "in this state or below it"));
    command->add_option(
        "--workflow", options->workflow, words(session, "属于此流程", "of this procedure"));
    command->add_option(
        "--search",
        options->search,
        words(session, "在标题中查找，繁简通用", "in the title; traditional and simplified alike"));
    command->add_option(
        "--due-before",
        options->due_before,
        words(session, "有时限在此日或之前届满", "with a deadline on or before this day"));
    command->add_flag("--closed", options->closed, words(session, "已办结的", "closed ones"));
    command->add_flag(
        "--all", options->all, words(session, "未办结和已办结的", "open and closed ones"));
    add_page_options(*command, session, options->page);
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
