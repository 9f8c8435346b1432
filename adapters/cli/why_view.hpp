// What `duban why` says of a case: for people, and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/cli/house.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/forecast.hpp"
#include "engine/service/standing.hpp"

namespace duban::cli {

/// A case's standing with what the store knows beside it.
struct Why {
    service::CaseFile const& file;
    std::vector<ports::PersonalReminderRow> personal_reminders;
    service::Standing standing;
    std::vector<service::Forecast> next;  // what comes first by the clock, if nobody acts
    std::optional<int> newer_version;     // of its procedure, in force for new cases
};

/// `file` must outlive the answer.
Why ask(House& house, ports::Reader& reader, service::CaseFile const& file, Language language);

std::string why_text(Why const& why, Language language);
/// The keys of `case_json`, and actions, explanations, places, waits, next, newer_version.
std::string why_json(Why const& why, Language language);

std::string actions_text(std::vector<service::ActionStanding> const& actions, Language language);
/// {"case","action","here","possible","reason","ways":[the entries of "actions"]}: one action
/// alone.
std::string action_json(Why const& why,
                        std::string const& action,
                        std::string const& reason,
                        Language language);

}  // namespace duban::cli
