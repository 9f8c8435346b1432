#include "engine/service/addressing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/base/sha256.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/recipient_hours.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Person;

// A reminder is of no use once its deadline is a while behind; other notices say what happened and
// stay true longer.
constexpr auto reminder_life = std::chrono::hours{24 * 7};
constexpr auto notice_life = std::chrono::hours{24 * 30};

void add_once(std::vector<Person const*>& people, Person const* person) {
    if (person == nullptr) return;
    if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

/// A person or a unit that stands in a field.
struct Named {
    workflow::FieldKind kind;
    std::string id;
};

void add_name(std::vector<Named>& names,
              workflow::Field const& field,
              expression::Value const& value) {
    auto const* const id = value.as<std::string>();
    if (id != nullptr) names.push_back({field.kind, *id});
}

/// Whom the fields of a role name, or those of the part, of all parts where `number` is 0.
std::vector<Named> names_in(CaseFile const& file,
                            workflow::Role const& role,
                            tracking::PartNumber number) {
    auto const& workflow = file.procedure->workflow;
    std::vector<Named> names;
    if (role.part) {
        for (auto const& part : file.state.parts) {
            if (number != 0 && part.number != number) continue;
            auto const key = workflow.states[part.region].for_each->key;
            add_name(names, workflow.fields[key], part.fields.front());
        }
        return names;
    }
    auto const& field = workflow.fields[role.field];
    auto const& value = file.state.fields[role.field];
    if (auto const* const list = value.as_list()) {
        for (auto const& item : *list) add_name(names, field, item);
    } else {
        add_name(names, field, value);
    }
    return names;
}

std::vector<Person const*> people_called(Named const& name,
                                         workflow::Role const& role,
                                         delivery::Directory const& directory) {
    if (name.kind != workflow::FieldKind::person)
        return role.leader ? directory.leaders_of_unit(name.id)
                           : directory.members_of_unit(name.id);
    auto const* const person = directory.find_person(name.id);
    return person == nullptr ? std::vector<Person const*>{} : std::vector{person};
}

}  // namespace

std::string occurrence_of_end(DeadlineId deadline, Day due_day, int rewound) {
    auto const end = fmt::format("deadline {} due {}", deadline.value, to_text(due_day));
    return rewound == 0 ? end : fmt::format("{} rewound {}", end, rewound);
}

std::string occurrence_of(CaseFile const& file, tracking::Notice const& notice) {
    if (notice.reminder >= 0) {
        // The number of a reminder means something in its own definition only.
        return fmt::format("{} reminder {} number {} of definition {}",
                           occurrence_of_end(notice.deadline, notice.due_day, notice.rewound),
                           notice.reminder,
                           notice.number,
                           file.row.workflow.value);
    }
    return fmt::format(
        "case {} revision {} notice {}", file.row.id.value, file.state.revision, notice.number);
}

namespace {

std::string message_id_for(Delivery const& delivery, std::string const& domain) {
    auto const identity = fmt::format("{}\n{}\n{}\n{}",
                                      delivery.occurrence,
                                      delivery.recipient,
                                      delivery.channel,
                                      to_milliseconds(delivery.created_at));
    return fmt::format("<{}@{}>", to_text(sha256(identity)).substr(0, 32), domain);
}

}  // namespace

void give_identity(Delivery& delivery, Office const& office) {
    delivery.message_id = message_id_for(delivery, office.mail_domain);
}

