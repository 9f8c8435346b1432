// vCards as text (RFC 2426, RFC 6350): the lines of each card, unfolded; values and their parts
// without escapes; and a line as text again. It knows no property's meaning but BEGIN, END and
// VERSION.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::intake {

struct CardLine {
    std::string name;        // in capitals, without its group
    std::string parameters;  // in capitals, as they stand: "TYPE=CELL,VOICE"
    std::string value;       // as it stands
    Position at;
};

struct Card {
    Position at;  // of its BEGIN
    std::vector<CardLine> lines;
};

struct Cards {
    std::vector<Card> cards;
    Problems problems;
};

bool is_card_file(std::string_view text);

/// Of valid UTF-8. Only whole cards of version 3.0 or 4.0.
Cards read_cards(std::string_view text, std::string const& file);

/// The parts of a value between separators that are not escaped, each without its escapes.
std::vector<std::string> parts_of(std::string_view value, char separator);
/// The value without its escapes.
std::string plain(std::string_view value);

/// The text with its escapes.
std::string escaped(std::string_view text);
/// "NAME:value" in lines of at most 75 octets, never cut inside a character, each ended by "\r\n".
std::string card_line(std::string_view name, std::string_view value);

}  // namespace duban::intake
