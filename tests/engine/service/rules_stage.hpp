// Offices with rules, for the tests of what is asked at each claim: who is away, what one person
// gets at once, which channel is in reserve.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/delivery/outcome.hpp"
#include "engine/service/office.hpp"
#include "tests/support/world.hpp"

namespace duban::rules_stage {

using Texts = std::vector<std::string>;
using Change = std::function<void(delivery::Person&)>;

/// The sample office, one of its people changed.
service::Office office_with(std::string const& person, Change const& change);
/// At most so many mails to one person in that time.
service::Office with_throttle(int at_most, Duration per);
/// Short messages in reserve for mail.
service::Office with_reserve(Duration within = {});

/// An accepted proposal, assigned to the housing bureau, whose only person has a phone.
CaseId case_of_housing(support::World& world);

std::vector<delivery::Delivery> rows_of(support::World& world,
                                        std::string const& recipient,
                                        std::string const& channel = "mail");

/// "550 5.1.1 no such user", where it is no good news.
delivery::Outcome outcome(delivery::Outcome::Kind kind);

/// A post office that settles so whatever goes to an address that begins so, and delivers the rest.
std::function<delivery::Outcome(ports::Outgoing const&)> refusing(
    std::string beginning, delivery::Outcome::Kind kind = delivery::Outcome::Kind::permanent);

/// From now on, for everything: what it covers is still to be named.
ports::SilenceRow silence_for(support::World& world, Duration length);

Day day(char const* text);
Instant at(char const* text);

/// Fails the test for each delivery and record that do not fit.
void check_audit(support::World& world);

}  // namespace duban::rules_stage
