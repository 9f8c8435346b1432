// A mapping with closed keys, read by the table of its noun: which keys there are, which of them
// must stand, and the bounds and words of the plain values.
//
//     Mapping state{values, node, noun::state};
//     auto const* const owner = state["owner"];
//     auto const end = state.yes_no("end");
//     state.finish();
//
// For a mapping whose keys are names (states, fields), walk `node->entries` instead.
#pragma once

#include <string_view>
#include <vector>

#include "engine/yaml/noun.hpp"
#include "engine/yaml/values.hpp"

namespace duban::yaml {

class Mapping : public Values {
  public:
    /// A null node is an empty mapping; one of another kind is reported ("wrong-kind") and then
    /// taken as empty, so its required keys are not reported as well.
    Mapping(Values const& values, Node const* node, Noun const& noun);
    /// Called otherwise in problems than other mappings of the noun.
    Mapping(Values const& values, Node const* node, Noun const& noun, Text what);

    /// The value of the key, or null where there is none. A key with nothing behind it is reported
    /// ("missing-value") and null; so is an absent one that is required ("missing-key"), at the
    /// mapping. Each key is asked once.
    Node const* operator[](std::string_view key) const;
    /// As above, of a key that is required here though it may be absent elsewhere.
    Node const* required(std::string_view key) const;
    /// The value again, without a report.
    [[nodiscard]] Node const* find(std::string_view key) const;

    // The value as the table has it, read and within its bounds.
    [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
    [[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view key) const;
    [[nodiscard]] std::optional<bool> yes_no(std::string_view key) const;
    [[nodiscard]] std::optional<Text> localized(std::string_view key) const;
    /// The words of the table stand in the order of the enumeration.
    template <class Enumeration>
    [[nodiscard]] std::optional<Enumeration> choice(std::string_view key) const;

    /// Reports each key that the noun does not have ("unknown-key"), with the nearest one that it
    /// has.
    void finish() const;

    /// Of the mapping.
    [[nodiscard]] Position at() const;

  private:
    [[nodiscard]] Key const& key_of(std::string_view name) const;
    Node const* value_of(Key const& key, Need need) const;

    Node const* value_of(Key const& key) const { return value_of(key, key.need); }

    [[nodiscard]] std::optional<std::size_t> index_of_word(std::string_view key) const;
    [[nodiscard]] std::vector<std::string_view> allowed() const;

    Node const* node_;  // null = nothing to read
    Noun const* noun_;
    Text what_;
};

template <class Enumeration>
std::optional<Enumeration> Mapping::choice(std::string_view key) const {
    auto const index = index_of_word(key);
    if (!index) return std::nullopt;
    return static_cast<Enumeration>(*index);
}

}  // namespace duban::yaml
