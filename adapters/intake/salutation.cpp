#include "adapters/intake/salutation.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/furniture.hpp"
#include "adapters/intake/names.hpp"

namespace duban::intake {

namespace {

using Words = std::u32string_view;

constexpr std::size_t longest_salutation = 120;

template <std::size_t N>
bool holds_any(Passage passage, std::array<Words, N> const& words) {
    return std::any_of(
        words.begin(), words.end(), [&](Words word) { return passage.contains(word); });
}

template <std::size_t N>
bool ends_with_any(Passage passage, std::array<Words, N> const& words) {
    return std::any_of(
        words.begin(), words.end(), [&](Words word) { return passage.ends_with(word); });
}

// Words of labels and of sentences: a salutation names somebody and says nothing.
bool says_something(Passage line) {
    constexpr std::array<Words, 31> words{
        U"联系", U"抄送", U"电话", U"标题", U"提案人", U"建议人", U"来源", U"编辑",
        U"附件", U"作者", U"记者", U"关于", U"如下",   U"建议",   U"答复", U"收悉",
        U"提出", U"单位", U"经办", U"签发", U"提案",   U"领衔",   U"姓名", U"反馈",
        U"附议", U"联名", U"表示", U"内容", U"时间",   U"指出",   U"案由"};
    return holds_any(line, words);
}

// A letter speaks to somebody about what was received.
bool letter_follows(Passage rest) {
    constexpr std::size_t soon = 300;
    constexpr std::array<Words, 14> words{U"收悉",
                                          U"您",
                                          U"你",
                                          U"贵",
                                          U"答复如下",
                                          U"回复如下",
                                          U"提出的",
                                          U"提案",
                                          U"建议",
                                          U"会办意见",
                                          U"函复",
                                          U"来函",
                                          U"办理情况",
                                          U"敬悉"};
    return holds_any(rest.until(soon), words);
}

// 王锦荣; 张三、李四. Each of two to four characters, or in parts joined by a dot.
bool is_bare_names(Passage line) {
    auto const names = split(line, U"、");
    return line.size() <= 20 && std::all_of(names.begin(), names.end(), [](Passage name) {
               bool const sized = name.size() >= 2 && (name.size() <= 4 || name.contains(U"·"));
               return sized && std::all_of(name.shadow.begin(), name.shadow.end(), [](char32_t c) {
                          return is_han(c) || c == U'·' || c == U' ';
                      });
           });
}

std::optional<Addressee> addressee_of(Passage line, bool colon) {
    constexpr std::array<Words, 7> members{
        U"委员", U"委员们", U"政协委员", U"常委", U"委员等", U"提案人", U"委员先生"};
    constexpr std::array<Words, 3> deputies{U"代表", U"代表们", U"人大代表"};
    constexpr std::array<Words, 15> organisations{U"委会",
                                                  U"支部",
                                                  U"总支",
                                                  U"界",
                                                  U"界别",
                                                  U"小组",
                                                  U"活动组",
                                                  U"工商联",
                                                  U"总工会",
                                                  U"妇联",
                                                  U"科协",
                                                  U"侨联",
                                                  U"台联",
                                                  U"代表团",
                                                  U"联络组"};
    constexpr std::array<Words, 12> parties{U"民革",
                                            U"民盟",
                                            U"民建",
                                            U"民进",
                                            U"农工党",
                                            U"致公党",
                                            U"九三学社",
                                            U"台盟",
                                            U"政协",
                                            U"党派",
                                            U"工商业联合会",
                                            U"共青团"};
    constexpr std::array<Words, 4> courtesies{U"先生", U"女士", U"同志", U"主委"};
    bool const organised = line.ends_with(U"委员会") || ends_with_any(line, organisations);
    bool const party = holds_any(line, parties);
    if (!organised && ends_with_any(line, members)) return Addressee::member;
    if (!organised && ends_with_any(line, deputies)) return Addressee::deputy;
    if (line.ends_with(U"代表团")) return Addressee::deputy;
    if (!colon) return std::nullopt;
    if (ends_with_any(line, courtesies)) return Addressee::person;
    if (organised || (party && line.size() >= 4)) return Addressee::organisation;
    if (looks_like_unit(line)) return Addressee::unit;
    return is_bare_names(line) ? std::optional{Addressee::person} : std::nullopt;
}

// The letter's own words, at once: 您提出的, 贵局, 现将.
bool speaks_at_once(Passage rest) {
    rest = stripped(rest.until(12), U" \n|");
    return !rest.empty() && is_any_of(rest.shadow.front(), U"您你贵现收两关感首根");
}

// A bare name, a unit or a line without its colon proves little: the letter must follow at once.
bool opens_letter(Passage rest, Addressee addressee, bool colon) {
    if (addressee == Addressee::member || addressee == Addressee::deputy) {
        return colon || speaks_at_once(rest);
    }
    constexpr std::array<Words, 7> words{
        U"收悉", U"会办意见", U"协办意见", U"敬悉", U"转来", U"来函", U"答复如下"};
    return holds_any(rest.until(300), words) &&
           (addressee != Addressee::person || speaks_at_once(rest));
}

std::optional<Salutation> salutation_at(Passage page, std::size_t at) {
    auto const window = page.part(at, longest_salutation);
    auto const stop = window.shadow.find_first_of(U":。;!\n");
    auto const length = std::min(stop, window.size());
    bool const colon = length < window.size() && window.shadow[length] == U':';
    bool const line_ends = length < window.size() && window.shadow[length] == U'\n';
    auto names = trimmed(window.until(length));
    if (line_ends && names.ends_with(U",")) names = trimmed(names.until(names.size() - 1));
    if (!colon && !line_ends) return std::nullopt;
    if (names.size() < 2 || says_something(names)) return std::nullopt;
    auto const addressee = addressee_of(stripped(names, U" ()"), colon);
    auto const rest = page.part(at + length + 1);
    if (!addressee || !letter_follows(rest) || !opens_letter(rest, *addressee, colon))
        return std::nullopt;
    return Salutation{names, at, at + length + 1, *addressee};
}

// 某局关于…的答复 王锦荣委员: a page copied as one line has no line for the salutation.
std::size_t inline_begin(Passage page, std::size_t mark) {
    constexpr std::size_t longest_names = 60;
    constexpr std::array<Words, 5> before{U"答复", U"复函", U"的函", U"回复", U"类"};
    auto begin = mark;
    while (begin > 0 && mark - begin < longest_names &&
           !is_any_of(page.shadow[begin - 1], U" \n|。)]》”")) {
        --begin;
    }
    for (auto const word : before) {
        auto const at = page.part(begin, mark - begin).shadow.rfind(word);
        if (at != Passage::npos) begin += at + word.size();
    }
    // "孙 越委员": the blank was inside a name of two.
    bool const half_name = begin + 1 <= mark && begin >= 2 && page.shadow[begin - 1] == U' ' &&
                           is_han(page.shadow[begin - 2]) &&
                           (begin + 1 == mark || page.shadow[begin + 1] == U'、');
    return half_name ? begin - 2 : begin;
}

std::optional<Salutation> inline_salutation(Passage page, std::size_t from) {
    constexpr std::size_t tries = 50;
    std::size_t tried = 0;
    for (auto at = page.find(U":", from); at != Passage::npos && tried < tries;
         at = page.find(U":", at + 1), ++tried) {
        bool const named = page.until(at).ends_with(U"委员") || page.until(at).ends_with(U"代表");
        if (!named || !speaks_at_once(page.part(at + 1))) continue;
        auto const begin = std::max(inline_begin(page, at - 2), from);
        if (auto const found = salutation_at(page, begin)) return found;
    }
    return std::nullopt;
}

std::optional<Salutation> line_salutation(Passage page, std::size_t from, bool sure) {
    constexpr std::size_t lines_max = 5000;  // a page has some hundreds
    std::size_t lines = 0;
    for (auto at = from; at < page.size() && lines < lines_max; ++lines) {
        while (at < page.size() && is_any_of(page.shadow[at], U" |\n")) ++at;
        auto const found = salutation_at(page, at);
        bool const is_sure =
            found && found->addressee != Addressee::unit && found->addressee != Addressee::person;
        if (found && (is_sure || !sure) && !is_furniture(found->names)) return found;
        auto const end = page.shadow.find(U'\n', at);
        at = end == page.shadow.npos ? page.size() : end + 1;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Salutation> find_salutation(Passage page, std::size_t from) {
    if (auto const member = line_salutation(page, from, true)) return member;
    if (auto const member = inline_salutation(page, from)) return member;
    return line_salutation(page, from, false);
}

}  // namespace duban::intake
