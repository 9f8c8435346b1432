#include "engine/expression/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/expression/complaint.hpp"
#include "engine/expression/expression.hpp"
#include "engine/expression/literal.hpp"
#include "engine/expression/precedence.hpp"

namespace duban::expression {

namespace {

class Parser {
  public:
    Parser(Source source, std::vector<Token> const& tokens) : source_{source}, tokens_{tokens} {}

    Result<Syntax, Problem> run() {
        auto syntax = expression();
        if (peek().kind != TokenKind::end) unexpected(false);
        if (problem_) return Failure<Problem>{std::move(*problem_)};
        return syntax;
    }

  private:
    /// One level of brackets, of a unary operator or of an `else` branch.
    class Level {
      public:
        explicit Level(Parser& parser) : parser_{parser} {
            ++parser_.level_;
            if (parser_.level_ > nesting_max)
                parser_.fail(parser_.peek(), "too-deep", complaint::too_deep(nesting_max));
        }

        ~Level() { --parser_.level_; }

        Level(Level const&) = delete;
        Level& operator=(Level const&) = delete;

      private:
        Parser& parser_;
    };

    [[nodiscard]] Token const& peek() const { return tokens_[at_]; }

    Token const& take() {
        auto const& token = tokens_[at_];
        if (token.kind != TokenKind::end) ++at_;
        return token;
    }

    bool accept(std::string_view symbol) {
        if (!peek().is_symbol(symbol)) return false;
        take();
        return true;
    }

    void expect(std::string_view symbol) {
        if (!accept(symbol)) fail(peek(), "parse-error", complaint::expected(symbol, peek().text));
    }

    /// Keeps the first problem and goes to the end, where every loop and every recursion stops.
    void fail(std::size_t offset, std::string rule, Text message, std::string suggestion = {}) {
        if (!problem_) {
            problem_ =
                source_.problem(offset, std::move(rule), std::move(message), std::move(suggestion));
        }
        at_ = tokens_.size() - 1;
    }

    void fail(Token const& at, std::string rule, Text message) {
        fail(at.span.begin, std::move(rule), std::move(message));
    }

    void unexpected(bool operand_wanted) {
        auto const& token = peek();
        bool const after_word = at_ > 0 && operator_meant_by(tokens_[at_ - 1].text) == "!";
        auto const& slip = after_word ? tokens_[at_ - 1] : token;
        if (auto const meant = operator_meant_by(slip.text); !meant.empty()) {
            auto message = complaint::wrong_operator(slip.text, meant);
            return fail(slip.span.begin, "parse-error", std::move(message), std::string{meant});
        }
        if (token.kind == TokenKind::reserved)
            return fail(token, "parse-error", complaint::reserved_word(token.text));
        fail(token,
             "parse-error",
             operand_wanted ? complaint::value_expected(token.text)
                            : complaint::operator_expected(token.text));
    }

    Syntax finish(Syntax syntax) {
        for (auto const& part : syntax.parts)
            syntax.height = std::max(syntax.height, part.height + 1);
        if (syntax.height > height_max)
            fail(syntax.at, "too-deep", complaint::too_many_operators(height_max));
        return syntax;
    }

    Syntax call(Style style, Token const& name, Span span, std::vector<Syntax> parts) {
        return finish({.kind = Syntax::Kind::call,
                       .style = style,
                       .span = span,
                       .at = name.span.begin,
                       .name = name.text,
                       .parts = std::move(parts)});
    }

    Syntax expression() {
        auto condition = operation(power_of_or);
        auto const at = peek().span.begin;
        if (!accept("?")) return condition;
        Level const level{*this};
        std::vector<Syntax> parts;
        parts.push_back(std::move(condition));
        parts.push_back(operation(power_of_or));
        expect(":");
        parts.push_back(expression());
        Span const span{parts.front().span.begin, parts.back().span.end};
        return finish({.kind = Syntax::Kind::conditional,
                       .span = span,
                       .at = at,
                       .name = "?:",
                       .parts = std::move(parts)});
    }

    Syntax operation(int power_min) {
        auto left = unary();
        while (true) {
            auto const power = power_of(peek());
            if (power == 0 || power < power_min) return left;
            auto const& symbol = take();
            auto right = operation(power + 1);
            left = joined(symbol, power, std::move(left), std::move(right));
        }
    }

    Syntax joined(Token const& symbol, int power, Syntax left, Syntax right) {
        Span const span{left.span.begin, right.span.end};
        std::vector<Syntax> parts;
        if (power > power_of_and) {
            parts.push_back(std::move(left));
            parts.push_back(std::move(right));
            return call(Style::symbol, symbol, span, std::move(parts));
        }
        auto const kind =
            power == power_of_or ? Syntax::Kind::disjunction : Syntax::Kind::conjunction;
        auto const at = left.kind == kind ? left.at : symbol.span.begin;
        if (left.kind == kind) {
            parts = std::move(left.parts);
        } else {
            parts.push_back(std::move(left));
        }
        parts.push_back(std::move(right));
        return finish(
            {.kind = kind, .span = span, .at = at, .name = symbol.text, .parts = std::move(parts)});
    }

    [[nodiscard]] bool at_negative_number() const {
        if (!peek().is_symbol("-")) return false;
        auto const kind = tokens_[at_ + 1].kind;
        return kind == TokenKind::int64 || kind == TokenKind::float64;
    }

