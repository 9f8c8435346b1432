// What is said about a wrong expression, in both languages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/expression/type.hpp"

namespace duban::expression::complaint {

// An empty `found` is the end of the text.
Text expected(std::string_view symbol, std::string_view found);
Text name_expected(std::string_view found);
Text value_expected(std::string_view found);
Text operator_expected(std::string_view found);
Text wrong_operator(std::string_view written, std::string_view meant);
Text reserved_word(std::string_view word);

Text nothing_written();
Text not_utf8();
Text too_long(std::size_t bytes, std::size_t bytes_max);
Text too_deep(int levels_max);
Text too_many_operators(int operators_max);
Text too_many_items(std::size_t items_max);

Text unsupported(std::string_view what);
Text unknown_name(std::string_view name, std::string_view suggestion);
Text unknown_field(std::string_view name, std::string_view record, std::string_view suggestion);
Text unknown_part(std::string_view name, std::string_view suggestion);
Text unknown_deadline(std::string_view name, std::string_view suggestion);
Text unknown_state(std::string_view path, std::string_view suggestion);
Text name_wanted_after(std::string_view word);
Text state_expected();
Text unknown_function(std::string_view name, std::string_view suggestion);
Text unknown_word(std::string_view word, std::vector<std::string> const& choices);
Text method_only(std::string_view name);
Text function_only(std::string_view name);

Text not_comparable(std::string_view symbol, Type const& left, Type const& right);
Text no_overload(std::string_view symbol, Type const& left, Type const& right);
Text no_overload(std::string_view name, Type const& argument);
Text condition_expected(std::string_view where, Type const& found);
Text list_expected(std::string_view where, Type const& found);
Text branches_differ(Type const& yes, Type const& no);
Text wrong_count(std::string_view name, std::size_t given);
Text macro_form(std::string_view name, std::string_view form);
Text field_expected();
Text bad_time(std::string_view name, std::string_view written);

}  // namespace duban::expression::complaint
