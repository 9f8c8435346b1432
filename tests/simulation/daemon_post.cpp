// The letters of the daemon: each that leaves must be owed, each that is owed must leave, and what
// becomes of those that fail must be what the oracle expects.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "tests/simulation/daemon.hpp"

namespace duban::simulation {

namespace {

constexpr std::size_t at_once_max = 1000;

bool is_of_the_house_alone(std::string_view message) {
    return message == "house.channel_trouble" || message == "house.too_late" ||
           message == "house.unreachable";
}

/// The case that the letter's thread names: "<case-7@duban.example.org>".
std::int64_t case_of(std::string_view thread_id) {
    constexpr std::string_view prefix = "<case-";
    std::int64_t number = 0;
    if (thread_id.starts_with(prefix))
        std::from_chars(
            thread_id.data() + prefix.size(), thread_id.data() + thread_id.size(), number);
    return number;
}

/// What leaves, as its reader can tell: whose case it is of, who it is for, in whose stead.
Letter letter_of(ports::Outgoing const& outgoing) {
    constexpr std::string_view before = "（代";
    constexpr std::string_view after = "收）";
    Letter letter{.matter = case_of(outgoing.thread_id),
                  .message = outgoing.message,
                  .subject = outgoing.subject,
                  .recipient = outgoing.recipient_name};
    if (letter.subject.starts_with(before)) {
        auto const name_ends = letter.subject.find(after);
        letter.on_behalf_of = letter.subject.substr(before.size(), name_ends - before.size());
        letter.subject.erase(0, name_ends + after.size());
    }
    if (letter.message.starts_with("house.")) letter.subject = "house";
    if (letter.is_own_reminder()) letter.subject = "of their own";
    return letter;
}

}  // namespace

void Daemon::take_ready() {
    for (auto& letter : oracle_.ready(now_)) {
        auto text = letter.text();
        owed_.emplace(std::move(text), std::move(letter));
    }
}

void Daemon::deliver() {
    find_overtaken();
    take_ready();
    while (is_due(next_letter_ = courier_.next(channel_name))) {
        auto const load = courier_.claim(channel_name, now_, at_once_max);
        for (auto const& failure : load.failures) contradict(0, "no letter fails", failure);
        send_all(load.outgoing);
        look_at_failed(now_);
        take_ready();
    }
    if (!owed_.empty())
        contradict(owed_.begin()->second.matter, owed_.begin()->first + " leaves now", "nothing");
}

void Daemon::send_all(std::vector<ports::Outgoing> const& load) {
    std::vector<service::Settled> outcomes;
    for (auto const& outgoing : load) send(outgoing, outcomes);
    if (!outcomes.empty()) courier_.settle(outcomes, now_);
}

void Daemon::send(ports::Outgoing const& outgoing, std::vector<service::Settled>& outcomes) {
    auto const known = failed_.find(outgoing.id.value);
    if (known == failed_.end()) {
        send_first(outgoing);
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
    auto const said = letter.recipient + "\n" + letter.saying;
    if (letter.message != "house.channel_trouble" && !message_ids_.insert(said).second)
        contradict(letter.matter, "nothing said twice", letter.text());
    note(letter.matter, "  -> " + letter.text());
    ++figures.house_letters;
    failed_.emplace(outgoing.id.value, Sent{std::move(letter), outgoing.message_id});
}

void Daemon::send_first(ports::Outgoing const& outgoing) {
    auto came = letter_of(outgoing);
    if (is_of_the_house_alone(came.message)) {
        came.saying = store_->read()->find_delivery(outgoing.id)->occurrence;
        return take_beside_the_oracle(outgoing, came);
    }
    auto const found = owed_.find(came.text());
    if (found == owed_.end())
        contradict(came.matter, "no such letter now", came.text() + "\n" + outgoing.text);
    // Of several who are away, and have the same deputy, any may be the one it is for.
    // One that has waited since may be for somebody who is back, or whose deputy is.
    bool const is_handed_over = !came.on_behalf_of.empty() && !found->second.has_waited;
    if (is_handed_over && people_.present_for(came.on_behalf_of, day_of(now_)) != came.recipient)
        contradict(came.matter, "the deputy of " + came.on_behalf_of, came.text());
    found->second.on_behalf_of = came.on_behalf_of;
    if (!found->second.house && !oracle_.is_at_work(came.recipient, now_))
        contradict(came.matter, "letters in their reader's hours alone", came.text());
    if (outgoing.address != came.recipient + "@example.org")
        contradict(came.matter, "the address of " + came.recipient, outgoing.address);
    if (!message_ids_.insert(outgoing.message_id).second)
        contradict(came.matter, "an identity of its own", outgoing.message_id);
    if (outgoing.attempt != 1)
        contradict(came.matter, "a first attempt", fmt::format("attempt {}", outgoing.attempt));
    note(came.matter, "  -> " + came.text());
    ++(found->second.house ? figures.house_letters : figures.letters);
    failed_.emplace(outgoing.id.value, Sent{std::move(found->second), outgoing.message_id});
    owed_.erase(found);
    figures.unreached += came.message == "unreached" ? 1 : 0;
    figures.own_hours += !came.message.starts_with("house.") && !oracle_.is_office_open(now_);
    figures.own += came.is_own_reminder() ? 1 : 0;
    figures.stood_in += came.on_behalf_of.empty() ? 0 : 1;
}

void Daemon::send_again(ports::Outgoing const& outgoing, Sent const& sent) {
    auto const& letter = sent.letter;
    ++figures.retries;
    note(letter.matter, "  -> again " + letter.text());
    if (outgoing.message_id != sent.message_id)
        contradict(letter.matter, "the identity " + sent.message_id, outgoing.message_id);
    if (!letter.house && !oracle_.is_at_work(letter.recipient, now_))
        contradict(letter.matter, "letters in their reader's hours alone", letter.text());
    if (!oracle_.is_wanted(letter))
        contradict(letter.matter, "nothing: it concerns them no longer", letter.text());
    if (letter.expires <= now_) contradict(letter.matter, "nothing: it is too late", letter.text());
    if (oracle_.silence_over(letter, now_) != nullptr)
        contradict(letter.matter, "nothing: it is silenced", letter.text());
    if (sent.is_overtaken) contradict(letter.matter, "nothing: a later one goes", letter.text());
}

/// Those that were written since the last call.
void Daemon::read_written() {
    auto const reader = store_->read();
    ports::DeliveryFilter filter;
    filter.after = written_until_;
    filter.limit = at_once_max;
    for (bool more = true; more;) {
        auto const rows = reader->list_deliveries(filter);
        more = rows.size() == filter.limit;
        for (auto const& row : rows) {
            filter.after = row.id;
            if (row.created_at != now_ || !row.on_behalf_of.empty()) continue;
            Letter const letter{.matter = row.case_id.value,
                                .message = row.message,
                                .subject = row.subject,
                                .recipient = row.recipient};
            written_.emplace(letter.text(), row.not_before);
        }
    }
    written_until_ = filter.after;
}

/// The moment itself is the product's to choose, but for the bounds.
Instant Daemon::moment_of(Letter const& letter) {
    if (!written_.contains(letter.text())) read_written();
    auto found = written_.find(letter.text());
    // What its deadline's end in the same moment has made void has no words.
    auto without_words = letter;
    without_words.subject.clear();
    if (found == written_.end()) found = written_.find(without_words.text());
    if (found == written_.end())
        contradict(letter.matter, letter.text() + " is written", "nothing");
    auto const moment = found->second;
    written_.erase(found);
    bool const keeps_bounds = moment >= letter.ready && moment <= letter.ready + oracle_.spread &&
                              oracle_.is_at_work(letter.recipient, moment);
    if (!keeps_bounds)
        contradict(letter.matter, "a moment soon after " + wall(letter.ready), wall(moment));
    if (moment > letter.ready) ++oracle_.seen.spread;
    return moment;
}

/// What has become of the letters that did not arrive at first, of which something can have by
/// then.
void Daemon::look_at_failed(Instant until) {
    if (std::ranges::none_of(failed_,
                             [&](auto const& entry) { return entry.second.next <= until; }))
        return;
    auto const reader = store_->read();
    for (auto entry = failed_.begin(); entry != failed_.end();) {
        auto& [id, sent] = *entry;
        bool over = false;
        if (sent.next <= until) {
            auto const row = *reader->find_delivery(DeliveryId{id});
            if (until == now_) mind_silence(sent, row);
            sent.next = row.not_before;
            sent.letter.ready = sent.next;
            sent.waits = row.phase == delivery::Phase::backing_off;
            over = is_over(sent, row);
        }
        entry = over ? failed_.erase(entry) : std::next(entry);
    }
}

bool Daemon::is_over(Sent const& sent, delivery::Delivery const& row) {
    using delivery::Phase;
    auto const& letter = sent.letter;
    if (row.phase == Phase::sending || row.phase == Phase::backing_off) return false;
    note(letter.matter, fmt::format("  {}: {}", delivery::to_text(row.phase), letter.text()));
    if (row.phase != Phase::cancelled) {
        ++figures.given_up;
        oracle_.give_up(letter, row.phase == Phase::uncertain, now_);
        return true;
    }
    ++figures.withdrawn;
    if (!oracle_.is_wanted(letter)) {
        oracle_.withdraw(letter, now_);
    } else if (sent.is_overtaken) {
        ++oracle_.seen.overtaken;
        oracle_.forget(letter);
    } else if (row.attempts > 0 || !oracle_.hand_over(letter, now_)) {
        contradict(letter.matter, letter.text(), "withdrawn: " + row.reason);
    }
    return true;
}

}  // namespace duban::simulation
