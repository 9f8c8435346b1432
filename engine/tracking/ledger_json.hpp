// What has happened to a deadline since it began, as JSON for the store: nobody searches by it.
#pragma once

#include <string>
#include <string_view>

#include "engine/calendar/ledger.hpp"

namespace duban::tracking {

/// [{"at":1732924800000,"to":"6 months"}]; empty where there are none.
std::string encode_extensions(std::vector<calendar::Extension> const& extensions);

/// [[from,until],…]; empty where there are none.
std::string encode_stops(std::vector<calendar::Stop> const& stops);

// Throw std::runtime_error where the text is no such JSON: the store was damaged.
std::vector<calendar::Extension> decode_extensions(std::string_view json);
std::vector<calendar::Stop> decode_stops(std::string_view json);

}  // namespace duban::tracking
