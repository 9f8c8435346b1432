// The tables of a directory's file: its mappings, their keys, and what these mean.
#pragma once

#include "engine/yaml/noun.hpp"

namespace duban::delivery::noun {

extern yaml::Noun const directory;
extern yaml::Noun const unit;
extern yaml::Noun const person;
extern yaml::Noun const absence;

}  // namespace duban::delivery::noun
