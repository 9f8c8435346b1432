#include "engine/delivery/judge.hpp"

#include <algorithm>
#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/transition.hpp>
#include <utility>

#include "engine/delivery/machine_impl.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/delivery/settlement.hpp"

namespace duban::delivery {

/// Good news is taken whenever it comes, of what was ever sent; a delay changes nothing.
template <class State>
sc::result take_good_news(State& state, Reported const& report) {
    auto& row = state.machine().row();
    if (row.attempts == 0 && row.carrier == DeliveryId{}) return state.forward_event();
    if (report.receipt.kind != Receipt::Kind::delivered) return state.discard_event();
    row.confirmed_at = report.at;
    row.reason.clear();
    return state.template transit<Delivered>();
}

/// The same, and bad news: it was taken, and does not arrive.
template <class State>
sc::result take_news(State& state, Reported const& report) {
    if (report.receipt.kind != Receipt::Kind::failed) return take_good_news(state, report);
    state.machine().row().reason = reason_of(report.receipt);
    state.machine().verdict.tell = true;
    return state.template transit<Bounced>();
}

struct Resting : sc::state<Resting, Machine> {
    using reactions = sc::custom_reaction<Resume>;

    explicit Resting(my_context context) : sc::state<Resting, Machine>(context) {}

    sc::result react(Resume const& /*event*/) {
        return go_to(*this, outermost_context().row().phase);
    }
};

struct Pending : sc::state<Pending, Machine, Waiting> {
    using reactions = boost::mpl::list<sc::custom_reaction<Told<NoLongerWanted>>,
                                       sc::custom_reaction<Told<Outlived>>,
                                       sc::custom_reaction<Told<Unroutable>>>;

    explicit Pending(my_context context) : sc::state<Pending, Machine, Waiting>(context) {}

    Machine& machine() { return outermost_context(); }

    sc::result react(Told<NoLongerWanted> const& event) {
        machine().row().reason = event.fact.why;
        return transit<Cancelled>();
    }

    sc::result react(Told<Outlived> const& event) {
        if (event.fact.at < machine().row().expires_at) return forward_event();
        machine().verdict.tell = true;
        return transit<Expired>();
    }

    sc::result react(Told<Unroutable> const& event) {
        machine().row().reason = event.fact.why;
        machine().verdict.tell = true;
        return transit<Dead>();
    }
};

struct Waiting : sc::state<Waiting, Pending, Queued> {
    using reactions = boost::mpl::list<sc::custom_reaction<Told<Claimed>>,
                                       sc::custom_reaction<Told<Held>>,
                                       sc::custom_reaction<Told<Bundled>>>;

    explicit Waiting(my_context context) : sc::state<Waiting, Pending, Queued>(context) {}

    Machine& machine() { return outermost_context(); }

    sc::result react(Told<Claimed> const& event) {
        auto& row = machine().row();
        auto const& claim = event.fact;
        if (claim.at < row.not_before || claim.at >= row.expires_at) return forward_event();
        ++row.attempts;
        row.claimed_at = claim.at;
        row.not_before = claim.lease_until;
        return transit<Sending>();
    }

    sc::result react(Told<Held> const& event) {
        auto& row = machine().row();
        if (event.fact.at >= row.expires_at) return forward_event();
        row.reason = said_by_hand(event.fact.by, event.fact.why);
        // The courier looks at it again when it is lost, for somebody is to be told then.
        row.not_before = row.expires_at;
        return transit<HeldBack>();
    }

    sc::result react(Told<Bundled> const& event) {
        if (event.fact.at >= machine().row().expires_at) return forward_event();
        machine().row().carrier = event.fact.carrier;
        return transit<BundledIn>();
    }
};

/// An attempt was made: its answer may still come.
template <class Self, class Context, Phase phase>
struct Answerable : In<Self, Context, phase> {
    using In<Self, Context, phase>::In;
    using reactions =
        boost::mpl::list<sc::custom_reaction<Told<Settled>>, sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Settled> const& event) {
        auto& machine = this->machine();
        if (!is_late_success(machine.row(), event.fact)) return this->forward_event();
        settle(machine.row(), event.fact, machine.policy);
        return this->template transit<Delivered>();
    }

