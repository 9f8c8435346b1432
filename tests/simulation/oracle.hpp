// The oracle: told what people did and when the daemon looked, it knows from the definition alone
// which clocks run, when they end, and which letters must leave when, to whom. It asks the product
// nothing. README.md lists what it holds the product to.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/simulation/letter.hpp"
#include "tests/simulation/matter.hpp"
#include "tests/simulation/people.hpp"
#include "tests/simulation/silences.hpp"

namespace duban::simulation {

/// Of what is rare: how often it came.
struct Seen {
    std::int64_t silenced = 0;   // times that a letter was kept back by a silence
    std::int64_t overtaken = 0;  // letters that were not sent, as a later one had waited as well
    std::int64_t by_other = 0;   // ends that the second of two terms decided
    std::int64_t begun_after_rest = 0;
    std::int64_t spread = 0;  // reminders that left after the hour
};

class Oracle {
  public:
    Oracle(People const& people, WorkDays const& days);

    /// What begins from now on is counted by these days, and the office keeps to them.
    void know(WorkDays const& days) { days_ = &days; }

    void file(std::int64_t id, Instant at);
    /// Whether the definition allows it, to this actor, now.
    [[nodiscard]] bool allows(std::int64_t id, Act const& act, Instant at) const;
    void perform(std::int64_t id, Act const& act, Instant at);
    /// Everything that runs is counted anew. Which ends moved: "case 7 reply: 2019-05-06 to
    /// 2019-05-07".
    Names recount(Instant at);
    /// The machine's clock, which was years ahead, is right again, as it last was at `last_right`:
    /// how many clocks say again what they said too early.
    std::int64_t set_back(Instant last_right, Instant at);
    /// The secretariat is told of something by the house.
    void tell_house(std::int64_t id, std::string message, Instant at);

    /// It will not be sent, as what it says comes again or has been overtaken.
    void forget(Letter const& letter) { told_[letter.saying][letter.recipient] = false; }

    /// The daemon rings what is due.
    void look(Instant at);

    /// The letters whose first attempt must be made now, and the house's own; those that nobody
    /// wants any more are gone.
    std::vector<Letter> ready(Instant at);

    /// From now on, or no longer: how many letters that still stand in the queue this wakes.
    void begin_silence(Silence silence) { silences_.begin(std::move(silence)); }

    std::size_t end_silence(std::int64_t number, Instant at);

    [[nodiscard]] Silence const* silence_over(Letter const& letter, Instant at) const {
        return silences_.over(letter, at);
    }

    /// Of what has waited for a silence only the last of a clock's reminders goes, unless another
    /// silence keeps that one.
    [[nodiscard]] bool is_overtaken(Letter const& letter, Instant at) const;

    /// Whether one that follows it was tried in vain and will be tried again, not before it.
    std::function<bool(Letter const&)> is_followed_by_tried;
    /// Whether a letter of the saying was tried, has not arrived, and no attempt has had an outcome
    /// that nobody knows.
    std::function<bool(std::string const& saying)> waits_unseen;
    [[nodiscard]] bool is_wanted(Letter const& letter) const;
    /// The same, whether or not its clock stands still.
    [[nodiscard]] bool is_of_use(Letter const& letter) const;
    /// Whether another one is to have it, who is then owed it.
    bool hand_over(Letter const& letter, Instant at);
    /// It will never arrive: the secretariat is owed a word.
    void give_up(Letter const& letter, bool may_have_arrived, Instant at);
    /// It is not wanted any more, and was not sent.
    void withdraw(Letter const& letter, Instant at);

    [[nodiscard]] bool is_office_open(Instant at) const { return is_open(*days_, at); }

    /// Whether somebody may be disturbed then: by the calendar of their own, or the office's.
    [[nodiscard]] bool is_at_work(std::string const& person, Instant at) const {
        return is_open(days_of(person), at);
    }

    /// When something is due.
    [[nodiscard]] std::optional<Instant> next() const;

    [[nodiscard]] Matter const& matter(std::int64_t id) const { return matters_.at(id); }

    [[nodiscard]] std::vector<std::int64_t> open() const { return {open_.begin(), open_.end()}; }

    Seen seen;

    /// Reminders leave spread over so long, each at a moment that the product chose when it wrote
    /// them: which. It is asked with the first moment for `ready`.
    Duration spread{};
    std::function<Instant(Letter const&)> moment_of;

