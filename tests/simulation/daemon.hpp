// The product under simulation, with the oracle beside it: every action, every look at the alarms
// and every letter goes through here and is held against what the oracle expects.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "engine/service/recounter.hpp"
#include "tests/simulation/calendars.hpp"
#include "tests/simulation/oracle.hpp"
#include "tests/support/world.hpp"

namespace duban::simulation {

constexpr char const* channel_name = "mail";

/// What was expected and what came, with the last events of the case.
class Contradiction : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct Figures {
    std::int64_t steps = 0;
    std::int64_t filed = 0;
    std::int64_t acted = 0;
    std::int64_t refused = 0;
    std::int64_t letters = 0;
    std::int64_t house_letters = 0;
    std::int64_t retries = 0;
    std::int64_t given_up = 0;
    std::int64_t withdrawn = 0;  // failed at first, and then no longer wanted
    std::int64_t recounted = 0;
    std::int64_t unreached = 0;  // letters of which nobody had been reached
    std::int64_t own = 0;        // reminders that people had asked for
    std::int64_t stood_in = 0;   // letters to a deputy
    std::int64_t own_hours = 0;  // letters while the office was closed and their reader's was open
    std::int64_t leaps_ahead = 0;
    std::int64_t leaps_back = 0;
    std::int64_t rewound = 0;  // clocks, after a leap ahead
    std::int64_t silences = 0;
    std::int64_t woken = 0;  // letters, by silences that were ended
    std::int64_t audits = 0;
    std::int64_t records = 0;
};

class Daemon {
  public:
    using PostOffice = std::function<std::optional<delivery::Outcome>(Letter const&)>;

    Daemon(std::unique_ptr<ports::Store> store, Instant start, People& people, int known_year);

    std::int64_t file(std::string const& actor);
    /// Whether it was accepted.
    bool act(std::int64_t id, Act act);
    void put_people_in_force();
    /// From now on the reminders of one hour leave over so long.
    void spread_over(Duration spread);
    /// The holidays up to this year, or a day off in the midst of it, are known from now on.
    void publish(int year);
    void order_rest(Day day, int known_year);
    void recount();

    /// Time passes: at every instant at which either of the two has something to do, all is done.
    void pass_until(Instant until);
    /// Nobody looks until then.
    void be_down_until(Instant until);
    /// The machine's clock was wrong.
    void set_back(Duration by);

    /// The machine's clock is years away from the right time, for so long, and is set right.
    void leap(Duration by, Duration stay);
    /// The daily look at the clock, in which nothing is wrong.
    void watch();

    /// Somebody wants quiet from now on; returns its number.
    std::int64_t begin_silence(Silence silence, std::string const& by);
    void end_silence(std::int64_t number);

    void audit();
    void compare_all();

    [[nodiscard]] Instant now() const { return now_; }

    [[nodiscard]] Oracle const& oracle() const { return oracle_; }

    void note(std::int64_t id, std::string what);

    Figures figures;
    /// What becomes of an attempt; nothing: the daemon is killed before it hears.
    PostOffice post_office;

  private:
    struct Sent {
        Letter letter;
        std::string message_id;
        Instant next = {};          // nothing becomes of it before
        bool waits = false;         // then, to be tried again
        bool is_overtaken = false;  // now: it has waited for a silence, as a later one has
    };

    [[nodiscard]] std::string who_is_busy();

    [[nodiscard]] bool is_due(std::optional<Instant> at) const { return at && *at <= now_; }

    void turn();
    void deliver();
    void send_all(std::vector<ports::Outgoing> const& load);
    void send(ports::Outgoing const& outgoing, std::vector<service::Settled>& outcomes);
    void send_first(ports::Outgoing const& outgoing);
    void take_beside_the_oracle(ports::Outgoing const& outgoing, Letter letter);
    void send_again(ports::Outgoing const& outgoing, Sent const& sent);
    void look_at_failed(Instant until);
    [[nodiscard]] Instant moment_of(Letter const& letter);
    void read_written();
    void be_right_again(bool was_ahead, Instant last_right);
    void set_back_failed();
    void mind_silence(Sent& sent, delivery::Delivery const& row);
    bool is_over(Sent const& sent, delivery::Delivery const& row);
    [[nodiscard]] bool is_followed_by_tried(Letter const& letter) const;
    void take_ready();
    void find_overtaken();
    void compare(std::vector<std::int64_t> const& cases);
    void compare(ports::Reader& reader, std::int64_t id);
    service::Answer perform(service::Request const& request);
    [[noreturn]] void contradict(std::int64_t id,
                                 std::string const& expected,
                                 std::string const& came) const;

    Instant now_;
    People& people_;
    Calendars known_;
    std::unique_ptr<ports::Store> store_;
    service::Procedures procedures_;
    calendar::Zone zone_ = *calendar::Zone::find("Asia/Shanghai");
    service::CurrentOffice office_;
    support::SeededRandom jitter_;
    service::Tracker tracker_;
    service::Alarms alarms_;
    service::Courier courier_;
    service::Recounter recounter_;
    Oracle oracle_;
    // What the product said at the end of the last turn; only what a turn follows changes it.
    std::optional<Instant> next_alarm_;
    std::optional<Instant> next_letter_;
    DeliveryId written_until_;                     // of those that were looked at
    std::multimap<std::string, Instant> written_;  // reminders of this turn, and their moments
    std::multimap<std::string, Letter> owed_;      // now; by what they are recognised by
    std::map<std::int64_t, Sent> failed_;          // by delivery
    std::unordered_set<std::string> message_ids_;
    std::unordered_map<std::int64_t, std::deque<std::pair<Instant, std::string>>> notes_;
};

}  // namespace duban::simulation
