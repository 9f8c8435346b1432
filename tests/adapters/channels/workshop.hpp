// A workshop for plug-ins: a script as the program of a channel, short of patience, and what the
// channel logs of it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/program/program.hpp"
#include "tests/adapters/channels/loop.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::support {

/// The beginning of every shell script that behaves up to the point under test; and up to its being
/// ready.
extern std::string const greeting;
extern std::string const ready;

/// Shell that answers the send in the variable.
std::string result_line(std::string const& variable, std::string const& items);

/// A script that answers each send with these fields.
std::string answering(std::string const& fields);

class Workshop {
  public:
    explicit Workshop(std::string const& script);

    [[nodiscard]] std::filesystem::path path() const { return folder.path() / "program"; }

    /// One more secret for the program, in a file of its own.
    void keep_secret(std::string const& name, std::string const& content);

    /// The test fails where the program may not be run.
    std::unique_ptr<ports::Channel> channel();

    [[nodiscard]] bool has_logged(std::string_view start) const;

    ports::Outgoing sms(std::string address = "+8613900000001");

    TemporaryFolder folder;
    Loop loop;
    CountingRandom random;
    program::Program program;
    std::vector<std::string> log;  // "event: words"
};

}  // namespace duban::support
