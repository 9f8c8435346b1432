#include "engine/delivery/outcome.hpp"

#include "engine/base/utf8.hpp"

namespace duban::delivery {

namespace {

bool is_control(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
           code_point == 0x2029;
}

}  // namespace

std::string_view to_text(Outcome::Kind kind) {
    switch (kind) {
        case Outcome::Kind::delivered:
            return "delivered";
        case Outcome::Kind::temporary:
            return "temporary";
        case Outcome::Kind::permanent:
            return "permanent";
        case Outcome::Kind::throttled:
            return "throttled";
        case Outcome::Kind::uncertain:
            return "uncertain";
    }
    return {};
}

std::optional<Outcome::Kind> parse_outcome_kind(std::string_view text) {
    using enum Outcome::Kind;
    for (auto kind : {delivered, temporary, permanent, throttled, uncertain}) {
        if (to_text(kind) == text) return kind;
    }
    return std::nullopt;
}

std::string printable_words(std::string_view words, std::size_t bytes_max) {
    std::string kept;
    while (!words.empty()) {
        auto const code_point = take_code_point(words);
        auto const before = kept.size();
        append_utf8(kept, is_control(code_point) ? U' ' : code_point);
        if (kept.size() > bytes_max) {
            kept.resize(before);
            break;
        }
    }
    while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    return kept;
}

}  // namespace duban::delivery
