#include "engine/delivery/breaker.hpp"

#include <algorithm>
#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <deque>

#include "engine/base/ensure.hpp"

namespace duban::delivery {

namespace sc = boost::statechart;

// What a state owns exists only while it is active: the window of outcomes while Closed, the end
// while Open, the probe while HalfOpen. Only the length of the next opening outlives them.
//
//             too many failures             asked after the end
//   Closed -------------------------> Open ---------------------> HalfOpen
//     ^                                ^        probe failed         |
//     |                                +-----------------------------+
//     +------------------- probe succeeded --------------------------+

namespace {

struct Asked : sc::event<Asked> {
    explicit Asked(Instant instant) : at(instant) {}

    Instant at;
};

struct Succeeded : sc::event<Succeeded> {};

struct Failed : sc::event<Failed> {
    Failed(Instant instant, ErrorClass error_class) : at(instant), error(error_class) {}

    Instant at;
    ErrorClass error;
};

struct Closed;

}  // namespace

struct BreakerMachine : sc::state_machine<BreakerMachine, Closed> {
    explicit BreakerMachine(BreakerPolicy const& breaker_policy)
        : policy(breaker_policy), open_next(breaker_policy.open_first) {}

    void unconsumed_event(sc::event_base const& /*event*/) {
        ensure(false, "each state of the breaker answers each event");
    }

    BreakerPolicy policy;
    Duration open_next;
    Instant failed_at;     // the failure that opens it
    bool allowed = false;  // the answer to the last Asked
};

namespace {

using Reactions = boost::mpl::
    list<sc::custom_reaction<Asked>, sc::custom_reaction<Succeeded>, sc::custom_reaction<Failed>>;

struct Open : sc::state<Open, BreakerMachine> {
    using reactions = Reactions;

    explicit Open(my_context context) : sc::state<Open, BreakerMachine>(context) {
        auto& machine = outermost_context();
        since_ = machine.failed_at;
        until_ = since_ + machine.open_next;
        machine.open_next = std::min(machine.open_next * 2, machine.policy.open_max);
    }

    sc::result react(Asked const& event);

    // Answers to what was under way when it opened say nothing new.
    sc::result react(Succeeded const& /*event*/) { return discard_event(); }

    sc::result react(Failed const& /*event*/) { return discard_event(); }

    /// A clock that was set back must not keep it open for longer.
    [[nodiscard]] bool is_over(Instant at) const { return at >= until_ || at < since_; }

    [[nodiscard]] Instant until() const { return until_; }

  private:
    Instant since_;
    Instant until_;
};

struct Closed : sc::state<Closed, BreakerMachine> {
    using reactions = Reactions;

    explicit Closed(my_context context) : sc::state<Closed, BreakerMachine>(context) {
        outermost_context().open_next = outermost_context().policy.open_first;
    }

    sc::result react(Asked const& /*event*/) {
        outermost_context().allowed = true;
        return discard_event();
    }

    sc::result react(Succeeded const& /*event*/) {
        remember(false);
        return discard_event();
    }

    sc::result react(Failed const& event) {
        remember(true);
        bool const hopeless =
            event.error == ErrorClass::configuration || event.error == ErrorClass::quota;
        if (!hopeless && !is_failing()) return discard_event();
        outermost_context().failed_at = event.at;
        return transit<Open>();
    }

  private:
    void remember(bool failure) {
        failures_.push_back(failure);
        auto const window = static_cast<std::size_t>(outermost_context().policy.window);
        if (failures_.size() > window) failures_.pop_front();
    }

    [[nodiscard]] bool is_failing() const {
        auto const failures = std::count(failures_.begin(), failures_.end(), true);
        return failures >= outermost_context().policy.failures_min &&
               2 * failures >= static_cast<std::ptrdiff_t>(failures_.size());
    }

    std::deque<bool> failures_;
};

struct HalfOpen : sc::state<HalfOpen, BreakerMachine> {
    using reactions = Reactions;

    explicit HalfOpen(my_context context) : sc::state<HalfOpen, BreakerMachine>(context) {}

    sc::result react(Asked const& event) {
        outermost_context().allowed = !probe_until(event.at);
        if (outermost_context().allowed) probe_at_ = event.at;
        return discard_event();
    }

    sc::result react(Succeeded const& /*event*/) { return transit<Closed>(); }

    sc::result react(Failed const& event) {
        outermost_context().failed_at = event.at;
        return transit<Open>();
    }

    /// How long a probe that is under way is waited for.
    [[nodiscard]] std::optional<Instant> probe_until(Instant at) const {
        if (!probe_at_ || at < *probe_at_) return std::nullopt;
        auto const end = *probe_at_ + outermost_context().policy.probe_patience;
        return at < end ? std::optional{end} : std::nullopt;
    }

  private:
    std::optional<Instant> probe_at_;
};

sc::result Open::react(Asked const& event) {
    outermost_context().allowed = false;
    if (!is_over(event.at)) return discard_event();
    post_event(event);
    return transit<HalfOpen>();
}

}  // namespace

Breaker::Breaker(BreakerPolicy const& policy) : machine_(std::make_unique<BreakerMachine>(policy)) {
    machine_->initiate();
}

Breaker::~Breaker() = default;
Breaker::Breaker(Breaker&&) noexcept = default;
Breaker& Breaker::operator=(Breaker&&) noexcept = default;

bool Breaker::allows(Instant at) {
    machine_->process_event(Asked{at});
    return machine_->allowed;
}

void Breaker::succeeded() {
    machine_->process_event(Succeeded{});
}

void Breaker::failed(Instant at, ErrorClass error) {
    machine_->process_event(Failed{at, error});
}

Breaker::State Breaker::state(Instant at) const {
    if (auto const* open = machine_->state_downcast<Open const*>()) {
        return open->is_over(at) ? State::half_open : State::open;
    }
    return machine_->state_downcast<HalfOpen const*>() ? State::half_open : State::closed;
}

std::optional<Instant> Breaker::blocked_until(Instant at) const {
    if (auto const* open = machine_->state_downcast<Open const*>()) {
        return open->is_over(at) ? std::nullopt : std::optional{open->until()};
    }
    auto const* half_open = machine_->state_downcast<HalfOpen const*>();
    return half_open ? half_open->probe_until(at) : std::nullopt;
}

std::string_view to_text(Breaker::State state) {
    switch (state) {
        case Breaker::State::closed:
            return "closed";
        case Breaker::State::open:
            return "open";
        case Breaker::State::half_open:
            return "half_open";
    }
    return {};
}

}  // namespace duban::delivery
