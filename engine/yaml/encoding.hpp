// Whether the bytes are a text at all: small enough, UTF-8, without control characters. Runs before
// anything else looks at them.
#pragma once

#include "engine/yaml/reader.hpp"

namespace duban::yaml {

/// Problems with the bytes of `document.text`; where there are any, the text must not be parsed.
Problems check_encoding(Document const& document, Limits const& limits);

}  // namespace duban::yaml
