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
      people_{settings.units, Calendars::names_of_others(), random_},
      lots_{random_, people_},
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
    plan_often(0, 2, [this] { somebody_goes_away(); });
    plan_often(5, 60, [this] { go_down(12); });
    plan_often(60, 300, [this] { go_down(24 * 21); });
    plan_often(20, 90, [this] { jump_back(); });
    plan_often(1, 1, [this] { daemon_.watch(); });
    plan_often(150, 500, [this] { leap(); });
    plan_often(40, 240, [this] { mail_fails(); });
    plan_often(200, 500, [this] { spread_reminders(); });
    plan_often(2, 12, [this] { ask_for_quiet(); });
    plan_often(200, 600, [this] { order_rest(); });
    plan_often(60, 90, [this] { daemon_.compare_all(); });
    plan_often(300, 365, [this] { daemon_.audit(); });
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
    daemon_.act(id, lots_.act(matter, day_of(daemon_.now())));
    // What is closed is asked for once more now and then, in vain.
    if (matter.is_closed() && chance(random_, 80)) return;
    plan_within(0, lots_.patience(matter), [this, id] { handle(id); });
}

void OfficeYears::people_change() {
    auto const what = people_.change(random_);
    daemon_.put_people_in_force();
    daemon_.note(0, what);
}

void OfficeYears::somebody_goes_away() {
    auto const what = people_.go_away(random_, day_of(daemon_.now()));
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

/// By years, for hours or days: at least as long ahead as a daily look takes to find.
void OfficeYears::leap() {
    auto const by = days{draw(random_, 200, 365 * 4)} + minutes{draw(random_, 0, 24 * 60)};
    auto const stay = minutes{draw(random_, 10, 3 * 24 * 60)};
    daemon_.leap(chance(random_, 50) ? Duration{by} : -Duration{by}, stay);
}

void OfficeYears::mail_fails() {
    mail_fails_until_ = daemon_.now() + minutes{draw(random_, 5, 10 * 60)};
}

/// For some weeks alone: each letter at a moment of its own costs a step of its own.
void OfficeYears::spread_reminders() {
    daemon_.spread_over(minutes{draw(random_, 1, 60)});
    plan_within(10, 30, [this] { daemon_.spread_over({}); });
}

void OfficeYears::ask_for_quiet() {
    auto const silence = lots_.silence(daemon_.now(), daemon_.oracle().open());
    auto const by = people_.somebody_of("secretariat", random_);
    auto const number = daemon_.begin_silence(silence, by);
    // Also one that has ended by then.
    if (chance(random_, 40)) plan_within(0, 20, [this, number] { daemon_.end_silence(number); });
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
