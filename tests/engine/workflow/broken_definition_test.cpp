// Definitions with mistakes: every problem of every file, where it stands, in one run.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/proof/prove.hpp"
#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

namespace {

std::filesystem::path const folder = "tests/engine/workflow/broken";

std::vector<std::filesystem::path> expectations() {
    std::vector<std::filesystem::path> paths;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".expected") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// NN_name.yaml, and NN_name.messages.<language>.yaml where there are such.
DefinitionText text_beside(std::filesystem::path const& expected) {
    auto const beside = [&](std::string const& ending) {
        auto path = expected;
        return path.replace_extension(ending);
    };
    DefinitionText text{.workflow = {"workflow", read_file(beside(".yaml"))}, .messages = {}};
    for (std::string const language : {"zh-CN", "en"}) {
        auto const path = beside(fmt::format(".messages.{}.yaml", language));
        if (std::filesystem::exists(path)) text.messages.push_back({language, read_file(path)});
    }
    return text;
}

bool has_both_languages(Problem const& problem) {
    return !problem.message.zh_cn.empty() && !problem.message.en.empty() &&
           !find_invalid_utf8(problem.message.zh_cn) && !find_invalid_utf8(problem.message.en);
}

}  // namespace

TEST_CASE("each broken definition has exactly the problems that stand beside it", "[workflow]") {
    auto const paths = expectations();
    CHECK(paths.size() >= 60);
    auto const calendar = china();
    for (auto const& path : paths) {
        CAPTURE(path.stem().string());
        auto const text = text_beside(path);
        auto definition = read_definition(text);
        proof::prove(text, definition, &calendar);
        CHECK(problem_lines(definition.problems) == read_file(path));
        CHECK(definition.workflow.has_value() == !has_errors(definition.problems));
        for (auto const& problem : definition.problems) {
            CHECK(has_both_languages(problem));
            bool const has_line = !problem.source_line.empty() || text.workflow.text.empty();
            CHECK(has_line);
        }
    }
}

TEST_CASE("a hostile file ends in a clear problem", "[workflow]") {
    auto const shipped = shipped_text().workflow.text;
    std::mt19937 random{2026};
    std::string noise(100'000, '\0');
    for (auto& c : noise) c = static_cast<char>(random());
    std::string utf16 = "\xFF\xFE";
    for (char const c : shipped.substr(0, 2000)) utf16 += std::string{c, '\0'};
    std::string deep;
    for (int depth = 0; depth < 10'000; ++depth)
        deep += std::string(static_cast<std::size_t>(depth % 100), ' ') + "a:\n";

    struct Hostile {
        char const* name;
        std::string text;
    };

    std::vector<Hostile> const files{
        {"10 MB of spaces", std::string(10'000'000, ' ')},
        {"10 MB of one key", "format: " + std::string(10'000'000, 'x')},
        {"10 MB of states",
         [] {
             std::string text = "format: 1\nstates:\n";
             for (int i = 0; text.size() < 10'000'000; ++i)
                 text += fmt::format("  s{}: {{end: true}}\n", i);
             return text;
         }()},
        {"10,000 nested brackets", "fields: " + std::string(10'000, '[')},
        {"10,000 nested braces", "states: " + std::string(10'000, '{')},
        {"10,000 indented keys", deep},
        {"binary noise", noise},
        {"UTF-16", utf16},
        {"Latin-1", "format: 1\nworkflow: caf\xE9\n"},
        {"a NUL", std::string{"format: 1\0\n", 11}},
    };
    for (auto const& file : files) {
        CAPTURE(file.name);
        auto const definition = read_alone(file.text);
        CHECK_FALSE(definition.workflow);
        REQUIRE(has_errors(definition.problems));
        CHECK(has_both_languages(definition.problems.front()));
        CHECK(definition.problems.size() <= 1000);
    }
}

TEST_CASE("a file of many mistakes is read to its end and answered with a bounded list",
          "[workflow]") {
    std::string many_targets = "format: 1\nstart: s0\nstates:\n";
    for (int state = 0; state < 2000; ++state) {
        many_targets += fmt::format("  s{}: {{owner: nobody, due: 1 mnth, actions: {{", state);
        for (int action = 0; action < 3; ++action) {
            many_targets += fmt::format("a{0}: {{by: x, go: t{0}}},", action);
        }
        many_targets += "}}\n";
    }
    auto const definition = read_alone(many_targets);
    CHECK_FALSE(definition.workflow);
    CHECK(definition.problems.size() == 1000);
}

TEST_CASE("lines of the shipped definition, lost, doubled or moved, never end in a crash",
          "[workflow][property]") {
    auto const shipped = shipped_text();
    auto const lines_of = [](std::string const& text) {
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < text.size();) {
            auto const end = text.find('\n', at) + 1;
            lines.push_back(text.substr(at, end - at));
            at = end;
        }
        return lines;
    };
    std::mt19937 random{42};
    auto const below = [&](std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random);
    };
    for (int round = 0; round < 100; ++round) {
        auto text = shipped;
        auto& victim = round % 3 == 0 ? text.messages[below(2)].text : text.workflow.text;
        auto lines = lines_of(victim);
        for (auto slips = below(6) + 1; slips > 0; --slips) {
            auto const at = below(lines.size());
            auto const line = lines[at];
            switch (below(4)) {
                case 0:
                    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
                    break;
                case 1:
                    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(lines.size())),
                                 line);
                    break;
                case 2:
                    std::swap(lines[at], lines[below(lines.size())]);
                    break;
                default:
                    if (line.size() > 1) lines[at].erase(below(line.size() - 1), 1);
            }
        }
        victim.clear();
        for (auto const& line : lines) victim += line;
        CAPTURE(round, victim);
        auto const definition = read_definition(text);
        CHECK(definition.workflow.has_value() == !has_errors(definition.problems));
        CHECK(std::all_of(
            definition.problems.begin(), definition.problems.end(), [](Problem const& problem) {
                return problem.at.line >= 1 && has_both_languages(problem);
            }));
    }
}
