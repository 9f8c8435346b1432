// Every key of the channels that the manual shows, dropped, misspelt, and given values of other
// kinds: reader and schema agree on each.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/schema/judge.hpp"
#include "tests/schema/mutation.hpp"

using namespace duban;
using schema::File;

namespace {

/// Configurations, each with the channels of one example.
std::vector<std::string> examples() {
    std::vector<std::string> all;
    bool inside = false;
    std::ifstream page{"docs/sms.md"};
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            inside = line == "```yaml";
            if (inside) {
                all.emplace_back("format: 1\nstore: s\nworkflows: w\ncalendars: c\ndirectory: d\n");
            }
        } else if (inside) {
            all.back() += line + "\n";
        }
    }
    return all;
}

}  // namespace

TEST_CASE("the schema takes the channels of the manual", "[schema]") {
    std::vector<File> files;
    for (auto const& text : examples()) {
        files.push_back(schema::read_configuration_as("an example of docs/sms.md", text));
    }
    REQUIRE(files.size() >= 7);
    CHECK(schema::disagreements(files) == "");
}

TEST_CASE("reader and schema agree on every slip in the shape of a channel", "[schema][property]") {
    std::vector<File> files;
    for (auto const& text : examples()) {
        for (auto const& mutant : schema::mutants_of(text)) {
            if (mutant.name.find("channels") == std::string::npos) continue;
            files.push_back(schema::read_configuration_as(mutant.name, mutant.text));
        }
    }
    REQUIRE(files.size() > 200);
    CHECK(schema::disagreements(files) == "");
}
