// JSON as web services answer it: read within bounds, and asked without exceptions.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace duban::web {

/// Nothing where the text is no JSON object, or nests deeper than 16.
std::optional<boost::json::object> object_of(std::string_view text);

/// The same of an array.
std::optional<boost::json::array> array_of(std::string_view text);

boost::json::object const* object_at(boost::json::object const& object, std::string_view key);
/// The first element, where there is an array of objects.
boost::json::object const* first_at(boost::json::object const& object, std::string_view key);
boost::json::array const* array_at(boost::json::object const& object, std::string_view key);
/// A text as it stands, a number or yes/no as written; nothing for what is neither or not there.
std::optional<std::string> text_at(boost::json::object const& object, std::string_view key);

}  // namespace duban::web
