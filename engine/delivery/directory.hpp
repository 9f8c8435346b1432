// The directory: people, the units they work in, the groups they belong to, and their addresses. An
// immutable value; a reload makes a new one. It knows no cases.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::delivery {

/// Days on which a person does not work; who acts for them meanwhile.
struct Absence {
    Day from;
    Day until;           // the last one
    std::string deputy;  // a person's id; empty: nobody

    friend bool operator==(Absence const&, Absence const&) = default;
};

struct Person {
    std::string id;
    std::string name;
    std::string email;  // checked; empty where there is none
    std::string phone;  // checked; empty where there is none
    Language language = Language::zh_cn;
    std::vector<std::string> groups;
    std::vector<std::string> units;
    std::vector<std::string> leads = {};  // units that this person answers for
    std::vector<Absence> absences = {};
    std::optional<std::chrono::minutes> digest = {};  // all of a day in one mail, at this time
    std::string calendar = {};  // by which they work; empty: that of a unit of theirs
};

struct Unit {
    std::string id;
    std::string name;
    std::string calendar = {};  // by which its people work; empty: that of the case
};

class Directory {
  public:
    Directory() = default;
    Directory(std::vector<Person> people, std::vector<Unit> units, std::vector<std::string> groups);

    /// Null where there is none of this id.
    [[nodiscard]] Person const* find_person(std::string_view id) const;
    [[nodiscard]] Unit const* find_unit(std::string_view id) const;
    [[nodiscard]] bool has_group(std::string_view name) const;

    /// In the order of the file.
    [[nodiscard]] std::vector<Person const*> members_of_group(std::string_view name) const;
    [[nodiscard]] std::vector<Person const*> members_of_unit(std::string_view id) const;
    [[nodiscard]] std::vector<Person const*> leaders_of_unit(std::string_view id) const;

    /// The calendar by which they work: their own, else that of the first of their units that names
    /// one; empty where none does.
    [[nodiscard]] std::string const& calendar_of(Person const& person) const;

    [[nodiscard]] std::vector<Person> const& people() const { return people_; }

    [[nodiscard]] std::vector<Unit> const& units() const { return units_; }

    [[nodiscard]] std::vector<std::string> const& groups() const { return groups_; }

  private:
    std::vector<Person> people_;
    std::vector<Unit> units_;
    std::vector<std::string> groups_;
};

}  // namespace duban::delivery
