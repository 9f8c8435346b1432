#include "tests/adapters/cli/daemon_output.hpp"

#include <catch2/catch.hpp>

namespace duban::test {

std::string line_with(support::ChildProcess& daemon, std::string const& word) {
    std::string seen;
    while (auto line = daemon.read_line()) {
        if (line->find(word) != std::string::npos) return *line;
        seen += *line + "\n";
    }
    FAIL("no line holds " << word << ":\n" << seen);
    return {};
}

std::uint16_t port_of(std::string const& announced) {
    return static_cast<std::uint16_t>(std::stoi(announced.substr(announced.rfind(':') + 1)));
}

}  // namespace duban::test