    /// The cases that something happened to since the last call.
    std::set<std::int64_t> take_touched() { return std::exchange(touched_, {}); }

  private:
    struct Speech;

    /// What somebody was told of a matter, or is to be.
    struct Heard {
        Instant made = {};
        std::string saying = {};
        std::string recipient = {};
    };

    void touch(Matter const& matter);
    [[nodiscard]] bool allows_clock_act(Matter const& matter, Act const& act, Instant at) const;
    [[nodiscard]] bool allows_own(Matter const& matter, Act const& act, Instant at) const;
    [[nodiscard]] bool is_concerned(Matter const& matter, std::string const& person) const;

    Clock& start(Matter& matter, std::string_view rule, Instant started, Instant at);
    void enter_handling(Matter& matter, Act const& act, Instant at);
    void enter_rating(Matter& matter, Act const& act, Instant at);
    void enter_promised(Matter& matter, Instant at);
    void close(Matter& matter, std::string stage);
    void take_answer(Matter& matter, Act const& act, Instant at);
    void move_clock(Matter& matter, Act const& act, Instant at);
    Clock& add_part(
        Matter& matter, std::string const& name, std::string_view rule, Instant from, Instant at);
    void keep_parts(Matter& matter, Names const& names);
    void end_part(Matter& matter, Part& part);
    void change_co_handlers(Matter& matter, Act const& act, Instant at);
    void ask_opinion(Matter& matter, std::string const& unit, Instant at);
    void give_opinion(Matter& matter, std::string const& actor);
    void correct_commitments(Matter& matter, Act const& act, Instant at);
    void close_if_kept(Matter& matter);

    void follow_stops(Matter& matter, Instant moment, Instant at);
    void go_on(Matter& matter, Clock& clock, Instant moment, Instant at);
    bool ring_first(Matter& matter, Instant at);
    void ring(Matter& matter, Clock& clock, Instant at);
    void ring_own(Matter& matter, OwnReminder const& reminder, Instant at);
    void move_on(Matter& matter, std::string const& rule, Instant moment, Instant at);

    void tell_rungs(Matter const& matter,
                    Clock const& clock,
                    std::vector<Rung> const& rungs,
                    Instant at);
    void tell_rung(Matter const& matter,
                   Clock const& clock,
                   Rung const& rung,
                   std::vector<Role> const& to,
                   Instant at);
    void tell(Matter const& matter, Speech const& speech, Instant at);
    void tell_if_unreached(Letter const& letter, Instant at);
    [[nodiscard]] static std::string saying_of(Clock const& clock, Rung const& rung);
    [[nodiscard]] std::optional<Instant> before_unsaid(Clock const& clock) const;
    void move_end(Clock& clock, std::function<void()> const& move) const;
    void notify(
        Matter const& matter, std::string message, std::vector<Role> to, Instant at, int part = 0);
    [[nodiscard]] WorkDays const& days_of(std::string const& person) const;
    void owe(Letter letter);
    bool wait_for_silence(Letter& letter, Instant at);
    [[nodiscard]] bool stands_still(Letter const& letter) const;
    [[nodiscard]] bool has_new_readers(Letter const& letter) const;
    [[nodiscard]] bool has_old_news(Letter const& letter) const;
    void tell_of_departure(Letter const& letter, Instant at);
    [[nodiscard]] Names people_of(Matter const& matter, Role role, int part) const;

    People const& people_;
    WorkDays const* days_;
    std::map<std::int64_t, Matter> matters_;
    std::set<std::int64_t> open_;
    std::set<std::int64_t> touched_;
    std::set<std::pair<Instant, std::int64_t>> agenda_;  // when which of them is due
    std::unordered_map<std::int64_t, Instant> planned_;  // where it stands in the agenda
    // By when they are ready, then by their numbers.
    std::map<std::pair<Instant, std::int64_t>, Letter> queue_;
    Silences silences_;
    // Who was told each thing, and whether it may still arrive.
    std::unordered_map<std::string, std::map<std::string, bool>> told_;
    // As what they were told it.
    std::unordered_map<std::string, std::map<std::string, Role>> told_as_;
    std::map<std::pair<std::int64_t, std::string>, std::vector<Heard>> heard_;  // of whom it is
    int clocks_ = 0;
    int parts_ = 0;
    int sayings_ = 0;
    std::int64_t letters_ = 0;
    bool late_ = false;  // something was said long after its time
};

}  // namespace duban::simulation
