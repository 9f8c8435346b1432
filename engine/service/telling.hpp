// Puts what is to be said into the outbox, in the caller's transaction: notices of a definition as
// letters to each person, and house notices to the secretariat. Nobody who should have been told is
// left out in silence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

/// Ends the occurrence of what is said because a reminder has reached nobody; before it stands the
/// reminder's.
inline constexpr std::string_view unreached_suffix = " unreached";

/// Whom each notice is told to, and in which words. `file` is the case after the change; of those
/// deadlines that begin with it no notice speaks yet.
std::vector<Addressed> compose_letters(CaseFile const& file,
                                       std::vector<tracking::Notice> const& notices,
                                       Office const& office,
                                       Instant now);

/// `letters`: as they were composed, one for each notice.
std::vector<Text> tell(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::vector<tracking::Notice> const& notices,
                       std::vector<Addressed> letters,
                       Office const& office,
                       Instant now);

/// Both. What is worth saying beside "done": roles that nobody could be found in, people who cannot
/// be reached. `file` is the case after the change.
std::vector<Text> tell(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::vector<tracking::Notice> const& notices,
                       Office const& office,
                       Instant now);

/// It has arrived, or still can.
bool may_arrive(delivery::Delivery const& delivery);

/// A letter of this occurrence has come to nothing. Where it was a reminder and no other letter of
/// it can arrive any more, those are told at once whom the escalation of its deadline names for
/// that (`unreached`).
void tell_if_unreached(ports::Transaction& transaction,
                       CaseFile const& file,
                       DeadlineId deadline,
                       std::string const& occurrence,
                       Office const& office,
                       Instant now);

/// Puts a letter into the outbox; nothing where it is there already. Where it cannot reach anybody
/// the secretariat is told, and whoever asked for it by what is answered.
std::optional<Text> post(ports::Transaction& transaction,
                         delivery::Delivery delivery,
                         Office const& office);

/// Puts a house notice into the outbox; nothing where it was said before.
void tell_secretariat(ports::Transaction& transaction,
                      CaseId id,
                      HouseNotice const& notice,
                      Office const& office,
                      Instant now);

}  // namespace duban::service
