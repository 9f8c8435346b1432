#include "engine/yaml/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

namespace duban::yaml {

namespace {

namespace json = boost::json;

std::string whole(std::string const& pattern) {
    return fmt::format("^(?:{})$", pattern);
}

json::string text_of(std::string_view text) {
    return json::string{text.data(), text.size()};
}

void bound(json::object& schema, char const* key, std::size_t value, std::size_t without) {
    if (value != without) schema[key] = value;
}

/// Writes one schema; each noun that is met is kept, to be a definition of its own.
class Schema {
  public:
    explicit Schema(Language language) : language_{language} {}

    std::string write(Noun const& noun, std::string_view id) {
        json::object schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                            {"$id", text_of(id)}};
        for (auto& [key, value] : of(noun)) schema[key] = std::move(value);
        json::object definitions;
        for (std::size_t i = 0; i < met_.size(); ++i) {
            definitions[text_of(met_[i]->name)] = of(*met_[i]);
        }
        if (!definitions.empty()) schema["definitions"] = std::move(definitions);
        return json::serialize(schema);
    }

    json::object operator()(Scalar const& scalar) const {
        json::array types{"string"};
        if (scalar.number) types.emplace_back("number");
        if (scalar.yes_no) types.emplace_back("boolean");
        if (scalar.null) types.emplace_back("null");
        json::object schema;
        if (types.size() == 1) {
            schema["type"] = "string";
        } else {
            schema["type"] = std::move(types);
        }
        bound(schema, "minLength", scalar.least, 0);
        bound(schema, "maxLength", scalar.most, unbounded);
        if (scalar.pattern == nullptr) return schema;
        schema["pattern"] = whole(scalar.pattern());
        // Not of the standard: the YAML language server says this instead of the pattern.
        schema["patternErrorMessage"] = text_of(meaning_);
        return schema;
    }

    json::object operator()(WholeNumber const& number) const {
        constexpr WholeNumber any;
        json::object schema{{"type", "integer"}};
        if (number.least != any.least) schema["minimum"] = number.least;
        if (number.greatest != any.greatest) schema["maximum"] = number.greatest;
        return schema;
    }

    json::object operator()(YesNo const& /*yes_no*/) const { return {{"type", "boolean"}}; }

    json::object operator()(Word const& word) const {
        json::array words;
        for (auto const each : word.words) words.emplace_back(text_of(each));
        if (!word.prefix.empty()) {
            for (auto const each : word.words) {
                words.emplace_back(fmt::format("{}{}", word.prefix, each));
            }
        }
        return {{"enum", std::move(words)}};
    }

    json::object operator()(Bilingual const& bilingual) const {
        auto const text = (*this)(Scalar{.most = bilingual.most});
        return {{"type", "object"},
                {"properties", {{"zh-CN", text}, {"en", text}}},
                {"required", {"zh-CN", "en"}},
                {"additionalProperties", false}};
    }

    json::object operator()(Inner const& inner) {
        if (std::find(met_.begin(), met_.end(), inner.noun) == met_.end()) {
            met_.push_back(inner.noun);
        }
        return {{"$ref", fmt::format("#/definitions/{}", inner.noun->name)}};
    }

    json::object operator()(Entries const& entries) {
        json::object schema{{"type", "object"}, {"additionalProperties", of(*entries.value)}};
        if (entries.pattern != nullptr) {
            schema["propertyNames"] = {{"pattern", whole(entries.pattern())}};
        }
        bound(schema, "minProperties", entries.least, 0);
        bound(schema, "maxProperties", entries.most, unbounded);
        return schema;
    }

    json::object operator()(List const& list) {
        json::object schema{{"type", "array"}, {"items", of(*list.item)}};
        bound(schema, "minItems", list.least, 0);
        bound(schema, "maxItems", list.most, unbounded);
        return schema;
    }

    json::object operator()(Either const& either) {
        return {{"anyOf", {of(*either.brief), of(*either.full)}}};
    }

    json::object operator()(Anything const& /*anything*/) const { return {}; }

  private:
    json::object of(Shape const& shape) { return std::visit(*this, shape); }

    json::object of(Noun const& noun) {
        json::object properties;
        json::array required;
        for (auto const& key : noun.keys) {
            meaning_ = key.meaning.in(language_);
            auto schema = of(key.shape);
            schema["description"] = text_of(meaning_);
            properties[text_of(key.name)] = std::move(schema);
            if (key.need == Need::required) required.emplace_back(text_of(key.name));
        }
        json::object schema{{"title", text_of(noun.what.in(language_))},
                            {"type", "object"},
                            {"properties", std::move(properties)},
                            {"additionalProperties", false}};
        if (!required.empty()) schema["required"] = std::move(required);
        json::array rules;
        for (auto const& rule : noun.rules) rules.emplace_back(of(rule));
        if (!rules.empty()) schema["allOf"] = std::move(rules);
        return schema;
    }

    static json::object of(Rule const& rule) {
        auto demand = demand_of(rule);
        if (rule.key.empty()) return demand;
        json::object condition{{"required", {text_of(rule.key)}}};
        if (!rule.value.empty()) {
            json::value const value =
                rule.value == "true" ? json::value(true) : json::value(text_of(rule.value));
            condition["properties"] =
                json::object{{text_of(rule.key), json::object{{"const", value}}}};
        }
        return {{"if", std::move(condition)}, {"then", std::move(demand)}};
    }

    static json::object demand_of(Rule const& rule) {
        json::object excluded;
        json::array needed;
        for (auto const other : rule.others) {
            if (other.empty()) break;
            excluded[text_of(other)] = false;
            needed.emplace_back(json::object{{"required", {text_of(other)}}});
        }
        if (rule.demand == Rule::Demand::excludes) return {{"properties", std::move(excluded)}};
        return needed.size() == 1 ? needed.front().as_object()
                                  : json::object{{"anyOf", std::move(needed)}};
    }

    Language language_;
    std::string_view meaning_;  // of the key that is being written
    std::vector<Noun const*> met_;
};

}  // namespace

std::string schema_of(Noun const& noun, std::string_view id, Language language) {
    return Schema{language}.write(noun, id);
}

}  // namespace duban::yaml
