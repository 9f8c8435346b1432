#include "adapters/intake/published_case_json.hpp"

#include <boost/json.hpp>

namespace duban::intake {

namespace {

namespace json = boost::json;

json::value to_value(std::optional<std::string> const& text) {
    return text ? json::value(*text) : json::value(nullptr);
}

json::value to_value(std::optional<CaseKind> kind) {
    if (!kind) return nullptr;
    return *kind == CaseKind::proposal ? "proposal" : "suggestion";
}

json::array to_array(std::vector<std::string> const& names) {
    return json::array(names.begin(), names.end());
}

json::array to_array(std::vector<NumberedPart> const& parts) {
    json::array array;
    for (auto const& part : parts) {
        array.push_back(json::object{{"label", to_value(part.label)},
                                     {"heading", to_value(part.heading)},
                                     {"text", part.text}});
    }
    return array;
}

json::array to_array(std::vector<Doubt> const& doubts, Language language) {
    json::array array;
    for (auto const& doubt : doubts) {
        array.push_back(
            json::object{{"field", doubt.field}, {"message", doubt.message.in(language)}});
    }
    return array;
}

}  // namespace

std::string to_json(PublishedCase const& published, Language language) {
    auto const date =
        published.reply_date ? std::optional{to_text(*published.reply_date)} : std::nullopt;
    json::object const object{{"file", published.file},
                              {"kind", to_value(published.kind)},
                              {"number", to_value(published.number)},
                              {"title", to_value(published.title)},
                              {"proposers", to_array(published.proposers)},
                              {"unit", to_value(published.unit)},
                              {"co_handlers", to_array(published.co_handlers)},
                              {"reply_class", to_value(published.reply_class)},
                              {"reply_date", to_value(date)},
                              {"reasons", to_value(published.reasons)},
                              {"requests", to_array(published.requests)},
                              {"reply", to_value(published.reply)},
                              {"answers", to_array(published.answers)},
                              {"doubts", to_array(published.doubts, language)}};
    return json::serialize(object);
}

}  // namespace duban::intake
