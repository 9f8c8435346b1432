#include "engine/service/bookkeeping.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/delivery/fate.hpp"
#include "engine/delivery/reserve.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/channel_trouble.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/telling.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;

constexpr delivery::RetryPolicy unrouted{};

}  // namespace

delivery::RetryPolicy const& policy_of(Office const& office, Delivery const& row) {
    auto const* const route = office.find_route(row.channel);
    return route != nullptr ? route->retry : unrouted;
}

Bookkeeping::Bookkeeping(ports::Transaction& transaction,
                         Procedures& procedures,
                         Office const& office,
                         Instant now,
                         std::vector<std::string>& failures)
    : transaction_{transaction},
      procedures_{procedures},
      office_{office},
      now_{now},
      failures_{failures} {}

void Bookkeeping::keep(delivery::Verdict const& verdict) {
    auto const& row = verdict.next;
    transaction_.update_delivery(row);
    if (verdict.attempt) transaction_.insert_attempt(*verdict.attempt);
    bool const has_ended = delivery::has_ended(row.phase);
    bool const goes_anew = row.phase == Phase::queued;
    if (is_digest(row) && (has_ended || goes_anew)) carry(row);
    if (has_ended || goes_anew) tell_reserves(row);
    if (verdict.tell) tell_of_loss(row);
}

delivery::Verdict Bookkeeping::happen(Delivery const& row, delivery::Event const& event) {
    auto verdict = delivery::judge(row, event, policy_of(office_, row));
    ensure(verdict.has_value(), "only what is possible happens to a delivery that is due");
    keep(*verdict);
    return std::move(*verdict);
}

/// Tells the secretariat of what will never arrive, and whoever is to know where a reminder has
/// reached nobody. A house notice that fails is told to nobody, or it would call for the next one;
/// it stays in the outbox as dead.
void Bookkeeping::tell_of_loss(Delivery const& lost) {
    tell_of_failing_channel(transaction_, lost, office_, now_);
    if (is_house_notice(lost)) return;
    auto const* const person = office_.directory.find_person(lost.recipient);
    auto const& name = person != nullptr ? person->name : lost.recipient;
    if (is_digest(lost)) {
        auto letters = transaction_.carried_by(lost.id);
        std::erase_if(letters, is_house_notice);
        if (letters.empty()) return;
        tell_secretariat(
            transaction_, {}, undeliverable_digest(lost, letters, name, now_), office_, now_);
        return;
    }
    tell_secretariat(transaction_, lost.case_id, undeliverable(lost, name, now_), office_, now_);
    tell_if_unreached(lost);
}

void Bookkeeping::tell_if_unreached(Delivery const& lost) {
    if (lost.deadline.value == 0 || is_entry_notice(lost)) return;
    try {
        if (auto const file = open_case(transaction_, procedures_, lost.case_id))
            service::tell_if_unreached(
                transaction_, *file, lost.deadline, lost.occurrence, office_, now_);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        // The case cannot be read; the secretariat knows of the loss.
        failures_.push_back(fmt::format("delivery {}: {}", lost.id.value, failure.what()));
    }
}

void Bookkeeping::tell_reserves(Delivery const& first) {
    auto const stands_by = [&](Route const& route) { return route.fallback_for == first.channel; };
    if (std::ranges::none_of(office_.routes, stands_by)) return;
    if (is_digest(first)) {
        for (auto const& letter : transaction_.carried_by(first.id)) tell_reserves(letter);
        return;
    }
    for (auto const& row : transaction_.deliveries_of(first.occurrence)) {
        if (row.phase == Phase::standby && row.recipient == first.recipient) step(row);
    }
}

void Bookkeeping::step(Delivery const& reserve) {
    auto const* const route = office_.find_route(reserve.channel);
    auto const* const first_route =
        route == nullptr ? nullptr : office_.find_route(route->fallback_for);
    auto const rows = transaction_.deliveries_of(reserve.occurrence);
    auto const found = std::ranges::find_if(rows, [&](Delivery const& row) {
        return route != nullptr && row.channel == route->fallback_for &&
               row.recipient == reserve.recipient;
    });
    std::optional<Delivery> first;
    if (found != rows.end()) first = *found;
    // What goes with a digest is as late as the digest is.
    if (first && first->phase == Phase::bundled) first = transaction_.find_delivery(first->carrier);
    delivery::Patience patience;
    if (route != nullptr) patience.within = route->receipt_within;
    patience.for_receipt = first_route != nullptr && first_route->medium != Medium::mail;
    // It is of use as long as the first is, whose life a silence may have prolonged.
    auto row = reserve;
    if (first) row.expires_at = std::max(row.expires_at, first->expires_at);
    auto const step = delivery::reserve_step(row, first ? &*first : nullptr, patience, now_);
    if (now_ >= row.expires_at) {
        happen(row, delivery::Outlived{now_});
    } else if (auto const* const called = std::get_if<delivery::CalledUp>(&step)) {
        happen(row, *called);
    } else if (auto const* const unwanted = std::get_if<delivery::NoLongerWanted>(&step)) {
        happen(row, *unwanted);
    } else {
        row.not_before = std::min(std::get<delivery::AskAgain>(step).at, row.expires_at);
        transaction_.update_delivery(row);
    }
}

/// What became of the digest became of the letters in it; where it goes anew they go with it.
void Bookkeeping::carry(Delivery const& digest) {
    bool const goes_anew = !delivery::has_ended(digest.phase);
    delivery::Carried const carried{now_, goes_anew ? Phase::bundled : digest.phase, digest.reason};
    for (auto letter : transaction_.carried_by(digest.id)) {
        if (goes_anew && letter.phase == Phase::bundled) continue;
        letter.confirmed_at = digest.confirmed_at;
        auto const verdict = delivery::judge(letter, carried, policy_of(office_, letter));
        if (!verdict) continue;
        keep(*verdict);
        if (delivery::is_lost(digest.phase)) tell_if_unreached(verdict->next);
    }
}

}  // namespace duban::service
