// The commands below `duban calendar`, and what they have in common.
#pragma once

#include "adapters/cli/session.hpp"
#include "engine/base/instant.hpp"
#include "engine/service/procedures.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

void add_calendar_list(CLI::App& above, Session& session);
void add_calendar_show(CLI::App& above, Session& session);
void add_calendar_check(CLI::App& above, Session& session);
void add_calendar_import(CLI::App& above, Session& session);
void add_calendar_apply(CLI::App& above, Session& session);

/// Today on the wall of the office.
Day today(Session const& session);

/// Null where there is none of the name: told, with the nearest one.
calendar::Calendar const* find_calendar(Session& session,
                                        service::Calendars const& calendars,
                                        std::string const& name);

}  // namespace duban::cli
