#include "adapters/cli/case_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ranges>

#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t label_cells = 24;
constexpr std::size_t value_cells_max = 400;

/// Further lines of the value stand under its first, where no label stands: so none of them passes
/// for another field.
std::string line(std::string_view label, std::string_view value) {
    auto const cells = std::max(label_cells, display_width(label) + 2);
    auto text = pad_to_width(label, cells);
    for (auto end = value.find('\n'); end != value.npos; end = value.find('\n')) {
        auto const part = value.substr(0, end);
        text += on_one_line(part.ends_with('\r') ? part.substr(0, end - 1) : part);
        text += '\n' + std::string(cells, ' ');
        value.remove_prefix(end + 1);
    }
    return text + on_one_line(value) + "\n";
}

std::string deadline_text(service::CaseFile const& file,
                          tracking::Deadline const& deadline,
                          Instant now,
                          Language language) {
    auto const& due = *file.procedure->workflow.states[deadline.state].due;
    auto const term = calendar::describe(deadline.ledger.term_in_force()).in(language);
    auto const day = service::long_date(
        deadline.due_day, tracking::original_due_day(*file.procedure, deadline), language);
    bool const zh = language == Language::zh_cn;
    auto text = zh ? fmt::format("{}（{}，期限{}）", day, due.name, term)
                   : fmt::format("{} ({}, {})", day, due.name, term);
    if (deadline.moved_from) {
        auto const before = to_text(*deadline.moved_from);
        text += zh ? fmt::format("［日历或期限更新前为 {}］", before)
                   : fmt::format(" [{} before the calendar or the term was renewed]", before);
    }
    if (deadline.provisional) text += zh ? "［暂定］" : " [provisional]";
    if (deadline.is_stopped()) {
        auto const since = service::wall_text(*deadline.ledger.stopped_since, file.procedure->zone);
        text += zh ? fmt::format("［自 {} 起停止计算］", since)
                   : fmt::format(" [stopped since {}]", since);
    }
    if (deadline.quiet_until && *deadline.quiet_until > now) {
        auto const until = to_text(file.procedure->zone.day_of(*deadline.quiet_until));
        text += zh ? fmt::format("［责任人已知悉，{} 前不催办］", until)
                   : fmt::format(" [seen: quiet until {}]", until);
    }
    if (deadline.passed) text += zh ? "［已过期］" : " [passed]";
    return text;
}

object deadline_json(service::CaseFile const& file, tracking::Deadline const& deadline) {
    auto const& ledger = deadline.ledger;
    object json{{"name", file.procedure->workflow.states[deadline.state].due->name},
                {"state", file.procedure->workflow.states[deadline.state].path},
                {"started_at", to_text(ledger.started_at)},
                {"term", calendar::to_text(ledger.term)},
                {"due", to_text(deadline.due_day)},
                {"due_at", to_text(deadline.due_at)},
                {"provisional", deadline.provisional},
                {"passed", deadline.passed},
                {"calendar_version", ledger.calendar_version}};
    if (deadline.moved_from) json["moved_from"] = to_text(*deadline.moved_from);
    if (deadline.stopped_by_hand) json["stopped_by_hand"] = true;
    if (deadline.quiet_until)
        json["quiet_until"] = to_text(file.procedure->zone.day_of(*deadline.quiet_until));
    if (!ledger.extensions.empty()) json["extended_to"] = calendar::to_text(ledger.term_in_force());
    if (deadline.is_stopped()) {
        json["stopped"] = true;
        json["stopped_since"] = to_text(*ledger.stopped_since);
    }
    if (auto const original = tracking::original_due_day(*file.procedure, deadline))
        json["original"] = to_text(*original);
    return json;
}

std::string reminder_text(service::CaseFile const& file,
                          ports::PersonalReminderRow const& reminder,
                          House& house,
                          Language language) {
    auto const office = house.office().get();
    auto const* const person = office->directory.find_person(reminder.person);
    auto const& name = person != nullptr ? person->name : reminder.person;
    auto const at = service::wall_text(reminder.at, file.procedure->zone);
    auto const number = reminder.id.value;
    bool const zh = language == Language::zh_cn;
    if (reminder.note.empty())
        return zh ? fmt::format("{} 提醒{}（{}号，本人设置）", at, name, number)
                  : fmt::format("{} to {} (no. {}, their own)", at, name, number);
    return zh ? fmt::format("{} 提醒{}（{}号，本人设置）：{}", at, name, number, reminder.note)
              : fmt::format("{} to {} (no. {}, their own): {}", at, name, number, reminder.note);
}

}  // namespace

