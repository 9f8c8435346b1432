#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/directory_commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/runtime/system_clock.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/directory_review.hpp"

namespace duban::cli {

namespace {

using service::DirectoryReview;
using Refused = std::vector<service::RefusedPerson>;

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

/// Nothing was refused where nothing was ever sent.
Refused refused_people(Configuration const& configuration, service::Office const& office) {
    if (!std::filesystem::exists(configuration.store)) return {};
    auto const store = sqlite::open_sqlite_store({.path = configuration.store, .read_only = true});
    return service::refused_people(office, *store->read(), runtime::SystemClock{}.now());
}

boost::json::array refused_json(Refused const& refused) {
    boost::json::array items;
    for (auto const& [person, row] : refused) {
        items.push_back(boost::json::object{{"id", person->id},
                                            {"name", person->name},
                                            {"channel", row.channel},
                                            {"address", row.address},
                                            {"at", to_text(row.at)},
                                            {"code", row.code}});
    }
    return items;
}

std::string review_json(DirectoryReview const& review, Refused const& refused) {
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
                                         {"roles", std::move(roles)},
                                         {"refused", refused_json(refused)}});
}

std::string refused_text(ports::RefusedAddressRow const& row,
                         calendar::Zone const& zone,
                         Language language) {
    auto const day = to_text(zone.day_of(row.at));
    return language == Language::zh_cn
               ? fmt::format(
                     "注意：{} {} 已于 {} 被退回（{}）", row.channel, row.address, day, row.code)
               : fmt::format("warning: {} {} was refused on {} ({})",
                             row.channel,
                             row.address,
                             day,
                             row.code);
}

void print_review(Session const& session,
                  DirectoryReview const& review,
                  Refused const& refused,
                  calendar::Zone const& zone) {
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
    for (auto const& [person, row] : refused) {
        table.add({words(session, "人员", "person"),
                   person->id,
                   person->name,
                   refused_text(row, zone, session.language)});
    }
    print(table.to_text(120));
}

void run(Session& session) {
    auto const configuration = open_configuration(session);
    if (!configuration) return;
    auto const office = read_office(*configuration);
    if (!office) return report(session, office.error());
    auto const review = service::review_directory(*office, read_workflows(*configuration));
    if (!review.is_empty()) session.exit = exit_refused;
    auto const refused = refused_people(*configuration, *office);
    if (session.json) return print(review_json(review, refused) + "\n");
    if (!review.is_empty() || !refused.empty())
        return print_review(
            session, review, refused, *calendar::Zone::find(configuration->time_zone));
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
                              "列出无法通知到的人员和单位、被退回的地址、空的组和角色",
                              "List who cannot be reached, whose address was refused, and empty "
                              "groups and roles"))
        ->callback([&session] { run(session); });
}

}  // namespace duban::cli
