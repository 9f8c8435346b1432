// The message "soon" in both languages, for tests that ask who is told and when, and not in which
// words.
#pragma once

#include <fmt/format.h>

#include "engine/workflow/definition.hpp"

namespace duban::support {

inline void add_soon(workflow::DefinitionText& text) {
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back(
            {fmt::format("messages.{}.yaml", language),
             fmt::format("format: 1\nlanguage: {}\nmessages: {{soon: {{subject: s, text: t}}}}\n",
                         language)});
    }
}

}  // namespace duban::support