    Syntax unary() {
        bool const has_operator = peek().is_symbol("!") || peek().is_symbol("-");
        if (!has_operator || at_negative_number()) return member();
        auto const& symbol = take();
        Level const level{*this};
        // CEL knows `!!a` and `--a`, but neither `!-a` nor `-!a`.
        auto operand = peek().is_symbol(symbol.text) ? unary() : member();
        Span const span{symbol.span.begin, operand.span.end};
        std::vector<Syntax> parts;
        parts.push_back(std::move(operand));
        return call(Style::symbol, symbol, span, std::move(parts));
    }

    Syntax member() {
        auto left = primary();
        while (true) {
            auto const& token = peek();
            if (accept("[")) {
                left = indexed(token, std::move(left));
            } else if (accept(".")) {
                left = selected(std::move(left));
            } else {
                return left;
            }
        }
    }

    Syntax indexed(Token const& bracket, Syntax left) {
        Level const level{*this};
        auto const begin = left.span.begin;
        std::vector<Syntax> parts;
        parts.push_back(std::move(left));
        parts.push_back(expression());
        auto const end = peek().span.end;
        expect("]");
        auto syntax = call(Style::symbol, bracket, {begin, end}, std::move(parts));
        syntax.name = "[]";
        return syntax;
    }

    Syntax selected(Syntax left) {
        auto const& name = take();
        if (name.kind != TokenKind::name && name.kind != TokenKind::reserved) {
            fail(name, "parse-error", complaint::name_expected(name.text));
        }
        Span const span{left.span.begin, name.span.end};
        std::vector<Syntax> parts;
        parts.push_back(std::move(left));
        if (peek().is_symbol("(")) return called(Style::method, name, span, std::move(parts));
        return finish({.kind = Syntax::Kind::select,
                       .span = span,
                       .at = name.span.begin,
                       .name = name.text,
                       .parts = std::move(parts)});
    }

    Syntax called(Style style, Token const& name, Span span, std::vector<Syntax> parts) {
        Level const level{*this};
        expect("(");
        span.end = sequence(")", false, parts);
        return call(style, name, span, std::move(parts));
    }

    /// Expressions between commas up to `closing`; gives the offset behind it.
    std::uint32_t sequence(std::string_view closing, bool trailing_comma, std::vector<Syntax>& to) {
        while (!peek().is_symbol(closing)) {
            to.push_back(expression());
            if (to.size() > list_items_max)
                fail(to.back().at, "too-long", complaint::too_many_items(list_items_max));
            if (!accept(",")) break;
            if (!trailing_comma && peek().is_symbol(closing)) unexpected(true);
        }
        auto const end = peek().span.end;
        expect(closing);
        return end;
    }

    Syntax primary() {
        auto const& token = peek();
        if (token.is_symbol("(")) return bracketed();
        if (token.is_symbol("[")) return list();
        if (token.is_symbol("{")) return map();
        switch (token.kind) {
            case TokenKind::int64:
            case TokenKind::uint64:
            case TokenKind::float64:
            case TokenKind::string:
            case TokenKind::bytes:
                return literal(token, token.span.begin, false);
            case TokenKind::keyword:
                return constant();
            case TokenKind::name:
                return name();
            default:
                break;
        }
        if (at_negative_number()) {
            take();
            return literal(peek(), token.span.begin, true);
        }
        unexpected(true);
        return {};
    }

    Syntax bracketed() {
        Level const level{*this};
        auto const begin = take().span.begin;
        auto inner = expression();
        inner.span = {begin, peek().span.end};
        expect(")");
        return inner;
    }

    Syntax list() {
        Level const level{*this};
        auto const begin = take().span.begin;
        std::vector<Syntax> parts;
        auto const end = sequence("]", true, parts);
        return finish({.kind = Syntax::Kind::list,
                       .span = {begin, end},
                       .at = begin,
                       .parts = std::move(parts)});
    }

    Syntax map() {
        Level const level{*this};
        auto const begin = take().span.begin;
        std::vector<Syntax> parts;
        while (!peek().is_symbol("}")) {
            parts.push_back(expression());
            expect(":");
            parts.push_back(expression());
            if (parts.size() > 2 * list_items_max)
                fail(parts.back().at, "too-long", complaint::too_many_items(list_items_max));
            if (!accept(",")) break;
        }
        auto const end = peek().span.end;
        expect("}");
        return finish({.kind = Syntax::Kind::map,
                       .span = {begin, end},
                       .at = begin,
                       .parts = std::move(parts)});
    }

    Syntax literal(Token const& token, std::uint32_t begin, bool negative) {
        take();
        auto value = read_literal(token, negative);
        if (!value) {
            auto& fault = value.error();
            fail(token.span.begin + fault.at, std::move(fault.rule), std::move(fault.message));
            return {};
        }
        return {.kind = Syntax::Kind::literal,
                .span = {begin, token.span.end},
                .at = begin,
                .literal = std::move(*value)};
    }

    Syntax constant() {
        auto const& token = peek();
        if (token.is_keyword("in")) {
            unexpected(true);
            return {};
        }
        take();
        auto value = token.text == "null" ? Value{} : Value{token.text == "true"};
        return {.kind = Syntax::Kind::literal,
                .span = token.span,
                .at = token.span.begin,
                .literal = std::move(value)};
    }

    Syntax name() {
        auto const& token = take();
        if (peek().is_symbol("(")) return called(Style::plain, token, token.span, {});
        return {.kind = Syntax::Kind::name,
                .span = token.span,
                .at = token.span.begin,
                .name = token.text};
    }

    Source source_;
    std::vector<Token> const& tokens_;
    std::size_t at_ = 0;
    int level_ = 0;
    std::optional<Problem> problem_;
};

}  // namespace

Result<Syntax, Problem> parse(Source source, std::vector<Token> const& tokens) {
    return Parser{source, tokens}.run();
}

}  // namespace duban::expression
