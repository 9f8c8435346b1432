#include "adapters/intake/requests.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

using Words = std::u32string_view;

// 三、对策建议: a numbered heading that says the requests begin.
std::optional<Petition> at_heading(Passage content) {
    constexpr std::size_t longest_heading = 24;
    auto const numbering = find_numbering(content);
    for (auto const& item : numbering.items) {
        auto const heading = item.heading;
        bool const says_so = heading.ends_with(U"建议") || heading.ends_with(U"办法") ||
                             heading.ends_with(U"对策") || heading.ends_with(U"措施") ||
                             heading.ends_with(U"建议如下") || heading.ends_with(U"意见");
        bool const first = &item == &numbering.items.front();
        if (!says_so || first || heading.size() > longest_heading || item.text.empty()) continue;
        auto const begin = item.label.offset_in(content);
        auto line = begin;
        while (line > 0 && is_any_of(content.shadow[line - 1], U"( ")) --line;
        return Petition{trimmed(content.until(line)), item.text};
    }
    return std::nullopt;
}

std::size_t sentence_begin(Passage content, std::size_t at) {
    while (at > 0 && !is_any_of(content.shadow[at - 1], U"。;!?\n")) --at;
    return at;
}

bool numbers_follow(Passage rest) {
    auto const soon = find_numbering(rest);
    return !soon.items.empty() && soon.preface.size() < 120;
}

// "为此，提出以下建议：一、…": the words that lead to the first number.
std::optional<Petition> at_lead(Passage content) {
    constexpr std::array<Words, 12> leads{U"建议如下",
                                          U"以下建议",
                                          U"如下建议",
                                          U"几点建议",
                                          U"下列建议",
                                          U"建议:",
                                          U"以下几点",
                                          U"如下办法",
                                          U"以下措施",
                                          U"对策如下",
                                          U"以下意见",
                                          U"办法如下"};
    constexpr std::size_t tries = 20;
    std::size_t tried = 0;
    for (auto at = content.find(U"建议"); tried < tries && at != Passage::npos;
         at = content.find(U"建议", at + 1), ++tried) {
        auto const around = content.part(at < 2 ? 0 : at - 2, 6);
        bool const leads_on = std::any_of(
            leads.begin(), leads.end(), [&](Words lead) { return around.contains(lead); });
        auto const rest = content.part(at + 2);
        if (!leads_on || !numbers_follow(rest)) continue;
        auto const end = rest.shadow.find_first_not_of(U"如下:。, \n");
        return Petition{trimmed(content.until(sentence_begin(content, at))),
                        trimmed(rest.part(std::min(end, rest.size())))};
    }
    return std::nullopt;
}

}  // namespace

Petition part_petition(Passage content) {
    if (auto const petition = at_heading(content)) return *petition;
    if (auto const petition = at_lead(content)) return *petition;
    return {content, content.until(0)};
}

}  // namespace duban::intake
