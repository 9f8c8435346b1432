// The daemon's own life: starting, serving (well or degraded), draining, stopped. What it may do
// follows from the state it is in; an event that has no meaning there is refused, not dropped.
#pragma once

#include <memory>
#include <string_view>

namespace duban::runtime {

struct LifeMachine;

class DaemonLife {
  public:
    enum class State { starting, healthy, degraded, draining, stopped };

    enum class Event {
        started,          // definitions are read, the store is open, the socket listens
        store_failed,     // a unit of work failed on the machine's account
        store_recovered,  // one succeeded again
        drain_asked,      // a signal: finish what is under way
        drained,          // nothing is under way any more
    };

    DaemonLife();
    ~DaemonLife();

    /// False where the event has no meaning in the present state; nothing changed then.
    bool happen(Event event);

    [[nodiscard]] State state() const;

    /// May new work be begun?
    [[nodiscard]] bool serves() const;

  private:
    std::unique_ptr<LifeMachine> machine_;
};

std::string_view to_text(DaemonLife::State state);

}  // namespace duban::runtime
