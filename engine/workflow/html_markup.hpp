// The HTML of a message, judged before it is ever sent: simple elements, properly nested, without
// scripts, images or anything that is fetched. Names are put in between tags only; the one value
// that may stand in an attribute is href="{{link}}", whose beginning the configuration gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/mustache_tags.hpp"

namespace duban::workflow {

/// `html` is a Mustache text without problems of its own.
std::vector<MustacheProblem> find_html_problems(std::string_view html);

/// A value as text between tags: markup escaped, line ends as <br>.
std::string escaped_html(std::string const& value);

}  // namespace duban::workflow
