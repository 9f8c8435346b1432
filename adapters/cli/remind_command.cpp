#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::int64_t number = 0;
    std::string actor;
    std::string day;
    std::string note;
    std::int64_t cancel = 0;
};

service::Answer ask(House& house, service::Request request) {
    return house.tracker().perform({&request, 1}, house.clock().now()).front();
}

void say_set(Session& session, House& house, service::Done const& done) {
    auto const reader = house.store().read();
    auto const file = service::open_case(*reader, house.procedures(), done.id);
    auto const set = reader->personal_reminders(done.id);
    auto const reminder = std::ranges::find(set, done.reminder, &ports::PersonalReminderRow::id);
    if (!file || reminder == set.end()) return;  // the daemon was faster: it has rung
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"case", done.id.value},
                                                         {"revision", done.revision},
                                                         {"reminder", reminder_json(*reminder)},
                                                         {"refused", nullptr}}) +
              "\n");
        return;
    }
    auto const at = service::wall_text(reminder->at, file->procedure->zone);
    say(session,
        {.zh_cn = fmt::format("{}号案件：已设{}号提醒，{} 提醒 {}",
                              done.id.value,
                              reminder->id.value,
                              at,
                              reminder->person),
         .en = fmt::format("case {}: reminder {} is set, {} will be told on {}",
                           done.id.value,
                           reminder->id.value,
                           reminder->person,
                           at)});
}

void say_cancelled(Session& session, service::Done const& done, std::int64_t number) {
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"case", done.id.value},
                                                         {"revision", done.revision},
                                                         {"cancelled", number},
                                                         {"refused", nullptr}}) +
              "\n");
        return;
    }
    say(session,
        {.zh_cn = fmt::format("{}号案件：已取消{}号提醒", done.id.value, number),
         .en = fmt::format("case {}: reminder {} is cancelled", done.id.value, number)});
}

void cancel(Session& session, Options const& options) {
    auto const house = House::open(session);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    auto const done = ask(*house,
                          {.what = service::CancellingReminder{CaseId{options.number},
                                                               PersonalReminderId{options.cancel},
                                                               options.actor},
                           .idempotency_key = {}});
    done ? say_cancelled(session, *done, options.cancel) : answer(session, done);
}

void set(Session& session, Options const& options) {
    auto const day = parse_day(options.day);
    if (!day) return complain(session, not_a_day(options.day), exit_usage);
    auto const house = House::open(session);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    auto const done = ask(
        *house,
        {.what = service::Reminding{CaseId{options.number}, {options.actor, *day, options.note}},
         .idempotency_key = {}});
    done ? say_set(session, *house, *done) : answer(session, done);
}

void run(Session& session, Options const& options) {
    if (options.cancel > 0 && options.day.empty() && options.note.empty())
        return cancel(session, options);
    if (options.cancel == 0 && !options.day.empty()) return set(session, options);
    complain(
        session,
        {.zh_cn = "remind：写 --on 日期（可加 --note）设置提醒，或只写 --cancel 编号取消提醒",
         .en = "remind: give --on DAY (and --note, if you like) to set a reminder, or --cancel "
               "NUMBER alone to take one back"},
        exit_usage);
}

}  // namespace

void add_remind(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "remind",
        words(session,
              "个人提醒：到某日提醒我本人此案；不影响任何时限",
              "Ask me on a day: a reminder for oneself, which changes no deadline"));
    auto const options = std::make_shared<Options>();
    add_case_number(*command, session, options->number);
    command
        ->add_option("--as",
                     options->actor,
                     words(session,
                           "本人：在此案中有角色的人员",
                           "the person themself, who has a role on the case"))
        ->required();
    command->add_option(
        "--on",
        options->day,
        words(session,
              "哪一日，如 2026-09-01；休息日顺延到下一个工作日上班时",
              "the day, as 2026-09-01; from a rest day to the next working morning"));
    command->add_option("--note",
                        options->note,
                        words(session,
                              "备注，最多 500 个字符，随提醒发回",
                              "a note of at most 500 characters, told back with it"));
    command
        ->add_option("--cancel",
                     options->cancel,
                     words(session, "取消本人的这一号提醒", "take one's own reminder back"))
        ->check(whole_number(session, 1));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
