// A scripted server with one fault in it, at one point of the talk: what to say there is its
// owner's, when it is time for it is known here. `refused` at `connect` is a server that is away.
#pragma once

#include <atomic>
#include <cstdint>

#include "tests/scenarios/faults/counterpart.hpp"
#include "tests/support/scripted_server.hpp"

namespace duban::faults {

class FaultyServer {
  public:
    /// `talk` may be called as soon as the server is there: it is its owner's last member.
    FaultyServer(Point point, Fault fault, support::ScriptedServer::Talk talk);

    Point const point;
    Fault const fault;

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    [[nodiscard]] bool is(Point its_point, Fault its_fault) const;

    /// True once, where the talk comes to the point; for `tls` each time.
    bool strikes(Point here);
    [[nodiscard]] bool will_strike(Point here) const;

    /// One that was away is there from now on.
    void mend();

  private:
    [[nodiscard]] bool is_away() const { return is(Point::connect, Fault::refused); }

    std::atomic<bool> struck_ = false;
    support::ScriptedServer server_;
};

}  // namespace duban::faults
