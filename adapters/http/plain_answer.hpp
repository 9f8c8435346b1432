// An answer in plain text, in both languages: for whoever asks without saying which one they read.
#pragma once

#include "adapters/http/server.hpp"
#include "engine/base/language.hpp"

namespace duban::http {

Response plain_answer(int status, Text const& message);

}  // namespace duban::http
