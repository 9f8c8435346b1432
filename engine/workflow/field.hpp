// A field of a case: its kind, its bounds, and the reading of a value that a person typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/expression/type.hpp"
#include "engine/expression/value.hpp"
#include "engine/workflow/field_kind.hpp"

namespace duban::workflow {

/// The most characters of one text where the field itself says nothing (`at_most`).
std::size_t text_most(FieldKind kind);
/// The most items of a list where the field itself says nothing.
constexpr std::size_t list_items_most = 1000;

struct Field {
    std::string name;
    Text title;  // for people; the name where the definition gives none
    FieldKind kind = FieldKind::text;
    bool list = false;
    bool required = false;  // must have a value when the case is filed; in a record: whenever the
                            // record has
    expression::Value default_value;
    std::optional<std::size_t> at_least;  // characters of a text, items of a list
    std::optional<std::size_t> at_most;
    std::vector<std::string> choices;
    std::vector<Field> fields;      // of a record
    std::uint16_t region = 0xFFFF;  // the `for_each` region whose parts have it; else the case has
    Position at;
};

/// What a file's description holds, as if it were a record.
std::vector<Field> const& file_fields();
/// The most octets of a file.
constexpr std::int64_t file_octets_most = std::int64_t{10} * 1024 * 1024;

/// The fields of a record, or what is known of a file; empty for others.
std::vector<Field> const& parts_of(Field const& field);

/// The type a guard sees. Persons and units are strings (their directory ids).
expression::Type type_of(Field const& field);

/// Said where a value is of another kind than the field.
Text not_of_kind(Field const& field);

/// What is wrong with `value` for this field (kind, bounds, choice), or nothing. Null is allowed
/// here.
std::optional<Text> check_value(Field const& field, expression::Value const& value);

/// Reads what a person typed: "12", "true", "2026-03-01", "A"; a list separates its items by "、",
/// "，" or ",". A record and a file are not typed so: they come as JSON.
Result<expression::Value, Text> parse_value(Field const& field, std::string_view text);

}  // namespace duban::workflow
