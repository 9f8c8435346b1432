// The machine behind judge.hpp: what all of its states share. Private to judge.cpp, which has the
// states themselves.
#pragma once

#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state.hpp>
#include <boost/statechart/state_machine.hpp>

#include "engine/delivery/judge.hpp"

namespace duban::delivery {

namespace sc = boost::statechart;

// The machine lives for one event: it is woken in Resting, resumes the stored phase, judges, and is
// dropped. Entering a state writes the phase and nothing else, or waking would repeat an effect.
//
//   Resting --resume--> the stored phase
//
//   +- Pending -----------------+
//   | +- Waiting -------------+ |   claimed    +---------+   settled    Delivered
//   | |                       |--------------->|         |------------> Dead        (tell)
//   | |  Queued   BackingOff  | |              | Sending |------------> Expired     (tell)
//   | |                       |<---------------|         |------------> Uncertain   (tell)
//   | +-----------------------+ |   settled,   +---------+
//   |    | held         A       | lease_lapsed
//   |    V              |       |
//   |  HeldBack --let_go+       |
//   +---------------------------+
//     |  no_longer_wanted --> Cancelled
//     |  outlived ----------> Expired  (tell)
//     |  unroutable --------> Dead     (tell)
//
//   StandBy  --called_up--> Queued;  --no_longer_wanted, outlived--> Cancelled
//   Waiting  --bundled----> BundledIn
//
//   BundledIn, and what became of it, --carried--> what became of its digest;  --unbundled-->
//   Queued
//
//   Queued, BackingOff, HeldBack, Uncertain  --settled late as delivered--> Delivered
//   Dead, Uncertain, Bounced         --released--> Queued
//
//   any but Cancelled and Bounced          --reported as delivered--> Delivered
//   Sending, Delivered, Uncertain          --reported as failed-----> Bounced  (tell)

struct Resume : sc::event<Resume> {};

template <class Fact>
struct Told : sc::event<Told<Fact>> {
    explicit Told(Fact const& told) : fact(told) {}

    Fact const& fact;
};

struct Resting;

struct Machine : sc::state_machine<Machine, Resting> {
    Machine(Delivery const& row, RetryPolicy const& retry_policy) : policy(retry_policy) {
        verdict.next = row;
    }

    void unconsumed_event(sc::event_base const& /*event*/) { refused = true; }

    Delivery& row() { return verdict.next; }

    RetryPolicy const& policy;
    Verdict verdict;
    bool refused = false;
};

template <class Self, class Context, Phase phase>
struct In : sc::state<Self, Context> {
    explicit In(typename sc::state<Self, Context>::my_context context)
        : sc::state<Self, Context>(context) {
        this->outermost_context().row().phase = phase;
    }

    Machine& machine() { return this->outermost_context(); }
};

struct Waiting;
struct Queued;
struct StandBy;
struct Sending;
struct BackingOff;
struct HeldBack;
struct BundledIn;
struct Delivered;
struct Uncertain;
struct Dead;
struct Cancelled;
struct Expired;
struct Bounced;

template <class State>
sc::result go_to(State& state, Phase phase) {
    switch (phase) {
        case Phase::standby:
            return state.template transit<StandBy>();
        case Phase::queued:
            return state.template transit<Queued>();
        case Phase::sending:
            return state.template transit<Sending>();
        case Phase::backing_off:
            return state.template transit<BackingOff>();
        case Phase::held:
            return state.template transit<HeldBack>();
        case Phase::bundled:
            return state.template transit<BundledIn>();
        case Phase::delivered:
            return state.template transit<Delivered>();
        case Phase::uncertain:
            return state.template transit<Uncertain>();
        case Phase::dead:
            return state.template transit<Dead>();
        case Phase::cancelled:
            return state.template transit<Cancelled>();
        case Phase::expired:
            return state.template transit<Expired>();
        case Phase::bounced:
            return state.template transit<Bounced>();
    }
    return state.forward_event();
}

}  // namespace duban::delivery
