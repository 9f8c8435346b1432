#include "tests/scenarios/faults/faulty_server.hpp"

namespace duban::faults {

FaultyServer::FaultyServer(Point its_point, Fault its_fault, support::ScriptedServer::Talk talk)
    : point{its_point}, fault{its_fault}, server_{std::move(talk)} {
    if (!is_away()) server_.listen();
}

bool FaultyServer::is(Point its_point, Fault its_fault) const {
    return point == its_point && fault == its_fault;
}

bool FaultyServer::strikes(Point here) {
    return will_strike(here) && (here == Point::tls || !struck_.exchange(true));
}

bool FaultyServer::will_strike(Point here) const {
    return here == point && !is_away() && !struck_;
}

void FaultyServer::mend() {
    if (is_away()) server_.listen();
}

}  // namespace duban::faults
