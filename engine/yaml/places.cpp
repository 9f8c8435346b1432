#include "engine/yaml/places.hpp"

#include <algorithm>

namespace duban::yaml {

namespace {

constexpr std::size_t step = 256;

// Every byte but a continuation byte of UTF-8 begins a character.
std::size_t count_characters(std::string_view bytes) {
    auto const begins = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    };
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), begins));
}

}  // namespace

Places::Places(std::string_view text) : text_{text}, line_starts_{0} {
    for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
        line_starts_.push_back(at + 1);
    }
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += step) {
        characters_.push_back(count);
        count += count_characters(text.substr(at, step));
    }
    characters_.push_back(count);
}

Position Places::of(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    auto const start = *(next - 1);
    auto const before = offset - start <= step
                            ? count_characters(text_.substr(start, offset - start))
                            : characters_before(offset) - characters_before(start);
    return {.line = static_cast<int>(next - line_starts_.begin()),
            .column = static_cast<int>(before) + 1};
}

std::size_t Places::characters_before(std::size_t offset) const {
    auto const block = offset / step;
    return characters_[block] + count_characters(text_.substr(block * step, offset % step));
}

}  // namespace duban::yaml
