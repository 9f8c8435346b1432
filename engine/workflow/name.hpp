// A name that an administrator gives to a field, role, state, action or message: letters, digits
// and underscores, so that the same word can stand in a guard, a path, a message, an URL and a log.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duban::workflow {

constexpr std::size_t name_characters_max = 64;

bool is_name(std::string_view text);

/// "cppcc-proposal": a workflow's name is a folder's too.
bool is_workflow_name(std::string_view text);

// Regular expressions for editors: of a name, of names with dots between, of "name in name", and of
// a workflow's name.
std::string name_pattern();
std::string path_pattern();
std::string for_each_pattern();
std::string workflow_name_pattern();

/// Words that a guard or a message reads as something else than a field.
bool is_reserved_for_guards(std::string_view name);

}  // namespace duban::workflow
