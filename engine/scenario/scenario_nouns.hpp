// The tables of a file of tests: its mappings, their keys, and what these mean.
#pragma once

#include "engine/yaml/noun.hpp"

namespace duban::scenario::noun {

extern yaml::Noun const tests;
extern yaml::Noun const scenario;
extern yaml::Noun const filing;
extern yaml::Noun const step;
extern yaml::Noun const expectation;
extern yaml::Noun const notice;

}  // namespace duban::scenario::noun
