#include "engine/service/claim.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/reason.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/departure.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/recipient_hours.hpp"
#include "engine/service/refused_address.hpp"
#include "engine/service/silence.hpp"
#include "engine/service/standing_in.hpp"
#include "engine/service/telling.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;

// A mail server may take ten minutes over the final dot (RFC 5321 section 4.5.3.2.6); the lease
// outlives the time that outgoing_of grants.
constexpr auto lease_time = std::chrono::minutes{15};

// Longer than any row of rest days after which the office opens again.
constexpr auto life_after_silence = std::chrono::days{20};

// Then a case that could not be read is tried again.
constexpr auto until_mended = std::chrono::hours{1};

// Rest days in a row; the longest that a calendar of ours knows is half of it.
constexpr int days_ahead_max = 20;

// Letters of others that are asked about in one transaction.
constexpr std::size_t companions_max = 200;

// Of files with the mails of one claim. Each mail makes another third of it when it is written.
constexpr std::size_t attached_octets_max = 32UL * 1024 * 1024;

bool is_reminder(Delivery const& row) {
    return row.occurrence.starts_with("deadline ") && !row.occurrence.ends_with(unreached_suffix);
}

/// What the house has to say was written whole, and is wanted whatever became of the case.
bool goes_without_case(Delivery const& row) {
    return is_house_notice(row) && !is_entry_notice(row);
}

/// The first moment of the recipient's digest after `after` at which their office is open.
Instant next_digest(delivery::Person const& person,
                    Instant after,
                    tracking::Procedure const& procedure,
                    Office const& office) {
    std::optional<Instant> first;
    auto day = procedure.zone.day_of(after);
    for (int i = 0; i < days_ahead_max; ++i, day += std::chrono::days{1}) {
        auto const at = procedure.zone.to_instant(day + *person.digest);
        if (at <= after) continue;
        auto const opening = next_instant_for(person.id, procedure, office, at);
        if (opening == at) return at;
        if (!first) first = opening;
    }
    // An hour at which the office is never open: at its next opening then.
    return first.value_or(next_instant_for(person.id, procedure, office, after));
}

}  // namespace

Claim::Claim(ports::Transaction& transaction,
             Procedures& procedures,
             ports::Random& random,
             Office const& office,
             calendar::Zone const& zone,
             Instant now,
             Load& load)
    : transaction_{transaction},
      procedures_{procedures},
      random_{random},
      office_{office},
      zone_{zone},
      now_{now},
      load_{load},
      books_{transaction, procedures, office, now, load.failures},
      kept_files_{transaction},
      silences_{transaction.silences(now)} {}

bool Claim::is_full() const {
    return attached_octets_ >= attached_octets_max;
}

void Claim::take(Delivery const& row) {
    if (bundled_.contains(row.id)) return;
    if (row.phase == Phase::sending) {
        load_.given_up += books_.happen(row, delivery::LeaseLapsed{now_, random_.fraction()}).tell;
        return;
    }
    if (row.phase == Phase::standby) return books_.step(row);
    if (row.phase == Phase::held && now_ < row.expires_at) return put_off(row, row.expires_at);
    auto const found = read(row);
    if (found && !*found && !goes_without_case(row)) return wait_for_case(row, found->error());
    auto const* const file = found && *found ? &**found : nullptr;
    auto const readiness = readiness_of(row, file, office_, now_);
    if (auto const* const never = std::get_if<delivery::Event>(&readiness)) {
        auto const verdict = books_.happen(row, *never);
        load_.given_up += verdict.tell;
        if (file && std::holds_alternative<delivery::NoLongerWanted>(*never))
            tell_of_dropped(verdict.next, *file);
        return;
    }
    if (wait_for_silence(row)) return;
    auto next = row;
    if (has_waited_for_silence(row)) next.reason.clear();
    if (auto const* const not_now = std::get_if<NotNow>(&readiness))
        return put_off(std::move(next), not_now->until);
    next.address = std::get<Ready>(readiness).address;
    bool const is_free =
        std::get<Ready>(readiness).is_urgent && !row.reason.starts_with(bundle_prefix);
    if (hand_to_deputy(next, file) || take_apart(next)) return;
    if (auto const why = refusal_of(transaction_, next, now_)) {
        load_.given_up += books_.happen(next, delivery::Unroutable{now_, *why}).tell;
        return;
    }
    if (!is_free && ((file && wait_for_digest(next, *file)) || share(next))) return;
    begin(next);
}

