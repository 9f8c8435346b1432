#include "engine/service/standing_in.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/deputy.hpp"
#include "engine/service/addressing.hpp"

namespace duban::service {

namespace {

// What was written late in the days that it had for the other one has some for its new reader.
constexpr auto life_with_deputy = std::chrono::days{7};

using delivery::Delivery;
using delivery::Person;

Text subject_for(std::string const& name, std::string const& subject) {
    return {.zh_cn = fmt::format("（代{}收）{}", name, subject),
            .en = fmt::format("[for {}] {}", name, subject)};
}

Text text_for(std::string const& name, std::string const& text) {
    return {.zh_cn = fmt::format("{}不在岗，您是其代理人，故收到此通知。\n\n{}", name, text),
            .en = fmt::format(
                "{} is absent; you get this because you stand in for them.\n\n{}", name, text)};
}

}  // namespace

std::string const& concerned_by(Delivery const& delivery) {
    return delivery.on_behalf_of.empty() ? delivery.recipient : delivery.on_behalf_of;
}

Person const* deputy_for(Delivery const& delivery, Office const& office, Day day) {
    auto const* const person = office.directory.find_person(concerned_by(delivery));
    auto const* const route = office.find_route(delivery.channel);
    if (person == nullptr || route == nullptr) return nullptr;
    auto const& deputy = delivery::stand_in(office.directory, *person, day);
    // Whoever has come back lets the letter that is on its way to their deputy go on.
    if (deputy.id == delivery.recipient || deputy.id == person->id) return nullptr;
    return address_on(*route, deputy).empty() ? nullptr : &deputy;
}

Delivery letter_to_deputy(Delivery const& delivery,
                          Person const& deputy,
                          Instant opening,
                          Office const& office,
                          Instant now) {
    auto letter = delivery;
    letter.id = {};
    letter.recipient = deputy.id;
    if (letter.on_behalf_of.empty()) {
        letter.on_behalf_of = delivery.recipient;
        auto const* const person = office.directory.find_person(delivery.recipient);
        auto const& name = person != nullptr ? person->name : delivery.recipient;
        // A short text has no subject, and none is made for it.
        if (!letter.subject.empty())
            letter.subject = subject_for(name, letter.subject).in(letter.language);
        letter.text = text_for(name, letter.text).in(letter.language);
        letter.html.clear();  // the text says it; the same page again would not
    }
    letter.address = address_on(*office.find_route(delivery.channel), deputy);
    letter.expires_at = std::max(letter.expires_at, opening + life_with_deputy);
    letter.phase = delivery::Phase::queued;
    letter.attempts = letter.failures = letter.uncertain = 0;
    letter.not_before = now;
    letter.reason.clear();
    letter.provider_id.clear();
    letter.claimed_at.reset();
    letter.confirmed_at.reset();
    letter.carrier = {};
    give_identity(letter, office);
    return letter;
}

}  // namespace duban::service
