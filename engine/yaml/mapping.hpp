// A mapping with closed keys: every key that is asked for is allowed, and `finish` reports the
// others.
//
//     Mapping state{values, node, {.zh_cn = "状态", .en = "a state"}};
//     auto const owner = state.text(state.required("owner"));
//     auto const limit = state.whole_number(state.optional("at_most"), 1, 10'000);
//     state.finish();
//
// For a mapping whose keys are names (states, fields), walk `node->entries` instead.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "engine/yaml/values.hpp"

namespace duban::yaml {

class Mapping : public Values {
  public:
    /// `what` names the mapping in messages. A null node is an empty mapping; one of another kind
    /// is reported ("wrong-kind") and then taken as empty, so its required keys are not reported as
    /// well.
    Mapping(Values const& values, Node const* node, Text what);
    Mapping(Document const& document, Node const& node, Problems& problems, Text what);

    /// The value of the key, or null where there is none. A key with nothing behind it is reported
    /// ("missing-value") and null. Keys must outlive the mapping; they are literals as a rule.
    Node const* optional(std::string_view key);
    /// As above; an absent key is reported as well ("missing-key"), at the mapping.
    Node const* required(std::string_view key);
    /// Keys that are allowed but read elsewhere, or not at all.
    void also(std::initializer_list<std::string_view> keys);

    /// Reports each key that nobody asked for ("unknown-key"), with the nearest one that was.
    void finish() const;

    /// Of the mapping.
    [[nodiscard]] Position at() const;

    [[nodiscard]] Text const& what() const { return what_; }

  private:
    Node const* node_;  // null = nothing to read
    Text what_;
    std::vector<std::string_view> allowed_;
};

}  // namespace duban::yaml
