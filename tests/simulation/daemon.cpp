#include "tests/simulation/daemon.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/simulation/procedure.hpp"

namespace duban::simulation {

namespace {

constexpr char const* channel = "mail";
constexpr std::size_t notes_kept = 25;
constexpr int passes_max = 10'000;

bool is_of_the_house_alone(std::string_view message) {
    return message == "house.channel_trouble" || message == "house.too_late" ||
           message == "house.unreachable";
}

service::Office office_of(People const& people) {
    service::Office office;
    office.mail_domain = "duban.example.org";
    office.directory = people.directory();
    office.routes.push_back({.channel = channel, .medium = service::Medium::mail, .retry = {}});
    return office;
}

service::Calendars with(calendar::Calendar const& cn) {
    auto calendars = support::shipped_calendars();
    calendars.erase("cn");
    calendars.emplace("cn", cn);
    return calendars;
}

std::string listed(Names const& names) {
    Names quoted;
    for (auto const& name : names) quoted.push_back(fmt::format("\"{}\"", name));
    return fmt::format("[{}]", fmt::join(quoted, ","));
}

/// What the action asks for.
std::string values_of(Act const& act) {
    auto const& name = act.name;
    auto const received = fmt::format("\"received\":\"{}\"", to_text(act.day));
    if (name == "accept" || name == "reassign")
        return fmt::format(
            R"({{"host":"{}","co_handlers":{},{}}})", act.host, listed(act.co_handlers), received);
    if (name == "tell_received" || name == "dissatisfied") return "{" + received + "}";
    if (name == "change_co_handlers")
        return fmt::format(R"({{"co_handlers":{}}})", listed(act.co_handlers));
    Names const with_reason{"object", "uphold", "ask", "extend", "stop", "suspend"};
    bool const reason = std::ranges::find(with_reason, name) != with_reason.end();
    return reason ? R"({"reason":"so it is"})" : "{}";
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
      courier_{*store_, procedures_, office_, jitter_},
      recounter_{*store_, procedures_, office_},
      oracle_{people, known_.days_until(known_year)} {
    procedures_.put_in_force(*store_, with(known_.known_until(known_year)), now_);
    for (auto const& problem : procedures_.put_in_force(*store_, simulated_procedure(), now_)) {
        if (problem.severity == Severity::error)
            throw std::runtime_error{to_text(problem, Language::en)};
    }
}

void Daemon::note(std::int64_t id, std::string what) {
    auto& notes = notes_[id];
    notes.push_back(fmt::format("{}  {}", wall(now_), std::move(what)));
    if (notes.size() > notes_kept) notes.pop_front();
}

void Daemon::contradict(std::int64_t id,
                        std::string const& expected,
                        std::string const& came) const {
    Names notes;
    if (auto const found = notes_.find(id); found != notes_.end())
        notes.assign(found->second.begin(), found->second.end());
    throw Contradiction{fmt::format(
        "step {}, {}, case {}\n  expected: {}\n  came:     {}\n  the case until then:\n    {}",
        figures.steps,
        wall(now_),
        id,
        expected,
        came,
        fmt::join(notes, "\n    "))};
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

service::Request Daemon::acting(std::int64_t id, Act const& act) const {
    auto const actor = service::actor_named(office_.get()->directory, act.actor);
    if (act.name == "acknowledge") {
        tracking::Acknowledged input{
            .deadline = "reply", .actor = actor, .until = act.day, .note = {}, .at = {}};
        return {.what = service::Acknowledging{CaseId{id}, std::move(input)},
                .idempotency_key = {}};
    }
    static auto const procedure = support::procedure_of(simulated_procedure());
    tracking::ActionAsked input{.action = act.name,
                                .actor = actor,
                                .with = *tracking::read_values(procedure->workflow, values_of(act)),
                                .seen_revision = std::nullopt,
                                .at = {}};
    return {.what = service::Acting{CaseId{id}, std::move(input)}, .idempotency_key = {}};
}

bool Daemon::act(std::int64_t id, Act const& act) {
    bool const allowed = oracle_.allows(id, act, now_);
    auto const answer = perform(acting(id, act));
    note(id,
         fmt::format("{} by {} {} {}: {}",
                     act.name,
                     act.actor,
                     act.name == "acknowledge" ? "until " + to_text(act.day) : values_of(act),
                     "",
                     answer ? "done" : answer.error().reason.en));
    if (answer.has_value() != allowed)
        contradict(id,
                   fmt::format("{} is {}", act.name, allowed ? "allowed" : "refused"),
                   answer ? "done" : answer.error().reason.en);
    ++(allowed ? figures.acted : figures.refused);
    if (allowed) oracle_.perform(id, act, now_);
    turn();
    return allowed;
}

void Daemon::put_people_in_force() {
    office_.put_in_force(office_of(people_));
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

void Daemon::pass_until(Instant until) {
    for (int passes = 0;; ++passes) {
        if (passes > passes_max)
            contradict(0, "time passes", "somebody always has something to do");
        auto next = until + Duration{1};
        for (auto const at : {alarms_.next(), courier_.next(channel), oracle_.next()})
            next = std::min(next, at.value_or(next));
        if (next > until) break;
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
    while (true) {
        auto const rang = alarms_.ring(now_, 100);
        for (auto const& failure : rang.failures) contradict(0, "no alarm fails", failure);
        if (rang.alarms == 0) break;
    }
    oracle_.look(now_);
    deliver();
    for (auto const id : oracle_.take_touched()) compare(id);
}

void Daemon::take_ready() {
    for (auto& letter : oracle_.ready(now_)) owed_.push_back(std::move(letter));
}

void Daemon::deliver() {
    take_ready();
    while (true) {
        auto const load = courier_.claim(channel, now_, 1000);
        for (auto const& failure : load.failures) contradict(0, "no letter fails", failure);
        std::vector<service::Settled> outcomes;
        for (auto const& outgoing : load.outgoing) send(outgoing, outcomes);
        courier_.settle(outcomes, now_);
        look_at_failed();
        take_ready();
        auto const next = courier_.next(channel);
        if (!next || *next > now_) break;
    }
    if (!owed_.empty())
        contradict(owed_.front().matter, owed_.front().text() + " leaves now", "nothing");
}

void Daemon::send(ports::Outgoing const& outgoing, std::vector<service::Settled>& outcomes) {
    auto const known = failed_.find(outgoing.id.value);
    if (known == failed_.end()) {
        send_first(outgoing, *store_->read()->find_delivery(outgoing.id));
    } else {
        send_again(outgoing, known->second);
    }
    auto const& letter = failed_.at(outgoing.id.value).letter;
    // What the oracle does not foresee draws no lots either: the years go on as they would.
    std::optional<delivery::Outcome> outcome = delivery::Outcome{};
    outcome->kind = delivery::Outcome::Kind::delivered;
    if (!is_of_the_house_alone(letter.message)) outcome = post_office(letter);
    if (!outcome) return;
    if (outcome->kind == delivery::Outcome::Kind::delivered) failed_.erase(outgoing.id.value);
    outcomes.push_back({.id = outgoing.id, .attempt = outgoing.attempt, .outcome = *outcome});
}

/// What follows from how mail fares, which the oracle does not foresee: each is said once.
void Daemon::take_beside_the_oracle(ports::Outgoing const& outgoing, Letter letter) {
    letter.house = true;
    letter.ready = now_;
    letter.expires = now_ + std::chrono::days{30};
    if (!oracle_.is_wanted(letter))
        contradict(letter.matter, "house notices for the secretariat alone", letter.text());
    auto const said = fmt::format("{}\n{}", letter.recipient, outgoing.text);
    if (letter.message != "house.channel_trouble" && !message_ids_.insert(said).second)
        contradict(letter.matter, "nothing said twice", letter.text());
    note(letter.matter, "  -> " + letter.text());
    ++figures.house_letters;
    failed_.emplace(outgoing.id.value, Sent{std::move(letter), outgoing.message_id});
}

void Daemon::send_first(ports::Outgoing const& outgoing, delivery::Delivery const& row) {
    bool const house = row.message.starts_with("house.");
    Letter came{.matter = row.case_id.value,
                .message = row.message,
                .subject = house ? "house" : outgoing.subject,
                .recipient = row.recipient};
    if (is_of_the_house_alone(row.message)) return take_beside_the_oracle(outgoing, came);
    auto const found = std::ranges::find(owed_, came.text(), &Letter::text);
    if (found == owed_.end())
        contradict(came.matter, "no such letter now", came.text() + "\n" + outgoing.text);
    if (!house && !oracle_.is_office_open(now_))
        contradict(came.matter, "letters in office hours alone", came.text());
    if (outgoing.address != row.recipient + "@example.org")
        contradict(came.matter, "the address of " + row.recipient, outgoing.address);
    if (!message_ids_.insert(outgoing.message_id).second)
        contradict(came.matter, "an identity of its own", outgoing.message_id);
    if (outgoing.attempt != 1)
        contradict(came.matter, "a first attempt", fmt::format("attempt {}", outgoing.attempt));
    note(came.matter, "  -> " + came.text());
    failed_.emplace(outgoing.id.value, Sent{*found, outgoing.message_id});
    owed_.erase(found);
    ++(house ? figures.house_letters : figures.letters);
}

void Daemon::send_again(ports::Outgoing const& outgoing, Sent const& sent) {
    auto const& letter = sent.letter;
    ++figures.retries;
    note(letter.matter, "  -> again " + letter.text());
    if (outgoing.message_id != sent.message_id)
        contradict(letter.matter, "the identity " + sent.message_id, outgoing.message_id);
    if (!letter.house && !oracle_.is_office_open(now_))
        contradict(letter.matter, "letters in office hours alone", letter.text());
    if (!oracle_.is_wanted(letter))
        contradict(letter.matter, "nothing: it concerns them no longer", letter.text());
    if (letter.expires <= now_) contradict(letter.matter, "nothing: it is too late", letter.text());
}

/// What has become of the letters that did not arrive at first.
void Daemon::look_at_failed() {
    using delivery::Phase;
    auto const reader = store_->read();
    std::erase_if(failed_, [&](auto const& entry) {
        auto const& letter = entry.second.letter;
        auto const phase = reader->find_delivery(DeliveryId{entry.first})->phase;
        if (phase == Phase::sending || phase == Phase::backing_off) return false;
        note(letter.matter, fmt::format("  {}: {}", delivery::to_text(phase), letter.text()));
        if (phase == Phase::cancelled) {
            ++figures.withdrawn;
            if (oracle_.is_wanted(letter)) contradict(letter.matter, letter.text(), "withdrawn");
            return true;
        }
        ++figures.given_up;
        oracle_.give_up(letter, now_);
        return true;
    });
}

void Daemon::compare(std::int64_t id) {
    auto const file = service::open_case(*store_->read(), procedures_, CaseId{id});
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
    for (auto const id : oracle_.open()) compare(id);
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
