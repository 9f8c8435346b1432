// What a mapping with closed keys may hold, as a table: which keys, what stands behind each, which
// of them go together, and what each means. `Mapping` reads by it and `schema.hpp` tells editors of
// it, so that both know the same language. A table is a constant; it says what one mapping can be
// asked by itself, not what the rest of the file makes of it (whether a role exists, say).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/language.hpp"

namespace duban::yaml {

struct Noun;
struct Shape;

constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

/// A text. What is written without quotes may look like a number or a yes to an editor, and is a
/// text all the same where that is said; `null` is so only where it is an expression.
struct Scalar {
    std::size_t most = unbounded;  // characters
    std::size_t least = 0;
    std::string (*pattern)() = nullptr;  // a regular expression for the whole text; null: any text
    bool number = true;
    bool yes_no = true;
    bool null = false;
};

struct WholeNumber {
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
};

struct YesNo {};

/// A closed choice. The prefix may stand before each of the words: "list of ".
struct Word {
    std::span<std::string_view const> words;
    std::string_view prefix = {};
};

/// `{zh-CN: …, en: …}`
struct Bilingual {
    std::size_t most = unbounded;  // characters of each
};

struct Inner {
    Noun const* noun;
};

/// A mapping whose keys are names.
struct Entries {
    Shape const* value;
    std::string (*pattern)() = nullptr;  // of the keys
    std::size_t most = unbounded;
    std::size_t least = 0;
};

struct List {
    Shape const* item;
    std::size_t most = unbounded;
    std::size_t least = 0;
};

/// A short and a long form.
struct Either {
    Shape const* brief;
    Shape const* full;
};

/// What only the rest of the file can tell: a value that hangs on the type of a field, say.
struct Anything {};

struct Shape : std::variant<Scalar,
                            WholeNumber,
                            YesNo,
                            Word,
                            Bilingual,
                            Inner,
                            Entries,
                            List,
                            Either,
                            Anything> {
    using variant::variant;
};

enum class Need : std::uint8_t { optional, required };

struct Key {
    std::string_view name;
    Need need;
    Shape shape;
    Phrase meaning;  // for people, in editors
};

/// Where `key` stands, with this value if one is named, it needs one of the others or excludes all
/// of them. Without a key: always.
struct Rule {
    enum class Demand : std::uint8_t { needs, excludes };

    std::string_view key;
    std::string_view value;
    Demand demand;
    std::array<std::string_view, 10> others;  // up to the first empty one
};

struct Noun {
    std::string_view name;  // among the definitions of a schema
    Phrase what;            // in problems: "a state"
    std::span<Key const> keys;
    std::span<Rule const> rules = {};

    /// Null where it has no such key.
    [[nodiscard]] constexpr Key const* find(std::string_view wanted) const {
        for (auto const& key : keys) {
            if (key.name == wanted) return &key;
        }
        return nullptr;
    }
};

}  // namespace duban::yaml
