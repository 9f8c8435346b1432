#include "engine/service/courier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/delivery/fate.hpp"
#include "engine/delivery/judge.hpp"
#include "engine/service/bookkeeping.hpp"
#include "engine/service/channel_trouble.hpp"
#include "engine/service/claim.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/refused_address.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;
using ports::Transaction;

// A mail server may take ten minutes over the final dot (RFC 5321 section 4.5.3.2.6); the lease
// outlives that.
constexpr auto attempt_time = std::chrono::minutes{11};
constexpr auto postponement = std::chrono::hours{1};

// Rows of one transaction by hand: the outbox stands still for no longer than a claim takes.
constexpr std::size_t page = 200;

// Providers repeat a receipt for minutes, not for days; what is older has lost its attempt.
constexpr auto early_receipt_life = std::chrono::hours{24};

constexpr delivery::RetryPolicy unrouted{};

/// The receipt's number is one that no attempt of the row can have: it is of an earlier attempt, or
/// of another installation on the same account.
bool names_another(delivery::Receipt const& receipt, Delivery const& row) {
    if (receipt.provider_id.empty() || receipt.provider_id == row.provider_id) return false;
    if (row.provider_id.empty()) {
        bool const may_be_theirs = row.phase == Phase::sending || row.phase == Phase::delivered ||
                                   row.phase == Phase::uncertain || row.uncertain > 0;
        return !may_be_theirs;
    }
    return receipt.kind == delivery::Receipt::Kind::failed || row.attempts <= 1;
}

/// What went with a digest is sent again with it, not beside it.
Delivery to_release(ports::Reader& outbox, Delivery const& row, delivery::Event const& event) {
    if (row.carrier == DeliveryId{}) return row;
    auto const digest = outbox.find_delivery(row.carrier);
    if (!digest) return row;
    return delivery::is_under_way(digest->phase) || delivery::judge(*digest, event, unrouted)
               ? *digest
               : row;
}

void learn_of_former_address(Transaction& transaction,
                             Delivery row,
                             delivery::Receipt const& receipt,
                             Office const& office,
                             Instant now) {
    row.address = receipt.address;
    learn_from(transaction, row, receipt, office, now);
}

}  // namespace

ports::Outgoing outgoing_of(Delivery const& row,
                            std::vector<delivery::AttachedFile> files,
                            Office const& office,
                            Instant now) {
    auto const* const person = office.directory.find_person(row.recipient);
    return {.id = row.id,
            .attempt = row.attempts,
            .message_id = row.message_id,
            .date = std::min(row.created_at, now),  // a clock that was ahead may have made it
            .thread_id = row.case_id.value == 0
                             ? std::string{}
                             : fmt::format("<case-{}@{}>", row.case_id.value, office.mail_domain),
            .recipient_name = person != nullptr ? person->name : row.recipient,
            .address = row.address,
            .language = row.language,
            .message = row.message,
            .subject = row.subject,
            .text = row.text,
            .html = row.html,
            .calendar = row.calendar,
            .variables = row.variables,
            .attachments = std::move(files),
            .deadline = now + attempt_time};
}

Courier::Courier(ports::Store& store,
                 Procedures& procedures,
                 CurrentOffice& office,
                 ports::Random& random,
                 calendar::Zone zone)
    : store_{store},
      procedures_{procedures},
      office_{office},
      random_{random},
      zone_{std::move(zone)} {}

std::optional<Instant> Courier::next(std::string_view channel) {
    return store_.read()->next_delivery(channel);
}

Load Courier::claim(std::string_view channel, Instant now, std::size_t limit) {
    Load load;
    auto const earliest = next(channel);
    if (!earliest || *earliest > now) return load;
    auto const office = office_.get();
    auto const transaction = store_.write();
    auto const due = transaction->due_deliveries(channel, now, limit);
    Claim claim{*transaction, procedures_, random_, *office, zone_, now, load};
    for (auto const& row : due) {
        if (claim.is_full()) break;
        try {
            claim.take(row);
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::exception const& failure) {
            // Nothing of the row was written yet. Others go on.
            auto later = row;
            later.not_before = now + postponement;
            transaction->update_delivery(later);
            load.failures.push_back(fmt::format("delivery {}: {}", row.id.value, failure.what()));
        }
    }
    transaction->commit();
    return load;
}

