#include "engine/service/tracker.hpp"

#include <fmt/format.h>

#include "engine/base/problem.hpp"
#include "engine/service/bell.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/clock_watch.hpp"
#include "engine/service/fingerprint.hpp"
#include "engine/service/handing_in.hpp"
#include "engine/service/read_ahead.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/journal.hpp"

namespace duban::service {

namespace {

using tracking::NamedValues;
using tracking::Refusal;

constexpr std::size_t key_bytes_max = 200;

Failure<Refusal> refuse(Refusal::Kind kind, Text reason) {
    return Failure<Refusal>{Refusal{kind, std::move(reason)}};
}

Refusal unknown_unit(delivery::Directory const& directory, std::string const& id) {
    std::vector<std::string_view> known;
    for (auto const& unit : directory.units()) known.emplace_back(unit.id);
    auto const near = nearest(id, known);
    if (near.empty()) {
        return {Refusal::Kind::bad_value,
                {.zh_cn = fmt::format("通讯录中没有单位“{}”", id),
                 .en = fmt::format("the directory has no unit \"{}\"", id)}};
    }
    return {
        Refusal::Kind::bad_value,
        {.zh_cn = fmt::format("通讯录中没有单位“{}”；是否指“{}”？", id, near),
         .en = fmt::format("the directory has no unit \"{}\"; did you mean \"{}\"?", id, near)}};
}

/// The units in a field, in a list and in records, however deep.
std::optional<Refusal> check_unit(delivery::Directory const& directory,
                                  workflow::Field const& field,
                                  expression::Value const& value) {
    auto const* const id = value.as<std::string>();
    if (id != nullptr && field.kind == workflow::FieldKind::unit) {
        if (directory.find_unit(*id) == nullptr) return unknown_unit(directory, *id);
    }
    if (auto const* const list = value.as_list()) {
        for (auto const& item : *list) {
            if (auto refusal = check_unit(directory, field, item)) return refusal;
        }
    }
    auto const* const record = value.as_map();
    if (record == nullptr) return std::nullopt;
    for (auto const& part : field.fields) {
        auto const held = record->find(std::string_view{part.name});
        if (held == record->end()) continue;
        if (auto refusal = check_unit(directory, part, held->second)) return refusal;
    }
    return std::nullopt;
}

/// A unit must be known: a case assigned to a slip of the pen would wait for nobody. A proposer may
/// be a name that the directory does not know.
std::optional<Refusal> check_units(workflow::Workflow const& workflow,
                                   delivery::Directory const& directory,
                                   NamedValues const& with) {
    for (auto const& [name, value] : with) {
        auto const index = workflow.find_field(name);
        if (index == workflow::none) continue;
        if (auto refusal = check_unit(directory, workflow.fields[index], value)) return refusal;
    }
    return std::nullopt;
}

Hash content_of(Request const& request) {
    if (request.content) return *request.content;
    return std::visit([](auto const& what) { return fingerprint(what); }, request.what);
}

Failure<Refusal> other_content(std::string const& key, ports::AnswerRow const& known) {
    return refuse(
        Refusal::Kind::other_content,
        {.zh_cn = fmt::format("幂等键“{}”已用于另一项请求（{}号案件，第{}版）：内容不同，"
                              "未执行；请换一个键",
                              key,
                              known.case_id.value,
                              known.revision),
         .en = fmt::format("the key \"{}\" was used for another request (case {}, revision {}): "
                           "this one says something else and was not done. Choose another key",
                           key,
                           known.case_id.value,
                           known.revision)});
}

Failure<Refusal> no_such_case(CaseId id) {
    return refuse(Refusal::Kind::not_found,
                  {.zh_cn = fmt::format("没有{}号案件", id.value),
                   .en = fmt::format("there is no case {}", id.value)});
}

Done done(CaseFile const& file, Recorded recorded) {
    return {.id = file.row.id,
            .revision = file.row.revision,
            .state = file.row.state,
            .repeated = false,
            .warnings = std::move(recorded.warnings)};
}

}  // namespace

tracking::Occasion occasion_of(Acting const& acting, std::span<Hash const> kept) {
    return {.kind = "action",
            .action = acting.input.action,
            .actor = acting.input.actor.id,
            .kept = kept};
}

Tracker::Tracker(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

std::vector<Answer> Tracker::perform(std::span<Request const> batch,
                                     Instant now,
                                     ports::Companion* companion) {
    std::vector<Answer> answers;
    answers.reserve(batch.size());
    auto const transaction = store_.write();
    {
        ReadingAhead const ahead{store_, procedures_, office_.get(), batch, now, companion};
        for (std::size_t i = 0; i < batch.size(); ++i)
            answers.push_back(perform_one(*transaction, batch[i], ahead.find(i), now));
    }
    if (auto const doubt = doubt_of_clock(*transaction, now)) {
        for (auto& answer : answers) {
            if (answer) answer->warnings.push_back(*doubt);
        }
    }
    transaction->commit();
    return answers;
}

Answer Tracker::perform_one(ports::Transaction& transaction,
                            Request const& request,
                            DecidedAction* decided,
                            Instant now) {
    auto const& key = request.idempotency_key;
    if (key.size() > key_bytes_max) {
        return refuse(Refusal::Kind::bad_value,
                      {.zh_cn = "幂等键过长（最多200字节）",
                       .en = "the idempotency key is too long (200 bytes at most)"});
    }
    auto const content = key.empty() ? Hash{} : content_of(request);
    if (!key.empty()) {
        if (auto const known = transaction.find_answer(key)) {
            bool const is_known = known->content != Hash{};  // not kept by earlier versions
            if (is_known && known->content != content) return other_content(key, *known);
            return Done{.id = known->case_id,
                        .revision = known->revision,
                        .state = known->state,
                        .repeated = true,
                        .warnings = {}};
        }
    }
    auto answer = std::visit(
        [&](auto const& what) {
            if constexpr (std::is_same_v<decltype(what), Acting const&>)
                return perform(transaction, what, decided, now);
            else
                return perform(transaction, what, now);
        },
        request.what);
    if (answer && !key.empty()) {
        transaction.insert_answer({.key = key,
                                   .at = now,
                                   .case_id = answer->id,
                                   .revision = answer->revision,
                                   .state = answer->state,
                                   .content = content});
    }
    return answer;
}

Answer Tracker::perform(ports::Transaction& transaction, Filing const& filing, Instant now) {
    CaseFile file;
    file.procedure = procedures_.in_force(transaction, filing.workflow, file.row.workflow);
    if (!file.procedure) {
        return refuse(Refusal::Kind::not_found,
                      {.zh_cn = fmt::format("没有名为“{}”的流程定义", filing.workflow),
                       .en = fmt::format("there is no workflow \"{}\"", filing.workflow)});
    }
    auto const office = office_.get();
    auto const& workflow = file.procedure->workflow;
    if (auto refusal = check_units(workflow, office->directory, filing.input.with)) {
        return Failure<Refusal>{std::move(*refusal)};
    }
    HandingIn const handing_in{workflow, filing.input.with, filing.files};
    if (auto refusal = handing_in.refusal({}, transaction))
        return Failure<Refusal>{std::move(*refusal)};
    auto input = filing.input;
    input.at = now;
    auto change = tracking::decide(*file.procedure, input);
    if (!change) return Failure<Refusal>{std::move(change.error())};
    auto const kept = handing_in.keep(transaction, now);
    file.state.fields.resize(workflow.fields.size());
    auto recorded = record(transaction,
                           file,
                           *change,
                           {.kind = "filed", .action = {}, .actor = input.actor.id, .kept = kept},
                           *office);
    return done(file, std::move(recorded));
}

Answer Tracker::perform(ports::Transaction& transaction,
                        Acting const& acting,
                        DecidedAction* decided,
                        Instant now) {
    auto const office = office_.get();
    if (decided) {
        auto& file = decided->entry.file;
        if (auto refusal =
                check_units(file.procedure->workflow, office->directory, acting.input.with))
            return Failure<Refusal>{std::move(*refusal)};
        auto recorded = write(transaction, decided->entry, decided->change, *office);
        return done(file, std::move(recorded));
    }
    auto file = open_up_to_date(transaction, procedures_, *office, acting.id, now);
    if (!file) return no_such_case(acting.id);
    auto const& workflow = file->procedure->workflow;
    if (auto refusal = check_units(workflow, office->directory, acting.input.with)) {
        return Failure<Refusal>{std::move(*refusal)};
    }
    HandingIn const handing_in{workflow, acting.input.with, acting.files};
    if (auto refusal = handing_in.refusal(files_of(*file), transaction))
        return Failure<Refusal>{std::move(*refusal)};
    auto input = acting.input;
    input.at = now;
    auto const change = tracking::decide(*file->procedure, file->state, input);
    if (!change) return Failure<Refusal>{change.error()};
    auto const kept = handing_in.keep(transaction, now);
    auto recorded = record(transaction, *file, *change, occasion_of(acting, kept), *office);
    return done(*file, std::move(recorded));
}

Answer Tracker::perform(ports::Transaction& transaction,
                        Acknowledging const& acknowledging,
                        Instant now) {
    auto const office = office_.get();
    auto file = open_up_to_date(transaction, procedures_, *office, acknowledging.id, now);
    if (!file) return no_such_case(acknowledging.id);
    auto input = acknowledging.input;
    input.at = now;
    auto const change = tracking::decide(*file->procedure, file->state, input);
    if (!change) return Failure<Refusal>{change.error()};
    auto recorded =
        record(transaction,
               *file,
               *change,
               {.kind = "acknowledged", .action = {}, .actor = input.actor.id, .note = input.note},
               *office);
    return done(*file, std::move(recorded));
}

Answer Tracker::perform(ports::Transaction& transaction, Reminding const& reminding, Instant now) {
    auto file = open_case(transaction, procedures_, reminding.id);
    if (!file) return no_such_case(reminding.id);
    auto const office = office_.get();
    auto const set = transaction.personal_reminders(reminding.id);
    auto reminder = decide_reminder(*file, reminding.input, set, *office, now);
    if (!reminder) return Failure<Refusal>{std::move(reminder.error())};
    reminder->id = transaction.insert_personal_reminder(*reminder);
    tracking::PersonalReminderTold const told{reminder->id.value, reminder->person, reminder->day};
    auto recorded = record(transaction,
                           *file,
                           tracking::unmoved(file->state, now),
                           {.kind = "personal_reminder_set",
                            .action = {},
                            .actor = reminder->person,
                            .note = reminder->note,
                            .personal_reminder = &told},
                           *office);
    auto answer = done(*file, std::move(recorded));
    answer.reminder = reminder->id;
    return answer;
}

Answer Tracker::perform(ports::Transaction& transaction,
                        CancellingReminder const& cancelling,
                        Instant now) {
    auto file = open_case(transaction, procedures_, cancelling.id);
    if (!file) return no_such_case(cancelling.id);
    auto const set = transaction.personal_reminders(cancelling.id);
    auto const reminder = find_own_reminder(set, cancelling.reminder, cancelling.person);
    if (!reminder) return Failure<Refusal>{reminder.error()};
    transaction.remove_personal_reminder(reminder->id);
    tracking::PersonalReminderTold const told{reminder->id.value, reminder->person, reminder->day};
    auto recorded = record(transaction,
                           *file,
                           tracking::unmoved(file->state, now),
                           {.kind = "personal_reminder_cancelled",
                            .action = {},
                            .actor = cancelling.person,
                            .personal_reminder = &told},
                           *office_.get());
    return done(*file, std::move(recorded));
}

tracking::Actor actor_named(delivery::Directory const& directory, std::string const& name) {
    if (auto const* const person = directory.find_person(name)) {
        return {.id = person->id,
                .groups = person->groups,
                .units = person->units,
                .leads = person->leads};
    }
    tracking::Actor actor{.id = name, .groups = {}, .units = {}};
    if (directory.find_unit(name) != nullptr) actor.units.push_back(name);
    if (directory.has_group(name)) actor.groups.push_back(name);
    return actor;
}

}  // namespace duban::service
