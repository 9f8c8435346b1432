#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t page = 500;

std::string text_at(boost::json::object const& record, std::string_view key) {
    auto const* const value = record.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

/// "sign → drafting; replied by 2026-06-01": what a record says, short.
std::string gist_of(boost::json::object const& record, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const from = text_at(record, "from");
    auto const to = text_at(record, "to");
    std::string gist = from.empty() || from == to ? to : fmt::format("{} → {}", from, to);
    if (record.contains("deadline_passed")) gist += zh ? "；期限已过" : "; the deadline passed";
    if (auto const* const started = record.if_contains("started")) {
        for (auto const& one : started->as_array()) {
            gist += zh ? fmt::format("；{} 期限至 {}",
                                     text_at(one.as_object(), "deadline"),
                                     text_at(one.as_object(), "due"))
                       : fmt::format("; {} due {}",
                                     text_at(one.as_object(), "deadline"),
                                     text_at(one.as_object(), "due"));
        }
    }
    if (auto const* const notices = record.if_contains("notices")) {
        for (auto const& one : notices->as_array()) {
            gist += zh ? fmt::format("；通知 {}", text_at(one.as_object(), "message"))
                       : fmt::format("; notice {}", text_at(one.as_object(), "message"));
        }
    }
    return gist;
}

/// "version 1 → 2; because: the rule changed; handling.drafting; reply due 2026-06-02 → 2026-05-02"
std::string gist_of_upgrade(boost::json::object const& record, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const& versions = record.at("versions").as_object();
    auto const from = versions.at("from").as_int64();
    auto const to = versions.at("to").as_int64();
    auto gist =
        zh ? fmt::format("第{}版 → 第{}版", from, to) : fmt::format("version {} → {}", from, to);
    if (auto const* const because = record.if_contains("because")) {
        auto const why = text_at(because->as_object(), to_text(language));
        gist += zh ? fmt::format("；因为：{}", why) : fmt::format("; because: {}", why);
    }
    auto const was = text_at(record, "from");
    auto const is = text_at(record, "to");
    gist += (zh ? "；" : "; ") + (was == is ? is : fmt::format("{} → {}", was, is));
    for (auto const& one : record.at("deadlines").as_array()) {
        auto const& deadline = one.as_object();
        auto const due = [&](char const* when) {
            auto const* const found = deadline.if_contains(when);
            return found != nullptr ? text_at(found->as_object(), "due") : std::string{"-"};
        };
        auto const before = due("before");
        auto const after = due("after");
        auto const days = before == after ? after : fmt::format("{} → {}", before, after);
        gist += zh ? fmt::format("；{} 期限 {}", text_at(deadline, "deadline"), days)
                   : fmt::format("; {} due {}", text_at(deadline, "deadline"), days);
    }
    return gist;
}

/// "reminder 3 of lin-committee for 2026-09-01; call the bureau": set, taken back, or come.
std::string gist_of_reminder(boost::json::object const& record, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const& reminder = record.at("personal_reminder").as_object();
    auto const number = reminder.at("number").as_int64();
    auto const person = text_at(reminder, "person");
    auto const day = text_at(reminder, "day");
    auto gist = zh ? fmt::format("{} 的{}号提醒（{}）", person, number, day)
                   : fmt::format("reminder {} of {} for {}", number, person, day);
    auto const dropped = text_at(reminder, "dropped");
    if (dropped == "closed") gist += zh ? "；未发：案件已办结" : "; not sent: the case is closed";
    if (dropped == "no_role")
        gist += zh ? "；未发：此人在案件中已无角色"
                   : "; not sent: the person has no role on the case any more";
    if (auto const note = text_at(record, "note"); !note.empty())
        gist += zh ? fmt::format("；备注：{}", note) : fmt::format("; note: {}", note);
    return gist;
}

std::string gist_of_record(boost::json::object const& record, Language language) {
    if (record.contains("versions")) return gist_of_upgrade(record, language);
    if (record.contains("personal_reminder")) return gist_of_reminder(record, language);
    return gist_of(record, language);
}

/// What is no action and stands in no definition is told in words.
std::string words_of_kind(std::string const& kind, Language language) {
    bool const zh = language == Language::zh_cn;
    if (kind == "personal_reminder_set") return zh ? "设置提醒" : "set a reminder";
    if (kind == "personal_reminder_cancelled") return zh ? "取消提醒" : "cancelled a reminder";
    if (kind == "personal_reminder_rang") return zh ? "提醒本人" : "reminded them";
    if (kind == "personal_reminder_dropped") return zh ? "提醒作废" : "dropped a reminder";
    if (kind == "clock_set_back") return zh ? "时钟改回" : "the clock was set back";
    return kind;
}

std::string occasion_of(boost::json::object const& record, Language language) {
    auto const action = text_at(record, "action");
    return action.empty() ? words_of_kind(text_at(record, "kind"), language) : action;
}

void complain_of_record(Session& session, std::int64_t number, std::int64_t record) {
    complain(session,
             {.zh_cn = fmt::format(
                  "{}号案件的第 {} 条记录无法读出；请运行 duban verify", number, record),
              .en = fmt::format(
                  "record {} of case {} cannot be read; run duban verify", record, number)},
             exit_refused);
}

void run(Session& session, std::int64_t number) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const file = service::read_case(*reader, house->procedures(), CaseId{number});
    if (!file) return complain_of_no_case(session, number);
    // What was done to it is told all the same, by the clock of the office.
    if (!*file) complain(session, service::cannot_be_read(file->error()), exit_refused);
    auto const zone =
        *file ? (**file).procedure->zone : *calendar::Zone::find(house->configuration().time_zone);
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"序号", "时间", "谁", "何事", "结果"}
                   : std::vector<std::string>{"no.", "at", "who", "what", "came to"}};
    std::string json = "{\"records\":[";
    std::vector<std::int64_t> unreadable;
    std::int64_t after = 0;
    while (true) {
        auto const rows = reader->journal(CaseId{number}, after, page);
        for (auto const& row : rows) {
            after = row.number;
            if (session.json) {
                if (json.back() != '[') json += ',';
                json += record_json(row);
                if (record_of(row).is_null()) unreadable.push_back(row.number);
                continue;
            }
            auto const record = record_of(row);
            auto const* const object = record.if_object();
            if (object == nullptr) unreadable.push_back(row.number);
            table.add({fmt::format("{}", row.number),
                       service::wall_text(row.at, zone),
                       object == nullptr ? "?" : text_at(*object, "actor"),
                       object == nullptr ? "?" : occasion_of(*object, session.language),
                       object == nullptr ? "" : gist_of_record(*object, session.language)});
        }
        if (rows.size() < page) break;
    }
    print(session.json ? json + "]}\n" : table.to_text(100));
    for (auto const record : unreadable) complain_of_record(session, number, record);
}

}  // namespace

void add_log(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand("log",
                                             words(session,
                                                   "案件的办理记录：何人何时做了什么",
                                                   "A case's journal: who did what, and when"));
    auto const number = std::make_shared<std::int64_t>(0);
    add_case_number(*command, session, *number);
    command->callback([&session, number] { run(session, *number); });
}

}  // namespace duban::cli
