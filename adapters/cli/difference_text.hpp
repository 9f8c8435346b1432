// What differs between two definitions, in words for an administrator and as JSON.
#pragma once

#include <string>

#include "engine/base/language.hpp"
#include "engine/revision/difference.hpp"

namespace duban::cli {

/// "deadline reply › term: 3 months → 2 months". Of long texts, the first line that differs.
std::string difference_text(revision::Difference const& difference, Language language);

/// {"kind","subject","name","aspect","before","after","text"}
std::string difference_json(revision::Difference const& difference, Language language);

}  // namespace duban::cli
