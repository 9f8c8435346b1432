#include "engine/service/procedures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "engine/calendar/calendar_file.hpp"
#include "engine/calendar/calendar_yaml.hpp"

namespace duban::service {

namespace {

using ports::Reader;
using workflow::DefinitionText;
using workflow::NamedText;

boost::json::value to_json(NamedText const& text) {
    return {{"file", text.file}, {"text", text.text}};
}

NamedText named_text(boost::json::value const& json) {
    return {.file = std::string{json.at("file").as_string()},
            .text = std::string{json.at("text").as_string()}};
}

Problem about_file(std::string const& file, char const* rule, Text message) {
    return {.file = file,
            .at = {.line = 1, .column = 1},
            .severity = Severity::error,
            .rule = rule,
            .message = std::move(message),
            .suggestion = {},
            .source_line = {}};
}

/// Two texts under one number could not be told apart in a list or a journal.
Problem version_not_raised(NamedText const& text, int in_force) {
    auto problem = about_file(
        text.file,
        "version-not-raised",
        {.zh_cn = fmt::format(
             "内容与生效中的第{}版不同，但 version 没有提高；请改为 {} 或更大的数，改后方能生效",
             in_force,
             in_force + 1),
         .en = fmt::format("this differs from version {} that is in force, but its version is not "
                           "higher: make it "
                           "{} or more to put it in force",
                           in_force,
                           in_force + 1)});
    constexpr std::string_view key = "\nversion:";
    auto const at = text.text.find(key);
    if (at == std::string::npos) return problem;
    problem.at.line =
        static_cast<int>(std::count(
            text.text.begin(), text.text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
        2;
    auto const end = text.text.find('\n', at + 1);
    problem.source_line = text.text.substr(at + 1, end - at - 1);
    problem.suggestion = fmt::format("{}", in_force + 1);
    return problem;
}

/// Throws where it cannot be read, or is not the one that was stored.
calendar::Calendar stored_calendar(ports::CalendarRow const& row) {
    auto calendar = calendar::read_calendar(row.text, fmt::format("{} {}", row.name, row.version));
    if (!calendar) {
        throw std::runtime_error{fmt::format("the stored calendar {} {} cannot be read: {}",
                                             row.name,
                                             row.version,
                                             to_text(calendar.error().front(), Language::en))};
    }
    if (calendar->version() != row.version) {
        throw std::runtime_error{
            fmt::format("the stored calendar {} {} was changed since it came into force",
                        row.name,
                        row.version)};
    }
    return std::move(*calendar);
}

}  // namespace

Procedures::Procedures(Calendars calendars) : calendars_{std::move(calendars)} {}

void Procedures::put_in_force(ports::Store& store, Calendars calendars, Instant now) {
    std::vector<ports::CalendarRow> unknown;
    {
        auto const stored = store.read()->list_calendars();
        for (auto const& [name, calendar] : calendars) {
            if (std::ranges::find(stored, calendar.version(), &ports::CalendarRow::version) ==
                stored.end())
                unknown.push_back({calendar.version(), name, to_yaml(calendar), now});
        }
    }
    if (!unknown.empty()) {
        auto const transaction = store.write();
        for (auto const& row : unknown) transaction->insert_calendar(row);
        transaction->commit();
    }
    std::lock_guard const lock{mutex_};
    for (auto& [name, calendar] : calendars_) remember_former(std::move(calendar));
    calendars_ = std::move(calendars);
    by_id_.clear();
}

Calendars Procedures::calendars() const {
    std::lock_guard const lock{mutex_};
    return calendars_;
}

/// A calendar by which something may still be counted. Asked with the lock held.
void Procedures::remember_former(calendar::Calendar calendar) {
    bool const known = std::ranges::any_of(former_, [&](calendar::Calendar const& other) {
        return other.version() == calendar.version();
    });
    if (!known) former_.push_back(std::move(calendar));
}

bool Procedures::learn(Reader& reader, std::string_view calendar_version) {
    auto const rows = reader.list_calendars();
    auto const row = std::ranges::find(rows, calendar_version, &ports::CalendarRow::version);
    if (row == rows.end()) return false;
    auto calendar = stored_calendar(*row);
    std::lock_guard const lock{mutex_};
    remember_former(std::move(calendar));
    by_id_.clear();
    return true;
}

std::vector<std::string> Procedures::former_versions(Reader& reader, std::string_view name) const {
    std::vector<std::string> versions;
    std::lock_guard const lock{mutex_};
    for (auto const& row : reader.list_calendars()) {
        if (!name.empty() && row.name != name) continue;
        auto const present = calendars_.find(row.name);
        if (present == calendars_.end() || present->second.version() != row.version)
            versions.push_back(row.version);
    }
    return versions;
}

Result<ProcedurePointer, Problems> Procedures::compile(DefinitionText const& text,
                                                       Problems& problems,
                                                       Reader* stored) const {
    // A stored one was proven by the rules of its day; a stricter check must not strand the cases
    // under it.
    auto definition = workflow::read_definition(
        text, stored == nullptr ? workflow::Proofs::required : workflow::Proofs::reported);
    problems = definition.problems;
    if (!definition.workflow) return Failure<Problems>{definition.problems};
    auto& workflow = *definition.workflow;
    if (text.messages.empty() && !workflow.messages.empty()) {
        problems.push_back(about_file(
            text.workflow.file,
            "messages-missing",
            {.zh_cn = "没有通知的文本：请在旁边补上 messages.zh-CN.yaml 和 messages.en.yaml",
             .en = "the messages have no words: put messages.zh-CN.yaml and messages.en.yaml "
                   "beside it"}));
        return Failure<Problems>{problems};
    }
    std::lock_guard const lock{mutex_};
    auto calendar = calendar_named(workflow.calendar, stored);
    if (!calendar) {
        std::vector<std::string_view> known;
        for (auto const& [name, unused] : calendars_) known.emplace_back(name);
        auto problem = about_file(
            text.workflow.file,
            "unknown-calendar",
            {.zh_cn = fmt::format("没有名为“{}”的工作日历，请放入日历文件夹", workflow.calendar),
             .en = fmt::format("there is no calendar \"{}\": put it into the calendars' folder",
                               workflow.calendar)});
        problem.suggestion = nearest(workflow.calendar, known);
        problems.push_back(problem);
        return Failure<Problems>{problems};
    }
    auto const zone = calendar::Zone::find(workflow.time_zone);
    if (!zone) {
        problems.push_back(about_file(text.workflow.file, "unknown-time-zone", zone.error()));
        return Failure<Problems>{problems};
    }
    for (auto& message : workflow.messages) message.prepare();
    auto former = former_;
    for (auto const& [name, other] : calendars_) {
        if (name != workflow.calendar) former.push_back(other);
    }
    return std::make_shared<tracking::Procedure const>(
        tracking::Procedure{std::move(workflow), std::move(*calendar), *zone, std::move(former)});
}

/// Its file may be gone while cases run by it: then the last that was in force counts for them on.
/// Asked with the lock held.
std::optional<calendar::Calendar> Procedures::calendar_named(std::string const& name,
                                                             Reader* stored) const {
    auto const found = calendars_.find(name);
    if (found != calendars_.end()) return found->second;
    if (stored == nullptr) return std::nullopt;
    auto const rows = stored->list_calendars();
    auto const last =
        std::find_if(rows.rbegin(), rows.rend(), [&](auto const& row) { return row.name == name; });
    return last == rows.rend() ? std::nullopt : std::optional{stored_calendar(*last)};
}

ProcedurePointer Procedures::remember(WorkflowId id, ProcedurePointer procedure) {
    std::lock_guard const lock{mutex_};
    return by_id_.try_emplace(id, std::move(procedure)).first->second;
}

Problems Procedures::put_in_force(ports::Store& store, DefinitionText const& text, Instant now) {
    Problems problems;
    auto compiled = compile(text, problems, nullptr);
    if (!compiled) return std::move(compiled.error());
    auto const& workflow = (*compiled)->workflow;
    {
        auto const reader = store.read();
        auto const latest = reader->find_workflow(std::string_view{workflow.name});
        if (latest && latest->content == workflow.content) {
            remember(latest->id, std::move(*compiled));
            return problems;
        }
    }
    auto const transaction = store.write();
    // Asked again: another process may have stored it since.
    auto const latest = transaction->find_workflow(std::string_view{workflow.name});
    if (latest && latest->content == workflow.content) {
        remember(latest->id, std::move(*compiled));
        return problems;
    }
    if (latest && workflow.version <= latest->version) {
        problems.push_back(version_not_raised(text.workflow, latest->version));
        return problems;
    }
    auto const id = transaction->insert_workflow({.id = {},
                                                  .content = workflow.content,
                                                  .name = workflow.name,
                                                  .version = workflow.version,
                                                  .text = encode_definition(text),
                                                  .stored_at = now});
    transaction->commit();
    remember(id, std::move(*compiled));
    return problems;
}

ProcedurePointer Procedures::find(Reader& reader, WorkflowId id) {
    {
        std::lock_guard const lock{mutex_};
        auto const known = by_id_.find(id);
        if (known != by_id_.end()) return known->second;
    }
    auto const row = reader.find_workflow(id);
    if (!row) throw std::runtime_error{fmt::format("the store holds no definition {}", id.value)};
    auto const text = decode_definition(row->text);
    Problems problems;
    auto compiled = compile(text, problems, &reader);
    if (!compiled) {
        throw std::runtime_error{fmt::format("the stored definition {} of {} cannot be used: {}",
                                             row->version,
                                             row->name,
                                             to_text(compiled.error().front(), Language::en))};
    }
    if (workflow::content_of(text) != row->content) {
        throw std::runtime_error{
            fmt::format("the stored definition {} of {} was changed since it came into force",
                        row->version,
                        row->name)};
    }
    return remember(id, std::move(*compiled));
}

ProcedurePointer Procedures::in_force(Reader& reader, std::string_view name, WorkflowId& id) {
    auto const found = reader.find_workflow_id(name);
    if (!found) return nullptr;
    id = *found;
    return find(reader, id);
}

std::optional<WorkflowId> Procedures::find_version(Reader& reader,
                                                   std::string_view name,
                                                   int version) {
    std::optional<WorkflowId> found;
    for (auto const& row : reader.list_workflows()) {
        if (row.name == name && row.version == version) found = row.id;
    }
    return found;
}

std::string encode_definition(DefinitionText const& text) {
    boost::json::array messages;
    for (auto const& message : text.messages) messages.push_back(to_json(message));
    return boost::json::serialize(boost::json::value{{"workflow", to_json(text.workflow)},
                                                     {"messages", std::move(messages)}});
}

DefinitionText decode_definition(std::string_view encoded) {
    auto const json = boost::json::parse(encoded);
    DefinitionText text{.workflow = named_text(json.at("workflow")), .messages = {}};
    for (auto const& message : json.at("messages").as_array()) {
        text.messages.push_back(named_text(message));
    }
    return text;
}

}  // namespace duban::service
