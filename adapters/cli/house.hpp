// The house, wired: configuration, store, definitions, people and services, as every command that
// works on cases needs them. The one place, with `serve`, that knows which adapters there are.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/session.hpp"
#include "adapters/runtime/system_clock.hpp"
#include "adapters/runtime/system_random.hpp"
#include "engine/calendar/calendar_shelf.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/courier.hpp"
#include "engine/service/procedures.hpp"
#include "engine/service/tracker.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::cli {

enum class Access {
    work,       // writes: the definitions on disk are put in force first
    look,       // only reads, and puts nothing in force
    read_only,  // the store's file itself is opened for reading alone
};

class House {
  public:
    /// Reads everything and, for work, puts the definitions in force. Null where something has
    /// problems: they were reported and the session's exit code is set. Throws where the machine
    /// fails.
    static std::unique_ptr<House> open(Session& session, Access access = Access::work);

    [[nodiscard]] Configuration const& configuration() const { return configuration_; }

    [[nodiscard]] ports::Store& store() { return *store_; }

    [[nodiscard]] service::Procedures& procedures() { return *procedures_; }

    [[nodiscard]] service::CurrentOffice& office() { return *office_; }

    [[nodiscard]] service::Tracker& tracker() { return *tracker_; }

    [[nodiscard]] service::Courier& courier() { return *courier_; }

    [[nodiscard]] runtime::SystemClock& clock() { return clock_; }

    /// What kept definitions out of force when the house was opened for work.
    [[nodiscard]] Problems const& refused_at_opening() const { return refused_at_opening_; }

    /// Reads the calendars, the definitions and the directory again. What has an error does not
    /// come into force; the rest does.
    Problems reload();

  private:
    explicit House(Configuration configuration);
    Problems put_definitions_in_force();

    Configuration configuration_;
    Problems refused_at_opening_;
    runtime::SystemClock clock_;
    runtime::SystemRandom random_;
    std::unique_ptr<ports::Store> store_;
    std::unique_ptr<service::Procedures> procedures_;
    std::unique_ptr<service::CurrentOffice> office_;
    std::unique_ptr<service::Tracker> tracker_;
    std::unique_ptr<service::Courier> courier_;
};

/// The configuration alone, or null with its problems reported.
std::unique_ptr<Configuration> open_configuration(Session& session);

/// The office as configured, with the directory that a text holds, its people working by these
/// calendars.
Result<service::Office, Problems> office_with(Configuration const& configuration,
                                              std::string_view directory,
                                              service::Calendars calendars);

/// With the directory in its file and the calendars in their folder; what is wrong with a calendar
/// is for others to tell.
Result<service::Office, Problems> read_office(Configuration const& configuration);

/// The folders that hold a definition.
std::vector<std::string> workflow_names(Configuration const& configuration);

/// The files of a folder of calendars, by path.
std::vector<calendar::CalendarText> read_calendar_texts(std::string const& folder);

/// All calendars of a folder, by name; problems go to `problems`.
service::Calendars read_calendars(std::string const& folder, Problems& problems);

/// Those of the configured folder, or of the one beside the configuration that ships with the
/// program; problems are reported.
service::Calendars find_calendars(Session& session);

/// Said of a date that was typed and does not exist.
Text not_a_day(std::string_view given);

/// The texts of one definition: a folder with workflow.yaml, or the file itself with
/// messages.*.yaml beside it.
workflow::DefinitionText read_definition_text(std::string const& path);

}  // namespace duban::cli
