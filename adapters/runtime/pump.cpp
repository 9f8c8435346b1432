#include "adapters/runtime/pump.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "engine/delivery/settlement.hpp"

namespace duban::runtime {

namespace {

constexpr std::size_t claim_max = 64;  // in one transaction, so that actions need not wait long

// Of files with what is in flight, so that many large mails are not held in memory at once.
constexpr std::size_t attached_octets_max = 64UL * 1024 * 1024;

// That wait to be written: a channel that says more is not to be trusted with our memory.
constexpr std::size_t receipts_max = 10'000;

// Asked about at once: each may be a request of its own.
constexpr std::size_t inquiries_max = 200;

// A carrier gives up within three days; nobody knows more of it then.
constexpr Duration inquiry_life = std::chrono::hours{72};

delivery::Outcome not_sent() {
    delivery::Outcome outcome;
    outcome.kind = delivery::Outcome::Kind::temporary;
    outcome.error = delivery::ErrorClass::network;
    outcome.code = "stopped";
    outcome.words = "the channel was closed";
    return outcome;
}

}  // namespace

Pump::Pump(NamedChannel channel, PumpParts parts)
    : name_{std::move(channel.name)},
      channel_{std::move(channel.channel)},
      store_{parts.store},
      courier_{parts.courier},
      writer_{parts.writer},
      clock_{parts.clock},
      metrics_{parts.metrics},
      log_{parts.log},
      loop_{std::move(parts.loop)},
      limit_{channel.rate} {}

void Pump::listen() {
    channel_->listen([self = weak_from_this()](delivery::Receipt receipt) {
        if (auto const pump = self.lock()) pump->received(std::move(receipt));
    });
}

void Pump::run() {
    // What the store did not take the last time.
    settle();
    write_receipts();
    if (stopped_) return;
    inquire();
    if (claiming_) return;
    auto const now = clock_.now();
    auto const most = channel_->in_flight_max();
    if (in_flight_ >= most || attached_octets_ >= attached_octets_max) return;
    if (auto const blocked = breaker_.blocked_until(now)) {
        next_ = blocked;
        return;
    }
    stated_limit_.become(channel_->stated_rate());
    if (auto const full = std::max(limit_.next(now), stated_limit_.next(now))) {
        next_ = full;
        return;
    }
    bool const probing = breaker_.state(now) == delivery::Breaker::State::half_open;
    auto const wanted = std::min(most - in_flight_, claim_max);
    claim(probing ? 1 : stated_limit_.room(now, limit_.room(now, wanted)));
}

void Pump::stop() {
    stopped_ = true;
}

void Pump::close() {
    stopped_ = true;
    auto const ending = std::move(channel_);
}

bool Pump::is_idle() const {
    return in_flight_ == 0 && !claiming_ && !settling_ && !receiving_ && outcomes_.empty() &&
           receipts_.empty();
}

void Pump::tell_unwritten() const {
    if (outcomes_.empty() && receipts_.empty()) return;
    log_.error("left_unwritten",
               {{"channel", name_},
                {"outcomes", fmt::format("{}", outcomes_.size())},
                {"receipts", fmt::format("{}", receipts_.size())}});
}

void Pump::claim(std::size_t room) {
    claiming_ = true;
    writer_.post([self = shared_from_this(), room] {
        service::Load load;
        std::optional<Instant> next;
        std::string failure;
        try {
            load = self->courier_.claim(self->name_, self->clock_.now(), room);
            next = self->courier_.next(self->name_);
        } catch (std::exception const& caught) {
            failure = caught.what();
        }
        self->loop_.post([self, load = std::move(load), next, failure, room]() mutable {
            self->claiming_ = false;
            bool const full = load.outgoing.size() == room;
            // What is claimed is claimed, even where the store failed at the question after it.
            self->take(std::move(load));
            if (!failure.empty()) return self->loop_.store_failed(failure);
            self->next_ = next;
            self->loop_.store_worked();
            if (full) self->run();
        });
    });
}

void Pump::take(service::Load load) {
    metrics_.given_up(load.given_up);
    for (auto const& failure : load.failures) {
        log_.error("delivery_unreadable", {{"channel", name_}, {"why", failure}});
    }
    for (auto& message : load.outgoing) send(std::move(message));
}

void Pump::send(ports::Outgoing message) {
    // A half-open breaker counts its probe here.
    auto const claimed = clock_.now();
    (void)breaker_.allows(claimed);
    limit_.sent(claimed);
    stated_limit_.sent(claimed);
    ++in_flight_;
    auto const id = message.id;
    auto const attempt = message.attempt;
    std::size_t octets = 0;
    for (auto const& file : message.attachments) octets += file.octets->size();
    attached_octets_ += octets;
    auto done =
        [self = shared_from_this(), id, attempt, claimed, octets](delivery::Outcome outcome) {
            self->attached_octets_ -= octets;
            self->answered(id, attempt, claimed, std::move(outcome));
        };
    // What was claimed while the channel closed.
    if (!channel_) return done(not_sent());
    channel_->send(std::move(message), std::move(done));
}

void Pump::answered(DeliveryId id, int attempt, Instant claimed, delivery::Outcome outcome) {
    --in_flight_;
    note(outcome);
    log_.write(outcome.kind == delivery::Outcome::Kind::delivered ? Level::info : Level::warning,
               "attempt_settled",
               {{"channel", name_},
                {"delivery", fmt::format("{}", id.value)},
                {"attempt", fmt::format("{}", attempt)},
                {"outcome", std::string{delivery::to_text(outcome.kind)}},
                {"code", outcome.code},
                {"words", outcome.words}});
    metrics_.attempt_settled(name_, outcome, clock_.now() - claimed);
    outcomes_.push_back({.id = id, .attempt = attempt, .outcome = std::move(outcome)});
    settle();
}

void Pump::received(delivery::Receipt receipt) {
    if (receipts_.size() >= receipts_max) {
        log_.warning("receipt_dropped", {{"channel", name_}, {"provider_id", receipt.provider_id}});
        return;
    }
    receipts_.push_back({std::move(receipt), {}});
    write_receipts();
}

void Pump::keep(std::vector<delivery::Receipt> receipts, Kept kept) {
    if (receipts.empty()) return kept(true);
    if (receipts_.size() + receipts.size() > receipts_max) {
        log_.warning("receipts_refused",
                     {{"channel", name_}, {"receipts", fmt::format("{}", receipts.size())}});
        return kept(false);
    }
    for (auto& receipt : receipts) receipts_.push_back({std::move(receipt), {}});
    receipts_.back().kept = std::move(kept);
    write_receipts();
}

/// One page each time, so that a long silence of the other side does not become a flood of
/// questions: the next time goes on after the last page.
void Pump::inquire() {
    auto const every = channel_->inquires_every();
    auto const now = clock_.now();
    bool const is_early =
        inquired_ && *inquired_ <= now && now < *inquired_ + every.value_or(Duration{});
    if (!every || is_early) return;
    inquired_ = now;
    try {
        auto inquiries = next_inquiries(now);
        if (!inquiries.empty()) channel_->inquire(std::move(inquiries));
    } catch (std::exception const& failure) {
        loop_.store_failed(failure.what());
    }
}

std::vector<ports::Inquiry> Pump::next_inquiries(Instant now) {
    auto const rows =
        store_.read()->awaiting_receipt(name_, now - inquiry_life, inquired_up_to_, inquiries_max);
    inquired_up_to_ = rows.size() == inquiries_max ? rows.back().id : DeliveryId{};
    std::vector<ports::Inquiry> inquiries;
    inquiries.reserve(rows.size());
    for (auto const& row : rows) {
        inquiries.push_back({.id = row.id,
                             .provider_id = row.provider_id,
                             .address = row.address,
                             .date = row.claimed_at.value_or(row.created_at)});
    }
    return inquiries;
}

void Pump::write_receipts() {
    if (receiving_ || receipts_.empty()) return;
    receiving_ = true;
    auto const many = std::min(receipts_.size(), claim_max);
    auto const end = receipts_.begin() + static_cast<std::ptrdiff_t>(many);
    auto const heard = std::make_shared<std::vector<Heard>>(
        std::make_move_iterator(receipts_.begin()), std::make_move_iterator(end));
    receipts_.erase(receipts_.begin(), end);
    writer_.post([self = shared_from_this(), heard] {
        service::ReceiptsResult result;
        std::string failure;
        try {
            std::vector<delivery::Receipt> receipts;
            for (auto const& one : *heard) receipts.push_back(one.receipt);
            result = self->courier_.receive(self->name_, receipts, self->clock_.now());
        } catch (std::exception const& caught) {
            failure = caught.what();
        }
        self->loop_.post([self, heard, result, failure] {
            self->receipts_written(std::move(*heard), result, failure);
        });
    });
}

void Pump::receipts_written(std::vector<Heard> heard,
                            service::ReceiptsResult const& result,
                            std::string const& failure) {
    receiving_ = false;
    if (failure.empty()) {
        note(result);
        for (auto const& one : heard) {
            if (one.kept) one.kept(true);
        }
        loop_.store_worked();
        return write_receipts();
    }
    // They are not lost: they are written with the next ones, or at the next turn. But whoever can
    // say it again is told to, for this process may end before.
    receipts_.insert(receipts_.begin(),
                     std::make_move_iterator(heard.begin()),
                     std::make_move_iterator(heard.end()));
    for (auto& one : receipts_) {
        if (auto const kept = std::exchange(one.kept, {})) kept(false);
    }
    loop_.store_failed(failure);
}

void Pump::note(service::ReceiptsResult const& result) {
    log_.write(result.bounced + result.unknown == 0 ? Level::info : Level::warning,
               "receipts_taken",
               {{"channel", name_},
                {"delivered", fmt::format("{}", result.delivered)},
                {"bounced", fmt::format("{}", result.bounced)},
                {"early", fmt::format("{}", result.early)},
                {"unknown", fmt::format("{}", result.unknown)}});
    metrics_.given_up(result.bounced);
}

void Pump::note(delivery::Outcome const& outcome) {
    auto const now = clock_.now();
    auto const before = breaker_.state(now);
    if (delivery::counts_against_breaker(outcome)) {
        breaker_.failed(now, outcome.error);
    } else {
        breaker_.succeeded();
    }
    auto const after = breaker_.state(now);
    if (after == before) return;
    log_.write(after == delivery::Breaker::State::open ? Level::error : Level::info,
               "breaker_moved",
               {{"channel", name_},
                {"from", std::string{delivery::to_text(before)}},
                {"to", std::string{delivery::to_text(after)}},
                {"words", outcome.words}});
}

void Pump::settle() {
    if (settling_ || outcomes_.empty()) return;
    settling_ = true;
    auto outcomes = std::make_shared<std::vector<service::Settled>>(std::move(outcomes_));
    outcomes_.clear();
    writer_.post([self = shared_from_this(), outcomes] {
        service::SettledResult result;
        std::string failure;
        try {
            result = self->courier_.settle(*outcomes, self->clock_.now());
        } catch (std::exception const& caught) {
            failure = caught.what();
        }
        self->loop_.post([self, outcomes, result = std::move(result), failure] {
            self->settling_ = false;
            for (auto const& why : result.failures) {
                self->log_.warning("outcome_too_late", {{"channel", self->name_}, {"why", why}});
            }
            self->metrics_.given_up(result.told);
            if (failure.empty()) {
                self->loop_.store_worked();
                self->settle();
                self->run();
                return;
            }
            // The outcomes are not lost: they are written with the next ones, or at the next turn.
            self->outcomes_.insert(self->outcomes_.begin(), outcomes->begin(), outcomes->end());
            self->loop_.store_failed(failure);
        });
    });
}

}  // namespace duban::runtime
