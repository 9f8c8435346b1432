// The look at a text before the parser: quotes, brackets, indentation and the parts of YAML that
// are not used here. The parser stops at its first error and takes an unclosed quote in its stride;
// this pass reports all of them, each where it began, and keeps deep nesting from the recursive
// parser. It follows the parser's own reading of tokens, so that it never judges the inside of a
// plain or block text. It builds nothing.
#pragma once

#include "engine/yaml/places.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::yaml {

struct Scan {
    Problems problems;
    bool parseable = true;  // false: what the parser would say of the rest makes no sense
};

/// `document.text` must have passed `check_encoding`.
Scan scan(Document const& document, Places const& places, Limits const& limits);

}  // namespace duban::yaml
