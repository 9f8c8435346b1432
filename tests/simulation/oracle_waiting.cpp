// What waits in the oracle's queue: for a silence to end, or for a moment that a wrong clock chose.
#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/simulation/oracle.hpp"

namespace duban::simulation {

bool Oracle::is_overtaken(Letter const& letter, Instant at) const {
    auto const follows = [&](auto const& entry) {
        auto const& other = entry.second;
        return letter.is_followed_by(other) && other.ready >= letter.ready && is_of_use(other) &&
               other.expires > at && silences_.over(other, at) == nullptr;
    };
    return letter.clock != 0 &&
           (std::ranges::any_of(queue_, follows) || is_followed_by_tried(letter));
}

/// Whether it goes on waiting, or is dropped for one that has waited as well.
bool Oracle::wait_for_silence(Letter& letter, Instant at) {
    if (auto const* const silence = silences_.over(letter, at)) {
        ++seen.silenced;
        silence->keep(letter);
        owe(std::move(letter));
        return true;
    }
    if (letter.silence == 0 || !is_overtaken(letter, at)) {
        letter.silence = 0;
        return false;
    }
    ++seen.overtaken;
    forget(letter);
    return true;
}

/// The moment before what was said last, where that waits: it has not been said.
std::optional<Instant> Oracle::before_unsaid(Clock const& clock) const {
    std::vector<Rung> last;
    for (auto const& rung : clock.rungs(Instant::min(), clock.handled)) {
        if (!last.empty() && rung.at > last.front().at) last.clear();
        last.push_back(rung);
    }
    bool const waits = std::ranges::any_of(last, [&](Rung const& rung) {
        auto const saying = saying_of(clock, rung);
        return waits_unseen(saying) || std::ranges::any_of(queue_, [&](auto const& entry) {
                   return entry.second.saying == saying;
               });
    });
    if (!waits) return std::nullopt;
    return last.front().at - std::chrono::milliseconds{1};
}

/// What waits of an end that moves comes again, of the new one.
void Oracle::move_end(Clock& clock, std::function<void()> const& move) const {
    auto const unsaid = clock.stopped ? std::nullopt : before_unsaid(clock);
    auto const before = clock.due;
    move();
    if (unsaid && *unsaid < clock.handled && (clock.stopped || clock.due != before))
        clock.say_again_from(*unsaid);
}

std::size_t Oracle::end_silence(std::int64_t number, Instant at) {
    silences_.end(number, at);
    std::vector<Letter> woken;
    for (auto entry = queue_.upper_bound({at, letters_}); entry != queue_.end();) {
        bool const wakes = entry->second.silence == number;
        if (wakes) woken.push_back(std::move(entry->second));
        entry = wakes ? queue_.erase(entry) : std::next(entry);
    }
    for (auto& letter : woken) {
        letter.ready = at;
        owe(letter);
    }
    return woken.size();
}

/// What waits for a day far ahead is asked again now; a reminder that was made too early is gone.
std::int64_t Oracle::set_back(Instant last_right, Instant at) {
    auto const far = at + std::chrono::days{1};
    std::vector<Letter> waiting;
    for (auto entry = queue_.upper_bound({far, letters_}); entry != queue_.end();
         entry = queue_.erase(entry))
        waiting.push_back(std::move(entry->second));
    for (auto& letter : waiting) {
        if (letter.comes_again(at)) {
            forget(letter);
            continue;
        }
        letter.set_back(at);
        owe(std::move(letter));
    }
    std::int64_t rewound = 0;
    for (auto const id : open_) {
        auto& matter = matters_.at(id);
        if (std::ranges::none_of(matter.clocks, [&](auto const& one) { return one.handled > far; }))
            continue;
        for (auto& clock : matter.clocks) {
            if (clock.handled <= at) continue;
            clock.rewind(last_right, at);
            ++rewound;
        }
        touch(matter);
    }
    return rewound;
}

}  // namespace duban::simulation
