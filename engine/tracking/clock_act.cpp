#include "engine/tracking/clock_act.hpp"

#include <fmt/format.h>

#include "engine/base/ensure.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

namespace {

std::vector<calendar::Term> const& extensions_of(Procedure const& procedure,
                                                 Deadline const& deadline) {
    return procedure.workflow.states[deadline.state].due->extensions;
}

std::optional<Text> why_no_extension(Procedure const& procedure,
                                     Deadline const* running,
                                     Instant now) {
    if (running == nullptr)
        return Text{.zh_cn = "这里没有正在计算的时限可以延期",
                    .en = "no deadline runs here that could be extended"};
    auto const& name = procedure.workflow.states[running->state].due->name;
    auto const due = to_text(running->due_day);
    if (running->passed || (!running->is_stopped() && running->due_at <= now)) {
        return Text{.zh_cn = fmt::format("时限“{}”已于 {} 届满，不能再延期", name, due),
                    .en = fmt::format("the deadline \"{}\" ended on {}: it cannot be extended any "
                                      "more",
                                      name,
                                      due)};
    }
    auto const times = running->ledger.extensions.size();
    if (times >= extensions_of(procedure, *running).size()) {
        return Text{
            .zh_cn = fmt::format("时限“{}”已延期 {} 次，不能再延", name, times),
            .en = fmt::format("the deadline \"{}\" has been extended already ({} of {}): no "
                              "further extension is provided for",
                              name,
                              times,
                              times)};
    }
    auto longer = *running;
    extend(procedure, longer, now);
    if (longer.due_at > running->due_at) return std::nullopt;
    return Text{
        .zh_cn = fmt::format("延期后于 {} 届满，并不晚于现在的 {}", to_text(longer.due_day), due),
        .en = fmt::format(
            "extended it would end on {}, no later than now, on {}", to_text(longer.due_day), due)};
}

std::optional<Text> why_no_stop(Procedure const& procedure, Deadline const* running, Instant now) {
    if (running == nullptr)
        return Text{.zh_cn = "这里没有正在计算的时限可以中止",
                    .en = "no deadline runs here that could be stopped"};
    auto const& name = procedure.workflow.states[running->state].due->name;
    if (running->stopped_by_hand)
        return Text{.zh_cn = fmt::format("时限“{}”已经中止", name),
                    .en = fmt::format("the deadline \"{}\" stands still already", name)};
    if (!running->passed && (running->is_stopped() || running->due_at > now)) return std::nullopt;
    auto const due = to_text(running->due_day);
    return Text{.zh_cn = fmt::format("时限“{}”已于 {} 届满，不能再中止", name, due),
                .en = fmt::format(
                    "the deadline \"{}\" ended on {}: it cannot be stopped any more", name, due)};
}

std::optional<Text> why_not_on(Procedure const& procedure, Deadline const* running) {
    if (running != nullptr && running->stopped_by_hand) return std::nullopt;
    if (running == nullptr)
        return Text{.zh_cn = "这里没有中止的时限", .en = "no deadline stands still here"};
    auto const& name = procedure.workflow.states[running->state].due->name;
    return Text{.zh_cn = fmt::format("时限“{}”没有由人中止", name),
                .en = fmt::format("nobody has stopped the deadline \"{}\"", name)};
}

}  // namespace

std::optional<Text> why_not(Procedure const& procedure,
                            Case const& state,
                            workflow::Action const& action,
                            Deadline const* running,
                            Instant now) {
    using workflow::ClockAct;
    if (state.suspended_since && action.clock != ClockAct::resume)
        return is_suspended(procedure, state);
    switch (action.clock) {
        case ClockAct::nothing:
        case ClockAct::suspend:
            return std::nullopt;
        case ClockAct::extend:
            return why_no_extension(procedure, running, now);
        case ClockAct::stop:
            return why_no_stop(procedure, running, now);
        case ClockAct::go_on:
            return why_not_on(procedure, running);
        case ClockAct::resume:
            if (state.suspended_since) return std::nullopt;
            return Text{.zh_cn = "案件没有中止", .en = "the case is not suspended"};
    }
    return std::nullopt;
}

Text is_suspended(Procedure const& procedure, Case const& state) {
    auto const since = to_text(procedure.zone.day_of(*state.suspended_since));
    auto const& resume = procedure.workflow.suspension->resume;
    return {.zh_cn = fmt::format("案件自 {} 起中止办理；可用的操作：{}", since, resume.name),
            .en = fmt::format(
                "the case has been suspended since {}; possible here: {}", since, resume.name)};
}

void extend(Procedure const& procedure, Deadline& deadline, Instant at) {
    auto const& terms = extensions_of(procedure, deadline);
    auto const times = deadline.ledger.extensions.size();
    ensure(times < terms.size(), "an extension has a term");
    deadline.ledger.extensions.push_back({at, terms[times]});
    derive_end(procedure, deadline);
}

}  // namespace duban::tracking
