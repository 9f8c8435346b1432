#include "tests/simulation/office_years.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace duban::simulation {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Day first_day = make_day(2016, 1, 4);

template <class Choice>
Choice one_of(Random& random, std::vector<Choice> const& choices) {
    return choices[static_cast<std::size_t>(draw(random, 0, static_cast<int>(choices.size()) - 1))];
}

/// Mostly while people work; now and then at night.
minutes draw_time(Random& random) {
    if (chance(random, 10)) return minutes{draw(random, 0, 24 * 60 - 1)};
    return hours{8} + minutes{draw(random, 0, 11 * 60)};
}

}  // namespace

OfficeYears::OfficeYears(Settings const& settings, std::unique_ptr<ports::Store> store)
    : settings_{settings},
      random_{settings.seed},
      end_{at_time(make_day(2016 + settings.years, 1, 1), {})},
      people_{settings.units, random_},
      daemon_{std::move(store), at_time(first_day, hours{10}), people_, known_year_} {
    daemon_.post_office = [this](Letter const& /*letter*/) { return post(); };
}

void OfficeYears::plan(Instant at, Event event) {
    agenda_.emplace(at, std::move(event));
}

void OfficeYears::plan_within(int days_min, int days_max, Event event) {
    auto const day = day_of(daemon_.now()) + days{draw(random_, days_min, days_max)};
    plan(std::max(daemon_.now(), at_time(day, draw_time(random_))), std::move(event));
}

void OfficeYears::plan_often(int days_min, int days_max, Event const& event) {
    plan_within(days_min, days_max, [this, days_min, days_max, event] {
        event();
        plan_often(days_min, days_max, event);
    });
}

void OfficeYears::plan_calendars() {
    for (int year = 2017; year <= 2016 + settings_.years && year <= 2026; ++year) {
        auto const day = make_day(year - 1, 11, 20) + days{draw(random_, 0, 30)};
        plan(at_time(day, draw_time(random_)), [this, year] { publish(year); });
    }
}

void OfficeYears::run() {
    plan_calendars();
    auto const come_in_all_year = [this] {
        // Half of them come in with the session in spring.
        auto const day = day_of(daemon_.now());
        for (int n = 0; n < settings_.proposals_a_year; ++n) {
            auto const later =
                days{chance(random_, 50) ? draw(random_, 5, 40) : draw(random_, 0, 364)};
            plan(std::max(daemon_.now(), at_time(day + later, draw_time(random_))),
                 [this] { come_in(); });
        }
    };
    for (int year = 0; year < settings_.years; ++year)
        plan(at_time(make_day(2016 + year, 1, 4), hours{10}), come_in_all_year);
    plan_often(1, 12, [this] { people_change(); });
    plan_often(5, 60, [this] { go_down(12); });
    plan_often(60, 300, [this] { go_down(24 * 21); });
    plan_often(20, 90, [this] { jump_back(); });
    plan_often(15, 90, [this] { mail_fails(); });
    plan_often(200, 600, [this] { order_rest(); });
    plan_often(60, 90, [this] {
        daemon_.compare_all();
        daemon_.audit();
    });
    while (!agenda_.empty() && agenda_.begin()->first < end_) {
        auto const event = agenda_.extract(agenda_.begin());
        daemon_.pass_until(event.key());
        event.mapped()();
    }
    daemon_.pass_until(end_);
    daemon_.compare_all();
    daemon_.audit();
}

void OfficeYears::come_in() {
    auto const id = daemon_.file(people_.somebody_of("secretariat", random_));
    plan_within(0, 30, [this, id] { handle(id); });
}

void OfficeYears::handle(std::int64_t id) {
    auto const& matter = daemon_.oracle().matter(id);
    daemon_.act(id, draw_act(matter));
    bool const over = matter.stage == "closed" || matter.stage == "declined";
    // What is closed is asked for once more now and then, in vain.
    if (over && chance(random_, 80)) return;
    auto const patience = chance(random_, 20) ? 70 : 12;
    plan_within(0, patience, [this, id] { handle(id); });
}

