#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

void add_backup(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "backup",
        words(session, "备份数据库，不影响正在进行的工作", "Copy the store while work goes on"));
    auto const path = std::make_shared<std::string>();
    command
        ->add_option(
            "file", *path, words(session, "新文件；从不覆盖", "a new file; never overwritten"))
        ->required();
    command->callback([&session, path] {
        auto const house = House::open(session, Access::read_only);
        if (!house) return;
        if (std::filesystem::exists(*path)) {
            complain(
                session,
                {.zh_cn = fmt::format("{} 已存在，备份不会覆盖：请换一个文件名", *path),
                 .en = fmt::format(
                     "{} exists, and a backup overwrites nothing: choose another name", *path)},
                exit_refused);
            return;
        }
        house->store().backup(*path);
        if (session.json) {
            print(boost::json::serialize(boost::json::object{{"backup", *path}}) + "\n");
            return;
        }
        say(session,
            {.zh_cn = fmt::format("已备份到 {}", *path),
             .en = fmt::format("backed up to {}", *path)});
    });
}

}  // namespace duban::cli
