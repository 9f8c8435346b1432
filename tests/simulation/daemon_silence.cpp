// Quiet, asked for and taken back: the letters that were tried in vain wait for it as the others
// do.
#include <fmt/format.h>

#include <algorithm>

#include "engine/service/silence.hpp"
#include "tests/simulation/daemon.hpp"

namespace duban::simulation {

/// It came to be tried again: then a silence keeps it, or keeps it no longer.
void Daemon::mind_silence(Sent& sent, delivery::Delivery const& row) {
    auto& letter = sent.letter;
    bool const comes_again = row.phase == delivery::Phase::backing_off && sent.waits;
    if (!comes_again) return;
    auto const* const silence = oracle_.silence_over(letter, now_);
    if (silence == nullptr) {
        letter.silence = 0;
        return;
    }
    ++oracle_.seen.silenced;
    silence->keep(letter);
    if (row.not_before != silence->until)
        contradict(letter.matter,
                   fmt::format("{} waits until {}", letter.text(), wall(silence->until)),
                   wall(row.not_before));
}

std::int64_t Daemon::begin_silence(Silence silence, std::string const& by) {
    silence.from = now_;
    auto const id = service::begin_silence(*store_,
                                           {.id = {},
                                            .by = by,
                                            .why = "in court",
                                            .from = silence.from,
                                            .until = silence.until,
                                            .case_id = CaseId{silence.matter},
                                            .recipient = silence.recipient,
                                            .channel = channel_name,
                                            .message = silence.message});
    if (!id) contradict(silence.matter, "quiet can be asked for", id.error().en);
    silence.number = id->value;
    note(silence.matter,
         fmt::format("silence {} until {}, to \"{}\", \"{}\"",
                     silence.number,
                     wall(silence.until),
                     silence.recipient,
                     silence.message));
    oracle_.begin_silence(silence);
    ++figures.silences;
    turn();
    return silence.number;
}

void Daemon::end_silence(std::int64_t number) {
    auto expected = oracle_.end_silence(number, now_);
    for (auto& [id, sent] : failed_) {
        if (sent.letter.silence != number || sent.next <= now_) continue;
        sent.next = sent.letter.ready = now_;
        ++expected;
    }
    auto const woken =
        service::end_silence(*store_, procedures_, *office_.get(), SilenceId{number}, now_);
    note(0, fmt::format("silence {} is ended", number));
    if (!woken || *woken != expected)
        contradict(0,
                   fmt::format("silence {} wakes {}", number, expected),
                   woken ? fmt::format("{}", *woken) : woken.error().en);
    figures.woken += static_cast<std::int64_t>(expected);
    turn();
}

void Daemon::find_overtaken() {
    for (auto& [id, sent] : failed_) {
        bool const comes_again = sent.waits && sent.next <= now_ && sent.letter.silence != 0;
        sent.is_overtaken = comes_again && oracle_.silence_over(sent.letter, now_) == nullptr &&
                            oracle_.is_overtaken(sent.letter, now_);
    }
}

bool Daemon::is_followed_by_tried(Letter const& letter) const {
    return std::ranges::any_of(failed_, [&](auto const& entry) {
        auto const& [other, message_id, next, waits, is_overtaken] = entry.second;
        return waits && next >= letter.ready && letter.is_followed_by(other) &&
               oracle_.is_of_use(other) && other.expires > now_ &&
               oracle_.silence_over(other, now_) == nullptr;
    });
}

}  // namespace duban::simulation
