// The kinds of fields, as YAML names them, and what each is to a guard and to a person.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/expression/type.hpp"

namespace duban::workflow {

enum class FieldKind : std::uint8_t {
    text,
    long_text,
    whole_number,
    decimal,
    yes_no,
    date,
    instant,
    choice,
    person,
    unit,
    file,    // what is known of one: its name, size, hash and media type
    record,  // has fields of its own
};

/// The words in YAML, in the order of FieldKind.
inline constexpr std::array<std::string_view, 12> field_kind_words{"text",
                                                                   "long_text",
                                                                   "whole_number",
                                                                   "decimal",
                                                                   "yes_no",
                                                                   "date",
                                                                   "instant",
                                                                   "choice",
                                                                   "person",
                                                                   "unit",
                                                                   "file",
                                                                   "record"};

/// The word in YAML: "whole_number".
std::string_view to_text(FieldKind kind);
std::optional<FieldKind> parse_field_kind(std::string_view word);

/// What a guard sees. Persons and units are strings (their directory ids).
expression::Kind expression_kind(FieldKind kind);

/// For people, with an example: "a date, such as 2026-03-01".
Text describe(FieldKind kind);

}  // namespace duban::workflow
