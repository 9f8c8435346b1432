// What stands behind many keys of the language, for the tables of nouns.
#pragma once

#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::workflow::shape {

using yaml::Need;
using yaml::Shape;
using enum yaml::Need;
using enum yaml::Rule::Demand;

inline constexpr std::size_t title_characters_max = 200;

inline constexpr std::size_t because_characters_max = 500;

inline constexpr Shape title = yaml::Bilingual{.most = title_characters_max};
inline constexpr Shape because = yaml::Bilingual{.most = because_characters_max};
inline constexpr Shape name = yaml::Scalar{.pattern = &name_pattern, .number = false};
/// A state, by its name or its path.
inline constexpr Shape target = yaml::Scalar{.pattern = &path_pattern, .number = false};

inline constexpr Shape some_names = yaml::List{.item = &name, .least = 1};
inline constexpr Shape any_names = yaml::List{.item = &name};
inline constexpr Shape roles = yaml::Either{.brief = &name, .full = &some_names};
inline constexpr Shape fields = yaml::Either{.brief = &name, .full = &any_names};

inline constexpr Shape condition = yaml::Scalar{.number = false};
inline constexpr Shape expression = yaml::Scalar{.null = true};

inline constexpr Shape effect = yaml::Inner{&noun::effect};
inline constexpr Shape effects = yaml::List{.item = &effect};

inline constexpr Shape field = yaml::Inner{&noun::field};
inline constexpr Shape field_entries =
    yaml::Entries{.value = &field, .pattern = &name_pattern, .most = Bounds::fields_max};

inline constexpr Shape record_field = yaml::Inner{&noun::record_field};
inline constexpr Shape record_field_entries = yaml::Entries{.value = &record_field,
                                                            .pattern = &name_pattern,
                                                            .most = Bounds::record_fields_max,
                                                            .least = 1};

// A value that is written out; whether it may be a list or a record depends on its field.
inline constexpr Shape anything = yaml::Anything{};
inline constexpr Shape plain_value = yaml::Scalar{};
inline constexpr Shape record_value =
    yaml::Entries{.value = &anything, .pattern = &name_pattern, .most = Bounds::record_fields_max};
inline constexpr Shape one_value = yaml::Either{.brief = &plain_value, .full = &record_value};
inline constexpr Shape values = yaml::List{.item = &one_value};
inline constexpr Shape field_value = yaml::Either{.brief = &one_value, .full = &values};

// The same with an expression for each plain value.
inline constexpr Shape one_expression = yaml::Either{.brief = &expression, .full = &record_value};
inline constexpr Shape expressions = yaml::List{.item = &one_expression};
inline constexpr Shape field_expression =
    yaml::Either{.brief = &one_expression, .full = &expressions};

inline constexpr Shape state = yaml::Inner{&noun::state};
inline constexpr Shape states = yaml::Entries{
    .value = &state, .pattern = &name_pattern, .most = Bounds::states_max, .least = 1};

inline constexpr Shape reaction = yaml::Inner{&noun::reaction};

}  // namespace duban::workflow::shape
