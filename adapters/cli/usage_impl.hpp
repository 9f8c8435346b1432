// The usage of the command line, in the session's language: descriptions, the labels of `--help`,
// the checks of typed values, and what is said to somebody who mistyped.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "adapters/cli/session.hpp"

namespace duban::cli {

/// The one of the two that is in the session's language.
std::string words(Session const& session, char const* zh_cn, char const* en);

/// Refuses all words but these, and suggests the nearest.
CLI::Validator one_of(Session const& session, std::vector<std::string> known);

/// Refuses what is no whole number from `least` to `most`.
CLI::Validator whole_number(Session const& session,
                            std::int64_t least,
                            std::int64_t most = std::numeric_limits<std::int64_t>::max());

/// The argument by which a command names its case.
void add_case_number(CLI::App& command, Session const& session, std::int64_t& number);

/// Puts `--help` into the session's language. After all commands have been added.
void put_help_in_language(CLI::App& app, Session const& session);

/// What is wrong with the words that were typed, and what may have been meant.
Text explain(CLI::App const& app, CLI::ParseError const& error);

}  // namespace duban::cli
