#include "adapters/cli/places.hpp"

#include <filesystem>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/house.hpp"

namespace duban::cli {

namespace fs = std::filesystem;

Places find_places(Session const& session) {
    Places places;
    if (session.config.empty()) return places;
    auto const read = read_configuration(read_file(session.config), session.config);
    if (!read) return places;
    places.workflows = read->workflows;
    places.calendars = read->calendars;
    places.time_zone = read->time_zone;
    return places;
}

workflow::Definition find_definition(Places const& places,
                                     std::string const& name,
                                     workflow::Proofs proofs) {
    auto const path = fs::exists(name) ? fs::path{name} : fs::path{places.workflows} / name;
    if (!fs::exists(path)) throw Missing{name};
    return workflow::read_definition(read_definition_text(path.string()), proofs);
}

}  // namespace duban::cli