boost::json::value record_of(ports::JournalRow const& row) {
    boost::system::error_code error;
    auto record = boost::json::parse(row.record, error);
    return error || !record.is_object() ? nullptr : std::move(record);
}

std::string record_json(ports::JournalRow const& row) {
    return boost::json::serialize(object{{"number", row.number},
                                         {"at", to_text(row.at)},
                                         {"record", record_of(row)},
                                         {"hash", to_text(row.hash)}});
}

object reminder_json(ports::PersonalReminderRow const& reminder) {
    return {{"number", reminder.id.value},
            {"person", reminder.person},
            {"day", reminder.day},
            {"note", reminder.note},
            {"rings_at", to_text(reminder.at)}};
}

void complain_of_no_case(Session& session, std::int64_t number) {
    complain(session,
             {.zh_cn = fmt::format("没有{}号案件", number),
              .en = fmt::format("there is no case {}", number)},
             exit_refused);
}

std::unique_ptr<service::CaseFile> find_case(Session& session,
                                             House& house,
                                             ports::Reader& reader,
                                             std::int64_t number) {
    auto file = service::read_case(reader, house.procedures(), CaseId{number});
    if (!file) {
        complain_of_no_case(session, number);
        return nullptr;
    }
    if (!*file) {
        complain(session, service::cannot_be_read(file->error()), exit_refused);
        return nullptr;
    }
    return std::make_unique<service::CaseFile>(std::move(**file));
}

std::string case_text(service::CaseFile const& file,
                      PersonalReminders const& reminders,
                      House& house,
                      Language language) {
    auto const& workflow = file.procedure->workflow;
    auto const& zone = file.procedure->zone;
    auto const office = house.office().get();
    bool const zh = language == Language::zh_cn;
    auto text = line(zh ? "案件" : "case", fmt::format("{}", file.row.id.value));
    text += line(zh ? "流程" : "workflow",
                 fmt::format("{} v{}", workflow.title.in(language), workflow.version));
    auto const places = tracking::places_of(*file.procedure, file.state);
    text += line(
        zh ? "状态" : "state",
        fmt::format(
            "{} ({})", service::state_titles(file, language), fmt::join(places, zh ? "、" : ", ")));
    text += line(zh ? "版次" : "revision", fmt::format("{}", file.row.revision));
    text += line(zh ? "立案时间" : "filed", service::wall_text(file.state.opened_at, zone));
    if (file.state.closed_at) {
        text += line(zh ? "办结时间" : "closed", service::wall_text(*file.state.closed_at, zone));
    }
    if (file.state.suspended_since) {
        text += line(zh ? "中止办理自" : "suspended since",
                     service::wall_text(*file.state.suspended_since, zone));
    }
    for (auto const& deadline : file.state.deadlines) {
        text += line(zh ? "时限" : "deadline",
                     deadline_text(file, deadline, house.clock().now(), language));
    }
    for (auto const& reminder : reminders) {
        text += line(zh ? "个人提醒" : "personal reminder",
                     reminder_text(file, reminder, house, language));
    }
    for (std::size_t i = 0; i < workflow.fields.size(); ++i) {
        auto const& field = workflow.fields[i];
        auto const value =
            service::wording_of(field, file.state.fields[i], office->directory, language);
        if (value.empty()) continue;
        text += line(field.title.in(language), cut_to_width(value, value_cells_max));
    }
    return text;
}