    sc::result react(Told<Reported> const& event) { return take_good_news(*this, event.fact); }
};

/// For the first time, or again: after it was held, or released.
struct Queued : Answerable<Queued, Waiting, Phase::queued> {
    using Answerable::Answerable;
};

struct BackingOff : Answerable<BackingOff, Waiting, Phase::backing_off> {
    using Answerable::Answerable;
};

struct HeldBack : Answerable<HeldBack, Pending, Phase::held> {
    using Answerable::Answerable;
    using Answerable::react;
    using reactions = boost::mpl::list<sc::custom_reaction<Told<LetGo>>,
                                       sc::custom_reaction<Told<Settled>>,
                                       sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<LetGo> const& event) {
        auto& row = machine().row();
        if (event.fact.at >= row.expires_at) return forward_event();
        row.reason = said_by_hand(event.fact.by, event.fact.why);
        row.not_before = event.fact.at;
        return transit<Queued>();
    }
};

struct StandBy : In<StandBy, Pending, Phase::standby> {
    using In::In;
    using reactions =
        boost::mpl::list<sc::custom_reaction<Told<CalledUp>>, sc::custom_reaction<Told<Outlived>>>;

    sc::result react(Told<CalledUp> const& event) {
        auto& row = machine().row();
        if (event.fact.at >= row.expires_at) return forward_event();
        row.not_before = event.fact.at;
        row.reason = event.fact.why;
        return transit<Queued>();
    }

    /// Nobody has lost anything: the delivery that it stood by for has its own end.
    sc::result react(Told<Outlived> const& event) {
        if (event.fact.at < machine().row().expires_at) return forward_event();
        machine().row().reason = reason::not_called_up;
        return transit<Cancelled>();
    }
};

struct Sending : In<Sending, Machine, Phase::sending> {
    using In::In;
    using reactions = boost::mpl::list<sc::custom_reaction<Told<Settled>>,
                                       sc::custom_reaction<Told<LeaseLapsed>>,
                                       sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Settled> const& event) {
        if (event.fact.attempt != machine().row().attempts) return forward_event();
        machine().verdict.counts_against_breaker = counts_against_breaker(event.fact.outcome);
        return end_attempt(event.fact);
    }

    sc::result react(Told<LeaseLapsed> const& event) {
        auto const& row = machine().row();
        if (event.fact.at < row.not_before) return forward_event();
        Settled answer;
        answer.at = event.fact.at;
        answer.attempt = row.attempts;
        answer.outcome.code = reason::lease_lapsed;
        answer.jitter = event.fact.jitter;
        return end_attempt(answer);
    }

    /// The receipt has overtaken the answer.
    sc::result react(Told<Reported> const& event) {
        auto const& receipt = event.fact.receipt;
        if (receipt.kind == Receipt::Kind::delayed) return discard_event();
        auto const& row = machine().row();
        machine().verdict.attempt = attempt_of(row, answer_in(receipt, row, event.fact.at));
        return take_news(*this, event.fact);
    }

    sc::result end_attempt(Settled const& answer) {
        auto& verdict = machine().verdict;
        verdict.attempt = attempt_of(verdict.next, answer);
        auto const phase = settle(verdict.next, answer, machine().policy);
        verdict.tell = phase != Phase::delivered && phase != Phase::backing_off;
        return go_to(*this, phase);
    }
};

/// It has ended, or goes with a digest and will end with it, even anew when the digest does.
struct Gone : sc::state<Gone, Machine, BundledIn> {
    using reactions =
        boost::mpl::list<sc::custom_reaction<Told<Carried>>, sc::custom_reaction<Told<Unbundled>>>;

    explicit Gone(my_context context) : sc::state<Gone, Machine, BundledIn>(context) {}

    sc::result react(Told<Carried> const& event) {
        auto& row = outermost_context().row();
        if (row.carrier == DeliveryId{}) return forward_event();
        row.reason = event.fact.reason;
        return go_to(*this, event.fact.phase);
    }

