// A YAML document as the strict reader gives it: text scalars that stay text, mappings in the order
// of the file, and a position on every node. No types are guessed here: `no` is the text "no".
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::yaml {

enum class Kind : std::uint8_t { scalar, sequence, mapping };

struct Entry;

struct Node {
    Kind kind = Kind::scalar;
    bool quoted = false;  // "…" or '…'
    bool block = false;   // | or >: the text starts on the line after `at`
    Position at;       // of the node's first character (of the opening quote, bracket or indicator)
    std::string text;  // scalars; empty for an absent value (`key:` with nothing behind it)
    std::vector<Node> items;     // sequences
    std::vector<Entry> entries;  // mappings, in the order of the file; keys are unique

    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }

    [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }

    [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }

    /// Nothing was written: `key:` alone. A quoted empty text is not absent.
    [[nodiscard]] bool is_absent() const {
        return kind == Kind::scalar && text.empty() && !quoted && !block;
    }

    /// The value of `key`, or null where the mapping has no such key.
    [[nodiscard]] Node const* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    Position at;  // of the key
    Node value;
};

/// A file as read. Where it could not be parsed `root` is absent and at line 0; see `read`.
struct Document {
    std::string file;
    std::string text;
    Node root;
    Problems problems;

    /// The n-th line (1-based) without its end, for a problem's `source_line`; empty where there is
    /// none.
    [[nodiscard]] std::string_view line(int number) const;
    /// An error at a place in this document, with its line; further fields may be set by the
    /// caller.
    [[nodiscard]] Problem problem(Position at,
                                  std::string rule,
                                  Text message,
                                  std::string suggestion = {}) const;
};

}  // namespace duban::yaml
