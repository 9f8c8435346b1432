// What the house itself has to say to its secretariat, apart from any definition: somebody could
// not be told. Nothing that fails to reach people stays silent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

struct HouseNotice {
    std::string name;            // "house.undeliverable": stands where a message's name stands
    std::string occurrence;      // once for each thing to be said
    bool is_of_machine = false;  // or of its settings: the administrators are told besides
    Text subject;
    Text text;
};

/// Names that begin so are never a definition's.
constexpr std::string_view house_prefix = "house.";

bool is_house_notice(delivery::Delivery const& delivery);

/// Who is told: the secretariat, and of what is wrong with the machine the administrators too, each
/// once.
std::vector<delivery::Person const*> house_readers(Office const& office, bool of_machine);

/// A delivery that is dead or has expired; each loss of it is told of.
HouseNotice undeliverable(delivery::Delivery const& delivery,
                          std::string const& recipient_name,
                          Instant lost_at);

/// A notice whose role names nobody: "the unit has no members", "the field is empty".
HouseNotice nobody_to_tell(CaseFile const& file,
                           workflow::Index role,
                           std::string const& message,
                           std::string const& occurrence);

/// Cases that could not be looked at when something of them was due: why, each in English, as in
/// the log.
HouseNotice could_not_ring(std::vector<std::string> const& failures, Instant now);

/// Somebody whom a field of the case names for the role, and the directory does not have. Once a
/// case and name.
HouseNotice not_in_directory(CaseFile const& file, workflow::Index role, std::string const& id);

/// What the definition wanted at the end of a deadline, or in answer to an event, failed.
HouseNotice could_not_act(CaseFile const& file, Text const& why, std::string const& occurrence);

}  // namespace duban::service
