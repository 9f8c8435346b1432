// The name of a file that somebody hands in: one name, no path, and nothing in it that deceives the
// eye of whoever opens it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::workflow {

constexpr std::size_t file_name_octets_most = 200;

/// What is wrong with the name, or nothing.
std::optional<Text> fault_of_file_name(std::string_view name);

/// ".pdf", in small letters; empty where the name has no ending.
std::string ending_of(std::string_view file_name);

}  // namespace duban::workflow
