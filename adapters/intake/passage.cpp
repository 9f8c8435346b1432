#include "adapters/intake/passage.hpp"

#include <algorithm>

#include "adapters/intake/characters.hpp"
#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"

namespace duban::intake {

Passage Passage::part(std::size_t from, std::size_t count) const {
    from = std::min(from, size());
    return {text.substr(from, count), shadow.substr(from, count)};
}

bool Passage::starts_with(std::u32string_view words) const {
    return shadow.starts_with(words);
}

bool Passage::ends_with(std::u32string_view words) const {
    return shadow.ends_with(words);
}

bool Passage::contains(std::u32string_view words) const {
    return shadow.find(words) != shadow.npos;
}

std::size_t Passage::find(std::u32string_view words, std::size_t from) const {
    return shadow.find(words, from);
}

std::size_t Passage::offset_in(Passage whole) const {
    ensure(text.data() >= whole.text.data() &&
               text.data() + text.size() <= whole.text.data() + whole.text.size(),
           "a passage lies inside the whole it is measured in");
    return static_cast<std::size_t>(text.data() - whole.text.data());
}

namespace {

constexpr std::u32string_view boxes = U"□■";

/// One box is to be ticked, or marks an item; two in a row stand for characters that were lost.
Passage without_box(Passage passage) {
    auto const is_box = [&](std::size_t at) {
        return at < passage.size() && boxes.find(passage.shadow[at]) != boxes.npos;
    };
    if (is_box(0) && !is_box(1)) passage = passage.part(1);
    auto const size = passage.size();
    if (size > 0 && is_box(size - 1) && (size == 1 || !is_box(size - 2)))
        passage = passage.until(size - 1);
    return passage;
}

}  // namespace

Passage trimmed(Passage passage) {
    for (auto size = passage.size() + 1; passage.size() < size;) {
        size = passage.size();
        passage = without_box(stripped(passage, U" \n|"));
    }
    return passage;
}

Passage stripped(Passage passage, std::u32string_view characters) {
    auto const first = passage.shadow.find_first_not_of(characters);
    if (first == passage.shadow.npos) return passage.until(0);
    auto const last = passage.shadow.find_last_not_of(characters);
    return passage.part(first, last - first + 1);
}

std::vector<Passage> lines_of(Passage passage) {
    return split(passage, U"\n");
}

std::vector<Passage> split(Passage passage, std::u32string_view separators) {
    std::vector<Passage> pieces;
    for (std::size_t begin = 0; begin <= passage.size();) {
        auto const end = std::min(passage.shadow.find_first_of(separators, begin), passage.size());
        auto const piece = trimmed(passage.part(begin, end - begin));
        if (!piece.empty()) pieces.push_back(piece);
        begin = end + 1;
    }
    return pieces;
}

std::string to_utf8(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3);
    for (auto const character : text) append_utf8(bytes, character);
    return bytes;
}

std::string to_utf8(Passage passage) {
    std::string joined;
    for (auto const line : lines_of(passage)) {
        if (!joined.empty()) joined += '\n';
        joined += to_utf8(line.text);
    }
    return joined;
}

std::string to_line(Passage passage) {
    std::string joined;
    for (auto const line : lines_of(passage)) {
        bool const between_words = !joined.empty() &&
                                   static_cast<unsigned char>(joined.back()) < 0x80 &&
                                   is_latin(line.shadow.front());
        if (between_words) joined += ' ';
        joined += to_utf8(line.text);
    }
    return joined;
}

std::size_t match_spaced(std::u32string_view shadow, std::u32string_view word) {
    constexpr std::size_t widest_gap = 6;
    std::size_t at = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        auto const gap = at;
        while (i > 0 && at < shadow.size() && shadow[at] == U' ' && at - gap < widest_gap) ++at;
        if (at >= shadow.size() || shadow[at] != word[i]) return 0;
        ++at;
    }
    return at;
}

}  // namespace duban::intake
