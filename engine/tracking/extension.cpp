#include "engine/tracking/extension.hpp"

#include <fmt/format.h>

#include "engine/base/ensure.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

namespace {

std::vector<calendar::Term> const& extensions_of(Procedure const& procedure,
                                                 Deadline const& deadline) {
    return procedure.workflow.states[deadline.state].due->extensions;
}

}  // namespace

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

void extend(Procedure const& procedure, Deadline& deadline, Instant at) {
    auto const& terms = extensions_of(procedure, deadline);
    auto const times = deadline.ledger.extensions.size();
    ensure(times < terms.size(), "an extension has a term");
    deadline.ledger.extensions.push_back({at, terms[times]});
    derive_end(procedure, deadline);
}

}  // namespace duban::tracking
