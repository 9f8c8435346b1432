// What has gathered for a channel before there was one: nobody decided that weeks-old letters go
// out on the morning it is first configured. They are held, and the secretariat is asked.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/calendar/zone.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/courier.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

struct Backlog {
    std::string channel;
    std::size_t messages = 0;
    Instant since;  // the oldest of them was written
};

/// At the start of the daemon, before anything is sent. Each configured channel is known from then
/// on. On one that was not known and has never sent anything, where what waits is older than an
/// hour, all is held and the secretariat asked whether to send it, discard it, or send it as
/// digests.
std::vector<Backlog> hold_backlogs(ports::Store& store,
                                   Courier& courier,
                                   Office const& office,
                                   calendar::Zone const& zone,
                                   Instant now);

/// What waits on channels that are no longer configured, where nobody would come for it: given up
/// as it comes due, and the secretariat told. How much there was.
std::size_t give_up_orphans(ports::Store& store,
                            Courier& courier,
                            Office const& office,
                            Instant now);

}  // namespace duban::service
