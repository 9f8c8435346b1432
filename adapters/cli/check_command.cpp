#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

void run(Session& session, std::vector<std::string> const& paths) {
    Problems problems;
    for (auto const& path : paths) {
        if (!std::filesystem::exists(path)) {
            complain(session,
                     {.zh_cn = fmt::format("没有文件 {}", path),
                      .en = fmt::format("there is no file {}", path)},
                     exit_usage);
            return;
        }
        auto const definition = workflow::read_definition(read_definition_text(path));
        problems.insert(problems.end(), definition.problems.begin(), definition.problems.end());
    }
    report(session, problems);
    if (session.json || has_errors(problems)) return;
    say(session,
        {.zh_cn = fmt::format("检查了{}个定义，没有错误", paths.size()),
         .en = fmt::format("checked {} definition(s): no errors", paths.size())});
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("check",
                           words(session,
                                 "检查流程定义：列出所有问题及其位置",
                                 "Check definitions: every problem, with its place"));
    auto const paths = std::make_shared<std::vector<std::string>>();
    command
        ->add_option("files",
                     *paths,
                     words(session,
                           "workflow.yaml，或其所在的文件夹",
                           "workflow.yaml, or the folder it lies in"))
        ->required();
    command->callback([&session, paths] { run(session, *paths); });
}

}  // namespace duban::cli
