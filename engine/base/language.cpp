#include "engine/base/language.hpp"

namespace duban {

std::optional<Language> parse_language(std::string_view name) {
    if (name == "zh-CN") return Language::zh_cn;
    if (name == "en") return Language::en;
    return std::nullopt;
}

std::string_view to_text(Language language) {
    return language == Language::zh_cn ? "zh-CN" : "en";
}

}  // namespace duban
