#include "adapters/runtime/daemon_life.hpp"

#include <boost/mpl/list.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>

#include "engine/base/ensure.hpp"

namespace duban::runtime {

namespace sc = boost::statechart;

//                 +- Serving ----------------------------------+
//   Starting ---->|  Healthy --store_failed--> Degraded        |--drain_asked--> Draining
//   --drained--> Stopped
//      |  started |          <-store_recovered--               |                   ^
//      |          +--------------------------------------------+                   |
//      +----------------------------- drain_asked ---------------------------------+

// Named: of types without a name outside, Boost declares functions that clang takes for missing.
namespace life {

struct Started : sc::event<Started> {};

struct StoreFailed : sc::event<StoreFailed> {};

struct StoreRecovered : sc::event<StoreRecovered> {};

struct DrainAsked : sc::event<DrainAsked> {};

struct Drained : sc::event<Drained> {};

struct Starting;
struct Serving;
struct Healthy;
struct Degraded;
struct Draining;
struct Stopped;

}  // namespace life

using namespace life;

struct LifeMachine : sc::state_machine<LifeMachine, Starting> {
    void unconsumed_event(sc::event_base const& /*event*/) { refused = true; }

    DaemonLife::State state = DaemonLife::State::starting;
    bool refused = false;
};

namespace life {

/// Entering a state writes its name and does nothing else.
template <class Derived, class Context, DaemonLife::State Name, class Inner = boost::mpl::list<>>
struct Named : sc::state<Derived, Context, Inner> {
    using Base = sc::state<Derived, Context, Inner>;
    using Self = Named;

    explicit Named(typename Base::my_context context) : Base{context} {
        this->template context<LifeMachine>().state = Name;
    }
};

struct Starting : Named<Starting, LifeMachine, DaemonLife::State::starting> {
    using reactions =
        boost::mpl::list<sc::transition<Started, Serving>, sc::transition<DrainAsked, Draining>>;

    explicit Starting(my_context const& context) : Self{context} {}
};

struct Serving : sc::simple_state<Serving, LifeMachine, Healthy> {
    using reactions = boost::mpl::list<sc::transition<DrainAsked, Draining>>;
};

struct Healthy : Named<Healthy, Serving, DaemonLife::State::healthy> {
    using reactions = boost::mpl::list<sc::transition<StoreFailed, Degraded>>;

    explicit Healthy(my_context const& context) : Self{context} {}
};

struct Degraded : Named<Degraded, Serving, DaemonLife::State::degraded> {
    using reactions = boost::mpl::list<sc::transition<StoreRecovered, Healthy>>;

    explicit Degraded(my_context const& context) : Self{context} {}
};

struct Draining : Named<Draining, LifeMachine, DaemonLife::State::draining> {
    using reactions = boost::mpl::list<sc::transition<Drained, Stopped>>;

    explicit Draining(my_context const& context) : Self{context} {}
};

struct Stopped : Named<Stopped, LifeMachine, DaemonLife::State::stopped> {
    explicit Stopped(my_context const& context) : Self{context} {}
};

}  // namespace life

DaemonLife::DaemonLife() : machine_{std::make_unique<LifeMachine>()} {
    machine_->initiate();
}

DaemonLife::~DaemonLife() = default;

bool DaemonLife::happen(Event event) {
    machine_->refused = false;
    switch (event) {
        case Event::started:
            machine_->process_event(Started{});
            break;
        case Event::store_failed:
            machine_->process_event(StoreFailed{});
            break;
        case Event::store_recovered:
            machine_->process_event(StoreRecovered{});
            break;
        case Event::drain_asked:
            machine_->process_event(DrainAsked{});
            break;
        case Event::drained:
            machine_->process_event(Drained{});
            break;
    }
    return !machine_->refused;
}

DaemonLife::State DaemonLife::state() const {
    return machine_->state;
}

bool DaemonLife::serves() const {
    return state() == State::healthy || state() == State::degraded;
}

std::string_view to_text(DaemonLife::State state) {
    switch (state) {
        case DaemonLife::State::starting:
            return "starting";
        case DaemonLife::State::healthy:
            return "healthy";
        case DaemonLife::State::degraded:
            return "degraded";
        case DaemonLife::State::draining:
            return "draining";
        case DaemonLife::State::stopped:
            return "stopped";
    }
    return {};
}

}  // namespace duban::runtime
