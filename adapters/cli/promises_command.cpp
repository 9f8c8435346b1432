#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/page_text.hpp"
#include "adapters/intake/promise_json.hpp"
#include "engine/base/one_line.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string file;
    std::string from;
};

/// Standard input, no more of it than shows that there is too much.
std::string read_input() {
    std::string text;
    std::array<char, 64U << 10U> buffer{};
    while (text.size() <= intake::PageText::bytes_max) {
        std::cin.read(buffer.data(), buffer.size());
        if (std::cin.gcount() == 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(std::cin.gcount()));
    }
    return text;
}

/// "2026-12-31 (the last day of the year)"
std::string shown_date(Session const& session, intake::Promise const& promise) {
    if (!promise.date) return words(session, "无日期", "no date");
    auto const rule = describe(promise.rule).in(session.language);
    auto const shown = words(session, "{}（{}）", "{} ({})");
    return fmt::format(fmt::runtime(shown), to_text(*promise.date), rule);
}

void print_promise(Session const& session, intake::Promise const& promise) {
    print(fmt::format("{}:{}  {}: {}\n",
                      promise.line,
                      promise.column,
                      on_one_line(promise.phrase),
                      shown_date(session, promise)));
    print(fmt::format("    {}\n", on_one_line(promise.text)));
    for (auto const& doubt : promise.doubts) {
        print(fmt::format("    ? {}\n", doubt.in(session.language)));
    }
}

void print_promises(Session const& session, intake::Promises const& promises) {
    if (promises.found.empty()) {
        say(session,
            {.zh_cn = "没有读到写明时间的承诺；请自行通读答复",
             .en = "no promise with a time was found: read the reply yourself"});
        return;
    }
    for (auto const& promise : promises.found) print_promise(session, promise);
    auto const count = promises.found.size();
    say(session,
        {.zh_cn = fmt::format("以上 {} 条只是建议，没有录入任何案件；请对照原文逐条确认", count),
         .en = fmt::format("{} proposal{}, entered nowhere: compare each with the text",
                           count,
                           count == 1 ? "" : "s")});
}

void complain_of_reading(Session& session, intake::Promises const& promises) {
    if (promises.too_large) {
        complain(session,
                 {.zh_cn = "文件超过 4 MiB，没有读取；请只保存答复正文",
                  .en = "the file is larger than 4 MiB and was not read: save the reply alone"},
                 exit_refused);
    }
    if (promises.damaged) {
        complain(
            session,
            {.zh_cn = "部分字节无法识别，已用 \uFFFD 代替；请核对原文",
             .en = "some bytes could not be read and became \uFFFD: compare with the original"},
            exit_done);
    }
    if (promises.more) {
        complain(session,
                 {.zh_cn = fmt::format("只列出前 {} 条", intake::promises_max),
                  .en = fmt::format("only the first {} are listed", intake::promises_max)},
                 exit_done);
    }
}

void run(Session& session, Options const& options) {
    auto const replied = parse_day(options.from);
    if (!options.from.empty() && !replied) {
        complain(session, not_a_day(options.from), exit_usage);
        return;
    }
    auto const text = options.file == "-" ? read_input() : read_file(options.file);
    auto const promises = intake::find_promises(text, replied);
    complain_of_reading(session, promises);
    if (promises.too_large) return;
    if (session.json) {
        print(intake::to_json(promises, session.language) + "\n");
    } else {
        print_promises(session, promises);
    }
}

}  // namespace

void add_promises(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "promises",
        words(session, "从答复中提出可能的承诺及日期", "Propose promises with dates from a reply"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option(
            "file",
            options->file,
            words(session, "答复正文；- 为标准输入", "the reply's text; - for standard input"))
        ->required();
    command->add_option(
        "--from",
        options->from,
        words(session, "答复之日，如 2025-07-01", "the day of the reply: 2025-07-01"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
