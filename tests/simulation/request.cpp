#include "tests/simulation/request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/tracking/case_data.hpp"
#include "tests/simulation/procedure.hpp"
#include "tests/support/world.hpp"

namespace duban::simulation {

namespace {

std::string listed(Names const& names) {
    Names quoted;
    for (auto const& name : names) quoted.push_back(fmt::format("\"{}\"", name));
    return fmt::format("[{}]", fmt::join(quoted, ","));
}

std::string listed(std::vector<Commitment> const& commitments) {
    Names records;
    for (auto const& one : commitments)
        records.push_back(fmt::format(R"({{"what":"{}","by":"{}"}})", one.what, to_text(one.by)));
    return fmt::format("[{}]", fmt::join(records, ","));
}

/// What the action asks for.
std::string values_of(Act const& act) {
    auto const& name = act.name;
    auto const received = fmt::format("\"received\":\"{}\"", to_text(act.day));
    if (name == "accept" || name == "reassign")
        return fmt::format(
            R"({{"host":"{}","co_handlers":{},{}}})", act.host, listed(act.co_handlers), received);
    if (name == "tell_received" || name == "dissatisfied") return "{" + received + "}";
    if (name == "change_co_handlers")
        return fmt::format(R"({{"co_handlers":{}}})", listed(act.co_handlers));
    if (name == "reply" || name == "correct_commitments")
        return fmt::format(R"({{"commitments":{}}})", listed(act.commitments));
    if (name == "keep") return fmt::format(R"({{"kept":"{}"}})", act.kept);
    Names const with_reason{"object", "uphold", "ask", "extend", "stop", "suspend"};
    bool const reason = std::ranges::find(with_reason, name) != with_reason.end();
    return reason ? R"({"reason":"so it is"})" : "{}";
}

}  // namespace

service::Request request_of(std::int64_t id, Act const& act, delivery::Directory const& directory) {
    if (act.name == "remind")
        return {.what = service::Reminding{CaseId{id}, {act.actor, act.day, "ask me"}},
                .idempotency_key = {}};
    if (act.name == "cancel_reminder")
        return {.what =
                    service::CancellingReminder{
                        CaseId{id}, PersonalReminderId{act.reminder}, act.actor},
                .idempotency_key = {}};
    auto const actor = service::actor_named(directory, act.actor);
    if (act.name == "acknowledge") {
        tracking::Acknowledged input{
            .deadline = "reply", .actor = actor, .until = act.day, .note = {}, .at = {}};
        return {.what = service::Acknowledging{CaseId{id}, std::move(input)},
                .idempotency_key = {}};
    }
    static auto const procedure = support::procedure_of(simulated_procedure());
    tracking::ActionAsked input{.action = act.name,
                                .actor = actor,
                                .with = *tracking::read_values(procedure->workflow, values_of(act)),
                                .seen_revision = std::nullopt,
                                .at = {}};
    return {.what = service::Acting{CaseId{id}, std::move(input)}, .idempotency_key = {}};
}

std::string described(Act const& act) {
    auto const until = fmt::format("{} {}", to_text(act.day), act.reminder);
    bool const is_own = act.name == "remind" || act.name == "cancel_reminder";
    return fmt::format("{} by {} {}",
                       act.name,
                       act.actor,
                       is_own || act.name == "acknowledge" ? until : values_of(act));
}

}  // namespace duban::simulation
