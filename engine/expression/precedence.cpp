#include "engine/expression/precedence.hpp"

#include <array>

namespace duban::expression {

namespace {

struct Power {
    std::string_view symbol;
    int power;
};

constexpr std::array<Power, 13> powers{{{"||", power_of_or},
                                        {"&&", power_of_and},
                                        {"==", 3},
                                        {"!=", 3},
                                        {"<", 3},
                                        {"<=", 3},
                                        {">", 3},
                                        {">=", 3},
                                        {"+", 4},
                                        {"-", 4},
                                        {"*", 5},
                                        {"/", 5},
                                        {"%", 5}}};

struct Slip {
    std::string_view written;
    std::string_view meant;
};

constexpr std::array<Slip, 8> slips{{{"and", "&&"},
                                     {"AND", "&&"},
                                     {"or", "||"},
                                     {"OR", "||"},
                                     {"not", "!"},
                                     {"NOT", "!"},
                                     {"is", "=="},
                                     {"mod", "%"}}};

}  // namespace

int power_of(Token const& token) {
    if (token.is_keyword("in")) return 3;
    if (token.kind != TokenKind::symbol) return 0;
    for (auto const& row : powers) {
        if (row.symbol == token.text) return row.power;
    }
    return 0;
}

std::string_view operator_meant_by(std::string_view word) {
    for (auto const& slip : slips) {
        if (slip.written == word) return slip.meant;
    }
    return {};
}

}  // namespace duban::expression
