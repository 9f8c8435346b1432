#include "engine/tracking/ledger_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

namespace duban::tracking {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// The items of a text that holds an array, or nothing.
array items_of(std::string_view json) {
    return json.empty() ? array{} : boost::json::parse(json).as_array();
}

Instant instant_of(value const& json) {
    return from_milliseconds(json.as_int64());
}

calendar::Extension extension_of(value const& json) {
    auto const& one = json.as_object();
    auto const term = calendar::parse_term(std::string_view{one.at("to").as_string()});
    if (!term) throw std::runtime_error{"the term of an extension is none"};
    return {.at = instant_of(one.at("at")), .to = *term};
}

/// Boost's own exceptions tell neither what was read nor why.
template <class Read>
auto read_or_throw(std::string_view json, Read read) {
    try {
        return read();
    } catch (std::exception const& failure) {
        throw std::runtime_error{
            fmt::format("a stored deadline holds \"{}\": {}", json, failure.what())};
    }
}

}  // namespace

std::string encode_extensions(std::vector<calendar::Extension> const& extensions) {
    array json;
    for (auto const& [at, to] : extensions) {
        json.push_back(object{{"at", to_milliseconds(at)}, {"to", calendar::to_text(to)}});
    }
    return json.empty() ? std::string{} : boost::json::serialize(json);
}

std::string encode_stops(std::vector<calendar::Stop> const& stops) {
    array json;
    for (auto const& stop : stops) {
        json.push_back(array{to_milliseconds(stop.from), to_milliseconds(stop.until)});
    }
    return json.empty() ? std::string{} : boost::json::serialize(json);
}

std::vector<calendar::Extension> decode_extensions(std::string_view json) {
    return read_or_throw(json, [json] {
        std::vector<calendar::Extension> extensions;
        for (auto const& item : items_of(json)) extensions.push_back(extension_of(item));
        return extensions;
    });
}

std::vector<calendar::Stop> decode_stops(std::string_view json) {
    return read_or_throw(json, [json] {
        std::vector<calendar::Stop> stops;
        for (auto const& item : items_of(json)) {
            auto const& both = item.as_array();
            stops.push_back({.from = instant_of(both.at(0)), .until = instant_of(both.at(1))});
        }
        return stops;
    });
}

}  // namespace duban::tracking
