// A case as it is shown: for people, and as JSON.
#pragma once

#include <string>

#include "adapters/cli/house.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/tracker.hpp"

namespace duban::cli {

/// The case with its number, or null; the refusal was said then.
std::unique_ptr<service::CaseFile> find_case(Session& session,
                                             House& house,
                                             ports::Reader& reader,
                                             std::int64_t number);

std::string case_text(service::CaseFile const& file, House& house, Language language);
/// {"case","workflow","state":[paths],"revision","title","opened_at","closed_at","data":{…},"deadlines":[…]}
std::string case_json(service::CaseFile const& file);

/// Whether the directory knows whom `--as` names: a person, unit or group. Says so where not.
bool is_known_actor(Session& session, House& house, std::string const& name);

/// What a request came to, said or printed as JSON, with its exit code.
void answer(Session& session, service::Answer const& answer);

}  // namespace duban::cli
