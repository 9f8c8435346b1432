#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/calendar_review.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> paths;
    std::string today;
};

struct Checked {
    std::size_t files = 0;
    Problems problems;
};

/// A calendar is read with those beside it, which it may extend; what is wrong with these is not
/// asked for.
std::vector<calendar::CalendarText> texts_beside(std::string const& path) {
    auto const folder = fs::path{path}.parent_path();
    auto texts = read_calendar_texts(folder.empty() ? "." : folder.string());
    std::erase_if(texts, [&](auto const& text) {
        return fs::path{text.file}.filename() == fs::path{path}.filename();
    });
    texts.push_back({.file = path, .text = read_file(path)});
    return texts;
}

void check(std::string const& path, Day today, Checked& checked) {
    bool const is_folder = fs::is_directory(path);
    auto const shelf =
        calendar::read_shelf(is_folder ? read_calendar_texts(path) : texts_beside(path));
    for (auto const& file : shelf.files) {
        auto const& name = file.document.file;
        if (!is_folder && name != path) continue;
        ++checked.files;
        auto& all = checked.problems;
        std::copy_if(shelf.problems.begin(),
                     shelf.problems.end(),
                     std::back_inserter(all),
                     [&](Problem const& problem) { return problem.file == name; });
        auto const warnings = calendar::review(file, today);
        all.insert(all.end(), warnings.begin(), warnings.end());
    }
}

void run(Session& session, Options const& options) {
    auto const given = parse_day(options.today);
    if (!options.today.empty() && !given)
        return complain(session, not_a_day(options.today), exit_usage);
    auto paths = options.paths;
    if (paths.empty()) paths.push_back(find_places(session).calendars);
    Checked checked;
    for (auto const& path : paths) {
        if (!fs::exists(path)) throw Missing{path};
        check(path, given ? *given : today(session), checked);
    }
    report(session, checked.problems);
    if (session.json || has_errors(checked.problems)) return;
    say(session,
        {.zh_cn = fmt::format("检查了{}个日历，没有错误", checked.files),
         .en = fmt::format("checked {} calendar(s): no errors", checked.files)});
}

}  // namespace

void add_calendar_check(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "check",
        words(session,
              "检查日历：列出所有问题及其位置，并提醒遗漏",
              "Check calendars: every problem with its place, and what may be missing"));
    auto const options = std::make_shared<Options>();
    command->add_option("files",
                        options->paths,
                        words(session,
                              "日历文件，或其所在的文件夹（默认全部）",
                              "calendars, or a folder of them (all that are configured)"));
    command->add_option(
        "--today",
        options->today,
        words(session, "以哪一天为今天，如 2026-11-01", "the day to judge by: 2026-11-01 (today)"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
