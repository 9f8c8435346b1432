// A published page, cleaned: bytes of any encoding and markup in, readable text and its shadow out.
// What the page's software added inside words (pinyin after a character, control characters, odd
// spaces) is gone; menus and footers are still there, furniture.hpp knows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

class PageText {
  public:
    static constexpr std::size_t bytes_max = 4U << 20U;  // published pages take some 50 KiB

    /// `bytes` beyond `bytes_max` are not read at all; see `too_large`.
    explicit PageText(std::string_view bytes);

    [[nodiscard]] Passage whole() const { return {text_, shadow_}; }

    [[nodiscard]] bool too_large() const { return too_large_; }

    /// Bytes that mean nothing in the page's encoding were read as U+FFFD.
    [[nodiscard]] bool damaged() const { return damaged_; }

  private:
    std::u32string text_;
    std::u32string shadow_;
    bool too_large_;
    bool damaged_ = false;
};

/// The shadow of a text: simplified, half-width, one form of each bracket, colon and dash.
[[nodiscard]] std::u32string shadow_of(std::u32string_view text);

}  // namespace duban::intake
