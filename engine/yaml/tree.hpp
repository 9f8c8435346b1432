// The tree under construction: takes what the parser meets, in the order of the text, and keeps
// what is wrong with it (refused keys, empty items, control characters, too much or too deep of
// it). Offsets are bytes from the beginning of the text. It knows nothing of the parser.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/yaml/places.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::yaml {

class Tree {
  public:
    /// A limit is passed, and reported: thrown, because a parser's events cannot be refused.
    struct Stop {};

    /// All must outlive the tree.
    Tree(Document const& document, Places const& places, Limits const& limits)
        : document_{document}, places_{places}, limits_{limits} {}

    void text(std::size_t offset, std::string const& text, bool is_plain);
    /// Nothing, or a plain `null` or `~`, which the parser takes for nothing.
    void null(std::size_t offset);
    /// Something that was reported already; it is neither absent nor anything.
    void refused(std::size_t offset);
    void open(std::size_t offset, Kind kind, bool in_brackets);
    void close();

    Node root;
    Problems problems;

  private:
    /// A collection that is open.
    struct Frame {
        Node node;
        bool in_brackets = false;
        bool has_key = false;  // a mapping whose last key waits for its value
        bool key_refused = false;
        std::string key;
        Position key_at;
    };

    void put(Node node);
    void put_key(Node node);
    void put_absent(std::size_t offset);
    void check_escapes(Node const& scalar);
    void report(Position at, char const* rule, Text message);
    [[nodiscard]] std::size_t length_of_null(std::size_t offset) const;
    [[nodiscard]] std::size_t dash_before(std::size_t offset) const;

    Document const& document_;
    Places const& places_;
    Limits const& limits_;
    std::vector<Frame> frames_;
    std::size_t nodes_ = 0;
};

}  // namespace duban::yaml
