#include "adapters/intake/simplified.hpp"

#include <fmt/format.h>
#include <opencc/Exception.hpp>
#include <opencc/SimpleConverter.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "adapters/intake/characters.hpp"
#include "engine/base/utf8.hpp"

namespace duban::intake {

namespace {

opencc::SimpleConverter const& converter() {
    static opencc::SimpleConverter const to_simplified{"t2s.json"};
    return to_simplified;
}

// One character a line: OpenCC's phrases cannot reach over a line's end, so each is looked up alone
// and what comes back lines up with what went in. The dictionary is asked once for each distinct
// character of a page, about a thousand.
std::map<char32_t, char32_t> look_up(std::set<char32_t> const& characters) {
    std::string asked;
    for (auto const character : characters) {
        append_utf8(asked, character);
        asked += '\n';
    }
    auto const answer = converter().Convert(asked);
    std::map<char32_t, char32_t> table;
    std::string_view rest = answer;
    for (auto const character : characters) {
        auto const line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        auto left = line;
        auto const simple = line.empty() ? character : take_code_point(left);
        table.emplace(character, left.empty() ? simple : character);
    }
    return table;
}

// 答覆 is how Hong Kong and Macao write 答复; OpenCC leaves it, since 覆 is also a simplified form.
char32_t unify_variant(char32_t character) {
    return character == U'覆' ? U'复' : character;
}

}  // namespace

std::u32string simplified(std::u32string_view text) {
    std::set<char32_t> characters;
    for (auto const character : text) {
        if (is_han(character)) characters.insert(character);
    }
    try {
        auto const table = look_up(characters);
        std::u32string result{text};
        for (auto& character : result) {
            auto const found = table.find(character);
            if (found != table.end()) character = unify_variant(found->second);
        }
        return result;
    } catch (opencc::Exception const& failure) {
        throw std::runtime_error(
            fmt::format("OpenCC cannot convert: {} (install libopencc-data)", failure.what()));
    }
}

}  // namespace duban::intake
