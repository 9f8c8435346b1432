// A word of an expression: where it stands and what sort it is. Its text is a view into the source.
#pragma once

#include <string_view>

#include "engine/expression/source.hpp"

namespace duban::expression {

enum class TokenKind : std::uint8_t {
    end,
    name,
    keyword,   // true false null in
    reserved,  // a word that CEL keeps for other languages: `for`, `package`, …
    int64,
    uint64,
    float64,
    string,
    bytes,
    symbol,
};

struct Token {
    TokenKind kind = TokenKind::end;
    Span span;
    std::string_view text;

    [[nodiscard]] bool is_symbol(std::string_view symbol) const {
        return kind == TokenKind::symbol && text == symbol;
    }

    [[nodiscard]] bool is_keyword(std::string_view word) const {
        return kind == TokenKind::keyword && text == word;
    }
};

}  // namespace duban::expression
