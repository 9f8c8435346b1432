// People as a list from outside tells them (a table, an address book): what it says, word for word
// and with its place; what it does not say is not there. Nothing is checked yet: people_merge.hpp
// holds it against the directory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::delivery {

struct Listed {
    std::string text;
    Position at;
};

struct ListedPerson {
    Listed id;
    std::optional<Listed> name = std::nullopt;
    std::optional<Listed> email = std::nullopt;
    std::optional<Listed> phone = std::nullopt;
    std::optional<Listed> language = std::nullopt;
    std::optional<std::vector<Listed>> groups = std::nullopt;
    std::optional<std::vector<Listed>> units = std::nullopt;  // by id, or by the unit's own name
    std::optional<std::vector<Listed>> leads = std::nullopt;  // likewise
};

struct PeopleList {
    std::string file;  // the name that problems carry
    std::vector<ListedPerson> people;
    Problems problems;
};

}  // namespace duban::delivery
