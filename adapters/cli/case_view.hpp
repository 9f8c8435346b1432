// A case as it is shown: for people, and as JSON.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/cli/house.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/tracker.hpp"
#include "engine/service/unreadable_case.hpp"

namespace boost::json {
class object;
class value;
}  // namespace boost::json

namespace duban::cli {

void complain_of_no_case(Session& session, std::int64_t number);

/// The case with its number, or null where there is none or it cannot be read; that was said then.
std::unique_ptr<service::CaseFile> find_case(Session& session,
                                             House& house,
                                             ports::Reader& reader,
                                             std::int64_t number);

/// What people have asked to be reminded of on a case.
using PersonalReminders = std::vector<ports::PersonalReminderRow>;

std::string case_text(service::CaseFile const& file,
                      PersonalReminders const& reminders,
                      House& house,
                      Language language);
/// {"case","workflow","state":[paths],"state_title":{"zh-CN","en"},"revision","title","opened_at","closed_at","data":{…},"deadlines":[…],
/// "personal_reminders":[{"number","person","day","note","rings_at"}]}
std::string case_json(service::CaseFile const& file, PersonalReminders const& reminders);

/// {"case","title","why"}
std::string unreadable_json(service::UnreadableCase const& one);

/// Each on standard error; the answer without them is not the whole.
void complain_of(Session& session, std::vector<service::UnreadableCase> const& unreadable);

/// {"number","at","record":{…},"hash"}: an entry of the journal.
/// What was done, as an object; null where the record is damaged (`duban verify` tells of it).
boost::json::value record_of(ports::JournalRow const& row);
std::string record_json(ports::JournalRow const& row);

/// {"number","person","day","note","rings_at"}
boost::json::object reminder_json(ports::PersonalReminderRow const& reminder);

/// Whether the directory knows whom `--as` names: a person, unit or group. Says so where not.
bool is_known_actor(Session& session, House& house, std::string const& name);

/// What a request came to, said or printed as JSON, with its exit code.
void answer(Session& session, service::Answer const& answer);

}  // namespace duban::cli
