// The tables of a mapping file: its keys, and what these mean.
#pragma once

#include <array>
#include <string_view>

#include "engine/yaml/noun.hpp"

namespace duban::revision::noun {

/// In the order of Counting.
inline constexpr std::array<std::string_view, 2> counting_words{"keep", "recount"};

extern yaml::Noun const mapping;
extern yaml::Noun const versions;

}  // namespace duban::revision::noun
