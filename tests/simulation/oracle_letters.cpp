// The letters that the oracle holds to be owed: who is told what, when it may leave, and whether it
// is still wanted then.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tests/simulation/oracle.hpp"

namespace duban::simulation {

namespace {

using std::chrono::days;
using enum Role;

constexpr auto reminder_life = days{7};
constexpr auto notice_life = days{30};
constexpr auto late_after = std::chrono::hours{1};

}  // namespace

/// One thing that is said to some roles.
struct Oracle::Speech {
    std::string message;
    std::vector<Role> to;
    int part = 0;
    Clock const* clock = nullptr;
    Rung rung = {};
};

std::string Letter::text() const {
    return fmt::format("case {} to {}: {} \"{}\"", matter, recipient, message, subject);
}

Names Oracle::people_of(Matter const& matter, Role role, int part) const {
    if (role == secretariat) return people_.members_of("secretariat");
    if (role == supervisor) return people_.members_of("supervisor");
    if (role == host) return people_.members_of(matter.host);
    Names people;
    for (auto const& one : matter.parts) {
        if (one.number == part) people = people_.members_of(one.unit);
    }
    return people;
}

/// After a time in which nobody looked, each role hears the latest rung alone.
void Oracle::tell_rungs(Matter const& matter,
                        Clock const& clock,
                        std::vector<Rung> const& rungs,
                        Instant at) {
    std::map<Role, Instant> heard;
    for (auto rung = rungs.rbegin(); rung != rungs.rend(); ++rung) {
        auto const& reminder = clock.rule->ladder[static_cast<std::size_t>(rung->reminder)];
        bool const quiet = clock.quiet && rung->at < *clock.quiet && rung->at < clock.due_at;
        auto to = reminder.to;
        std::erase_if(to, [&](Role role) {
            auto const later = heard.find(role);
            return (quiet && role == clock.rule->owner) ||
                   (later != heard.end() && later->second > rung->at);
        });
        if (to.empty()) continue;
        for (auto const role : to) heard.emplace(role, rung->at);
        late_ |= at - rung->at > late_after;
        tell(matter,
             {.message = reminder.message,
              .to = to,
              .part = clock.part,
              .clock = &clock,
              .rung = *rung},
             at);
    }
}

void Oracle::notify(
    Matter const& matter, std::string message, std::vector<Role> to, Instant at, int part) {
    tell(matter, {.message = std::move(message), .to = std::move(to), .part = part}, at);
}

void Oracle::tell(Matter const& matter, Speech const& speech, Instant at) {
    Letter letter{.matter = matter.id, .message = speech.message, .subject = "notice"};
    letter.part = speech.part;
    letter.ready = next_open(*days_, at);
    letter.expires = letter.ready + notice_life;
    if (speech.clock != nullptr) {
        auto const& clock = *speech.clock;
        letter.clock = clock.number;
        letter.due = clock.due;
        letter.subject = fmt::format("{} {}", clock.rule->name, to_text(clock.due));
        letter.expires = std::max(clock.due_at, letter.ready) + reminder_life;
    }
    Names told;
    for (auto const role : speech.to) {
        auto const people = people_of(matter, role, speech.part);
        if (people.empty()) tell_house(matter.id, "house.nobody_to_tell", at);
        for (auto const& person : people) {
            if (std::ranges::find(told, person) != told.end()) continue;
            told.push_back(person);
            letter.role = role;
            letter.recipient = person;
            auto const identity = fmt::format("{} {} {} {} {}",
                                              letter.clock,
                                              to_text(letter.due),
                                              speech.rung.reminder,
                                              speech.rung.number,
                                              person);
            if (letter.clock == 0 || said_.insert(identity).second) queue_.push_back(letter);
        }
    }
}

void Oracle::tell_house(std::int64_t id, std::string message, Instant at) {
    for (auto const& person : people_.members_of("secretariat")) {
        queue_.push_back({.matter = id,
                          .message = message,
                          .subject = "house",
                          .recipient = person,
                          .house = true,
                          .due = {},
                          .ready = at,
                          .expires = at + notice_life});
    }
}

void Oracle::give_up(Letter const& letter, Instant at) {
    if (!letter.house) tell_house(letter.matter, "house.undeliverable", at);
}

bool Oracle::is_wanted(Letter const& letter) const {
    if (letter.house) return people_.is_member(letter.recipient, "secretariat");
    auto const& matter = matters_.at(letter.matter);
    auto const people = people_of(matter, letter.role, letter.part);
    if (std::ranges::find(people, letter.recipient) == people.end()) return false;
    if (letter.clock == 0) return true;
    auto const* const clock = matter.find(letter.clock);
    return clock != nullptr && !clock->stopped && clock->due == letter.due;
}

std::vector<Letter> Oracle::ready(Instant at) {
    std::vector<Letter> now;
    std::vector<Letter> later;
    std::vector<Letter> expired;
    for (auto& letter : queue_) {
        if (letter.ready > at) {
            later.push_back(std::move(letter));
        } else if (!is_wanted(letter)) {
            continue;
        } else if (letter.expires <= at) {
            expired.push_back(std::move(letter));
        } else if (!letter.house && !is_office_open(at)) {
            letter.ready = next_open(*days_, at);
            later.push_back(std::move(letter));
        } else {
            now.push_back(std::move(letter));
        }
    }
    queue_ = std::move(later);
    for (auto const& letter : expired) give_up(letter, at);
    // The word about what has expired leaves at once.
    for (auto const& letter : expired) {
        if (letter.house) continue;
        auto const house = ready(at);
        now.insert(now.end(), house.begin(), house.end());
        break;
    }
    return now;
}

}  // namespace duban::simulation