SettledResult Courier::settle(std::span<Settled const> outcomes, Instant now) {
    SettledResult result;
    auto const office = office_.get();
    auto const transaction = store_.write();
    Bookkeeping books{*transaction, procedures_, *office, now, result.failures};
    for (auto const& settled : outcomes) {
        auto const row = transaction->find_delivery(settled.id);
        if (!row) continue;
        auto const verdict = delivery::judge(*row,
                                             delivery::Settled{.at = now,
                                                               .attempt = settled.attempt,
                                                               .outcome = settled.outcome,
                                                               .jitter = random_.fraction()},
                                             policy_of(*office, *row));
        if (!verdict) {
            result.failures.push_back(fmt::format(
                "delivery {}: {}", settled.id.value, delivery::to_text(verdict.error())));
            continue;
        }
        books.keep(*verdict);
        tell_of_channel_trouble(*transaction, *row, settled.outcome, *office, now);
        learn_from(*transaction, *row, settled.outcome, *office, now);
        auto const phase = verdict->next.phase;
        result.delivered += phase == Phase::delivered ? 1U : 0U;
        result.failed += phase == Phase::backing_off ? 1U : 0U;
        result.told += verdict->tell ? 1U : 0U;
        take_early_receipts(*transaction, verdict->next, *office, now, result);
    }
    transaction->commit();
    return result;
}

void Courier::take_early_receipts(Transaction& transaction,
                                  Delivery const& row,
                                  Office const& office,
                                  Instant now,
                                  SettledResult& result) {
    if (row.provider_id.empty()) return;
    auto const early = transaction.early_receipts(row.channel, row.provider_id);
    if (early.empty()) return;
    transaction.remove_early_receipts(row.channel, row.provider_id);
    Bookkeeping books{transaction, procedures_, office, now, result.failures};
    auto present = row;
    for (auto const& [channel, receipt, at] : early) {
        auto const verdict =
            delivery::judge(present, delivery::Reported{now, receipt}, policy_of(office, row));
        if (!verdict) continue;
        books.keep(*verdict);
        learn_from(transaction, row, receipt, office, now);
        result.told += verdict->tell ? 1U : 0U;
        present = verdict->next;
    }
}

ReceiptsResult Courier::receive(std::string_view channel,
                                std::span<delivery::Receipt const> receipts,
                                Instant now) {
    ReceiptsResult result;
    auto const office = office_.get();
    auto const transaction = store_.write();
    transaction->remove_early_receipts_before(now - early_receipt_life);
    Bookkeeping books{*transaction, procedures_, *office, now, result.failures};
    for (auto const& receipt : receipts) {
        bool const by_number = receipt.id.value != 0;
        auto const row = by_number ? transaction->find_delivery(receipt.id)
                                   : transaction->find_delivery(channel, receipt.provider_id);
        if (row && !receipt.address.empty() && receipt.address != row->address) {
            // Nothing follows for the letter, which has gone to another address since.
            learn_of_former_address(*transaction, *row, receipt, *office, now);
            continue;
        }
        // While an attempt is under way its number is not known: bad news is of an earlier one.
        bool const of_earlier =
            row && row->phase == Phase::sending && receipt.kind == delivery::Receipt::Kind::failed;
        if ((!row || of_earlier) && !by_number && !receipt.provider_id.empty()) {
            transaction->insert_early_receipt({std::string{channel}, receipt, now});
            ++result.early;
            continue;
        }
        // Whoever speaks for one channel says nothing of another's messages.
        bool const of_another = row && (row->channel != channel || names_another(receipt, *row));
        auto const verdict =
            row && !of_another
                ? delivery::judge(*row, delivery::Reported{now, receipt}, policy_of(*office, *row))
                : Failure<delivery::Refused>{{}};
        if (!verdict) {
            ++result.unknown;
            continue;
        }
        books.keep(*verdict);
        learn_from(*transaction, *row, receipt, *office, now);
        result.delivered += verdict->next.confirmed_at == now ? 1U : 0U;
        result.bounced += verdict->tell ? 1U : 0U;
    }
    transaction->commit();
    return result;
}

