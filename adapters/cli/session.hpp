// One run of the command line: what was asked of all commands alike, and how answers are written.
// Standard output holds the answer (with --json: JSON only), standard error what is said about it.
#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/problem.hpp"

namespace duban::cli {

/// Exit codes, the same for every command.
enum Exit : int {
    exit_done = 0,
    exit_refused = 1,  // the input has problems, or the action was refused
    exit_usage = 2,
    exit_failed = 3,  // the machine failed
};

struct Session {
    std::string config;  // path of duban.yaml; empty: not found
    bool json = false;
    Language language = Language::zh_cn;
    bool language_given = false;  // by --language; else it is the environment's
    int exit = exit_done;
};

/// The language of the environment (LC_ALL, LC_MESSAGES, LANG): Chinese where it says zh, else
/// English.
Language language_of_environment();

/// What `--language` asks for, wherever it stands: the very mistakes of usage are told in it.
std::optional<Language> language_asked_for(std::span<char* const> arguments);

/// The first of: $DUBAN_CONFIG, ./config/duban.yaml, /etc/duban/duban.yaml, the one beside the
/// program; empty where there is none.
std::string find_config();

/// A line to standard output, in the session's language.
void say(Session const& session, Text const& text);
void print(std::string_view text);
/// A line to standard error, and the exit code that goes with it.
void complain(Session& session, Text const& text, Exit exit);
/// Once, after all has been said: complains where standard output could not be written (a full
/// disk), but not where its reader has gone (`| head`).
void finish_output(Session& session);
/// Where nothing was found by a name that is not known: a word on standard error about the one that
/// may have been meant. The answer stays an answer, for what a name stood for may be gone.
void suggest(Session const& session,
             std::string const& given,
             std::vector<std::string_view> const& known);
/// Problems to standard error, or as {"problems":[…]} to standard output with --json.
void report(Session& session, Problems const& problems);

/// Rows under a heading, columns aligned by display width, two spaces apart; the last column is not
/// padded. Each row is one line, whatever its cells hold.
class Table {
  public:
    explicit Table(std::vector<std::string> heading);
    void add(std::vector<std::string> row);

    [[nodiscard]] bool is_empty() const { return rows_.size() == 1; }

    /// Cells wider than `cells_max` are cut with "…".
    [[nodiscard]] std::string to_text(std::size_t cells_max = 48) const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// A file or folder that was named and is not there: a mistake of usage, not the machine's failure.
class Missing : public std::runtime_error {
  public:
    explicit Missing(std::string const& path);

    [[nodiscard]] Text const& text() const { return text_; }

  private:
    Text text_;
};

/// The bytes of a file, at most 16 MiB; throws Missing, or std::runtime_error with the path where
/// it cannot be read.
std::string read_file(std::string const& path);

}  // namespace duban::cli