namespace {

/// The route is in reserve for another, on which the message goes first.
bool stands_by(Route const& route, Person const& person, Office const& office, bool goes_by_sms) {
    auto const* const first =
        route.fallback_for.empty() ? nullptr : office.find_route(route.fallback_for);
    return first != nullptr && !address_on(*first, person).empty() &&
           (first->medium == Medium::mail || goes_by_sms);
}

/// The channel that would carry the message to whoever has no address yet.
std::string channel_without_address(Office const& office, bool goes_by_sms) {
    auto const carries = [&](Route const& route) {
        return route.medium == Medium::mail || goes_by_sms;
    };
    auto const route = std::ranges::find_if(office.routes, carries);
    return route == office.routes.end() ? "none" : route->channel;
}

/// The rows of one person: one for each route that can carry the message to them, or a dead one.
void add_routes(std::vector<Delivery>& to,
                Delivery const& draft,
                Person const& person,
                Office const& office,
                bool goes_by_sms) {
    bool reached = false;
    for (auto const& route : office.routes) {
        if (route.medium == Medium::sms && !goes_by_sms) continue;
        auto const& address = address_on(route, person);
        if (address.empty()) continue;
        auto delivery = draft;
        delivery.channel = route.channel;
        delivery.address = address;
        if (stands_by(route, person, office, goes_by_sms)) {
            delivery.phase = delivery::Phase::standby;
            delivery.not_before = route.receipt_within > Duration{}
                                      ? draft.not_before + route.receipt_within
                                      : draft.expires_at;
        }
        give_identity(delivery, office);
        to.push_back(std::move(delivery));
        reached = true;
    }
    if (reached) return;
    auto delivery = draft;
    delivery.channel = channel_without_address(office, goes_by_sms);
    delivery.phase = delivery::Phase::dead;
    delivery.reason = delivery::reason::no_address;
    give_identity(delivery, office);
    to.push_back(std::move(delivery));
}

/// From 0 to the office's spread, the same for every repeat of the same question.
Duration spread_of(Delivery const& draft, Office const& office) {
    auto const hash = sha256(fmt::format("{}\n{}", draft.occurrence, draft.recipient));
    auto const seconds = std::chrono::floor<std::chrono::seconds>(office.spread).count() + 1;
    return std::chrono::seconds{(hash[0] * 256 + hash[1]) % seconds};
}

/// Within office hours; reminders a little apart, so that not all of a morning leave at once.
Instant in_office(CaseFile const& file,
                  tracking::Notice const& notice,
                  Delivery const& draft,
                  Office const& office) {
    auto const next = [&](Instant at) {
        return next_instant_for(draft.recipient, *file.procedure, office, at);
    };
    auto const at = next(draft.created_at);
    if (notice.reminder < 0 || office.spread <= Duration{}) return at;
    auto const later = at + spread_of(draft, office);
    return next(later) == later ? later : at;
}

Instant expiry_of(CaseFile const& file, tracking::Notice const& notice, Instant now) {
    if (notice.reminder < 0) return now + notice_life;
    for (auto const& deadline : file.state.deadlines) {
        if (deadline.id == notice.deadline) return std::max(deadline.due_at, now) + reminder_life;
    }
    return now + reminder_life;
}

}  // namespace

bool speaks_of_another_end(Delivery const& delivery, tracking::Deadline const& deadline) {
    auto const& said = delivery.occurrence;
    // Whether before or after its reminders were set back with the clock: it is the same end.
    return said.starts_with(fmt::format("deadline {} due ", deadline.id.value)) &&
           !said.starts_with(occurrence_of_end(deadline.id, deadline.due_day, 0) + " ");
}

std::string const& address_on(Route const& route, Person const& person) {
    return route.medium == Medium::mail ? person.email : person.phone;
}

InRole who_is_in(CaseFile const& file,
                 workflow::Index index,
                 tracking::PartNumber number,
                 delivery::Directory const& directory) {
    auto const& role = file.procedure->workflow.roles[index];
    InRole found;
    if (!role.part && role.field == workflow::none) {
        found.people = directory.members_of_group(role.group);
        return found;
    }
    for (auto const& name : names_in(file, role, number)) {
        auto const people = people_called(name, role, directory);
        if (people.empty()) found.strangers.push_back(name.id);
        for (auto const* person : people) add_once(found.people, person);
    }
    return found;
}

std::vector<Person const*> people_in(CaseFile const& file,
                                     workflow::Index index,
                                     tracking::PartNumber number,
                                     delivery::Directory const& directory) {
    return who_is_in(file, index, number, directory).people;
}

bool is_concerned(CaseFile const& file,
                  std::string_view person,
                  delivery::Directory const& directory) {
    auto const is_them = [&](Person const* one) { return one->id == person; };
    for (std::size_t role = 0; role < file.procedure->workflow.roles.size(); ++role) {
        auto const people = people_in(file, static_cast<workflow::Index>(role), 0, directory);
        if (std::ranges::any_of(people, is_them)) return true;
    }
    return false;
}

