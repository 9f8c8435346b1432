#include "adapters/intake/promise_json.hpp"

#include <boost/json.hpp>

namespace duban::intake {

namespace {

namespace json = boost::json;

json::object to_object(Promise const& promise, Language language) {
    json::array doubts;
    for (auto const& doubt : promise.doubts) doubts.emplace_back(doubt.in(language));
    return {{"text", promise.text},
            {"phrase", promise.phrase},
            {"line", promise.line},
            {"column", promise.column},
            {"offset", promise.offset},
            {"length", promise.length},
            {"phrase_offset", promise.phrase_offset},
            {"date", promise.date ? json::value(to_text(*promise.date)) : json::value(nullptr)},
            {"rule", to_text(promise.rule)},
            {"doubts", std::move(doubts)}};
}

}  // namespace

std::string to_json(Promises const& promises, Language language) {
    json::array array;
    for (auto const& promise : promises.found) array.push_back(to_object(promise, language));
    return json::serialize(json::object{{"promises", std::move(array)}, {"more", promises.more}});
}

}  // namespace duban::intake
