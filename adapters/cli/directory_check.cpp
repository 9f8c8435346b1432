#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/directory_commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/directory_review.hpp"

namespace duban::cli {

namespace {

using service::DirectoryReview;

/// Those that can be read; `duban check` is who speaks of the others.
std::vector<workflow::Workflow> read_workflows(Configuration const& configuration) {
    std::vector<workflow::Workflow> workflows;
    for (auto const& name : workflow_names(configuration)) {
        auto const folder = std::filesystem::path{configuration.workflows} / name;
        auto definition = workflow::read_definition(read_definition_text(folder.string()));
        if (definition.workflow) workflows.push_back(std::move(*definition.workflow));
    }
    return workflows;
}

std::string review_json(DirectoryReview const& review) {
    using boost::json::array;
    using boost::json::object;
    array people;
    for (auto const* person : review.people) {
        people.push_back(object{{"id", person->id}, {"name", person->name}});
    }
    array units;
    for (auto const* unit : review.units) {
        units.push_back(object{{"id", unit->id}, {"name", unit->name}});
    }
    array groups;
    for (auto const& group : review.groups) groups.emplace_back(group);
    array roles;
    for (auto const& role : review.roles) {
        roles.push_back(object{{"workflow", role.workflow},
                               {"role", role.role},
                               {"title", text_object(role.title)},
                               {"group", role.group}});
    }
    return boost::json::serialize(object{{"people", std::move(people)},
                                         {"units", std::move(units)},
                                         {"groups", std::move(groups)},
                                         {"roles", std::move(roles)}});
}

void print_review(Session const& session, DirectoryReview const& review) {
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"种类", "标识", "名称", "问题"}
                   : std::vector<std::string>{"kind", "id", "name", "what is wrong"}};
    for (auto const* person : review.people) {
        table.add({words(session, "人员", "person"),
                   person->id,
                   person->name,
                   words(session, "没有可用的地址", "no address that a channel takes")});
    }
    for (auto const* unit : review.units) {
        table.add({words(session, "单位", "unit"),
                   unit->id,
                   unit->name,
                   words(session, "没有人可以通知到", "nobody of it can be reached")});
    }
    for (auto const& group : review.groups)
        table.add({words(session, "组", "group"), group, "", words(session, "没有人", "empty")});
    for (auto const& role : review.roles) {
        table.add({words(session, "角色", "role"),
                   fmt::format("{} {}", role.workflow, role.role),
                   role.title.in(session.language),
                   zh ? fmt::format("组“{}”没有人", role.group)
                      : fmt::format("its group {} is empty", role.group)});
    }
    print(table.to_text());
}

void run(Session& session) {
    auto const configuration = open_configuration(session);
    if (!configuration) return;
    auto const office = read_office(*configuration);
    if (!office) return report(session, office.error());
    auto const review = service::review_directory(*office, read_workflows(*configuration));
    if (!review.is_empty()) session.exit = exit_refused;
    if (session.json) return print(review_json(review) + "\n");
    if (!review.is_empty()) return print_review(session, review);
    say(session,
        {.zh_cn = fmt::format("{} 人、{} 个单位都能通知到，没有空的组和角色",
                              office->directory.people().size(),
                              office->directory.units().size()),
         .en = fmt::format("all {} people and {} units can be reached; no group and no role is "
                           "empty",
                           office->directory.people().size(),
                           office->directory.units().size())});
}

}  // namespace

void add_directory_check(CLI::App& above, Session& session) {
    above
        .add_subcommand("check",
                        words(session,
                              "列出无法通知到的人员和单位、空的组和角色",
                              "List who cannot be reached, and empty groups and roles"))
        ->callback([&session] { run(session); });
}

}  // namespace duban::cli
