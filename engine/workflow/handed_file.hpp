// A file that somebody hands in: looked at, and described as a field of a case holds it. What is in
// it is kept beside the case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_description.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/expression/value.hpp"
#include "engine/workflow/field.hpp"

namespace duban::workflow {

/// The most that one input hands in.
constexpr std::size_t handed_files_most = 20;

/// Said of one that is empty or too large, by its name.
std::optional<Text> fault_of_file_size(std::string const& name, std::uintmax_t octets);

/// Why it is not taken (its name, its size, a program), or what is known of it.
Result<FileDescription, Text> describe_file(std::string name, std::string_view octets);

/// The same of a file whose hash is known already.
Result<FileDescription, Text> describe_file(std::string name,
                                            std::string_view octets,
                                            Hash const& hash);

/// As a field of the type `file` holds it.
expression::Value to_value(FileDescription const& file);

/// The files of a field, in a list and in records, however deep. What is not well-formed is passed
/// over: `check_value` tells of that.
std::vector<FileDescription> files_in(Field const& field, expression::Value const& value);

}  // namespace duban::workflow
