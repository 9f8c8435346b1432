// Files beside what Duban's readers say of them, and what an editor would say by the schema: ajv
// and yaml, which know nothing of Duban.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::schema {

struct File {
    std::string schema;  // "workflow", "messages", "calendar", "directory", "configuration"
    std::string name;    // for people
    std::string text;
    Problems errors;  // of the reader
};

/// Reads a calendar, a directory or a configuration.
File read_file_as(std::string const& schema, std::string const& path);

/// Reads a configuration that stands in no file.
File read_configuration_as(std::string const& name, std::string const& text);

/// Reads a calendar beside the shipped one of China, which it may extend.
File read_calendar_as(std::string const& name, std::string const& text);

/// The workflow, its files of messages and its tests; the names begin with that of the definition.
std::vector<File> read_definition_as(std::string const& name,
                                     workflow::DefinitionText const& text,
                                     std::optional<workflow::NamedText> const& tests = {});

/// A file that the reader alone refuses, by a rule that a schema can tell in other cases.
struct Spared {
    char const* name;  // a regular expression for part of the file's name
    char const* why;
};

/// Where reader and schema disagree, a line each; empty where they never do. What breaks a rule
/// that a schema can tell it must refuse; what the reader takes it must take. A spared file that
/// does not need it is a disagreement too.
std::string disagreements(std::vector<File> const& files, std::vector<Spared> const& spared = {});

}  // namespace duban::schema
