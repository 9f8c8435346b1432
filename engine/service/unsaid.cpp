#include "engine/service/unsaid.hpp"

#include <algorithm>

#include "engine/delivery/fate.hpp"
#include "engine/service/addressing.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::service {

namespace {

using tracking::Deadline;

/// It is to be sent, or sent again, and no attempt has had an outcome that nobody knows. One that
/// is under way may come to nothing: then it would be lost, while somebody who has it can hear of
/// another end as well.
bool waits_unseen(delivery::Delivery const& row) {
    return delivery::is_under_way(row.phase) && row.uncertain == 0;
}

bool waits_for_anybody(ports::Transaction& transaction, std::string const& occurrence) {
    auto const waits = [&](delivery::Delivery const& row) {
        if (row.phase != delivery::Phase::bundled) return waits_unseen(row);
        auto const digest = transaction.find_delivery(row.carrier);
        return digest && waits_unseen(*digest);
    };
    return std::ranges::any_of(transaction.deliveries_of(occurrence), waits);
}

void take_back_last(ports::Transaction& transaction, Deadline const& before, CaseFile& after) {
    auto const& procedure = *after.procedure;
    auto const said =
        tracking::rungs_between(procedure, before, Instant::min(), before.handled_until);
    if (said.empty()) return;
    auto const last = std::ranges::max(said, {}, &tracking::Rung::at).at;
    bool unsaid = false;
    for (auto const& rung : said) {
        if (rung.at != last) continue;
        tracking::Notice notice;
        notice.deadline = before.id;
        notice.due_day = before.due_day;
        notice.rewound = before.rewound;
        notice.reminder = rung.reminder;
        notice.number = rung.number;
        unsaid |= waits_for_anybody(transaction, occurrence_of(after, notice));
    }
    if (!unsaid) return;
    auto const moved = std::ranges::find(after.state.deadlines, before.id, &Deadline::id);
    moved->handled_until = std::min(moved->handled_until, last - std::chrono::milliseconds{1});
}

}  // namespace

void take_back_unsaid(ports::Transaction& transaction,
                      std::vector<Deadline> const& before,
                      CaseFile& after) {
    for (auto const& was : before) {
        auto const is = std::ranges::find(after.state.deadlines, was.id, &Deadline::id);
        if (is == after.state.deadlines.end() || was.is_stopped()) continue;
        if (!is->is_stopped() && is->due_day == was.due_day) continue;
        take_back_last(transaction, was, after);
    }
}

}  // namespace duban::service
