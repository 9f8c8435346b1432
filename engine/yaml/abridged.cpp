#include "engine/yaml/abridged.hpp"

#include <algorithm>

namespace duban::yaml {

Abridged::Abridged(std::string_view whole, std::vector<LiteralBlock> const& blocks)
    : whole_{whole}, blocks_{blocks} {
    text_.reserve(whole.size());
    ends_.reserve(blocks.size());
    std::size_t copied = 0;
    for (auto const& block : blocks) {
        text_ += whole.substr(copied, block.begin - copied);
        text_.append(block.indentation, ' ').append("x\n");
        ends_.push_back(text_.size());
        copied = block.end;
    }
    text_ += whole.substr(copied);
}

std::size_t Abridged::offset_in_whole(std::size_t offset) const {
    auto const after = std::ranges::upper_bound(ends_, offset);
    if (after == ends_.begin()) return offset;
    auto const last = static_cast<std::size_t>(after - ends_.begin()) - 1;
    return blocks_[last].end + (offset - ends_[last]);
}

LiteralBlock const* Abridged::block_at(std::size_t indicator) const {
    auto const found = std::ranges::lower_bound(blocks_, indicator, {}, &LiteralBlock::indicator);
    return found != blocks_.end() && found->indicator == indicator ? &*found : nullptr;
}

std::string Abridged::content(LiteralBlock const& block) const {
    std::string content;
    content.reserve(block.end - block.begin);
    for (auto line = block.begin; line < block.end;) {
        auto const end = whole_.find('\n', line);
        if (end > line) content += whole_.substr(line, end - line).substr(block.indentation);
        content += '\n';
        line = end + 1;
    }
    content.erase(content.find_last_not_of('\n') + 2);
    return content;
}

}  // namespace duban::yaml