std::string case_json(service::CaseFile const& file, PersonalReminders const& reminders) {
    auto const& workflow = file.procedure->workflow;
    array deadlines;
    for (auto const& deadline : file.state.deadlines) {
        deadlines.push_back(deadline_json(file, deadline));
    }
    array set;
    for (auto const& reminder : reminders) set.push_back(reminder_json(reminder));
    object json{
        {"case", file.row.id.value},
        {"workflow", workflow.name},
        {"version", workflow.version},
        {"state", boost::json::value_from(tracking::places_of(*file.procedure, file.state))},
        {"state_title",
         object{{"zh-CN", service::state_titles(file, Language::zh_cn)},
                {"en", service::state_titles(file, Language::en)}}},
        {"revision", file.row.revision},
        {"title", file.row.title},
        {"opened_at", to_text(file.state.opened_at)},
        {"closed_at", nullptr},
        {"data", boost::json::parse(tracking::encode_fields(workflow, file.state.fields))},
        {"deadlines", std::move(deadlines)},
        {"personal_reminders", std::move(set)}};
    if (file.state.closed_at) json["closed_at"] = to_text(*file.state.closed_at);
    if (file.state.suspended_since) json["suspended_since"] = to_text(*file.state.suspended_since);
    return boost::json::serialize(json);
}

std::string unreadable_json(service::UnreadableCase const& one) {
    return boost::json::serialize(
        object{{"case", one.id.value}, {"title", one.title}, {"why", one.why}});
}

void complain_of(Session& session, std::vector<service::UnreadableCase> const& unreadable) {
    for (auto const& [id, title, why] : unreadable) {
        complain(session,
                 {.zh_cn = fmt::format("{}号案件（{}）无法读出，未列入：{}", id.value, title, why),
                  .en = fmt::format(
                      "case {} ({}) cannot be read and is not listed: {}", id.value, title, why)},
                 exit_refused);
    }
}

bool is_known_actor(Session& session, House& house, std::string const& name) {
    auto const office = house.office().get();
    auto const& directory = office->directory;
    if (directory.find_person(name) != nullptr || directory.find_unit(name) != nullptr ||
        directory.has_group(name)) {
        return true;
    }
    std::vector<std::string_view> known;
    for (auto const& person : directory.people()) known.emplace_back(person.id);
    auto const near = nearest(name, known);
    auto const refusal =
        near.empty()
            ? Text{.zh_cn = fmt::format("通讯录中没有“{}”这个人、单位或组", name),
                   .en = fmt::format("the directory has no person, unit or group \"{}\"", name)}
            : Text{.zh_cn = fmt::format("通讯录中没有“{}”；是否指“{}”？", name, near),
                   .en = fmt::format(
                       "the directory has nobody called \"{}\"; did you mean \"{}\"?", name, near)};
    answer(session,
           Failure<tracking::Refusal>{
               tracking::Refusal{tracking::Refusal::Kind::not_allowed, refusal}});
    return false;
}

void answer(Session& session, service::Answer const& answer) {
    if (!answer) {
        if (session.json) {
            print(boost::json::serialize(
                      object{{"refused",
                              object{{"kind", tracking::to_text(answer.error().kind)},
                                     {"reason", answer.error().reason.in(session.language)}}}}) +
                  "\n");
        }
        complain(session, answer.error().reason, exit_refused);
        return;
    }
    array warnings;
    for (auto const& warning : answer->warnings) {
        warnings.emplace_back(warning.in(session.language));
        auto const exit = session.exit;
        complain(session, warning, exit_done);
        session.exit = exit;
    }
    if (session.json) {
        array places;
        for (auto const place : std::views::split(answer->state, ' '))
            places.emplace_back(std::string_view{place.begin(), place.end()});
        print(boost::json::serialize(object{{"case", answer->id.value},
                                            {"revision", answer->revision},
                                            {"state", std::move(places)},
                                            {"repeated", answer->repeated},
                                            {"warnings", std::move(warnings)},
                                            {"refused", nullptr}}) +
              "\n");
        return;
    }
    say(session,
        answer->repeated
            ? Text{.zh_cn = fmt::format("{}号案件：此前已办，未重复（第{}版，{}）",
                                        answer->id.value,
                                        answer->revision,
                                        answer->state),
                   .en = fmt::format("case {}: done before, not repeated (revision {}, {})",
                                     answer->id.value,
                                     answer->revision,
                                     answer->state)}
            : Text{.zh_cn = fmt::format(
                       "{}号案件：{}（第{}版）", answer->id.value, answer->state, answer->revision),
                   .en = fmt::format("case {}: {} (revision {})",
                                     answer->id.value,
                                     answer->state,
                                     answer->revision)});
}

}  // namespace duban::cli
