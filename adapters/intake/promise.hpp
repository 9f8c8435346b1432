// Promises with a date (承诺事项), proposed from the text of a reply: which sentence, where it
// stands, the phrase that names the time, and the date it would mean. Proposals only: somebody
// reads the sentence and decides. Work that is told as done is left alone; where that cannot be
// known, or the date is not sure, a doubt says so.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/intake/time_phrase.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::intake {

/// Places are counted in characters of the text; a sentence with two phrases makes two promises.
struct Promise {
    std::string text;  // the sentence, as printed
    std::size_t offset = 0;
    std::size_t length = 0;
    std::size_t line = 1;  // where the sentence begins, both from 1
    std::size_t column = 1;
    std::string phrase;  // as printed: "年底前"
    std::size_t phrase_offset = 0;
    std::optional<Day> date;  // the last day of the period; nothing: no day can be named
    TimeRule rule = TimeRule::undated;
    std::vector<Text> doubts;
};

struct Promises {
    std::vector<Promise> found = {};  // in the order of print
    bool more = false;                // there are more than `promises_max`: the others are left out
    bool too_large = false;           // the text was not read
    bool damaged = false;             // bytes that mean nothing were read as U+FFFD
};

inline constexpr std::size_t promises_max = 1000;

/// Takes any bytes, in the encodings of published_page.hpp, 4 MiB at most. `replied` is the day of
/// the reply: relative times count from it, and what lies before it is no promise. Throws
/// std::runtime_error where OpenCC's tables are not installed.
[[nodiscard]] Promises find_promises(std::string_view bytes, std::optional<Day> replied);

}  // namespace duban::intake
