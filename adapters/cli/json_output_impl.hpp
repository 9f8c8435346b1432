// The JSON of a problem, for the files of this folder that put it into a larger answer.
#pragma once

#include <boost/json/object.hpp>

#include "engine/base/problem.hpp"

namespace duban::cli {

boost::json::object problem_object(Problem const& problem, Language language);

}  // namespace duban::cli
