// The static type of a field or of an expression. `any` is an unknown type, checked only when
// evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace duban::expression {

enum class Kind : std::uint8_t {
    any,
    null,
    boolean,
    int64,
    uint64,
    float64,
    string,
    bytes,
    day,
    timestamp,
    duration,
    list,
    map,
};

struct Record;

struct Type {
    Kind kind = Kind::any;
    /// Of a string that is a choice: its words; a comparison with another is a problem.
    std::vector<std::string> choices = {};
    /// Of a list its items, of a map its values; null where they are not known.
    std::shared_ptr<Type const> element = {};
    /// Of a map; any where they are not known.
    Kind key = Kind::any;
    /// Of a record, which is a map whose names are known: another name is a problem.
    std::shared_ptr<Record const> record = {};

    /// Structural: two records are the same type where their names and fields are.
    friend bool operator==(Type const& left, Type const& right);
};

struct RecordField {
    std::string name;
    Type type;

    friend bool operator==(RecordField const&, RecordField const&) = default;
};

struct Record {
    std::string name;  // "contact": what it is called in messages
    std::vector<RecordField> fields;

    /// Null where there is no such field.
    [[nodiscard]] Type const* find(std::string_view field) const;

    friend bool operator==(Record const&, Record const&) = default;
};

Type list_of(Type const& element);
Type map_of(Kind key, Type const& value);
Type record_of(Record record);

/// "int", "list(string)", "map(string, int)", a record's name, …: CEL's names; "date" for a day,
/// "dyn" for any.
std::string to_text(Type const& type);

/// "list", "map", …: the kind alone.
std::string_view to_text(Kind kind);

bool is_numeric(Kind kind);

/// Whether `==` between the two can ever be true: the same kind, two numbers, null or any.
bool is_comparable(Type const& left, Type const& right);

/// Whether `<` between the two has a meaning: two numbers, or one kind that has an order, or any.
bool is_orderable(Type const& left, Type const& right);

/// The type of what may be either; any where they differ, the other one where one is null.
Type join(Type const& left, Type const& right);

/// Whether `in` and the macros can go through it: a list, a map or any.
bool is_range(Type const& type);

/// What `in` and the macros go through: a list's items, a map's keys; any where it is not known.
Type element_of(Type const& range);

/// What `[]` gives: a list's items, a map's values; any where it is not known.
Type value_of(Type const& range);

/// The words of a choice or of a list of choices; empty for others.
std::vector<std::string> const& words_of(Type const& type);

}  // namespace duban::expression
