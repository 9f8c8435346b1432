#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>
#include <tuple>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/file_replacement.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/holiday_list.hpp"
#include "engine/calendar/paper_addition.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;
using calendar::Addition;
using calendar::EntryKind;
using calendar::ShelvedFile;

struct Options {
    std::string list;
    std::string calendar;
    std::string source;  // empty: the list's own name
    std::string link;
    std::string output;
    bool write = false;
};

calendar::Announcement announcement_of(Options const& options,
                                       std::string const& text,
                                       std::vector<intake::ListedDay> const& listed) {
    auto const own_name = fs::path{options.list}.filename().string();
    calendar::Announcement announcement{
        .file = options.list,
        .text = text,
        .source = options.source.empty() ? own_name : options.source,
        .link = options.link,
        .days = {}};
    for (auto const& one : listed) {
        announcement.days.push_back({.day = one.day,
                                     .kind = one.is_rest ? EntryKind::rest : EntryKind::work,
                                     .holiday = one.holiday,
                                     .at = one.at});
    }
    return announcement;
}

/// The file of the calendar; null where there is none or it has problems, which is told.
ShelvedFile const* find_file(Session& session,
                             calendar::Shelf const& shelf,
                             Options const& options) {
    auto const found =
        std::find_if(shelf.files.begin(), shelf.files.end(), [&](ShelvedFile const& file) {
            return file.facts && file.facts->definition.name == options.calendar;
        });
    if (found != shelf.files.end()) return &*found;
    if (has_errors(shelf.problems)) {
        report(session, shelf.problems);
    } else {
        (void)find_calendar(session, shelf.calendars, options.calendar);
    }
    return nullptr;
}

/// What is written must read as what was meant: the problems that were not there before.
Problems new_problems_with(std::vector<calendar::CalendarText> texts,
                           calendar::Shelf const& before,
                           ShelvedFile const& file,
                           std::string const& text) {
    for (auto& each : texts) {
        if (each.file == file.document.file) each.text = text;
    }
    auto problems = calendar::read_shelf(texts).problems;
    auto const what = [](Problem const& problem) {
        return std::tie(problem.file, problem.at, problem.rule);
    };
    std::erase_if(problems, [&](Problem const& problem) {
        return std::ranges::any_of(before.problems,
                                   [&](Problem const& one) { return what(one) == what(problem); });
    });
    return problems;
}

std::string answer_json(Options const& options,
                        ShelvedFile const& file,
                        Addition const& addition,
                        std::string const& written) {
    boost::json::array added;
    for (auto const& entry : addition.added) {
        added.push_back(
            boost::json::object{{"date", to_text(entry.day)},
                                {"kind", entry.kind == EntryKind::rest ? "rest" : "work"},
                                {"holiday", text_object(entry.holiday)}});
    }
    boost::json::object answer{{"calendar", options.calendar},
                               {"file", file.document.file},
                               {"added", std::move(added)},
                               {"said_before", addition.said_before},
                               {"known_to", nullptr},
                               {"paper", addition.paper},
                               {"written", nullptr}};
    if (addition.known_to) answer["known_to"] = to_text(*addition.known_to);
    if (!written.empty()) answer["written"] = written;
    return boost::json::serialize(answer);
}

void print_added(Session const& session, Addition const& addition) {
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"日期", "安排", "节日"}
                   : std::vector<std::string>{"date", "kind", "holiday"}};
    for (auto const& entry : addition.added) {
        bool const rests = entry.kind == EntryKind::rest;
        table.add({to_text(entry.day),
                   rests ? words(session, "放假", "off") : words(session, "上班", "work"),
                   entry.holiday.in(session.language)});
    }
    print(table.to_text());
}

