// The letters that the oracle holds to be owed: who is told what, when it may leave, and whether it
// is still wanted then.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/simulation/calendars.hpp"
#include "tests/simulation/oracle.hpp"

namespace duban::simulation {

namespace {

using std::chrono::days;
using enum Role;

constexpr auto reminder_life = days{7};
constexpr auto notice_life = days{30};
constexpr auto life_with_deputy = days{7};
constexpr auto late_after = std::chrono::hours{1};
constexpr int any_part = 0;

}  // namespace

/// One thing that is said to some roles.
struct Oracle::Speech {
    std::string message;
    std::vector<Role> to;
    int part = 0;
    Clock const* clock = nullptr;
    bool reminds =
        false;  // with the end of the clock for a subject, and no longer than that matters
    std::string saying = {};
};

Names Oracle::people_of(Matter const& matter, Role role, int part) const {
    if (role == secretariat) return people_.members_of("secretariat");
    if (role == supervisor) return people_.members_of("supervisor");
    if (role == host) return people_.members_of(matter.host);
    if (role == leader) return people_.leaders_of(matter.host);
    Names people;
    for (auto const& one : matter.parts) {
        auto const& members = people_.members_of(one.name);
        if (part == any_part || one.number == part)
            people.insert(people.end(), members.begin(), members.end());
    }
    return people;
}

/// After a time in which nobody looked, each role hears the latest rung alone.
void Oracle::tell_rungs(Matter const& matter,
                        Clock const& clock,
                        std::vector<Rung> const& rungs,
                        Instant at) {
    std::map<Role, Instant> heard;
    std::vector<std::pair<Rung, std::vector<Role>>> said;
    for (auto rung = rungs.rbegin(); rung != rungs.rend(); ++rung) {
        bool const quiet = clock.quiet && rung->at < *clock.quiet && rung->at < clock.due_at;
        auto to = clock.rule->ladder[static_cast<std::size_t>(rung->reminder)].to;
        std::erase_if(to, [&](Role role) {
            auto const later = heard.find(role);
            return (quiet && role == clock.rule->owner) ||
                   (later != heard.end() && later->second > rung->at);
        });
        if (to.empty()) continue;
        for (auto const role : to) heard.emplace(role, rung->at);
        late_ |= at - rung->at > late_after && rung->at > clock.said_from;
        said.emplace_back(*rung, std::move(to));
    }
    for (auto one = said.rbegin(); one != said.rend(); ++one)
        tell_rung(matter, clock, one->first, one->second, at);
}

std::string Oracle::saying_of(Clock const& clock, Rung const& rung) {
    return fmt::format("clock {} due {} rewound {} reminder {} number {}",
                       clock.number,
                       to_text(clock.due),
                       clock.rewound,
                       rung.reminder,
                       rung.number);
}

void Oracle::tell_rung(Matter const& matter,
                       Clock const& clock,
                       Rung const& rung,
                       std::vector<Role> const& to,
                       Instant at) {
    tell(matter,
         {.message = clock.rule->ladder[static_cast<std::size_t>(rung.reminder)].message,
          .to = to,
          .part = clock.part,
          .clock = &clock,
          .reminds = true,
          .saying = saying_of(clock, rung)},
         at);
}

void Oracle::notify(
    Matter const& matter, std::string message, std::vector<Role> to, Instant at, int part) {
    tell(matter,
         {.message = std::move(message),
          .to = std::move(to),
          .part = part,
          .saying = fmt::format("notice {}", ++sayings_)},
         at);
}

void Oracle::tell(Matter const& matter, Speech const& speech, Instant at) {
    Letter letter{.matter = matter.id, .message = speech.message, .subject = "notice"};
    letter.saying = speech.saying;
    letter.made = at;
    letter.part = speech.part;
    if (speech.clock != nullptr) {
        letter.clock = speech.clock->number;
        letter.due = speech.clock->due;
    }
    if (speech.reminds) {
        letter.subject = fmt::format("{} {}", speech.clock->rule->name, to_text(letter.due));
    }
    auto& told = told_[speech.saying];
    for (auto const role : speech.to) {
        auto const people = people_of(matter, role, speech.part);
        if (people.empty()) tell_house(matter.id, "house.nobody_to_tell", at);
        for (auto const& person : people) {
            if (!told.emplace(person, true).second) continue;
            letter.role = role;
            letter.recipient = person;
            told_as_[speech.saying].emplace(person, role);
            letter.ready = next_open(days_of(person), at);
            if (speech.reminds && spread > Duration{}) letter.ready = moment_of(letter);
            letter.expires = speech.reminds
                                 ? std::max(speech.clock->due_at, letter.ready) + reminder_life
                                 : letter.ready + notice_life;
            owe(letter);
        }
    }
    if (speech.reminds) tell_if_unreached(letter, at);
}

/// Nobody has been told of what the letter says, or can still be told: somebody else is told so.
void Oracle::tell_if_unreached(Letter const& letter, Instant at) {
    auto const& matter = matters_.at(letter.matter);
    auto const* const clock = matter.find(letter.clock);
    if (letter.clock == 0 || clock == nullptr || clock->stopped || clock->due != letter.due) return;
    if (clock->rule->unreached.empty() || letter.message == "unreached") return;
    bool const may_arrive =
        std::ranges::any_of(told_[letter.saying], [](auto const& one) { return one.second; });
    if (may_arrive) return;
    tell(matter,
         {.message = "unreached",
          .to = clock->rule->unreached,
          .part = clock->part,
          .clock = clock,
          .saying = letter.saying + " unreached"},
         at);
}

void Oracle::ring_own(Matter& matter, OwnReminder const& reminder, Instant at) {
    if (matter.is_closed() || !is_concerned(matter, reminder.person)) return;
    Letter letter{.matter = matter.id,
                  .message = "personal.reminder",
                  .subject = "of their own",
                  .recipient = reminder.person,
                  .saying = fmt::format("own {}", reminder.number),
                  .made = at};
    letter.ready = next_open(days_of(letter.recipient), at);
    letter.expires = letter.ready + notice_life;
    owe(std::move(letter));
}

void Oracle::tell_house(std::int64_t id, std::string message, Instant at) {
    auto const saying = fmt::format("house {}", ++sayings_);
    for (auto const& person : people_.members_of("secretariat")) {
        told_[saying].emplace(person, true);
        owe({.matter = id,
             .message = message,
             .subject = "house",
             .recipient = person,
             .saying = saying,
             .house = true,
             .made = at,
             .ready = at,
             .expires = at + notice_life});
    }
}

WorkDays const& Oracle::days_of(std::string const& person) const {
    auto const* const own = Calendars::days_of_other(people_.calendar_of(person));
    return own == nullptr ? *days_ : *own;
}

void Oracle::owe(Letter letter) {
    if (letter.number == 0) letter.number = ++letters_;
    if (!letter.house && !letter.is_own_reminder()) {
        auto& heard = heard_[{letter.matter, letter.concerned()}];
        bool const is_new = std::ranges::none_of(heard, [&](Heard const& other) {
            return other.saying == letter.saying && other.recipient == letter.recipient;
        });
        if (is_new) heard.push_back({letter.made, letter.saying, letter.recipient});
    }
    std::pair const place{letter.ready, letter.number};
    queue_.emplace(place, std::move(letter));
}

void Oracle::give_up(Letter const& letter, bool may_have_arrived, Instant at) {
    if (letter.house) return;
    told_[letter.saying][letter.recipient] = may_have_arrived;
    tell_house(letter.matter, "house.undeliverable", at);
    tell_if_unreached(letter, at);
}

void Oracle::withdraw(Letter const& letter, Instant at) {
    told_[letter.saying][letter.recipient] = false;
    if (letter.house) return;
    tell_if_unreached(letter, at);
    tell_of_departure(letter, at);
}

/// An act has named others in the meantime, or ended the part: those hear of it by that.
bool Oracle::has_new_readers(Letter const& letter) const {
    auto const& matter = matters_.at(letter.matter);
    if (letter.clock != 0) return false;
    if (letter.role == host || letter.role == leader) return matter.host_named > letter.made;
    if (letter.role != co_handler) return false;
    return std::ranges::none_of(matter.parts,
                                [&](Part const& part) { return part.opened <= letter.made; });
}

/// They were told of the matter before, and of nothing at that moment or since.
bool Oracle::has_old_news(Letter const& letter) const {
    bool heard_before = false;
    auto const heard = heard_.find({letter.matter, letter.concerned()});
    if (heard == heard_.end()) return false;
    for (auto const& other : heard->second) {
        if (!told_.at(other.saying).at(other.recipient)) continue;
        if (other.made >= letter.made) return false;
        heard_before = true;
    }
    return heard_before;
}

/// Nobody of their role has it, or can still get it, and what it says is so. Or others have their
/// role now, and they do not know.
void Oracle::tell_of_departure(Letter const& letter, Instant at) {
    if (letter.is_own_reminder()) return;
    if (has_new_readers(letter)) {
        if (people_.knows(letter.concerned()) && has_old_news(letter))
            tell_house(letter.matter, "house.reader_replaced", at);
        return;
    }
    auto const& matter = matters_.at(letter.matter);
    auto const* const clock = matter.find(letter.clock);
    bool const is_so =
        letter.clock == 0 || (clock != nullptr && !clock->stopped && clock->due == letter.due);
    if (!is_so) return;
    auto const people = people_of(matter, letter.role, any_part);
    auto const& as = told_as_[letter.saying];
    for (auto const& [person, may_arrive] : told_[letter.saying]) {
        bool const is_in_role =
            as.at(person) == letter.role || std::ranges::find(people, person) != people.end();
        if (may_arrive && is_in_role) return;
    }
    tell_house(letter.matter, "house.reader_left", at);
}

bool Oracle::is_wanted(Letter const& letter) const {
    return is_of_use(letter) && !stands_still(letter);
}

bool Oracle::stands_still(Letter const& letter) const {
    if (letter.clock == 0) return false;
    auto const* const clock = matters_.at(letter.matter).find(letter.clock);
    return clock != nullptr && clock->stopped.has_value();
}

bool Oracle::is_of_use(Letter const& letter) const {
    if (letter.house) return people_.is_member(letter.concerned(), "secretariat");
    auto const& matter = matters_.at(letter.matter);
    if (letter.is_own_reminder())
        return !matter.is_closed() && is_concerned(matter, letter.recipient);
    // A notice is wanted as long as its reader has the role at all.
    auto const people = people_of(matter, letter.role, letter.clock == 0 ? any_part : letter.part);
    if (std::ranges::find(people, letter.concerned()) == people.end()) return false;
    if (letter.clock == 0) return true;
    auto const* const clock = matter.find(letter.clock);
    return clock != nullptr && (clock->stopped || clock->due == letter.due);
}

bool Oracle::hand_over(Letter const& letter, Instant at) {
    if (letter.is_own_reminder()) return false;
    auto const& deputy = people_.present_for(letter.concerned(), day_of(at));
    if (deputy == letter.concerned() || deputy == letter.recipient) return false;
    auto& told = told_[letter.saying];
    auto const known = told.find(deputy);
    // It came to nothing with the deputy: then the person themself is to have it.
    if (known != told.end() && !known->second) return false;
    told[letter.recipient] = false;
    if (known != told.end()) return true;
    told[deputy] = true;
    told_as_[letter.saying][deputy] = letter.role;
    auto other = letter;
    other.on_behalf_of = letter.concerned();
    other.recipient = deputy;
    other.ready = at;
    other.expires = std::max(letter.expires, next_open(days_of(deputy), at) + life_with_deputy);
    other.number = 0;
    other.silence = 0;
    other.has_waited = false;
    owe(std::move(other));
    return true;
}

std::vector<Letter> Oracle::ready(Instant at) {
    std::vector<Letter> now;
    while (!queue_.empty() && queue_.begin()->first.first <= at) {
        auto letter = std::move(queue_.extract(queue_.begin()).mapped());
        // A deputy who has left while it waited: nobody else would hear of it.
        bool const has_left = !letter.on_behalf_of.empty() && !people_.knows(letter.recipient);
        bool const stands = stands_still(letter);
        if (!is_of_use(letter) || (stands && letter.expires <= at)) {
            withdraw(letter, at);
        } else if (has_left || letter.expires <= at) {
            give_up(letter, false, at);
        } else if (wait_for_silence(letter, at)) {
            continue;
        } else if (stands) {
            letter.ready = std::min(
                next_open(days_of(letter.recipient), at + std::chrono::hours{1}), letter.expires);
            letter.has_waited = true;
            owe(std::move(letter));
        } else if (!letter.house && !is_at_work(letter.recipient, at)) {
            // A deputy may work in other hours: what comes too late then is told of at once.
            letter.ready = std::min(next_open(days_of(letter.recipient), at), letter.expires);
            letter.has_waited = true;
            owe(std::move(letter));
        } else if (!hand_over(letter, at)) {
            now.push_back(std::move(letter));
        }
    }
    return now;
}

}  // namespace duban::simulation
