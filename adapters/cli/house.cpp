#include "adapters/cli/house.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "adapters/intake/similar_titles.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/delivery/directory_file.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted_entries(fs::path const& folder) {
    std::error_code error;
    std::vector<fs::path> paths;
    for (auto const& entry : fs::directory_iterator{folder, error}) paths.push_back(entry.path());
    if (error == std::errc::no_such_file_or_directory) throw Missing{folder.string()};
    if (error) {
        throw std::runtime_error{
            fmt::format("cannot read the folder {}: {}", folder.string(), error.message())};
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

void append(Problems& to, Problems const& problems) {
    to.insert(to.end(), problems.begin(), problems.end());
}

delivery::RetryPolicy retry_policy_for(service::Medium medium) {
    delivery::RetryPolicy policy;
    policy.idempotent = medium == service::Medium::mail;
    return policy;
}

/// What is handed to a program, or goes to a phone, carries none.
std::int64_t attachments_with(ChannelSettings const& channel) {
    if (channel.kind == ChannelKind::smtp) return channel.smtp.attachments_at_most;
    return channel.kind == ChannelKind::spool ? service::attachments_usually : 0;
}

/// What a group of nobody was to be told would be told to nobody.
Problem empty_group(Configuration const& configuration,
                    std::string_view key,
                    std::string const& group) {
    return {.file = configuration.file,
            .at = {.line = 1, .column = 1},
            .severity = Severity::error,
            .rule = fmt::format("empty-{}", key),
            .message = {.zh_cn = fmt::format("office.{} 指定的组“{}”在通讯录 {} 中没有人，"
                                             "该通知他们的故障将无人知晓",
                                             key,
                                             group,
                                             configuration.directory),
                        .en = fmt::format("the group \"{1}\" that office.{0} names has nobody in "
                                          "{2}: what goes wrong would be told to nobody",
                                          key,
                                          group,
                                          configuration.directory)},
            .suggestion = {},
            .source_line = {}};
}

/// The groups that the house itself writes to, of which somebody must be there.
Problems empty_groups(Configuration const& configuration, delivery::Directory const& directory) {
    Problems problems;
    auto const ask = [&](std::string_view key, std::string const& group) {
        if (directory.members_of_group(group).empty())
            problems.push_back(empty_group(configuration, key, group));
    };
    ask("secretariat", configuration.secretariat);
    if (!configuration.administrators.empty()) ask("administrators", configuration.administrators);
    return problems;
}

/// A definition that cannot be read is like one with errors: told, and no reason to stop work.
std::optional<workflow::DefinitionText> definition_in(fs::path const& folder, Problems& problems) {
    try {
        return read_definition_text(folder.string());
    } catch (std::runtime_error const& failure) {
        Problem problem;
        problem.file = (folder / "workflow.yaml").string();
        problem.rule = "unreadable-file";
        problem.message = {.zh_cn = fmt::format("读取失败：{}", failure.what()),
                           .en = failure.what()};
        problems.push_back(std::move(problem));
        return std::nullopt;
    }
}

void warn_of_definitions(Session& session, Problems const& problems) {
    if (!has_errors(problems)) return;
    for (auto const& problem : problems) {
        if (problem.severity != Severity::error) continue;
        auto const text = to_text(problem, session.language);
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
    complain(session,
             {.zh_cn = "以上定义有错误，未予采用；此前生效的定义继续有效",
              .en = "definitions with errors were not taken; what was in force stays in force"},
             exit_done);
}

}  // namespace

House::House(Configuration configuration) : configuration_{std::move(configuration)} {}

std::unique_ptr<Configuration> open_configuration(Session& session) {
    if (session.config.empty()) {
        complain(
            session,
            {.zh_cn = "找不到配置文件：请用 --config 指定 duban.yaml，或设置 DUBAN_CONFIG",
             .en = "there is no configuration: name duban.yaml with --config, or set DUBAN_CONFIG"},
            exit_usage);
        return nullptr;
    }
    auto configuration = read_configuration(read_file(session.config), session.config);
    if (!configuration) {
        report(session, configuration.error());
        return nullptr;
    }
    return std::make_unique<Configuration>(std::move(*configuration));
}

std::unique_ptr<House> House::open(Session& session, Access access) {
    auto const configuration = open_configuration(session);
    if (!configuration) return nullptr;
    std::unique_ptr<House> house{new House{*configuration}};
    Problems problems;
    auto calendars = read_calendars(configuration->calendars, problems);
    auto office = office_with(*configuration, read_file(configuration->directory), calendars);
    if (!office) append(problems, office.error());
    if (has_errors(problems)) {
        report(session, problems);
        return nullptr;
    }
    if (auto const folder = fs::path{configuration->store}.parent_path(); !folder.empty()) {
        fs::create_directories(folder);
    }
    if (access == Access::look && !fs::exists(configuration->store)) {
        complain(session,
                 {.zh_cn = fmt::format("{} 处原先没有数据库，已新建一个空的", configuration->store),
                  .en = fmt::format("there was no store at {}: an empty one is made",
                                    configuration->store)},
                 exit_done);
    }
    house->store_ = sqlite::open_sqlite_store(
        {.path = configuration->store, .read_only = access == Access::read_only});
    house->procedures_ = std::make_unique<service::Procedures>(calendars);
    house->office_ = std::make_unique<service::CurrentOffice>(std::move(*office));
    house->tracker_ =
        std::make_unique<service::Tracker>(*house->store_, *house->procedures_, *house->office_);
    house->courier_ =
        std::make_unique<service::Courier>(*house->store_,
                                           *house->procedures_,
                                           *house->office_,
                                           house->random_,
                                           *calendar::Zone::find(configuration->time_zone));
    if (access != Access::work) return house;
    house->procedures_->put_in_force(
        *house->store_, service::Calendars{calendars}, house->clock_.now());
    house->refused_at_opening_ = house->put_definitions_in_force();
    warn_of_definitions(session, house->refused_at_opening_);
    return house;
}

Problems House::put_definitions_in_force() {
    Problems problems;
    for (auto const& name : workflow_names(configuration_)) {
        auto const text = definition_in(fs::path{configuration_.workflows} / name, problems);
        if (text) append(problems, procedures_->put_in_force(*store_, *text, clock_.now()));
    }
    return problems;
}

Problems House::reload() {
    Problems problems;
    auto calendars = read_calendars(configuration_.calendars, problems);
    if (!has_errors(problems))
        procedures_->put_in_force(*store_, std::move(calendars), clock_.now());
    append(problems, put_definitions_in_force());
    auto office =
        office_with(configuration_, read_file(configuration_.directory), procedures_->calendars());
    if (office) {
        office_->put_in_force(std::move(*office));
    } else {
        append(problems, office.error());
    }
    return problems;
}

Result<service::Office, Problems> office_with(Configuration const& configuration,
                                              std::string_view directory,
                                              service::Calendars calendars) {
    std::vector<std::string> names;
    for (auto const& [name, calendar] : calendars) names.push_back(name);
    auto people = delivery::read_directory(directory, configuration.directory, &names);
    if (!people) return Failure<Problems>{std::move(people.error())};
    service::Office office;
    office.name = configuration.office_name;
    office.mail_domain = configuration.mail_domain;
    office.secretariat = configuration.secretariat;
    office.administrators = configuration.administrators;
    office.link_base = configuration.link_base;
    office.spread = configuration.spread;
    office.calendar_entries = configuration.calendar_entries;
    office.directory = std::move(*people);
    office.calendars = std::move(calendars);
    auto nobody = empty_groups(configuration, office.directory);
    if (!nobody.empty()) return Failure<Problems>{std::move(nobody)};
    office.search_key = [](std::string_view title) { return intake::matching_key(title); };
    for (auto const& channel : configuration.channels) {
        office.routes.push_back({.channel = channel.name,
                                 .medium = channel.medium,
                                 .retry = retry_policy_for(channel.medium),
                                 .sender = channel.kind == ChannelKind::smtp
                                               ? channel.smtp.from.address
                                               : channel.spool.from.address,
                                 .attachments_at_most = attachments_with(channel)});
    }
    for (auto const& rule : configuration.rules) {
        auto const route = std::ranges::find(office.routes, rule.channel, &service::Route::channel);
        route->fallback_for = rule.fallback_for;
        route->receipt_within = rule.receipt_within;
        route->per_recipient = rule.per_recipient;
    }
    return office;
}

Result<service::Office, Problems> read_office(Configuration const& configuration) {
    Problems told_by_other_commands;
    return office_with(configuration,
                       read_file(configuration.directory),
                       read_calendars(configuration.calendars, told_by_other_commands));
}

std::vector<std::string> workflow_names(Configuration const& configuration) {
    std::vector<std::string> names;
    for (auto const& folder : sorted_entries(configuration.workflows)) {
        std::error_code ignored;
        // A link that leads nowhere is there, and is told of.
        if (fs::exists(fs::symlink_status(folder / "workflow.yaml", ignored)))
            names.push_back(folder.filename().string());
    }
    return names;
}

std::vector<calendar::CalendarText> read_calendar_texts(std::string const& folder) {
    std::vector<calendar::CalendarText> texts;
    for (auto const& path : sorted_entries(folder)) {
        if (path.extension() != ".yaml") continue;
        texts.push_back({.file = path.string(), .text = read_file(path.string())});
    }
    return texts;
}

service::Calendars read_calendars(std::string const& folder, Problems& problems) {
    auto shelf = calendar::read_shelf(read_calendar_texts(folder));
    append(problems, shelf.problems);
    return std::move(shelf.calendars);
}

service::Calendars find_calendars(Session& session) {
    std::string folder = "config/calendars";
    if (!session.config.empty()) {
        auto const read = read_configuration(read_file(session.config), session.config);
        if (read) folder = read->calendars;
    }
    Problems problems;
    auto calendars = read_calendars(folder, problems);
    if (!problems.empty()) report(session, problems);
    return calendars;
}

Text not_a_day(std::string_view given) {
    return {.zh_cn = fmt::format("“{}”不是存在的日期；写法如 2025-07-01", given),
            .en = fmt::format("\"{}\" is no day that exists; write it like 2025-07-01", given)};
}

workflow::DefinitionText read_definition_text(std::string const& path) {
    fs::path const given{path};
    auto const file = fs::is_directory(given) ? given / "workflow.yaml" : given;
    workflow::DefinitionText text{.workflow = {file.string(), read_file(file.string())},
                                  .messages = {}};
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    for (auto const& beside : sorted_entries(folder)) {
        auto const name = beside.filename().string();
        if (!name.starts_with("messages.") || beside.extension() != ".yaml") continue;
        text.messages.push_back({beside.string(), read_file(beside.string())});
    }
    return text;
}

}  // namespace duban::cli
