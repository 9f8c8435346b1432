// A file with one thing wrong in its shape: each key dropped, misspelt, or given a value of each
// other kind, one after the other. A key that stands often is tried once at each depth, and of
// names that people give one.
#pragma once

#include <string>
#include <vector>

#include "engine/yaml/node.hpp"

namespace duban::schema {

struct Mutant {
    std::string name;  // "states.filed.due drop"
    std::string text;
};

/// Of a file that is right. The texts are written anew, on one line each.
std::vector<Mutant> mutants_of(std::string const& text);

/// The tree as YAML; plain texts stay plain where that is safe.
std::string write(yaml::Node const& node);

}  // namespace duban::schema
