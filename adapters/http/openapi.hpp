// The description of the REST API, OpenAPI 3.1 as JSON: the file openapi.json beside this one.
#pragma once

#include <string_view>

namespace duban::http {

std::string_view openapi_document();

}  // namespace duban::http
