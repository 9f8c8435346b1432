#include "engine/yaml/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/ensure.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::yaml {

Mapping::Mapping(Values const& values, Node const* node, Noun const& noun)
    : Mapping{values, node, noun, noun.what} {}

Mapping::Mapping(Values const& values, Node const* node, Noun const& noun, Text what)
    : Values{values}, node_{mapping(node)}, noun_{&noun}, what_{std::move(what)} {}

Key const& Mapping::key_of(std::string_view name) const {
    auto const* const key = noun_->find(name);
    ensure(key != nullptr, "only keys of the noun are asked for");
    return *key;
}

Node const* Mapping::operator[](std::string_view key) const {
    return value_of(key_of(key));
}

Node const* Mapping::required(std::string_view key) const {
    return value_of(key_of(key), Need::required);
}

Node const* Mapping::find(std::string_view key) const {
    ensure(noun_->find(key) != nullptr, "only keys of the noun are asked for");
    auto const* const value = node_ == nullptr ? nullptr : node_->find(key);
    return value == nullptr || value->is_absent() ? nullptr : value;
}

Node const* Mapping::value_of(Key const& key, Need need) const {
    if (node_ == nullptr) return nullptr;
    auto const* const value = node_->find(key.name);
    if (value == nullptr) {
        if (need == Need::optional) return nullptr;
        error(node_->at,
              "missing-key",
              {.zh_cn = fmt::format("{}缺少“{}”", what_.zh_cn, key.name),
               .en = fmt::format("{} needs the key “{}”", what_.en, key.name)},
              std::string{key.name});
        return nullptr;
    }
    if (!value->is_absent()) return value;
    error(value->at,
          "missing-value",
          {.zh_cn = fmt::format("“{}”后面没有内容：请写上值，或删去这个键", key.name),
           .en = fmt::format("nothing follows “{}”: write a value, or remove the key", key.name)});
    return nullptr;
}

std::optional<std::string> Mapping::text(std::string_view key) const {
    auto const& known = key_of(key);
    return Values::text(value_of(known), std::get<Scalar>(known.shape).most);
}

std::optional<std::int64_t> Mapping::whole_number(std::string_view key) const {
    auto const& known = key_of(key);
    auto const& range = std::get<WholeNumber>(known.shape);
    return Values::whole_number(value_of(known), range.least, range.greatest);
}

std::optional<bool> Mapping::yes_no(std::string_view key) const {
    auto const& known = key_of(key);
    ensure(std::holds_alternative<YesNo>(known.shape), "the key is a yes or a no");
    return Values::yes_no(value_of(known));
}

std::optional<Text> Mapping::localized(std::string_view key) const {
    auto const& known = key_of(key);
    return Values::localized(value_of(known), std::get<Bilingual>(known.shape).most);
}

std::optional<std::size_t> Mapping::index_of_word(std::string_view key) const {
    auto const& known = key_of(key);
    auto const& words = std::get<Word>(known.shape).words;
    return word(value_of(known), {words.begin(), words.end()});
}

std::vector<std::string_view> Mapping::allowed() const {
    std::vector<std::string_view> names;
    for (auto const& key : noun_->keys) names.push_back(key.name);
    return names;
}

void Mapping::finish() const {
    if (node_ == nullptr) return;
    for (auto const& entry : node_->entries) {
        if (is_full()) return;  // the nearest of many keys takes its time
        if (noun_->find(entry.key) != nullptr) continue;
        auto const known = allowed();
        auto const key = excerpt(entry.key);
        auto const near = nearest(entry.key, known);
        auto message =
            near.empty() ? Text{.zh_cn = fmt::format("{}没有“{}”这个键，可用的有 {}",
                                                     what_.zh_cn,
                                                     key,
                                                     fmt::join(known, "、")),
                                .en = fmt::format("{} has no key “{}”; it knows {}",
                                                  what_.en,
                                                  key,
                                                  fmt::join(known, ", "))}
                         : Text{.zh_cn = fmt::format(
                                    "{}没有“{}”这个键，是否为“{}”？", what_.zh_cn, key, near),
                                .en = fmt::format(
                                    "{} has no key “{}”; did you mean “{}”?", what_.en, key, near)};
        error(entry.at, "unknown-key", std::move(message), near);
    }
}

Position Mapping::at() const {
    return node_ == nullptr ? Position{} : node_->at;
}

}  // namespace duban::yaml
