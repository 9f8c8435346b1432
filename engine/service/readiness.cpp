#include "engine/service/readiness.hpp"

#include <algorithm>

#include "engine/delivery/reason.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/recipient_hours.hpp"
#include "engine/service/standing_in.hpp"
#include "engine/service/test_send.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Person;
namespace reason = delivery::reason;

// What stands still now may go on within the day, and the letter is wanted then.
constexpr auto ask_again_after = std::chrono::hours{1};

/// Null where it is over, or where the delivery is about none.
tracking::Deadline const* running_deadline(Delivery const& delivery, CaseFile const& file) {
    auto const& running = file.state.deadlines;
    auto const found = std::ranges::find(running, delivery.deadline, &tracking::Deadline::id);
    return found == running.end() ? nullptr : &*found;
}

/// Of a deadline whose clock stands: nobody knows yet which end it will speak of. That an entry
/// moves, or goes, is known.
bool stands_still(Delivery const& delivery, CaseFile const& file) {
    auto const* const deadline = running_deadline(delivery, file);
    return deadline != nullptr && deadline->is_stopped() && !moves_entry(delivery);
}

/// Why what it says of the end of a deadline is no longer so, or empty.
std::string_view obstacle_of_end(Delivery const& delivery, CaseFile const& file) {
    auto const* const deadline = running_deadline(delivery, file);
    if (deadline == nullptr) return reason::deadline_over;
    if (stands_still(delivery, file)) return "";
    return speaks_of_another_end(delivery, *deadline) ? reason::deadline_moved : "";
}

/// A reminder is about the part that its deadline runs in; 0: about the whole case, or no reminder.
tracking::PartNumber part_of(Delivery const& delivery, CaseFile const& file) {
    auto const* const deadline = running_deadline(delivery, file);
    return deadline == nullptr ? tracking::PartNumber{0} : deadline->part;
}

/// Whoever stands in gets what the other one is still to get.
Person const* person_concerned(Delivery const& delivery, delivery::Directory const& directory) {
    return directory.find_person(concerned_by(delivery));
}

/// Why it is no longer wanted, or empty.
std::string_view obstacle(Delivery const& delivery, CaseFile const* file, Office const& office) {
    if (is_digest(delivery)) return "";
    // First, for what is over concerns nobody: that its reader has left is no news then.
    if (file != nullptr && delivery.deadline.value != 0) {
        auto const why = obstacle_of_end(delivery, *file);
        if (!why.empty()) return why;
    }
    auto const* const concerned = person_concerned(delivery, office.directory);
    if (concerned == nullptr) return reason::person_gone;
    if (takes_back_entry(delivery)) return "";
    if (is_house_notice(delivery) && !moves_entry(delivery)) {
        auto const people = house_readers(office, true);
        bool const still = std::find(people.begin(), people.end(), concerned) != people.end();
        return still ? "" : reason::left_secretariat;
    }
    if (file == nullptr) return reason::case_missing;
    if (is_personal_reminder(delivery)) {
        auto const why = obstacle_of(*file, delivery.recipient, office.directory);
        if (why == "closed") return reason::case_closed;
        return why.empty() ? "" : reason::not_concerned;
    }
    auto const role = file->procedure->workflow.find_role(delivery.role);
    if (role == workflow::none) return reason::role_gone;
    auto const people = people_in(*file, role, part_of(delivery, *file), office.directory);
    bool const is_theirs = std::find(people.begin(), people.end(), concerned) != people.end();
    return is_theirs ? "" : reason::not_concerned;
}

bool minds_the_hour(Delivery const& delivery, CaseFile const* file) {
    if (file == nullptr) return false;
    if (is_personal_reminder(delivery) || is_entry_notice(delivery)) return true;
    if (is_house_notice(delivery)) return false;
    auto const message = file->procedure->workflow.find_message(delivery.message);
    return message != workflow::none && !file->procedure->workflow.messages[message].at_any_hour;
}

bool is_urgent(Delivery const& delivery, CaseFile const* file) {
    return file != nullptr && !is_house_notice(delivery) && !minds_the_hour(delivery, file);
}

/// It died before it had any words, and was sent on its way again.
bool has_no_words(Delivery const& delivery) {
    return delivery.subject.empty() && delivery.text.empty() && delivery.html.empty() &&
           delivery.variables.empty();
}

}  // namespace

Readiness readiness_of(Delivery const& delivery,
                       CaseFile const* file,
                       Office const& office,
                       Instant now) {
    using delivery::Event;
    bool const test = is_test_send(delivery);
    auto const why = test ? std::string_view{} : obstacle(delivery, file, office);
    if (!why.empty()) return Event{delivery::NoLongerWanted{now, std::string{why}}};
    auto const* const person = office.directory.find_person(delivery.recipient);
    // A deputy, or the reader of a digest: nobody else would hear of it.
    if (person == nullptr && !test)
        return Event{delivery::Unroutable{now, std::string{reason::person_gone}}};
    if (file != nullptr && stands_still(delivery, *file)) {
        if (delivery.expires_at <= now)
            return Event{delivery::NoLongerWanted{now, std::string{reason::deadline_stands}}};
        return NotNow{
            next_instant_for(delivery.recipient, *file->procedure, office, now + ask_again_after)};
    }
    if (delivery.expires_at <= now) return Event{delivery::Outlived{now}};
    auto const* const route = office.find_route(delivery.channel);
    if (route == nullptr) {
        return Event{delivery::Unroutable{now, std::string{reason::channel_gone}}};
    }
    if (test) return Ready{.address = delivery.address, .is_urgent = true};
    auto const& address = address_on(*route, *person);
    if (address.empty()) {
        return Event{delivery::Unroutable{now, std::string{reason::no_address_there}}};
    }
    if (has_no_words(delivery))
        return Event{delivery::Unroutable{now, std::string{reason::no_text}}};
    if (minds_the_hour(delivery, file)) {
        auto const opening = next_instant_for(delivery.recipient, *file->procedure, office, now);
        if (opening > now) return NotNow{opening};
    }
    return Ready{.address = address, .is_urgent = is_urgent(delivery, file)};
}

}  // namespace duban::service
