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

/// When the last reminder of the deadline came, where somebody has yet to get it. `of`: the case by
/// whose definition it was told.
std::optional<Instant> last_unsaid(ports::Transaction& transaction,
                                   CaseFile const& of,
                                   Deadline const& before) {
    auto const said =
        tracking::rungs_between(*of.procedure, before, Instant::min(), before.handled_until);
    if (said.empty()) return std::nullopt;
    auto const last = std::ranges::max(said, {}, &tracking::Rung::at).at;
    for (auto const& rung : said) {
        if (rung.at != last) continue;
        tracking::Notice notice;
        notice.deadline = before.id;
        notice.due_day = before.due_day;
        notice.rewound = before.rewound;
        notice.reminder = rung.reminder;
        notice.number = rung.number;
        if (waits_for_anybody(transaction, occurrence_of(of, notice))) return last;
    }
    return std::nullopt;
}

void go_back_before(Instant at, Deadline& deadline) {
    auto const before = at - std::chrono::milliseconds{1};
    if (before < deadline.handled_until) deadline.say_again_from(before);
}

/// The same deadline, where what is told of it now is told of another end, or not yet.
Deadline* find_moved(CaseFile& after, Deadline const& was) {
    auto const is = std::ranges::find(after.state.deadlines, was.id, &Deadline::id);
    if (is == after.state.deadlines.end() || was.is_stopped()) return nullptr;
    return is->is_stopped() || is->due_day != was.due_day ? &*is : nullptr;
}

}  // namespace

void take_back_unsaid(ports::Transaction& transaction,
                      std::vector<Deadline> const& before,
                      CaseFile& after) {
    for (auto const& was : before) {
        auto* const is = find_moved(after, was);
        if (is == nullptr) continue;
        if (auto const last = last_unsaid(transaction, after, was)) go_back_before(*last, *is);
    }
}

void take_back_unsaid(ports::Transaction& transaction,
                      CaseFile const& before,
                      CaseFile& after,
                      Instant now) {
    for (auto const& was : before.state.deadlines) {
        auto* const is = find_moved(after, was);
        if (is == nullptr) continue;
        auto const last = last_unsaid(transaction, before, was);
        if (!last) continue;
        go_back_before(*last, *is);
        // The ladder is another one: what of it lies behind stands where the former one's did not.
        auto const behind = tracking::rungs_between(*after.procedure, *is, Instant::min(), now);
        if (!behind.empty()) go_back_before(behind.back().at, *is);
    }
}

}  // namespace duban::service
