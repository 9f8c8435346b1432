#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/case_view.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/recounter.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using service::Recount;

constexpr std::size_t reasons_shown = 3;

struct Options {
    std::string calendar;
    std::string actor = "secretariat";
    bool dry_run = false;
};

Text reason(calendar::DayDifference const& day) {
    auto const date = to_text(day.day);
    if (day.works)
        return {.zh_cn = fmt::format("{} 上班", date), .en = fmt::format("{} is worked", date)};
    return {.zh_cn = fmt::format("{} 休（{}）", date, day.why.zh_cn),
            .en = fmt::format("{} is a rest day ({})", date, day.why.en)};
}

std::string reasons(Recount const& recount, Language language) {
    bool const zh = language == Language::zh_cn;
    std::vector<std::string> texts;
    for (auto const& day : recount.because) {
        if (texts.size() == reasons_shown) break;
        texts.push_back(reason(day).in(language));
    }
    auto text = fmt::format("{}", fmt::join(texts, zh ? "；" : "; "));
    auto const more = recount.because.size() - texts.size();
    if (more == 0) return text;
    return text + (zh ? fmt::format("；另 {} 天", more) : fmt::format("; and {} more days", more));
}

std::string line_of(Recount const& recount, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const was = to_text(recount.was);
    auto const is = to_text(recount.is);
    auto const uncertain = !recount.provisional ? "" : zh ? "［暂定］" : " [provisional]";
    if (zh)
        return fmt::format("{}号案件 {}：{} → {}{}（{}）\n",
                           recount.case_id.value,
                           recount.deadline,
                           was,
                           is,
                           uncertain,
                           reasons(recount, language));
    return fmt::format("case {} {}: {} -> {}{} ({})\n",
                       recount.case_id.value,
                       recount.deadline,
                       was,
                       is,
                       uncertain,
                       reasons(recount, language));
}

object object_of(Recount const& recount, Language language) {
    array because;
    for (auto const& day : recount.because) {
        because.push_back(object{{"date", to_text(day.day)},
                                 {"is", day.works ? "work" : "rest"},
                                 {"why", day.why.in(language)}});
    }
    return {{"case", recount.case_id.value},
            {"deadline", recount.deadline},
            {"calendar", recount.calendar},
            {"was_version", recount.was_version},
            {"is_version", recount.is_version},
            {"was", to_text(recount.was)},
            {"is", to_text(recount.is)},
            {"provisional", recount.provisional},
            {"because", std::move(because)}};
}

/// Each is written as it is found: an office has more cases than fit into a list.
class Writer {
  public:
    explicit Writer(Session const& session) : session_{session} {
        if (session_.json) print("{\"moved\":[");
    }

    void write(Recount const& recount) {
        if (!session_.json) return print(line_of(recount, session_.language));
        print((any_ ? "," : "") + boost::json::serialize(object_of(recount, session_.language)));
        any_ = true;
    }

    void finish(service::RecountTotals const& totals, bool dry_run) const {
        if (session_.json) {
            print(fmt::format("],\"looked_at\":{},\"unreadable\":{},\"dry_run\":{}}}\n",
                              totals.looked_at,
                              totals.unreadable,
                              dry_run));
            return;
        }
        if (dry_run) {
            say(session_,
                {.zh_cn =
                     fmt::format("按现行日历重新计算 {} 个时限，其中 {} 个会变动；未作任何改动",
                                 totals.looked_at,
                                 totals.moved),
                 .en =
                     fmt::format("{} deadlines counted by the calendars in force, {} of them would "
                                 "move; nothing was changed",
                                 totals.looked_at,
                                 totals.moved)});
            return;
        }
        say(session_,
            {.zh_cn = fmt::format("按现行日历重新计算了 {} 个时限，其中 {} 个已变动",
                                  totals.looked_at,
                                  totals.moved),
             .en = fmt::format("{} deadlines counted by the calendars in force, {} of them moved",
                               totals.looked_at,
                               totals.moved)});
    }

  private:
    Session const& session_;
    bool any_ = false;
};

void run(Session& session, Options const& options) {
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    if (!options.calendar.empty() && find_calendar(session, calendars, options.calendar) == nullptr)
        return;
    auto const house = House::open(session, options.dry_run ? Access::look : Access::work);
    if (!house || !is_known_actor(session, *house, options.actor)) return;
    service::Recounter recounter{house->store(), house->procedures(), house->office()};
    Writer writer{session};
    auto const see = [&writer](Recount const& recount) { writer.write(recount); };
    auto const totals =
        options.dry_run
            ? recounter.plan(options.calendar, see)
            : recounter.perform(options.calendar, options.actor, house->clock().now(), see);
    writer.finish(totals, options.dry_run);
    if (totals.unreadable == 0) return;
    complain(session,
             {.zh_cn = fmt::format(
                  "{} 个时限无法读出，未动；第一个：{}", totals.unreadable, totals.first_failure),
              .en = fmt::format("{} deadlines cannot be read and were left; the first: {}",
                                totals.unreadable,
                                totals.first_failure)},
             exit_refused);
}

}  // namespace

void add_calendar_apply(CLI::App& above, Session& session) {
    auto* const command =
        above.add_subcommand("apply",
                             words(session,
                                   "按现行日历重新计算正在走的时限；--dry-run 只列出哪些会变动",
                                   "Count what runs anew by the calendars in force; --dry-run only "
                                   "lists what would move"));
    auto const options = std::make_shared<Options>();
    command->add_option("calendar",
                        options->calendar,
                        words(session, "只按这一日历；不写则全部", "this one alone; else all"));
    command->add_flag("--dry-run",
                      options->dry_run,
                      words(session, "只列出，不改动", "list, and change nothing"));
    command->add_option(
        "--as",
        options->actor,
        words(session, "由谁决定（默认 secretariat）", "who decides it (secretariat)"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
