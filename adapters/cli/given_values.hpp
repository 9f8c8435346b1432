// Field values as they are given on the command line: `--set name=value` (read by the field's
// kind; a record as JSON, a list as `a,b` or as JSON), `--with` a JSON object, `--set name=@file`
// the text of a file, or, where the field is a file, that file itself. Said again of a list of
// files it adds one; any other field is given once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tracking/input.hpp"
#include "engine/tracking/made_up_files.hpp"
#include "engine/workflow/workflow.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

struct Session;

struct GivenValues {
    std::vector<std::string> set;
    std::string with;
};

void add_value_options(CLI::App& command, Session const& session, GivenValues& values);

struct HandedIn {
    tracking::NamedValues values;
    std::vector<std::string> files;  // what is in those that the values describe
};

/// A value as a person types it: JSON where the field is a record or a file, or a list in brackets.
Result<expression::Value, Text> read_typed(
    workflow::Field const& field,
    std::string_view typed,
    tracking::MadeUpFiles made_up = tracking::MadeUpFiles::refused);

Result<HandedIn, tracking::Refusal> read_given(workflow::Workflow const& workflow,
                                               GivenValues const& given);

}  // namespace duban::cli
