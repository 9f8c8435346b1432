// The manual is true: what its pages show is run, what they list is what the code knows.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
namespace fs = std::filesystem;

namespace {

struct Shown {
    std::string page;
    std::string command;
    std::string output;
};

/// What stands in ```console run``` blocks: `$ command`, then its output.
std::vector<Shown> shown_in(std::string const& page) {
    std::vector<Shown> all;
    bool inside = false;
    std::istringstream text{text_of(page)};
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("```")) {
            inside = line == "```console run";
        } else if (inside && line.starts_with("$ ")) {
            all.push_back({page, line.substr(2), {}});
        } else if (inside && !all.empty()) {
            all.back().output += line + "\n";
        }
    }
    return all;
}

/// `…` in what is shown stands for anything: dates move on.
bool is_shown(std::string const& shown, std::string const& got) {
    static std::string const anything = "…";
    std::size_t at = 0;
    std::size_t from = 0;
    for (bool first = true;; first = false) {
        auto const to = shown.find(anything, from);
        auto const piece = shown.substr(from, to - from);
        if (to == std::string::npos && !first) {
            return got.size() - at >= piece.size() && got.ends_with(piece);
        }
        auto const found = got.find(piece, at);
        if (found == std::string::npos || (first && found != 0)) return false;
        at = found + piece.size();
        if (to == std::string::npos) return at == got.size();
        from = to + anything.size();
    }
}

std::set<std::string> matches(std::string const& text, char const* pattern) {
    std::set<std::string> found;
    std::regex const expression{pattern};
    for (std::sregex_iterator at{text.begin(), text.end(), expression}, end; at != end; ++at) {
        found.insert((*at)[1]);
    }
    return found;
}

/// The names of events that the adapters write to the log.
std::set<std::string> logged_events() {
    std::set<std::string> events;
    for (auto const& entry : fs::recursive_directory_iterator{"adapters"}) {
        if (entry.path().extension() != ".cpp") continue;
        auto const text = text_of(entry.path().string());
        events.merge(matches(text, R"re(log_?\.(?:debug|info|warning|error)\(\s*"([a-z_]+)")re"));
        events.merge(matches(text, R"re(log_?\.write\([^,";]*,\s*"([a-z_]+)")re"));
        events.merge(matches(text, R"re((?:log_?|note)\((?:Level::)?[a-z]+,\s*"([a-z_]+)")re"));
    }
    return events;
}

}  // namespace

TEST_CASE("what the manual shows happens") {
    auto const* const page = GENERATE("docs/commands.md",
                                      "docs/changing.md",
                                      "docs/changing.zh-CN.md",
                                      "docs/secretariat.md",
                                      "docs/secretariat.zh-CN.md",
                                      "docs/plug-ins.md",
                                      "docs/reaching.md",
                                      "docs/reaching.zh-CN.md",
                                      "README.md");
    auto const all = shown_in(page);
    REQUIRE_FALSE(all.empty());
    Office const office;
    REQUIRE(office.run({"list"}).exit == 0);  // says that it makes the store
    for (auto const& [name, command, output] : all) {
        auto const ran = office.shell(command);
        CAPTURE(name, command);
        if (!is_shown(output, ran.out)) CHECK(ran.out == output);
    }
}

TEST_CASE("what is shown is compared piece by piece") {
    auto const [shown, got, same] = GENERATE(table<char const*, char const*, bool>({
        {"due\n", "due\n", true},
        {"due\n", "due\nmore\n", false},
        {"due …\n", "due 2026-01-01\n", true},
        {"due …\n", "paid 2026-01-01\n", false},
        {"a…b…c\n", "a1b2c\n", true},
        {"a…b…c\n", "a1c2b\n", false},
        {"a\n…", "a\nb\nc\n", true},
        {"a…aa\n", "aa\n", false},
    }));
    CAPTURE(shown, got);
    CHECK(is_shown(shown, got) == same);
}

TEST_CASE("the unit starts again what failed or stands still, but for a mistake in a file") {
    auto const unit = text_of("config/duban.service");
    auto const* const line = GENERATE("Restart=on-failure",
                                      "RestartSec=10",
                                      "RestartPreventExitStatus=1 2",
                                      "StartLimitIntervalSec=0",
                                      "WatchdogSec=3min");
    CHECK_THAT(unit, Catch::Contains("\n" + std::string{line} + "\n"));
}

TEST_CASE("docs/log.md names every event of the log, and none that is not there") {
    auto const events = logged_events();
    CHECK(events.count("store_failed") == 1);
    CHECK(matches(text_of("docs/log.md"), R"re(\n\| `([a-z_]+)` \|)re") == events);
}

TEST_CASE("docs/commands.md has a section for each command") {
    Office const office;
    auto const help = office.shell("duban --help").out;
    auto const listed = help.substr(help.find("Subcommands:"));
    CHECK(matches(text_of("docs/commands.md"), R"re(\n### `duban ([a-z]+))re") ==
          matches(listed, R"re(\n  ([a-z]+) )re"));
}