void Claim::tell_of_dropped(Delivery const& row, CaseFile const& file) {
    if (row.deadline.value != 0 && !is_entry_notice(row))
        tell_if_unreached(transaction_, file, row.deadline, row.occurrence, office_, now_);
    tell_of_departure(transaction_, file, row, office_, now_);
}

/// The case may be mended, but not for ever.
void Claim::wait_for_case(Delivery const& row, UnreadableCase const& unreadable) {
    load_.failures.push_back(fmt::format("delivery {}: {}", row.id.value, unreadable.why));
    if (now_ < row.expires_at) return put_off(row, now_ + until_mended);
    load_.given_up += books_.happen(row, delivery::Outlived{now_}).tell;
}

bool Claim::wait_for_silence(Delivery const& row) {
    if (auto const* const silence = silence_over(row, silences_, now_)) {
        auto waiting = row;
        waiting.reason = waiting_for(*silence);
        // Nothing is lost by a silence: what waited still has its time when it ends.
        waiting.expires_at = std::max(waiting.expires_at, silence->until + life_after_silence);
        if (is_digest(row)) keep_alive(transaction_.carried_by(row.id), waiting.expires_at);
        put_off(std::move(waiting), silence->until);
        return true;
    }
    if (!has_waited_for_silence(row) || row.deadline.value == 0) return false;
    bool const is_overtaken = is_overtaken_by_another(row);
    if (is_overtaken)
        books_.happen(row,
                      delivery::NoLongerWanted{now_, std::string{delivery::reason::overtaken}});
    return is_overtaken;
}

void Claim::keep_alive(Rows letters, Instant until) {
    for (auto& letter : letters) {
        if (letter.expires_at >= until) continue;
        letter.expires_at = until;
        transaction_.update_delivery(letter);
    }
}

/// A later reminder of the same deadline to the same person waits as well, and may still go.
bool Claim::is_overtaken_by_another(Delivery const& row) {
    ports::DeliveryFilter filter;
    filter.case_id = row.case_id;
    filter.recipient = row.recipient;
    filter.channel = row.channel;
    filter.after = row.id;
    auto const later = transaction_.list_deliveries(filter);
    return std::ranges::any_of(later, [&](Delivery const& other) {
        bool const waits = other.phase == Phase::queued || other.phase == Phase::backing_off;
        if (!waits || other.deadline != row.deadline || !is_reminder(other)) return false;
        if (silence_over(other, silences_, now_) != nullptr) return false;
        auto const file = file_of(other);
        auto const readiness = readiness_of(other, file ? &*file : nullptr, office_, now_);
        return !std::holds_alternative<delivery::Event>(readiness);
    });
}

Day Claim::day_at(CaseFile const* file) const {
    return (file != nullptr ? file->procedure->zone : zone_).day_of(now_);
}

