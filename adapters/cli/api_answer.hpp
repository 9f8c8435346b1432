// What the API's routes answer with.
#pragma once

#include <string>

#include "adapters/http/server.hpp"
#include "engine/base/language.hpp"

namespace duban::cli {

http::Response json_answer(std::string body);

/// {"problem":{"message":{"zh-CN":…,"en":…}}}
http::Response problem_answer(int status, Text const& message);

}  // namespace duban::cli