std::vector<Delivery> address_person(Delivery const& draft,
                                     Person const& person,
                                     Office const& office,
                                     bool goes_by_sms) {
    std::vector<Delivery> deliveries;
    add_routes(deliveries, draft, person, office, goes_by_sms);
    return deliveries;
}

Addressed address(CaseFile const& file,
                  tracking::Notice const& notice,
                  std::string const& occurrence,
                  Office const& office,
                  Instant now) {
    auto const& workflow = file.procedure->workflow;
    auto const& message = workflow.messages[notice.message];
    Addressed addressed;
    std::vector<Person const*> told;
    for (auto const role : notice.to) {
        auto const [people, strangers] = who_is_in(file, role, notice.part, office.directory);
        if (people.empty()) {
            addressed.nobody.push_back(role);
        } else {
            for (auto const& id : strangers) addressed.strangers.push_back({role, id});
        }
        for (auto const* person : people) {
            if (std::find(told.begin(), told.end(), person) != told.end()) continue;
            told.push_back(person);
            Delivery draft;
            draft.case_id = file.row.id;
            draft.deadline = notice.deadline;
            draft.occurrence = occurrence;
            draft.message = message.name;
            draft.role = workflow.roles[role].name;
            draft.recipient = person->id;
            draft.language = person->language;
            draft.created_at = now;
            draft.not_before = message.at_any_hour ? now : in_office(file, notice, draft, office);
            draft.expires_at = expiry_of(file, notice, draft.not_before);
            add_routes(addressed.deliveries,
                       draft,
                       *person,
                       office,
                       !message.in(person->language).sms.empty());
        }
    }
    return addressed;
}

Delivery draft_for(Delivery const& former,
                   std::string occurrence,
                   Office const& office,
                   Instant now) {
    Delivery draft;
    draft.case_id = former.case_id;
    draft.occurrence = std::move(occurrence);
    draft.recipient = former.recipient;
    draft.address = former.address;
    draft.channel = former.channel;
    draft.language = former.language;
    draft.created_at = now;
    draft.not_before = now;
    give_identity(draft, office);
    return draft;
}

std::vector<Delivery> address_secretariat(
    CaseId id, HouseNotice const& notice, Office const& office, Instant now, bool goes_by_sms) {
    std::vector<Delivery> deliveries;
    for (auto const* person : house_readers(office, notice.is_of_machine)) {
        Delivery draft;
        draft.case_id = id;
        draft.occurrence = notice.occurrence;
        draft.message = notice.name;
        draft.recipient = person->id;
        draft.language = person->language;
        draft.created_at = now;
        draft.not_before = now;
        draft.expires_at = now + notice_life;
        draft.subject = notice.subject.in(person->language);
        draft.text = notice.text.in(person->language);
        add_routes(deliveries, draft, *person, office, goes_by_sms);
    }
    for (auto& delivery : deliveries) {
        auto const* const route = office.find_route(delivery.channel);
        if (route == nullptr || route->medium != Medium::sms) continue;
        delivery.text = std::move(delivery.subject);
        delivery.subject.clear();
    }
    return deliveries;
}

std::vector<Delivery> address_secretariat_past(std::set<std::string> const& channels,
                                               CaseId id,
                                               HouseNotice const& notice,
                                               Office const& office,
                                               Instant now) {
    auto others = office;
    std::erase_if(others.routes,
                  [&](Route const& route) { return channels.contains(route.channel); });
    auto letters = address_secretariat(id, notice, others, now, true);
    std::erase_if(letters,
                  [](Delivery const& letter) { return letter.phase == delivery::Phase::dead; });
    // A short message may lack its template, and says little.
    bool const is_told_whole = std::ranges::any_of(letters, [&](Delivery const& letter) {
        return office.find_route(letter.channel)->medium == Medium::mail;
    });
    if (is_told_whole) return letters;
    std::ranges::move(address_secretariat(id, notice, office, now), std::back_inserter(letters));
    return letters;
}

}  // namespace duban::service
