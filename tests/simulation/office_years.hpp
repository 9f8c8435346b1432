// The years of an office, drawn from a seed: proposals come and are handled, well or badly; people
// come and go; calendars change; the daemon is down, its clock is wrong, its mail fails.
#pragma once

#include <cstdint>
#include <map>

#include "tests/simulation/daemon.hpp"
#include "tests/simulation/lots.hpp"

namespace duban::simulation {

struct Settings {
    std::uint64_t seed = 1;
    int years = 1;  // from 2016, at most 10
    int proposals_a_year = 600;
    int units = 80;
};

class OfficeYears {
  public:
    OfficeYears(Settings const& settings, std::unique_ptr<ports::Store> store);

    /// Throws Contradiction.
    void run();

    [[nodiscard]] Figures const& figures() const { return daemon_.figures; }

    [[nodiscard]] Seen const& seen() const { return daemon_.oracle().seen; }

  private:
    using Event = std::function<void()>;

    void plan(Instant at, Event event);
    void plan_within(int days_min, int days_max, Event event);
    /// Again and again, that many days apart at least and at most.
    void plan_often(int days_min, int days_max, Event const& event);
    void plan_calendars();

    void come_in();
    void handle(std::int64_t id);
    void people_change();
    void somebody_goes_away();
    void publish(int year);
    void order_rest();
    void go_down(int hours_max);
    void jump_back();
    void leap();
    void mail_fails();
    void ask_for_quiet();
    void spread_reminders();
    [[nodiscard]] std::optional<delivery::Outcome> post();

    Settings settings_;
    Random random_;
    Instant end_;
    int known_year_ = 2016;
    Instant mail_fails_until_{};
    People people_;
    Lots lots_;
    Daemon daemon_;
    std::multimap<Instant, Event> agenda_;
};

}  // namespace duban::simulation
