// CEL's own vectors, asked through the code of `duban eval --json`. cel_vectors.txt says where they
// are from and how its lines read.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "adapters/cli/eval_answer.hpp"
#include "adapters/cli/named_zones.hpp"

using namespace duban;

namespace {

/// A problem stands in the table without its message.
bool is_as_expected(std::string const& answer, std::string const& expected) {
    if (!expected.starts_with(R"({"problem")")) return answer == expected;
    auto const place = expected.substr(0, expected.size() - 2);
    return answer.starts_with(place + R"(,"message":")");
}

}  // namespace

TEST_CASE("guards answer CEL's vectors as CEL does", "[expression]") {
    cli::NamedZones const zones;
    expression::Scope const scope{.variables = {}, .now = {}, .today = {}, .zones = &zones};
    std::ifstream file{"tests/engine/expression/cel_vectors.txt"};
    REQUIRE(file);
    int inside = 0;
    int outside = 0;
    std::string section;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("#")) continue;
        if (line.starts_with("= ")) {
            section = line;
            continue;
        }
        if (line.starts_with("- ")) {
            outside += std::stoi(line.substr(2));
            continue;
        }
        auto const tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        auto const answer = cli::answer_line(line.substr(0, tab), scope, Language::en);
        auto const expected = line.substr(tab + 1);
        CAPTURE(section, line, answer);
        CHECK(is_as_expected(answer, expected));
        ++inside;
    }
    CHECK(inside == 996);
    CHECK(outside == 1460);
    WARN(fmt::format("CEL's vectors: {} in the subset, {} outside it", inside, outside));
}