    sc::result react(Told<Unbundled> const& event) {
        auto& row = outermost_context().row();
        if (row.carrier == DeliveryId{}) return forward_event();
        row.carrier = {};
        row.confirmed_at.reset();
        row.failures = std::max(row.failures, event.fact.failures);
        row.not_before = event.fact.at;
        return transit<Queued>();
    }
};

struct BundledIn : In<BundledIn, Gone, Phase::bundled> {
    using In::In;
};

/// Where a look by hand may put it back on its way, as long as it is still of use.
template <class Self, Phase phase>
struct Stopped : In<Self, Gone, phase> {
    using In<Self, Gone, phase>::In;

    sc::result release(Released const& event) {
        auto& row = this->machine().row();
        if (event.at >= row.expires_at) return this->forward_event();
        row.failures = 0;
        row.confirmed_at.reset();
        row.carrier = {};  // it goes by itself now
        row.not_before = event.at;
        row.reason = said_by_hand(event.by, event.why);
        return this->template transit<Queued>();
    }
};

struct Dead : Stopped<Dead, Phase::dead> {
    using Stopped::Stopped;
    using reactions =
        boost::mpl::list<sc::custom_reaction<Told<Released>>, sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Released> const& event) { return release(event.fact); }

    sc::result react(Told<Reported> const& event) { return take_good_news(*this, event.fact); }
};

struct Uncertain : Stopped<Uncertain, Phase::uncertain> {
    using Stopped::Stopped;
    using reactions = boost::mpl::list<sc::custom_reaction<Told<Released>>,
                                       sc::custom_reaction<Told<Settled>>,
                                       sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Released> const& event) { return release(event.fact); }

    sc::result react(Told<Settled> const& event) {
        if (!is_late_success(machine().row(), event.fact)) return forward_event();
        settle(machine().row(), event.fact, machine().policy);
        return transit<Delivered>();
    }

    sc::result react(Told<Reported> const& event) { return take_news(*this, event.fact); }
};

struct Bounced : Stopped<Bounced, Phase::bounced> {
    using Stopped::Stopped;
    using reactions = boost::mpl::list<sc::custom_reaction<Told<Released>>,
                                       sc::custom_reaction<Told<Settled>>,
                                       sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Released> const& event) { return release(event.fact); }

    sc::result react(Told<Settled> const& event) {
        return is_overtaken(machine().row(), event.fact) ? discard_event() : forward_event();
    }

    /// Said again, or taken back: what has bounced once is looked at by people.
    sc::result react(Told<Reported> const& /*event*/) { return discard_event(); }
};

struct Delivered : In<Delivered, Gone, Phase::delivered> {
    using In::In;
    using reactions =
        boost::mpl::list<sc::custom_reaction<Told<Settled>>, sc::custom_reaction<Told<Reported>>>;

    sc::result react(Told<Settled> const& event) {
        bool const confirmed = machine().row().confirmed_at.has_value();
        return confirmed && is_overtaken(machine().row(), event.fact) ? discard_event()
                                                                      : forward_event();
    }

    sc::result react(Told<Reported> const& event) {
        bool const again = machine().row().confirmed_at.has_value() &&
                           event.fact.receipt.kind != Receipt::Kind::failed;
        return again ? discard_event() : take_news(*this, event.fact);
    }
};

struct Cancelled : In<Cancelled, Machine, Phase::cancelled> {
    using In::In;
};

struct Expired : In<Expired, Gone, Phase::expired> {
    using In::In;
    using reactions = sc::custom_reaction<Told<Reported>>;

    sc::result react(Told<Reported> const& event) { return take_good_news(*this, event.fact); }
};

Result<Verdict, Refused> judge(Delivery const& row, Event const& event, RetryPolicy const& policy) {
    Machine machine{row, policy};
    machine.initiate();
    machine.process_event(Resume{});
    std::visit([&](auto const& fact) { machine.process_event(Told{fact}); }, event);
    if (machine.refused) return Failure<Refused>{{row.phase, std::string{name_of(event)}}};
    return std::move(machine.verdict);
}

std::string to_text(Refused const& refused) {
    return refused.event + " is not possible when " + std::string{to_text(refused.phase)};
}

}  // namespace duban::delivery
