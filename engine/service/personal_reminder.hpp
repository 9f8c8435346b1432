// A person's own reminder of a case ("ask me on 1 September"): who may set one, when it rings, and
// what it then says. It changes no deadline, rings in a suspended case too, and is nobody else's.
// Decides on values; the tracker and the alarms write down what it comes to.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/input.hpp"

namespace duban::service {

struct PersonalReminderBounds {
    static constexpr int years_ahead_max = 10;
    static constexpr std::size_t note_characters_max = 500;
    static constexpr std::size_t on_one_case_max = 50;  // a page of `duban show`
};

struct PersonalReminderAsked {
    std::string person;
    Day day;
    std::string note;
};

/// The row to be kept: it rings as the person's day of work begins, or their next one.
/// `set`: those that the case has already.
Result<ports::PersonalReminderRow, tracking::Refusal> decide_reminder(
    CaseFile const& file,
    PersonalReminderAsked const& asked,
    std::span<ports::PersonalReminderRow const> set,
    Office const& office,
    Instant now);

/// The one of that number, which is this person's own.
Result<ports::PersonalReminderRow, tracking::Refusal> find_own_reminder(
    std::span<ports::PersonalReminderRow const> set,
    PersonalReminderId id,
    std::string const& person);

/// Why it is not said after all: "closed", "no_role"; empty where it is.
std::string_view obstacle_of(CaseFile const& file,
                             std::string_view person,
                             delivery::Directory const& directory);

/// The letter on each channel that reaches the person, or a dead one; `file` is the case after the
/// step that said it. A person whom the directory does not know gets none.
std::vector<delivery::Delivery> letters_of(CaseFile const& file,
                                           ports::PersonalReminderRow const& reminder,
                                           Office const& office,
                                           Instant now);

/// Stands where a message's name stands; never a definition's.
constexpr std::string_view personal_reminder_message = "personal.reminder";

bool is_personal_reminder(delivery::Delivery const& delivery);

}  // namespace duban::service