bool Claim::hand_to_deputy(Delivery const& row, CaseFile const* file) {
    auto const* const deputy = deputy_of(row, file);
    if (deputy == nullptr) return false;
    auto const of_the_occurrence = transaction_.deliveries_of(row.occurrence);
    auto const opening =
        file != nullptr ? next_instant_for(deputy->id, *file->procedure, office_, now_) : now_;
    // The reserve first: it asks what became of the one it stands by for.
    for (auto const& other : of_the_occurrence) {
        auto const* const route = office_.find_route(other.channel);
        bool const is_reserve = other.phase == Phase::standby && other.recipient == row.recipient &&
                                route != nullptr && route->fallback_for == row.channel;
        if (!is_reserve || deputy_for(other, office_, day_at(file)) == nullptr) continue;
        auto reserve = letter_to_deputy(other, *deputy, opening, office_, now_);
        reserve.phase = Phase::standby;
        reserve.not_before = other.not_before;
        transaction_.insert_delivery(reserve);
    }
    transaction_.insert_delivery(letter_to_deputy(row, *deputy, opening, office_, now_));
    books_.happen(row, delivery::NoLongerWanted{now_, std::string{delivery::reason::absent}});
    return true;
}

delivery::Person const* Claim::deputy_of(Delivery const& row, CaseFile const* file) {
    // What a person has asked for themselves, or must take out of their own calendar, is theirs.
    if (row.attempts > 0 || is_personal_reminder(row) || is_entry_notice(row)) return nullptr;
    auto const* const deputy = deputy_for(row, office_, day_at(file));
    if (deputy == nullptr) return nullptr;
    // The deputy had it already, and it came to nothing: then the person themself is to have it.
    bool const is_lost =
        std::ranges::any_of(transaction_.deliveries_of(row.occurrence), [&](Delivery const& other) {
            return other.recipient == deputy->id && other.channel == row.channel &&
                   !may_arrive(other);
        });
    return is_lost ? nullptr : deputy;
}

bool Claim::wait_for_digest(Delivery const& row, CaseFile const& file) {
    auto const* const person = office_.directory.find_person(row.recipient);
    auto const* const route = office_.find_route(row.channel);
    bool const is_mail = route != nullptr && route->medium == Medium::mail;
    if (!is_mail || person == nullptr || !person->digest || row.attempts > 0) return false;
    auto const at = next_digest(*person, std::min(row.created_at, now_), *file.procedure, office_);
    if (at <= now_) return false;
    put_off(row, at);
    return true;
}

/// What is more than the recipient is to get now waits, or goes with others as one mail.
bool Claim::share(Delivery const& row) {
    auto const* const route = office_.find_route(row.channel);
    auto const* const person = office_.directory.find_person(row.recipient);
    if (route == nullptr || person == nullptr || row.attempts > 0) return false;
    auto const& throttle = route->per_recipient;
    auto room = 0;
    if (throttle.at_most > 0) {
        auto const sent = transaction_.latest_claims(
            row.channel, row.recipient, static_cast<std::size_t>(throttle.at_most));
        if (auto const full = delivery::full_until(throttle, sent, now_)) {
            put_off(row, *full);
            return true;
        }
        room = delivery::room_of(throttle, sent, now_);
    }
    bool const at_once = person->digest.has_value() || row.reason.starts_with(bundle_prefix);
    bool const is_bundled = at_once || throttle.at_most > 0;
    if (!is_bundled || route->medium != Medium::mail) return false;
    if (is_digest(row) || is_entry_notice(row)) return false;  // a digest carries no entries
    // So many questions at most in one transaction; it is asked again with the next claim.
    if (asked_ >= companions_max) return true;
    auto const letters = companions(row);
    auto const limit = at_once ? std::size_t{1} : static_cast<std::size_t>(room);
    if (letters.size() <= limit) return false;
    return bundle(letters);
}

/// The letter itself and all others to this person that could go now for the first time.
Claim::Rows Claim::companions(Delivery const& row) {
    Rows letters;
    std::size_t bytes = 0;
    for (auto const& other :
         transaction_.due_for(row.channel, row.recipient, now_, digest_letters_max)) {
        if (other.attempts > 0 || is_digest(other) || is_entry_notice(other)) continue;
        if (other.id != row.id && !may_go_along(other)) continue;
        bytes += other.text.size() + 2 * other.subject.size();
        if (bytes > digest_bytes_max && !letters.empty()) break;
        letters.push_back(other.id == row.id ? row : other);
    }
    return letters;
}

