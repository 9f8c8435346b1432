// What the readers take the schemas take, and what is wrong in shape both refuse.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/schema/judge.hpp"

using namespace duban;
using schema::disagreements;
using schema::File;
using workflow::DefinitionText;
using workflow::NamedText;

namespace {

std::string read(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void append(std::vector<File>& files, std::vector<File> more) {
    std::move(more.begin(), more.end(), std::back_inserter(files));
}

/// A definition in a folder, as shipped.
DefinitionText in_folder(std::filesystem::path const& folder) {
    DefinitionText text{.workflow = {"workflow", read(folder / "workflow.yaml")}, .messages = {}};
    for (std::string const language : {"zh-CN", "en"}) {
        text.messages.push_back({language, read(folder / ("messages." + language + ".yaml"))});
    }
    return text;
}

std::vector<std::string> blocks(std::string const& page, std::string const& mark) {
    std::vector<std::string> found;
    auto const fence = "```yaml " + mark + "\n";
    for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
        at += fence.size();
        found.push_back(page.substr(at, page.find("```", at) - at));
    }
    return found;
}

/// NN_name.yaml with its NN_name.messages.<language>.yaml.
std::map<std::string, DefinitionText> broken() {
    std::map<std::string, DefinitionText> found;
    std::filesystem::path const folder = "tests/engine/workflow/broken";
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".expected") continue;
        auto const name = entry.path().stem().string();
        auto& text = found[name];
        text.workflow = {"workflow", read(folder / (name + ".yaml"))};
        for (std::string const language : {"zh-CN", "en"}) {
            auto const path = folder / (name + ".messages." + language + ".yaml");
            if (std::filesystem::exists(path)) text.messages.push_back({language, read(path)});
        }
    }
    return found;
}

}  // namespace

TEST_CASE("the schemas take every file that is shipped", "[schema]") {
    std::vector<File> files{schema::read_file_as("directory", "config/directory.yaml"),
                            schema::read_file_as("configuration", "config/duban.yaml"),
                            schema::read_file_as("configuration", "config/example/duban.yaml")};
    for (auto const& entry : std::filesystem::directory_iterator{"config/calendars"}) {
        if (entry.path().extension() != ".yaml") continue;
        files.push_back(schema::read_file_as("calendar", entry.path().string()));
    }
    for (auto const& entry : std::filesystem::directory_iterator{"workflows"}) {
        if (!entry.is_directory()) continue;
        NamedText const tests{"tests.yaml", read(entry.path() / "tests.yaml")};
        append(files,
               schema::read_definition_as(entry.path().string(), in_folder(entry.path()), tests));
    }
    REQUIRE(files.size() >= 40);
    for (auto const& file : files) {
        CAPTURE(file.name);
        CHECK(file.errors.empty());
    }
    CHECK(disagreements(files) == "");
}

TEST_CASE("the schemas take the complete examples of the manual", "[schema]") {
    auto const page = GENERATE(as<std::string>{}, "docs/language.md", "docs/language.zh-CN.md");
    auto const text = read(page);
    auto const workflows = blocks(text, "workflow");
    auto const zh_cn = blocks(text, "messages.zh-CN");
    auto const en = blocks(text, "messages.en");
    REQUIRE(workflows.size() >= 2);
    REQUIRE(zh_cn.size() == workflows.size());
    REQUIRE(en.size() == workflows.size());
    std::vector<File> files;
    for (std::size_t i = 0; i < workflows.size(); ++i) {
        append(files,
               schema::read_definition_as(page,
                                          {.workflow = {"workflow", workflows[i]},
                                           .messages = {{"zh-CN", zh_cn[i]}, {"en", en[i]}}}));
    }
    CHECK(disagreements(files) == "");
}

TEST_CASE("the schemas refuse the broken definitions whose shape is wrong", "[schema]") {
    std::vector<File> files;
    for (auto const& [name, text] : broken()) append(files, schema::read_definition_as(name, text));
    REQUIRE(files.size() >= 120);
    CHECK(disagreements(files,
                        {{"^002_", "an alias is no slip of shape"},
                         {"^018_", "editors read 01 as the number 1"},
                         {"^037_", "no schema compares two numbers"},
                         {"^094_", "the word stands inside a guard"},
                         {"^161_", "the word stands inside a guard"}}) == "");
}

TEST_CASE("the line that names the schema to an editor is a comment to the reader", "[schema]") {
    auto text = in_folder("workflows/cppcc-proposal");
    for (auto* const each : {&text.workflow, &text.messages[0], &text.messages[1]}) {
        each->text = "# yaml-language-server: $schema=../../schemas/x.json\n" + each->text;
    }
    auto const files = schema::read_definition_as("with the line", text);
    CHECK(std::all_of(
        files.begin(), files.end(), [](File const& file) { return file.errors.empty(); }));
    CHECK(disagreements(files) == "");
}
