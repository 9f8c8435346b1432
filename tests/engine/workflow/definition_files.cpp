#include "tests/engine/workflow/definition_files.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "engine/calendar/calendar_file.hpp"

namespace duban::workflow {

std::string read_file(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{fmt::format("cannot open {}", path.string())};
    return {std::istreambuf_iterator<char>{file}, {}};
}

DefinitionText shipped_text() {
    std::filesystem::path const folder = "workflows/cppcc-proposal";
    return {.workflow = {"workflow.yaml", read_file(folder / "workflow.yaml")},
            .messages = {{"messages.zh-CN.yaml", read_file(folder / "messages.zh-CN.yaml")},
                         {"messages.en.yaml", read_file(folder / "messages.en.yaml")}}};
}

std::vector<std::string> blocks(std::string const& page, std::string const& mark) {
    std::vector<std::string> found;
    auto const fence = "```yaml " + mark + "\n";
    for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
        at += fence.size();
        auto const end = page.find("```", at);
        found.push_back(page.substr(at, end - at));
    }
    return found;
}

std::string problem_lines(Problems const& problems) {
    std::string lines;
    for (auto const& problem : problems) {
        auto const suggestion =
            problem.suggestion.empty() ? std::string{} : fmt::format(" -> {}", problem.suggestion);
        lines += fmt::format("{}:{}:{} {} {}{}\n",
                             problem.file,
                             problem.at.line,
                             problem.at.column,
                             to_text(problem.severity),
                             problem.rule,
                             suggestion);
    }
    return lines;
}

Definition read_alone(std::string text) {
    return read_definition({.workflow = {"workflow", std::move(text)}, .messages = {}});
}

calendar::Calendar china() {
    auto calendar = calendar::read_calendar(read_file("config/calendars/cn.yaml"), "cn.yaml");
    if (!calendar) throw std::runtime_error{"the shipped calendar is wrong"};
    return *calendar;
}

}  // namespace duban::workflow
