// A list of people merged into the directory, by their ids: whole or not at all. What the list does
// not say of a person stays as it is, and so does who is not in it, unless the list is to replace
// them. Groups and units are the directory's own; a list adds none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/delivery/people_list.hpp"

namespace duban::delivery {

/// What becomes of those who are not in the list.
enum class Others : std::uint8_t { stay, go };

enum class Fate : std::uint8_t { added, changed, same, left, removed };

std::string_view to_text(Fate fate);

struct FieldChange {
    std::string field;  // as the directory's file calls it: "email"
    std::string before;
    std::string after;

    friend bool operator==(FieldChange const&, FieldChange const&) = default;
};

struct MergedPerson {
    Fate fate = Fate::same;
    std::string id;
    std::string name;
    std::vector<FieldChange> changes = {};  // of one who has changed
};

struct Merged {
    Directory directory;
    std::vector<MergedPerson> people;  // in the order of the directory, then of the list
};

/// Every problem of the list, and everything about it that the directory cannot take.
Result<Merged, Problems> merge(Directory const& directory, PeopleList const& list, Others others);

}  // namespace duban::delivery
