// What the journal keeps of a case that was moved, as JSON with fixed keys: from which definition
// to which, each state, field and deadline before and after, who did it and why.
#pragma once

#include <string>
#include <string_view>

#include "engine/revision/upgrade.hpp"

namespace duban::revision {

/// {"states":{OLD:[NEW]},"fields":[{"what","from","to","before","after"}],"deadlines":[{"deadline",
/// "what","part","before":{"started_at","term","due",…},"after":{…}}]}
std::string to_json(Upgraded const& upgraded);

/// The same as a record: {"kind":"upgraded","actor":…,"from":PLACE,"to":PLACE,"versions":{"from":1,
/// "to":2,"from_content":…,"to_content":…},"states":…,"fields":…,"deadlines":…,"set":{…},
/// "parts":{NUMBER:{"region","key","opened","set"}},"notices":…,"because":{…}}
std::string record_of(tracking::Procedure const& from,
                      tracking::Procedure const& to,
                      tracking::Case const& before,
                      Upgraded const& upgraded,
                      Mapping const& mapping,
                      std::string_view actor);

}  // namespace duban::revision
