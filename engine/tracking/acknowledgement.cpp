// Somebody has seen what they owe: their reminders are quiet until a day of their choice.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/rung_notices.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

Failure<Refusal> refuse(Refusal::Kind kind, Text reason) {
    return Failure<Refusal>{Refusal{kind, std::move(reason)}};
}

std::string const& name_of(Procedure const& procedure, Deadline const& deadline) {
    return procedure.workflow.states[deadline.state].due->name;
}

Failure<Refusal> not_running(Procedure const& procedure,
                             Case const& state,
                             std::string const& name) {
    std::vector<std::string_view> names;
    for (auto const& deadline : state.deadlines) names.emplace_back(name_of(procedure, deadline));
    if (name.empty())
        return refuse(Refusal::Kind::not_found,
                      {.zh_cn = "没有正在计算的时限", .en = "no deadline runs on this case"});
    return refuse(
        Refusal::Kind::not_found,
        {.zh_cn =
             fmt::format("没有正在计算的时限“{}”；正在计算的：{}", name, fmt::join(names, "、")),
         .en = fmt::format(
             "no deadline \"{}\" runs on this case; there are: {}", name, fmt::join(names, ", "))});
}

Failure<Refusal> not_theirs(Actor const& actor) {
    return refuse(Refusal::Kind::not_allowed,
                  {.zh_cn = fmt::format("时限不由{}负责：只有责任人可以确认知悉", actor.id),
                   .en = fmt::format("{} does not owe the deadline: only its owner acknowledges it",
                                     actor.id)});
}

/// The day must lie ahead, and no later than the end: what is overdue is never quiet.
std::optional<Failure<Refusal>> wrong_day(Procedure const& procedure,
                                          Deadline const& deadline,
                                          Acknowledged const& input) {
    auto const until = duban::to_text(input.until);
    if (input.until <= procedure.zone.day_of(input.at))
        return refuse(Refusal::Kind::bad_value,
                      {.zh_cn = fmt::format("{} 不是将来的日期", until),
                       .en = fmt::format("{} does not lie ahead", until)});
    if (input.until <= deadline.due_day) return std::nullopt;
    auto const due = duban::to_text(deadline.due_day);
    auto const& name = name_of(procedure, deadline);
    return refuse(
        Refusal::Kind::bad_value,
        {.zh_cn = fmt::format("时限“{}”于 {} 届满：不能静默到 {}", name, due, until),
         .en = fmt::format(
             "the deadline \"{}\" ends on {}: it cannot be quiet until {}", name, due, until)});
}

}  // namespace

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               Acknowledged const& input) {
    if (state.closed_at)
        return refuse(Refusal::Kind::closed, {.zh_cn = "案件已办结", .en = "the case is closed"});
    Result<Change, Refusal> result;
    WorkingCase working{procedure, state, *result, input.at, input.at};
    result->parts = state.parts;
    result->last_part = state.last_part;
    bool runs = false;
    for (auto const& deadline : state.deadlines) {
        bool const meant = input.deadline.empty() || name_of(procedure, deadline) == input.deadline;
        if (!meant || (deadline.passed && input.deadline.empty())) continue;
        runs = true;
        auto const* const part = state.find_part(deadline.part);
        if (!working.has_role(input.actor, owners_of(procedure, deadline.state), part)) continue;
        if (auto wrong = wrong_day(procedure, deadline, input)) return std::move(*wrong);
        working.change_deadline(deadline).quiet_until =
            procedure.zone.to_instant(WallTime{input.until});
    }
    if (!runs) return not_running(procedure, state, input.deadline);
    if (result->deadlines_changed.empty()) return not_theirs(input.actor);
    return result;
}

}  // namespace duban::tracking