bool Claim::may_go_along(Delivery const& letter) {
    // Of what has waited for a silence only the last goes, and that by itself.
    if (has_waited_for_silence(letter)) return false;
    auto const ready = ready_as_it_is(letter);
    return ready && (!ready->is_urgent || letter.reason.starts_with(bundle_prefix));
}

/// Nothing where it waits, is not wanted, is another's to read, or its address was refused.
std::optional<Ready> Claim::ready_as_it_is(Delivery const& letter) {
    if (silence_over(letter, silences_, now_) != nullptr) return std::nullopt;
    ++asked_;
    auto const found = read(letter);
    if (found && !*found && !goes_without_case(letter)) return std::nullopt;
    auto const* const file = found && *found ? &**found : nullptr;
    auto readiness = readiness_of(letter, file, office_, now_);
    auto* const ready = std::get_if<Ready>(&readiness);
    if (ready == nullptr || deputy_of(letter, file) != nullptr) return std::nullopt;
    auto there = letter;
    there.address = ready->address;
    if (refusal_of(transaction_, there, now_)) return std::nullopt;
    return std::move(*ready);
}

/// What is in a digest that goes again is asked about again, unless somebody may have it already.
/// Where any of it is not to go now, each is asked for by itself with the next claim.
bool Claim::take_apart(Delivery const& row) {
    if (!is_digest(row) || row.attempts == 0 || row.uncertain > 0) return false;
    if (asked_ >= companions_max) return true;
    auto const letters = transaction_.carried_by(row.id);
    auto const stays = [&](Delivery const& letter) { return !ready_as_it_is(letter); };
    if (std::ranges::none_of(letters, stays)) return false;
    for (auto const& letter : letters)
        books_.happen(letter, delivery::Unbundled{now_, row.failures});
    books_.happen(row, delivery::NoLongerWanted{now_, std::string{delivery::reason::taken_apart}});
    return true;
}

bool Claim::bundle(Rows const& letters) {
    auto const* const person = office_.directory.find_person(letters.front().recipient);
    auto digest = digest_of(letters, person->language, office_, now_);
    auto const* const route = office_.find_route(digest.channel);
    digest.address = address_on(*route, *person);
    auto const id = transaction_.insert_delivery(digest);
    if (!id) return false;  // the same letters at the same moment: they go by themselves
    digest.id = *id;
    for (auto const& letter : letters) {
        books_.happen(letter, delivery::Bundled{now_, digest.id});
        bundled_.insert(letter.id);
    }
    begin(digest);
    return true;
}

void Claim::put_off(Delivery row, Instant until) {
    row.not_before = std::min(until, row.expires_at);  // then somebody is told of it
    transaction_.update_delivery(row);
}

void Claim::begin(Delivery const& row) {
    std::vector<delivery::AttachedFile> files;
    try {
        files = kept_files_.attached_to(row);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        return give_up(row, failure.what());
    }
    for (auto const& file : files) attached_octets_ += file.octets->size();
    auto const claimed = books_.happen(row, delivery::Claimed{now_, now_ + lease_time});
    load_.outgoing.push_back(outgoing_of(claimed.next, std::move(files), office_, now_));
}

/// A file with it cannot be read, and no later attempt would mend that: somebody is told now.
void Claim::give_up(Delivery const& row, std::string const& why) {
    load_.failures.push_back(fmt::format("delivery {}: {}", row.id.value, why));
    load_.given_up += books_.happen(row, delivery::Unroutable{now_, why}).tell;
}

std::optional<Result<CaseFile, UnreadableCase>> Claim::read(Delivery const& row) {
    if (row.case_id.value == 0) return std::nullopt;
    return read_case(transaction_, procedures_, row.case_id);
}

std::optional<CaseFile> Claim::file_of(Delivery const& row) {
    if (row.case_id.value == 0) return std::nullopt;
    return open_case(transaction_, procedures_, row.case_id);
}

}  // namespace duban::service
