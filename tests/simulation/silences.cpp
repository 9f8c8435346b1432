#include "tests/simulation/silences.hpp"

#include <algorithm>

namespace duban::simulation {

namespace {

constexpr auto life_afterwards = std::chrono::days{20};
// No clock of ours is set back by more.
constexpr auto surely_over = std::chrono::days{10};

bool covers(Silence const& silence, Letter const& letter) {
    return (silence.matter == 0 || silence.matter == letter.matter) &&
           (silence.recipient.empty() || silence.recipient == letter.recipient) &&
           (silence.message.empty() || silence.message == letter.message);
}

}  // namespace

void Silence::keep(Letter& letter) const {
    letter.silence = number;
    letter.has_waited = true;
    letter.ready = until;
    letter.expires = std::max(letter.expires, until + life_afterwards);
}

void Silences::begin(Silence silence) {
    std::erase_if(silences_,
                  [&](Silence const& one) { return one.until + surely_over < silence.from; });
    silences_.push_back(std::move(silence));
}

void Silences::end(std::int64_t number, Instant at) {
    for (auto& silence : silences_) {
        if (silence.number == number) silence.until = std::min(silence.until, at);
    }
}

Silence const* Silences::over(Letter const& letter, Instant at) const {
    if (letter.house) return nullptr;
    Silence const* longest = nullptr;
    for (auto const& silence : silences_) {
        bool const is_on = silence.from <= at && at < silence.until;
        if (!is_on || !covers(silence, letter)) continue;
        if (longest == nullptr || longest->until < silence.until) longest = &silence;
    }
    return longest;
}

}  // namespace duban::simulation
