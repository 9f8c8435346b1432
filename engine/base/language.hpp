// A text for people, in each language Duban speaks. Both are written side by side where the
// sentence is made, so neither is ever glued together from fragments of the other.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace duban {

enum class Language { zh_cn, en };

/// In the order of Language.
inline constexpr std::array<std::string_view, 2> language_names{"zh-CN", "en"};

/// "zh-CN" or "en"; nothing for any other name.
std::optional<Language> parse_language(std::string_view name);

/// The name used in YAML, JSON and file names: "zh-CN", "en".
std::string_view to_text(Language language);

struct Text {
    std::string zh_cn;
    std::string en;

    [[nodiscard]] std::string const& in(Language language) const {
        return language == Language::zh_cn ? zh_cn : en;
    }

    friend bool operator==(Text const&, Text const&) = default;
};

/// A Text that is known when the program is compiled: for tables that are constants.
struct Phrase {
    std::string_view zh_cn;
    std::string_view en;

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::zh_cn ? zh_cn : en;
    }

    operator Text() const { return {.zh_cn = std::string{zh_cn}, .en = std::string{en}}; }
};

}  // namespace duban
