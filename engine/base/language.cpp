#include "engine/base/language.hpp"

namespace duban {

std::optional<Language> parse_language(std::string_view name) {
    for (auto const language : {Language::zh_cn, Language::en}) {
        if (name == to_text(language)) return language;
    }
    return std::nullopt;
}

std::string_view to_text(Language language) {
    return language_names.at(static_cast<std::size_t>(language));
}

}  // namespace duban