/// To standard error, beside whatever is the answer.
void tell(Session& session, ShelvedFile const& file, Addition const& addition, bool is_written) {
    auto const& name = file.document.file;
    auto const count = addition.added.size();
    auto const before = addition.said_before;
    if (count == 0) {
        complain(session,
                 {.zh_cn = fmt::format("没有可添加的：{} 天都已写在 {} 中", before, name),
                  .en = fmt::format("nothing to add: {} has all {} days already", name, before)},
                 exit_done);
    } else if (is_written) {
        complain(
            session,
            {.zh_cn = fmt::format("已在 {} 中添加 {} 天（另有 {} 天已写过）", name, count, before),
             .en = fmt::format(
                 "{} days were added to {} ({} stood there already)", count, name, before)},
            exit_done);
    }
    if (!addition.known_to) return;
    auto const to = to_text(*addition.known_to);
    complain(session,
             is_written ? Text{.zh_cn = fmt::format("known 的 to 已改为 {}", to),
                               .en = fmt::format("`to` of `known` is now {}", to)}
                        : Text{.zh_cn = fmt::format("请把 known 的 to 改为 {}", to),
                               .en = fmt::format("move `to` of `known` to {}", to)},
             exit_done);
}

void deliver(Session& session,
             Options const& options,
             ShelvedFile const& file,
             Addition const& addition) {
    bool const is_new = !addition.added.empty();
    std::string written;
    if (options.write && is_new) {
        replace_file(file.document.file, addition.text);
        written = file.document.file;
    } else if (!options.output.empty() && is_new) {
        if (!write_new_file(session, options.output, "papers:\n" + addition.paper)) return;
        written = options.output;
    }
    tell(session, file, addition, options.write);
    if (session.json) return print(answer_json(options, file, addition, written) + "\n");
    if (!is_new) return;
    if (options.write) return print_added(session, addition);
    if (options.output.empty()) print("papers:\n" + addition.paper);
}

bool is_usable(Session& session, Options const& options) {
    if (options.write && !options.output.empty()) {
        complain(session,
                 {.zh_cn = "--write 和 -o 只能用一个", .en = "--write and -o exclude each other"},
                 exit_usage);
        return false;
    }
    return true;
}

void run(Session& session, Options const& options) {
    if (!is_usable(session, options)) return;
    auto const text = read_file(options.list);
    auto const list = intake::read_holiday_list(text, options.list);
    auto const texts = read_calendar_texts(find_places(session).calendars);
    auto const shelf = calendar::read_shelf(texts);
    auto const* const file = find_file(session, shelf, options);
    if (file == nullptr) return;
    auto problems = list.problems;
    auto const addition = calendar::add_paper(*file, announcement_of(options, text, list.days));
    if (!addition) {
        problems.insert(problems.end(), addition.error().begin(), addition.error().end());
        std::stable_sort(problems.begin(), problems.end(), [](auto const& a, auto const& b) {
            return a.at < b.at;
        });
    }
    if (problems.empty()) problems = new_problems_with(texts, shelf, *file, addition->text);
    if (!problems.empty()) return report(session, problems);
    deliver(session, options, *file, *addition);
}

}  // namespace

void add_calendar_import(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "import",
        words(session,
              "读取一年的放假安排（CSV 或 iCalendar），写成日历的 papers",
              "Read a year's days off (CSV or iCalendar) as papers of a calendar"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option("list",
                     options->list,
                     words(session, "放假安排，.csv 或 .ics", "the list, .csv or .ics"))
        ->required();
    command->add_option("--into", options->calendar, words(session, "哪个日历", "which calendar"))
        ->required();
    command->add_option("--source",
                        options->source,
                        words(session,
                              "文件名称或文号（默认放假安排的文件名）",
                              "the paper's title (the list's name)"));
    command->add_option(
        "--link", options->link, words(session, "文件的网址", "where it can be read"));
    command->add_option(
        "-o,--output", options->output, words(session, "写到这个新文件", "write to this new file"));
    command->add_flag("--write",
                      options->write,
                      words(session, "添加到日历文件中", "add it to the calendar's file"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
