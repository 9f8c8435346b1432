#include "adapters/intake/sentence.hpp"

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

constexpr std::size_t long_sentence = 400;     // then it may be cut at a comma
constexpr std::size_t longest_sentence = 600;  // no person writes so much without one
constexpr std::size_t full_line = 20;          // shorter lines are headings, not wrapped

bool is_silent(char32_t c) {
    return c <= U' ' || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x1680 || c == 0x3000 ||
           c == 0x3164 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F);
}

bool ends_line(std::u32string_view text, std::size_t at) {
    return text[at] == U'\n' || (text[at] == U'\r' && text.substr(at + 1, 1) != U"\n");
}

bool begins_item(std::u32string_view rest) {
    if (rest.starts_with(U"第") || rest.starts_with(U"附件")) return true;
    for (std::size_t at = 0; at < rest.size() && at < 4; ++at) {
        if (at > 0 && is_any_of(rest[at], U"、.:是")) return true;
        if (!is_digit(rest[at]) && !is_any_of(rest[at], U"一二三四五六七八九十")) return false;
    }
    return false;
}

/// A long line that simply goes on in the next one was broken by whoever set the page.
bool goes_on(std::u32string_view rest, std::size_t line_length) {
    if (line_length < full_line || rest.empty()) return false;
    bool const in_words = is_han(rest.front()) || is_digit(rest.front()) || rest.front() == U',';
    return in_words && !begins_item(rest);
}

class Cutter {
  public:
    Cutter(std::u32string_view text, std::u32string_view shadow) : text_{text}, shadow_{shadow} {}

    std::vector<Sentence> cut() {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            if (ends_line(text_, at)) {
                end_line(at);
            } else {
                take(at);
            }
        }
        finish();
        return std::move(sentences_);
    }

  private:
    void end_line(std::size_t at) {
        if (!goes_on(shadow_.substr(at + 1), at - line_begin_)) finish();
        line_begin_ = at + 1;
        ++line_;
    }

    void take(std::size_t at) {
        auto const c = shadow_[at];
        if (c == U'|') return finish();
        if (is_silent(c)) return;
        if (now_.packed.empty()) {
            now_.begin = at;
            now_.line = line_;
            now_.column = at - line_begin_ + 1;
        }
        now_.packed.push_back(c);
        now_.places.push_back(at);
        auto const length = now_.packed.size();
        bool const cut = is_any_of(c, U"。!?;") || (c == U',' && length >= long_sentence);
        if (cut || length >= longest_sentence) finish();
    }

    void finish() {
        if (now_.packed.empty()) return;
        now_.end = now_.places.back() + 1;
        sentences_.push_back(std::move(now_));
        now_ = {};
    }

    std::u32string_view text_;
    std::u32string_view shadow_;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
    Sentence now_;
    std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<Sentence> sentences_of(std::u32string_view text, std::u32string_view shadow) {
    return Cutter{text, shadow}.cut();
}

}  // namespace duban::intake
