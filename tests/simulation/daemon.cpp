#include "tests/simulation/daemon.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/delivery/fate.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "tests/simulation/procedure.hpp"
#include "tests/simulation/request.hpp"

namespace duban::simulation {

namespace {

constexpr std::size_t notes_kept = 40;
constexpr int passes_max = 10'000;  // of one moment

service::Office office_of(People const& people) {
    service::Office office;
    office.mail_domain = "duban.example.org";
    office.directory = people.directory();
    office.calendars = Calendars::others();
    office.routes.push_back(
        {.channel = channel_name, .medium = service::Medium::mail, .retry = {}});
    return office;
}

service::Calendars with(calendar::Calendar const& cn) {
    auto calendars = support::shipped_calendars();
    calendars.erase("cn");
    calendars.emplace("cn", cn);
    return calendars;
}

Names told(service::CaseFile const& file) {
    Names lines;
    auto const& states = file.procedure->workflow.states;
    for (auto const& deadline : file.state.deadlines) {
        auto const* const part = file.state.find_part(deadline.part);
        lines.push_back(fmt::format("{}{}{} due {}{}{}",
                                    states[deadline.state].due->name,
                                    part == nullptr ? "" : " of ",
                                    part == nullptr ? "" : part->key,
                                    to_text(deadline.due_day),
                                    deadline.is_stopped() ? " stopped" : "",
                                    deadline.passed ? " passed" : ""));
    }
    if (file.state.suspended_since) lines.push_back("suspended");
    if (file.state.closed_at) lines.push_back("closed");
    std::ranges::sort(lines);
    return lines;
}

Names told(Matter const& matter) {
    Names lines;
    for (auto const& clock : matter.clocks) lines.push_back(clock.text());
    if (matter.suspended) lines.push_back("suspended");
    if (matter.stage == "closed" || matter.stage == "declined") lines.push_back("closed");
    std::ranges::sort(lines);
    return lines;
}

}  // namespace

Daemon::Daemon(std::unique_ptr<ports::Store> store, Instant start, People& people, int known_year)
    : now_{start},
      people_{people},
      store_{std::move(store)},
      procedures_{with(known_.known_until(known_year))},
      office_{office_of(people)},
      tracker_{*store_, procedures_, office_},
      alarms_{*store_, procedures_, office_},
      courier_{*store_, procedures_, office_, jitter_, zone_},
      recounter_{*store_, procedures_, office_},
      oracle_{people, known_.days_until(known_year)} {
    oracle_.is_followed_by_tried = [this](Letter const& letter) {
        return is_followed_by_tried(letter);
    };
    oracle_.waits_unseen = [this](std::string const& saying) {
        return std::ranges::any_of(failed_, [&](auto const& entry) {
            auto const& [id, sent] = entry;
            if (sent.letter.saying != saying) return false;
            auto const row = store_->read()->find_delivery(DeliveryId{id});
            return delivery::is_under_way(row->phase) && row->uncertain == 0;
        });
    };
    oracle_.moment_of = [this](Letter const& letter) { return moment_of(letter); };
    procedures_.put_in_force(*store_, with(known_.known_until(known_year)), now_);
    for (auto const& problem : procedures_.put_in_force(*store_, simulated_procedure(), now_)) {
        if (problem.severity == Severity::error)
            throw std::runtime_error{to_text(problem, Language::en)};
    }
}

void Daemon::note(std::int64_t id, std::string what) {
    auto& notes = notes_[id];
    notes.emplace_back(now_, std::move(what));
    if (notes.size() > notes_kept) notes.pop_front();
}

void Daemon::contradict(std::int64_t id,
                        std::string const& expected,
                        std::string const& came) const {
    auto const noted = [&](std::int64_t of) {
        Names lines;
        if (auto const found = notes_.find(of); found != notes_.end()) {
            for (auto const& [at, what] : found->second)
                lines.push_back(fmt::format("{}  {}", wall(at), what));
        }
        return lines;
    };
    throw Contradiction{fmt::format(
        "step {}, {}, case {}\n  expected: {}\n  came:     {}\n  the case until then:\n    {}\n"
        "  the office:\n    {}",
        figures.steps,
        wall(now_),
        id,
        expected,
        came,
        fmt::join(noted(id), "\n    "),
        fmt::join(noted(0), "\n    "))};
}

service::Answer Daemon::perform(service::Request const& request) {
    ++figures.steps;
    return tracker_.perform({&request, 1}, now_).front();
}

std::int64_t Daemon::file(std::string const& actor) {
    service::Filing filing{
        "simulated",
        {.actor = service::actor_named(office_.get()->directory, actor),
         .with = {{"title", expression::Value{std::string{"关于社区托育的提案"}}}},
         .at = {}}};
    auto const answer = perform({.what = std::move(filing), .idempotency_key = {}});
    if (!answer) contradict(0, "a proposal is filed", answer.error().reason.en);
    oracle_.file(answer->id.value, now_);
    ++figures.filed;
    note(answer->id.value, "filed");
    turn();
    return answer->id.value;
}

bool Daemon::act(std::int64_t id, Act act) {
    bool const allowed = oracle_.allows(id, act, now_);
    auto const answer = perform(request_of(id, act, office_.get()->directory));
    note(id, fmt::format("{}: {}", described(act), answer ? "done" : answer.error().reason.en));
    if (answer.has_value() != allowed)
        contradict(id,
                   fmt::format("{} is {}", act.name, allowed ? "allowed" : "refused"),
                   answer ? "done" : answer.error().reason.en);
    ++(allowed ? figures.acted : figures.refused);
    if (allowed && act.name == "remind") act.reminder = answer->reminder.value;
    if (allowed) oracle_.perform(id, act, now_);
    turn();
    return allowed;
}

void Daemon::put_people_in_force() {
    auto office = office_of(people_);
    office.spread = oracle_.spread;
    office_.put_in_force(std::move(office));
}

void Daemon::spread_over(Duration spread) {
    oracle_.spread = spread;
    put_people_in_force();
    note(0, fmt::format("reminders are spread over {} s", spread / std::chrono::seconds{1}));
}

void Daemon::publish(int year) {
    procedures_.put_in_force(*store_, with(known_.known_until(year)), now_);
    oracle_.know(known_.days_until(year));
}

void Daemon::order_rest(Day day, int known_year) {
    known_.order_rest(day);
    publish(known_year);
}

void Daemon::recount() {
    Names came;
    auto const totals = recounter_.perform({}, "chen-secretary", now_, [&](auto const& moved) {
        came.push_back(fmt::format("case {} {}: {} to {}",
                                   moved.case_id.value,
                                   moved.deadline,
                                   to_text(moved.was),
                                   to_text(moved.is)));
        note(moved.case_id.value, "recounted " + came.back());
    });
    auto expected = oracle_.recount(now_);
    std::ranges::sort(expected);
    std::ranges::sort(came);
    // The first one that only one of the two has tells the case.
    Names differ;
    std::ranges::set_symmetric_difference(expected, came, std::back_inserter(differ));
    if (!differ.empty())
        contradict(std::stoll(differ.front().substr(std::string_view{"case "}.size())),
                   fmt::format("{}", fmt::join(expected, "; ")),
                   fmt::format("{}", fmt::join(came, "; ")));
    if (totals.unreadable != 0) contradict(0, "all is readable", totals.first_failure);
    figures.recounted += totals.moved;
    turn();
}

std::string Daemon::who_is_busy() {
    auto const told = [](std::optional<Instant> at) { return at ? to_text(*at) : "never"; };
    return fmt::format("somebody always has something to do: alarms {}, letters {}, oracle {}",
                       told(next_alarm_),
                       told(next_letter_),
                       told(oracle_.next()));
}

void Daemon::pass_until(Instant until) {
    for (int standing = 0;;) {
        auto next = until + Duration{1};
        for (auto const at : {next_alarm_, next_letter_, oracle_.next()})
            next = std::min(next, at.value_or(next));
        if (next > until) break;
        standing = next > now_ ? 0 : standing + 1;
        if (standing > passes_max) contradict(0, "time passes", who_is_busy());
        now_ = std::max(now_, next);
        turn();
    }
    // No two things happen in one moment.
    now_ = std::max(now_ + std::chrono::seconds{1}, until);
}

void Daemon::be_down_until(Instant until) {
    now_ = std::max(now_, until);
    turn();
}

void Daemon::set_back(Duration by) {
    now_ -= by;
    turn();
}

void Daemon::turn() {
    ++figures.steps;
    while (is_due(next_alarm_ = alarms_.next())) {
        auto const rang = alarms_.ring(now_, 100);
        for (auto const& failure : rang.failures) contradict(0, "no alarm fails", failure);
    }
    oracle_.look(now_);
    deliver();
    written_.clear();
    auto const touched = oracle_.take_touched();
    if (!touched.empty()) compare({touched.begin(), touched.end()});
}

void Daemon::compare(std::vector<std::int64_t> const& cases) {
    auto const reader = store_->read();
    for (auto const id : cases) compare(*reader, id);
}

void Daemon::compare(ports::Reader& reader, std::int64_t id) {
    auto const file = service::open_case(reader, procedures_, CaseId{id});
    auto const expected = told(oracle_.matter(id));
    auto const came = told(*file);
    if (expected != came)
        contradict(id,
                   fmt::format("{}", fmt::join(expected, "; ")),
                   fmt::format("{}", fmt::join(came, "; ")));
    if (!file->row.state.starts_with(oracle_.matter(id).stage))
        contradict(id, oracle_.matter(id).stage, file->row.state);
}

void Daemon::compare_all() {
    look_at_failed(Instant::max());
    compare(oracle_.open());
}

void Daemon::audit() {
    auto const result = service::audit(*store_->read(), procedures_);
    ++figures.audits;
    figures.records = result.records;
    for (auto const& found : result.breaks)
        contradict(found.case_id.value, "the chain verifies", found.what.en);
    if (result.cases != figures.filed)
        contradict(0, fmt::format("{} cases", figures.filed), fmt::format("{}", result.cases));
}

}  // namespace duban::simulation
