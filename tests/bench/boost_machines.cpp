#include "tests/bench/boost_machines.hpp"

#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <string>
#include <unordered_map>

#include "tests/bench/recorded_ring.hpp"

namespace duban::bench {

namespace {

namespace sc = boost::statechart;

std::size_t entered = 0;

struct Go : sc::event<Go> {};

template <int>
struct RingState;

struct Ring : sc::state_machine<Ring, RingState<0>> {};

template <int number>
struct RingState : sc::simple_state<RingState<number>, Ring> {
    RingState() { ++entered; }

    using reactions = sc::transition<Go, RingState<(number + 1) % 4>>;
};

template <int>
struct RecordedState;

struct RecordedRing : sc::state_machine<RecordedRing, RecordedState<0>> {
    std::int64_t moves = 0;
    Record record;
};

template <int number>
struct RecordedState : sc::state<RecordedState<number>, RecordedRing> {
    using base = sc::state<RecordedState<number>, RecordedRing>;
    using reactions = sc::custom_reaction<Go>;

    explicit RecordedState(typename base::my_context context) : base{context} {
        ++entered;
        this->outermost_context().record.emplace_back(StateEntered{number});
    }

    sc::result react(Go const&) {
        auto& ring = this->outermost_context();
        if (ring.moves < 0) return this->discard_event();
        ring.record.emplace_back(StateLeft{number});
        ring.record.emplace_back(FieldSet{0, ++ring.moves});
        return this->template transit<RecordedState<(number + 1) % 4>>();
    }
};

struct Around;

struct Regions : sc::state_machine<Regions, Around> {};

template <class Region>
struct Next : sc::event<Next<Region>> {};

struct R;
struct S;
struct T;

struct Around : sc::simple_state<Around, Regions, boost::mpl::list<R, S, T>> {};

template <class Region, int number>
struct Place;

struct R : sc::simple_state<R, Around::orthogonal<0>, Place<R, 0>> {};

struct S : sc::simple_state<S, Around::orthogonal<1>, Place<S, 0>> {};

struct T : sc::simple_state<T, Around::orthogonal<2>, Place<T, 0>> {};

template <class Region, int number>
struct Place : sc::simple_state<Place<Region, number>, Region> {
    Place() { ++entered; }

    using reactions = sc::transition<Next<Region>, Place<Region, (number + 1) % 3>>;
};

class BoostRing : public Machine {
  public:
    BoostRing() { machine_.initiate(); }

    std::size_t run_batch() override {
        entered = 0;
        for (int i = 0; i < events_in_a_batch; ++i) machine_.process_event(Go{});
        return entered;
    }

  private:
    Ring machine_;
};

class BoostRecordedRing : public Machine {
  public:
    BoostRecordedRing() { machine_.initiate(); }

    std::size_t run_batch() override {
        entered = 0;
        for (int i = 0; i < events_in_a_batch; ++i) step("go");
        return entered;
    }

  private:
    Record step(std::string const& event) {
        machine_.record.clear();
        auto const known = events_.find(event);
        if (known != events_.end()) known->second(machine_);
        return machine_.record;
    }

    RecordedRing machine_;
    std::unordered_map<std::string, void (*)(RecordedRing&)> events_{
        {"go", [](RecordedRing& ring) { ring.process_event(Go{}); }}};
};

class BoostRegions : public Machine {
  public:
    explicit BoostRegions(int rounds) : rounds_{rounds} { machine_.initiate(); }

    std::size_t run_batch() override {
        entered = 0;
        for (int i = 0; i < rounds_; ++i) {
            machine_.process_event(Next<R>{});
            machine_.process_event(Next<S>{});
            machine_.process_event(Next<T>{});
        }
        return entered;
    }

  private:
    int rounds_;
    Regions machine_;
};

}  // namespace

std::unique_ptr<Machine> boost_ring() {
    return std::make_unique<BoostRing>();
}

std::unique_ptr<Machine> boost_recorded_ring() {
    return std::make_unique<BoostRecordedRing>();
}

std::unique_ptr<Machine> boost_regions() {
    return std::make_unique<BoostRegions>(events_in_a_batch / 3);
}

std::unique_ptr<Machine> boost_regions_together() {
    return std::make_unique<BoostRegions>(events_in_a_batch);
}

}  // namespace duban::bench
