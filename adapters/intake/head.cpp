#include "adapters/intake/head.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/furniture.hpp"
#include "adapters/intake/names.hpp"
#include "adapters/intake/opening.hpp"
#include "adapters/intake/reply_class.hpp"

namespace duban::intake {

namespace {

bool lies_in_block(Passage line, std::vector<Labelled> const& labelled) {
    return std::any_of(labelled.begin(), labelled.end(), [&](Labelled const& entry) {
        bool const block = entry.field == Field::content || entry.field == Field::reasons ||
                           entry.field == Field::measures;
        auto const* begin = entry.label.text.data();
        auto const* end = entry.value.text.data() + entry.value.size();
        return block && line.text.data() >= begin && line.text.data() < end;
    });
}

bool speaks_of_case(Passage line) {
    return line.contains(U"提案") || line.contains(U"建议") || line.contains(U"议案");
}

}  // namespace

bool is_answer_heading(Passage line) {
    bool const answers = line.contains(U"答复") || line.contains(U"复函") ||
                         line.contains(U"回复") || line.contains(U"会办意见") ||
                         line.contains(U"协办意见") || line.contains(U"复文") ||
                         line.ends_with(U"的函");
    return answers && (speaks_of_case(line) || line.contains(U"号") || line.contains(U"会议"));
}

Head::Head(Passage page, std::vector<Labelled> const& labelled) : page_(page) {
    constexpr std::size_t lines_max = 200;     // a head has a dozen
    constexpr std::size_t longest_line = 240;  // longer is running text
    for (auto const line : lines_of(page)) {
        bool const wanted = line.size() <= longest_line && !is_furniture(line);
        if (wanted && !lies_in_block(line, labelled)) lines_.push_back(line);
        if (lines_.size() == lines_max) break;
    }
}

FoundNumber Head::number() const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        // A heading may be wrapped between the number and 提案.
        auto const begin = lines_[i].offset_in(page_);
        auto const& last = lines_[std::min(i + 1, lines_.size() - 1)];
        auto const end = last.offset_in(page_) + last.size();
        auto found = number_in_text(page_.part(begin, std::min<std::size_t>(end - begin, 480)));
        if (found.damaged || !found.numbers.empty()) return found;
    }
    for (auto const line : lines_) {
        bool const alone = line.starts_with(U"第") && line.ends_with(U"号");
        auto found = alone ? number_in_value(line) : FoundNumber{};
        if (found.damaged || !found.numbers.empty()) return found;
    }
    return {};
}

std::optional<std::string> Head::reply_class() const {
    for (auto const line : lines_) {
        if (auto found = class_in_head(line)) return found;
    }
    return std::nullopt;
}

std::optional<std::string> Head::writer() const {
    for (auto const line : lines_) {
        if (!is_answer_heading(line)) continue;
        auto const name = trimmed(line.until(std::min(line.find(U"关于"), line.find(U"对"))));
        if (name.size() < line.size() && looks_like_unit(name)) return to_line(name);
    }
    return std::nullopt;
}

std::optional<std::string> Head::title() const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto const begin = lines_[i].offset_in(page_);
        auto const& last = lines_[std::min(i + 1, lines_.size() - 1)];
        auto const both = page_.part(begin, last.offset_in(page_) + last.size() - begin);
        if (auto found = title_in_heading(lines_[i])) return found;
        if (both.size() <= 200 && is_answer_heading(both) && lines_[i].starts_with(U"关于")) {
            if (auto found = title_in_heading(both)) return found;
        }
    }
    for (auto const line : lines_) {
        bool const whole =
            line.ends_with(U"提案") || line.ends_with(U"建议") || line.ends_with(U"议案");
        if (line.starts_with(U"关于") && whole && line.size() >= 8 && line.size() <= 100) {
            return to_line(line);
        }
    }
    return std::nullopt;
}

bool Head::is_co_handlers() const {
    return std::any_of(lines_.begin(), lines_.end(), [](Passage line) {
        return line.contains(U"会办意见") || line.contains(U"协办意见");
    });
}

}  // namespace duban::intake