HandledDeliveries Courier::hold(ports::DeliveryFilter const& filter,
                                ByHand const& hand,
                                Instant now) {
    HandledDeliveries handled;
    delivery::Event const held = delivery::Held{now, hand.by, hand.why};
    handle(filter, Phase::queued, held, hand.dry_run, handled);
    handle(filter, Phase::backing_off, held, hand.dry_run, handled);
    return handled;
}

HandledDeliveries Courier::let_go(ports::DeliveryFilter const& filter,
                                  ByHand const& hand,
                                  Instant now) {
    HandledDeliveries handled;
    delivery::Event const let_go = delivery::LetGo{now, hand.by, hand.why};
    handle(filter, Phase::held, let_go, hand.dry_run, handled);
    return handled;
}

HandledDeliveries Courier::bundle(ports::DeliveryFilter const& filter,
                                  ByHand const& hand,
                                  Instant now) {
    auto bundled = hand;
    bundled.by = fmt::format("{}{}", bundle_prefix, hand.by);
    return let_go(filter, bundled, now);
}

HandledDeliveries Courier::redrive(ports::DeliveryFilter const& filter,
                                   ByHand const& hand,
                                   Instant now) {
    HandledDeliveries handled;
    delivery::Event const released = delivery::Released{now, hand.by, hand.why};
    for (auto const phase : {Phase::dead, Phase::bounced, Phase::uncertain})
        handle(filter, phase, released, hand.dry_run, handled);
    return handled;
}

HandledDeliveries Courier::purge(ports::DeliveryFilter const& filter,
                                 ByHand const& hand,
                                 Instant now) {
    HandledDeliveries handled;
    auto const why = hand.why.empty() ? hand.by : fmt::format("{}: {}", hand.by, hand.why);
    delivery::Event const given_up = delivery::NoLongerWanted{now, why};
    for (auto const phase : {Phase::queued, Phase::backing_off, Phase::held})
        handle(filter, phase, given_up, hand.dry_run, handled);
    return handled;
}

void Courier::handle(ports::DeliveryFilter filter,
                     Phase phase,
                     delivery::Event const& event,
                     bool dry_run,
                     HandledDeliveries& handled) {
    if (filter.phase && *filter.phase != phase) return;
    filter.phase = phase;
    filter.limit = page;
    while (handle_page(filter, event, dry_run, handled)) {
    }
}

/// Whether there may be another page, which then begins where this one ended.
bool Courier::handle_page(ports::DeliveryFilter& filter,
                          delivery::Event const& event,
                          bool dry_run,
                          HandledDeliveries& handled) {
    auto const now = std::visit([](auto const& fact) { return fact.at; }, event);
    auto const office = office_.get();
    auto const transaction = dry_run ? nullptr : store_.write();
    auto const reader = dry_run ? store_.read() : nullptr;
    ports::Reader& outbox = dry_run ? *reader : *transaction;
    std::vector<std::string> failures;  // nothing is lost by hand, so nobody is told of a loss
    std::optional<Bookkeeping> books;
    if (transaction) books.emplace(*transaction, procedures_, *office, now, failures);
    auto const rows = outbox.list_deliveries(filter);
    std::set<DeliveryId> done;
    for (auto const& listed : rows) {
        filter.after = listed.id;
        auto const row = std::holds_alternative<delivery::Released>(event)
                             ? to_release(outbox, listed, event)
                             : listed;
        auto const verdict = delivery::judge(row, event, policy_of(*office, row));
        if (!verdict || !done.insert(row.id).second) continue;
        if (books) books->keep(*verdict);
        // Whoever sends it on its way again says that the address is right.
        if (transaction && std::holds_alternative<delivery::Released>(event))
            transaction->remove_refused_address(row.channel, row.address);
        ++handled[row.channel];
    }
    if (transaction) transaction->commit();
    return rows.size() == filter.limit;
}

}  // namespace duban::service
