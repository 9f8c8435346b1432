#include "adapters/intake/holiday_summary.hpp"

#include <array>

namespace duban::intake {

namespace {

struct Mark {
    std::string_view word;
    std::optional<bool> is_rest;
};

// The longer before those that they end in. 调休 and 补休 are said of both kinds of days.
constexpr std::array marks{Mark{"调休上班", false},
                           Mark{"调休补班", false},
                           Mark{"补班", false},
                           Mark{"上班", false},
                           Mark{"班", false},
                           Mark{"调休", std::nullopt},
                           Mark{"补休", std::nullopt},
                           Mark{"放假", true},
                           Mark{"假期", true},
                           Mark{"休假", true},
                           Mark{"休息", true},
                           Mark{"休", true}};
constexpr std::array<std::string_view, 7> openings{"（", "(", "【", "[", "「", "〔", "［"};
constexpr std::array<std::string_view, 7> closings{"）", ")", "】", "]", "」", "〕", "］"};
constexpr std::array<std::string_view, 9> gaps{" ", "\t", "　", "-", "—", "·", ":", "：", "_"};

/// Takes what the text ends in, once.
template <class Words>
bool take_end(std::string_view& text, Words const& words) {
    for (auto const word : words) {
        if (!text.ends_with(word)) continue;
        text.remove_suffix(word.size());
        return true;
    }
    return false;
}

template <class Words>
void take_all_ends(std::string_view& text, Words const& words) {
    while (take_end(text, words)) {
    }
}

/// " 第1天/共7天", as some calendars have it on each day.
void take_count(std::string_view& text) {
    auto const at = text.rfind("第");
    if (at == std::string_view::npos || !text.ends_with("天")) return;
    auto const count = text.substr(at + std::string_view{"第"}.size());
    if (!count.empty() && count.front() >= '0' && count.front() <= '9') text = text.substr(0, at);
}

}  // namespace

HolidaySummary read_summary(std::string_view summary) {
    auto text = summary;
    take_all_ends(text, gaps);
    take_count(text);
    take_all_ends(text, gaps);
    take_end(text, closings);
    HolidaySummary read;
    for (auto const& [word, is_rest] : marks) {
        if (!text.ends_with(word)) continue;
        text.remove_suffix(word.size());
        read.is_rest = is_rest;
        break;
    }
    take_end(text, openings);
    take_all_ends(text, gaps);
    auto const first = text.find_first_not_of(" \t");
    if (first != std::string_view::npos) read.holiday = text.substr(first);
    return read;
}

}  // namespace duban::intake
