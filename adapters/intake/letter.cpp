#include "adapters/intake/letter.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/furniture.hpp"

namespace duban::intake {

namespace {

bool begins_thanks(Passage sentence) {
    constexpr std::array<std::u32string_view, 41> words{
        U"感谢您",    U"感谢你",    U"感谢贵",    U"感谢各位",  U"非常感谢",  U"十分感谢",
        U"衷心感谢",  U"诚挚感谢",  U"诚恳感谢",  U"再次感谢",  U"最后,感谢", U"最后感谢",
        U"最后,衷心", U"最后,再次", U"最后,非常", U"在此,感谢", U"在此感谢",  U"在此,我",
        U"谢谢您",    U"谢谢你",    U"专此答复",  U"专此函复",  U"专此回复",  U"专此",
        U"特此答复",  U"特此函复",  U"特此回复",  U"特此函告",  U"此复",      U"此致",
        U"以上答复",  U"以上意见",  U"以上回复",  U"以上是",    U"如有不妥",  U"如对",
        U"如您对",    U"欢迎您",    U"欢迎继续",  U"敬请",      U"恳请您"};
    return std::any_of(
        words.begin(), words.end(), [&](auto word) { return sentence.starts_with(word); });
}

// Thanks are the last thing said: within the final few hundred characters of the last answer.
std::size_t find_thanks(Passage text) {
    constexpr std::size_t longest_thanks = 400;
    auto const from = text.size() > longest_thanks ? text.size() - longest_thanks : 0;
    for (auto at = from; at < text.size(); ++at) {
        bool const begins =
            at == 0 || is_space(text.shadow[at - 1]) || is_any_of(text.shadow[at - 1], U"。!;");
        if (begins && begins_thanks(text.part(at, 12))) return at;
    }
    return text.size();
}

// "(联系人：…，联系电话：…)" inside a flattened letter.
Passage without_contacts(Passage text) {
    for (auto at = text.find(U"("); at != Passage::npos; at = text.find(U"(", at + 1)) {
        if (is_formality(text.part(at, 12)) && at * 2 > text.size()) return trimmed(text.until(at));
    }
    return text;
}

std::string words_of(Passage letter) {
    std::string text;
    for (auto const line : lines_of(letter)) {
        bool const short_formality = is_formality(line) && line.size() <= 120;
        if (short_formality || line.size() == 0) continue;
        if (!text.empty()) text += '\n';
        text += to_utf8(line.text);
    }
    return text;
}

Passage without_formal_lines(Passage text) {
    auto end = text.size();
    while (end > 0) {
        auto const line_break = text.shadow.rfind(U'\n', end - 1);
        auto const begin = line_break == Passage::npos ? 0 : line_break + 1;
        auto const line = trimmed(text.part(begin, end - begin));
        if (begin == 0 || !(line.empty() || is_formality(line))) break;
        end = begin - 1;
    }
    return trimmed(text.until(end));
}

void end_last_answer(Numbering& answers) {
    if (answers.items.empty()) return;
    auto& last = answers.items.back();
    last.text = without_formal_lines(trimmed(last.text.until(find_thanks(last.text))));
    // An answer of one sentence has no text: then the thanks may stand in its heading.
    last.heading = trimmed(last.heading.until(find_thanks(last.heading)));
}

}  // namespace

Letter read_letter(Passage whole, std::size_t body) {
    constexpr std::size_t longest_opening = 800;
    Letter letter;
    letter.signature = find_signature(whole.part(body));
    auto end = find_footer(whole, body);
    auto answered_until = end;
    if (letter.signature) {
        letter.signature->begin += body;
        letter.signature->end += body;
        end = letter.signature->end;
        answered_until = letter.signature->begin;
    }
    auto const said = without_contacts(trimmed(whole.part(body, answered_until - body)));
    letter.answers = find_numbering(said);
    end_last_answer(letter.answers);
    letter.opening = letter.answers.preface.until(longest_opening);
    letter.text = words_of(whole.until(end));
    return letter;
}

}  // namespace duban::intake