std::string OfficeYears::draw_name(Matter const& matter) {
    static Names const anything{"accept",
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
                                "give_opinion"};
    if (chance(random_, 5)) return one_of(random_, anything);
    if (matter.suspended) return chance(random_, 70) ? "resume" : "acknowledge";
    if (matter.stage == "filed") return chance(random_, 90) ? "accept" : "decline";
    if (matter.stage == "rating")
        return one_of<std::string>(random_, {"satisfied", "dissatisfied"});
    if (matter.stage != "handling") return "satisfied";
    if (matter.answer == "objected" && chance(random_, 60))
        return one_of<std::string>(random_, {"reassign", "uphold"});
    if (matter.answer == "signing" && chance(random_, 60))
        return chance(random_, 80) ? "sign" : "object";
    if (matter.answer == "clarifying" && chance(random_, 40)) return "explain";
    bool const stopped =
        std::ranges::any_of(matter.clocks, [](Clock const& clock) { return clock.by_hand; });
    if (stopped && chance(random_, 50)) return "go_on";
    bool const asked =
        std::ranges::any_of(matter.parts, [](Part const& part) { return !part.given; });
    if (asked && chance(random_, 40)) return "give_opinion";
    static Names const usual{"extend",
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
    return one_of(random_, usual);
}

std::string OfficeYears::draw_actor(Matter const& matter, std::string const& name) {
    if (chance(random_, 3)) return people_.somebody_of(draw_unit(), random_);
    if (name == "give_opinion" && !matter.parts.empty())
        return people_.somebody_of(one_of(random_, matter.parts).unit, random_);
    static Names const by_host{"sign", "object", "ask", "reply", "acknowledge"};
    bool const for_host = std::ranges::find(by_host, name) != by_host.end();
    return people_.somebody_of(for_host && !matter.host.empty() ? matter.host : "secretariat",
                               random_);
}

std::string OfficeYears::draw_unit() {
    return one_of(random_, people_.units());
}

Names OfficeYears::draw_co_handlers(Matter const& matter) {
    Names units;
    for (auto const& part : matter.parts) {
        if (chance(random_, 60)) units.push_back(part.unit);
    }
    for (int n = draw(random_, 0, 2); n > 0; --n) {
        auto const unit = draw_unit();
        if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
    }
    return units;
}

Act OfficeYears::draw_act(Matter const& matter) {
    Act act{.name = draw_name(matter)};
    act.actor = draw_actor(matter, act.name);
    auto const today = day_of(daemon_.now());
    act.day = today - days{draw(random_, 0, 20)};
    if (act.name == "tell_received") act.day = today - days{draw(random_, 0, 90)};
    if (act.name == "acknowledge") act.day = today + days{draw(random_, 0, 40)};
    act.host = draw_unit();
    act.co_handlers = draw_co_handlers(matter);
    return act;
}

void OfficeYears::people_change() {
    auto const what = people_.change(random_);
    daemon_.put_people_in_force();
    daemon_.note(0, what);
}

void OfficeYears::publish(int year) {
    known_year_ = year;
    daemon_.publish(year);
    if (chance(random_, 90)) plan_within(0, 10, [this] { daemon_.recount(); });
}

void OfficeYears::order_rest() {
    auto const day = day_of(daemon_.now()) + days{draw(random_, 3, 40)};
    daemon_.order_rest(day, known_year_);
    if (chance(random_, 70)) plan_within(0, 5, [this] { daemon_.recount(); });
}

void OfficeYears::go_down(int hours_max) {
    daemon_.note(0, "down");
    daemon_.be_down_until(daemon_.now() + minutes{draw(random_, 5, hours_max * 60)});
}

void OfficeYears::jump_back() {
    daemon_.set_back(minutes{draw(random_, 1, 180)});
}

void OfficeYears::mail_fails() {
    mail_fails_until_ = daemon_.now() + minutes{draw(random_, 5, 36 * 60)};
}

std::optional<delivery::Outcome> OfficeYears::post() {
    using delivery::ErrorClass;
    using Kind = delivery::Outcome::Kind;
    if (chance(random_, 1)) return std::nullopt;
    delivery::Outcome outcome;
    outcome.kind = Kind::delivered;
    auto const luck = draw(random_, 1, 1000);
    if (daemon_.now() < mail_fails_until_) {
        outcome.kind = Kind::temporary;
        outcome.error = ErrorClass::network;
    } else if (luck <= 15) {
        outcome.kind = luck <= 5 ? Kind::uncertain : Kind::temporary;
    } else if (luck <= 18) {
        outcome.kind = Kind::permanent;
        outcome.error = ErrorClass::recipient;
    } else if (luck <= 23) {
        outcome.kind = Kind::permanent;
        outcome.error = ErrorClass::configuration;
    } else if (luck <= 26) {
        outcome.kind = Kind::throttled;
        outcome.retry_after = hours{draw(random_, 1, 30)};
    }
    return outcome;
}

}  // namespace duban::simulation
