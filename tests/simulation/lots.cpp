#include "tests/simulation/lots.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::simulation {

using std::chrono::days;

namespace {

Names const anything{"accept",
                     "sign",
                     "object",
                     "reassign",
                     "uphold",
                     "ask",
                     "reply",
                     "explain",
                     "extend",
                     "stop",
                     "go_on",
                     "resume",
                     "suspend",
                     "satisfied",
                     "give_opinion",
                     "report",
                     "keep",
                     "correct_commitments",
                     "cancel_reminder"};

Names const usual{"extend",
                  "stop",
                  "suspend",
                  "ask",
                  "ask",
                  "reply",
                  "reply",
                  "change_co_handlers",
                  "tell_received",
                  "acknowledge",
                  "sign"};

Names const by_host{"sign", "object", "ask", "reply", "acknowledge", "report", "keep"};

bool is_any(Names const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

int Lots::patience(Matter const& matter) {
    // A promise takes years.
    if (matter.stage == "promised") return 150;
    return chance(random_, 20) ? 70 : 12;
}

std::string Lots::name(Matter const& matter) {
    if (chance(random_, 5)) return one_of(anything);
    if (chance(random_, 4)) return chance(random_, 80) ? "remind" : "cancel_reminder";
    if (matter.suspended) return chance(random_, 70) ? "resume" : "acknowledge";
    if (matter.stage == "filed") return chance(random_, 90) ? "accept" : "decline";
    if (matter.stage == "rating") return one_of(Names{"satisfied", "dissatisfied"});
    if (matter.stage == "promised")
        return one_of(Names{"keep", "keep", "keep", "report", "correct_commitments", "suspend"});
    return matter.stage == "handling" ? name_in_handling(matter) : "satisfied";
}

std::string Lots::name_in_handling(Matter const& matter) {
    if (matter.answer == "objected" && chance(random_, 60))
        return one_of(Names{"reassign", "uphold"});
    if (matter.answer == "signing" && chance(random_, 60))
        return chance(random_, 80) ? "sign" : "object";
    if (matter.answer == "clarifying" && chance(random_, 40)) return "explain";
    bool const stopped = std::ranges::any_of(matter.clocks, &Clock::by_hand);
    if (stopped && chance(random_, 50)) return "go_on";
    bool const asked =
        std::ranges::any_of(matter.parts, [](Part const& part) { return !part.ended; });
    return asked && chance(random_, 40) ? "give_opinion" : one_of(usual);
}

std::string Lots::actor(Matter const& matter, std::string const& name) {
    if (chance(random_, 3)) return people_.somebody_of(unit(), random_);
    if (name == "give_opinion" && matter.stage == "handling" && !matter.parts.empty())
        return people_.somebody_of(one_of(matter.parts).name, random_);
    bool const for_host = is_any(by_host, name) && !matter.host.empty();
    return people_.somebody_of(for_host ? matter.host : "secretariat", random_);
}

std::string Lots::unit() {
    return one_of(people_.units());
}

Names Lots::co_handlers(Matter const& matter) {
    Names units;
    for (auto const& unit : matter.co_handlers) {
        if (chance(random_, 60)) units.push_back(unit);
    }
    for (int n = draw(random_, 0, 2); n > 0; --n) {
        auto const another = unit();
        if (!is_any(units, another)) units.push_back(another);
    }
    return units;
}

/// Some for years, some for a day that is over.
std::vector<Commitment> Lots::commitments(Day today) {
    std::vector<Commitment> all;
    if (chance(random_, 60)) return all;
    for (int n = 1; n <= 4; ++n) {
        auto const by = today + days{draw(random_, -20, chance(random_, 70) ? 300 : 900)};
        if (chance(random_, 50)) all.push_back({.what = fmt::format("promise {}", n), .by = by});
    }
    return all;
}

/// Anybody of the case, or nobody of it, wants to be reminded, or no longer.
void Lots::ask_for_oneself(Act& act, Matter const& matter, Day today) {
    act.day = today + days{draw(random_, 0, 120)};
    Names places{"secretariat", "supervisor", matter.host};
    if (!matter.parts.empty()) places.push_back(one_of(matter.parts).name);
    act.actor = people_.somebody_of(one_of(places), random_);
    if (act.name == "remind" || matter.reminders.empty() || chance(random_, 10)) return;
    auto const& one = one_of(matter.reminders);
    act.reminder = one.number;
    if (chance(random_, 80)) act.actor = one.person;
}

Silence Lots::silence(Instant now, std::vector<std::int64_t> const& open) {
    Silence silence;
    auto const about = draw(random_, 1, 10);
    if (about <= 5 && !open.empty()) silence.matter = one_of(open);
    if (about >= 5 && about <= 8) silence.recipient = people_.anybody(random_);
    if (about == 9 || chance(random_, 20))
        silence.message = one_of(Names{"soon", "overdue", "late", "assigned", "personal.reminder"});
    auto const days_max = about < 9 ? 60 : 5;
    silence.until = now + std::chrono::minutes{draw(random_, 30, days_max * 24 * 60)};
    return silence;
}

Act Lots::act(Matter const& matter, Day today) {
    Act act{.name = name(matter)};
    act.actor = actor(matter, act.name);
    act.day = today - days{draw(random_, 0, 20)};
    if (act.name == "tell_received") act.day = today - days{draw(random_, 0, 90)};
    if (act.name == "acknowledge") act.day = today + days{draw(random_, 0, 40)};
    act.host = unit();
    act.co_handlers = co_handlers(matter);
    act.commitments = commitments(today);
    act.kept = fmt::format("promise {}", draw(random_, 1, 4));
    if (matter.stage == "promised" && chance(random_, 80)) act.kept = one_of(matter.parts).name;
    if (act.name == "remind" || act.name == "cancel_reminder") ask_for_oneself(act, matter, today);
    return act;
}

}  // namespace duban::simulation
