// An office in a temporary folder: the shipped settings, workflow and directory, copied, and the
// real executable working on them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace boost::json {
class value;
}

namespace duban::test {

/// How a run of the program ended, and what it said.
struct Ran {
    int exit = -1;
    std::string out;
    std::string err;

    /// `out` as one JSON value; fails the test where it is none.
    [[nodiscard]] boost::json::value json() const;
    /// `out` line by line.
    [[nodiscard]] std::vector<std::string> lines() const;
};

class Office {
  public:
    Office();

    /// `duban --config <its duban.yaml> --language en WORDS…`; a later --language wins.
    [[nodiscard]] Ran run(std::vector<std::string> const& words,
                          std::string const& input = {}) const;
    /// A command line as a shell reads it, with `duban` found, this office configured, and both
    /// outputs in `out`.
    [[nodiscard]] Ran shell(std::string const& line) const;
    /// `duban serve`, both outputs read line by line.
    [[nodiscard]] std::unique_ptr<support::ChildProcess> serve() const;
    /// The same of a copy of the program, bin/duban: it finds what the test has put beside it.
    [[nodiscard]] std::unique_ptr<support::ChildProcess> serve_copy() const;

    /// The example proposal, filed and taken to its host: case 1, revision 4,
    /// handling.answer.drafting.
    void file_example() const;

    /// A path in the office's folder.
    [[nodiscard]] std::string path(std::string const& name) const { return folder_.file(name); }

    [[nodiscard]] std::string workflow_file() const {
        return path("workflows/cppcc-proposal/workflow.yaml");
    }

    /// Replaces `from`, which must be there, in a file of the office.
    void edit(std::string const& name, std::string const& from, std::string const& to) const;

    /// Changes rows of the store, which must be there, behind the program's back.
    void edit_store(char const* statement) const;

  private:
    support::TemporaryFolder folder_;
};

std::string text_of(std::string const& path);

}  // namespace duban::test
