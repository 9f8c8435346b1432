// What becomes of a case that is moved to another version, in words and as JSON; the same for a dry
// run and for a real one.
#pragma once

#include <string>

#include "engine/base/language.hpp"
#include "engine/service/upgrader.hpp"

namespace duban::cli {

/// "case 7: version 1 → 2, handling.drafting", and a line for each state, field and deadline that
/// there is something to say of.
std::string upgrade_text(service::CaseUpgrade const& upgrade, int to, Language language);

/// {"case","title","from","what","place","states","fields","deadlines","obstacles":[{"rule","why"}]}
std::string upgrade_json(service::CaseUpgrade const& upgrade, Language language);

}  // namespace duban::cli
