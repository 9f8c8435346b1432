#include "engine/calendar/count_pattern.hpp"

#include <fmt/format.h>

namespace duban::calendar {

namespace {

/// `count` digits of any value.
std::string digits(std::size_t count) {
    if (count == 0) return {};
    return count == 1 ? "[0-9]" : fmt::format("[0-9]{{{}}}", count);
}

std::string range(char least, char greatest) {
    return least == greatest ? std::string{least} : fmt::format("[{}-{}]", least, greatest);
}

}  // namespace

std::string count_pattern(int most) {
    auto const text = std::to_string(most);
    std::string pattern;
    for (std::size_t length = 1; length < text.size(); ++length) {
        pattern += fmt::format("[1-9]{}|", digits(length - 1));
    }
    // Of those as long as `most`: what is the same up to some digit, and less there.
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const least = i == 0 ? '1' : '0';
        if (text[i] == least) continue;
        pattern += fmt::format("{}{}{}|",
                               text.substr(0, i),
                               range(least, static_cast<char>(text[i] - 1)),
                               digits(text.size() - i - 1));
    }
    return pattern + text;
}

}  // namespace duban::calendar
