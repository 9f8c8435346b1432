// Any text compiles or has problems, and what compiles evaluates to a value or an error within its
// bounds.
#include <cstddef>
#include <cstdint>
#include <string_view>

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static Desk const desk = proposal();
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const problems = desk.problems(text);
    for (auto const& problem : problems) check(problem, text);
    ensure(problems.empty() || has_errors(problems), "a refusal is an error");
    if (problems.empty()) ensure(!desk.says(text).empty(), "a value or an error can be shown");
    return 0;
}
