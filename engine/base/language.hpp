// A text for people, in each language Duban speaks. Both are written side by side where the
// sentence is made, so neither is ever glued together from fragments of the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duban {

enum class Language { zh_cn, en };

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

}  // namespace duban
