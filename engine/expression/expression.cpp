#include "engine/expression/expression.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/expression/checker.hpp"
#include "engine/expression/complaint.hpp"
#include "engine/expression/lexer.hpp"
#include "engine/expression/node.hpp"
#include "engine/expression/parser.hpp"

namespace duban::expression {

namespace {

Failure<Problems> refuse(Problem problem) {
    return Failure<Problems>{Problems{std::move(problem)}};
}

bool has_time(Expression::Node const& node) {
    return node.operation == Operation::today || node.operation == Operation::now ||
           std::ranges::any_of(node.arguments, has_time);
}

}  // namespace

bool Expression::reads_the_time() const {
    return has_time(*root_);
}

Expression::Expression(std::shared_ptr<Node const> root,
                       std::string text,
                       Type type,
                       std::vector<std::uint16_t> uses)
    : root_{std::move(root)},
      text_{std::move(text)},
      type_{std::move(type)},
      uses_{std::move(uses)} {}

Result<Expression, Problems> compile(std::string_view text, std::span<Variable const> variables) {
    Source const source{text};
    if (text.size() > text_bytes_max)
        return refuse(
            source.problem(0, "too-long", complaint::too_long(text.size(), text_bytes_max)));
    if (auto const at = find_invalid_utf8(text))
        return refuse(source.problem(*at, "invalid-utf8", complaint::not_utf8()));
    auto const tokens = lex(source);
    if (!tokens) return Failure<Problems>{tokens.error()};
    if (tokens->size() == 1)
        return refuse(source.problem(0, "parse-error", complaint::nothing_written()));
    auto syntax = parse(source, *tokens);
    if (!syntax) return refuse(std::move(syntax.error()));
    Checker checker{source, variables};
    auto root = std::make_shared<Expression::Node>(checker.check(*syntax));
    auto problems = checker.take_problems();
    if (!problems.empty()) {
        std::stable_sort(problems.begin(), problems.end(), [](auto const& left, auto const& right) {
            return left.at < right.at;
        });
        return Failure<Problems>{std::move(problems)};
    }
    auto type = root->type;
    return Expression{std::move(root), std::string{text}, std::move(type), checker.uses()};
}

}  // namespace duban::expression
