// The daemon's machine has a clock that leaps by years and is set right: what it rang too early
// must come again, and what fell behind must have done nothing.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/service/clock_watch.hpp"
#include "tests/simulation/daemon.hpp"

namespace duban::simulation {

namespace {

using What = service::ClockFault::What;

std::string described(std::optional<service::ClockFault> const& fault) {
    if (!fault) return "nothing";
    return fmt::format("{}, {} deadlines",
                       fault->what == What::was_ahead ? "it was ahead" : "it is behind",
                       fault->deadlines);
}

}  // namespace

void Daemon::watch() {
    auto const fault =
        service::watch_clock(*store_, procedures_, *office_.get(), zone_, std::nullopt, now_);
    if (fault) contradict(0, "a clock that is right", described(fault));
}

void Daemon::leap(Duration by, Duration stay) {
    watch();
    bool const is_ahead = by > Duration{};
    ++(is_ahead ? figures.leaps_ahead : figures.leaps_back);
    note(0, fmt::format("the clock leaps to {}", wall(now_ + by)));
    auto const right = now_;
    now_ += by;
    if (is_ahead) {
        watch();
    } else {
        auto const fault =
            service::watch_clock(*store_, procedures_, *office_.get(), zone_, std::nullopt, now_);
        if (!fault || fault->what != What::is_behind)
            contradict(0, "a clock that is behind", described(fault));
        oracle_.tell_house(0, "house.clock_behind", now_);
    }
    turn();
    pass_until(now_ + stay);
    now_ = right + stay;
    note(0, "the clock is right again");
    be_right_again(is_ahead, right);
    turn();
}

void Daemon::be_right_again(bool was_ahead, Instant last_right) {
    if (!was_ahead) return watch();
    auto const fault =
        service::watch_clock(*store_, procedures_, *office_.get(), zone_, std::nullopt, now_);
    auto const rewound = oracle_.set_back(last_right, now_);
    set_back_failed();
    oracle_.tell_house(0, "house.clock_set_back", now_);
    figures.rewound += rewound;
    if (!fault || fault->what != What::was_ahead || fault->deadlines != rewound)
        contradict(0, fmt::format("it was ahead, {} deadlines", rewound), described(fault));
    if (fault->unreadable != 0) contradict(0, "all is readable", fault->first_unreadable);
}

/// Of the letters that did not arrive, those that were made or tried too early.
void Daemon::set_back_failed() {
    auto const reader = store_->read();
    for (auto entry = failed_.begin(); entry != failed_.end();) {
        auto& sent = entry->second;
        auto const row = *reader->find_delivery(DeliveryId{entry->first});
        bool const is_gone =
            row.phase == delivery::Phase::cancelled && sent.letter.comes_again(now_);
        if (is_gone) {
            oracle_.forget(sent.letter);
        } else {
            sent.letter.set_back(now_);
            sent.next = sent.letter.ready = row.not_before;
        }
        if (!is_gone && row.not_before > now_ + std::chrono::days{4})
            contradict(
                sent.letter.matter, sent.letter.text() + " comes soon", wall(row.not_before));
        entry = is_gone ? failed_.erase(entry) : std::next(entry);
    }
}

}  // namespace duban::simulation
