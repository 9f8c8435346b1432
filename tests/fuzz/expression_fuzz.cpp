// Any text compiles or has problems, and what compiles evaluates to a value or an error within its
// bounds. Any line asked of `duban eval --json` is answered by one line of JSON.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/cli/eval_answer.hpp"
#include "adapters/cli/named_zones.hpp"
#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"
#include "tests/engine/expression/desk.hpp"

using namespace duban;
using namespace duban::expression;

namespace {

void check(Problem const& problem, std::string_view text) {
    ensure(problem.at.line >= 1 && problem.at.column >= 1, "a problem has a place");
    auto const columns_max = static_cast<int>(count_characters(text)) + 1;
    ensure(problem.at.column <= columns_max, "the place lies in the text");
    ensure(!problem.message.en.empty() && !problem.message.zh_cn.empty(),
           "a problem says what is wrong");
}

void check_question(std::string_view line) {
    cli::NamedZones const zones;
    auto const answer = cli::answer_line(line, Scope{.zones = &zones}, Language::en);
    ensure(answer.find('\n') == answer.npos, "an answer is one line");
    ensure(answer.starts_with("{\"type\":") || answer.starts_with("{\"error\":") ||
               answer.starts_with("{\"problem\":{"),
           "an answer is a value, an error or a problem");
    ensure(!find_invalid_utf8(answer), "an answer is valid UTF-8");
}

void check_text(Desk const& desk, std::string_view text) {
    auto const problems = desk.problems(text);
    for (auto const& problem : problems) check(problem, text);
    ensure(problems.empty() || has_errors(problems), "a refusal is an error");
    if (problems.empty()) ensure(!desk.says(text).empty(), "a value or an error can be shown");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static Desk const filed = proposal();
    static Desk const handled = handled_proposal();
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    check_text(filed, text);
    check_text(handled, text);
    check_question(text);
    return 0;
}
