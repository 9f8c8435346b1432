#include "engine/yaml/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/yaml/excerpt.hpp"

namespace duban::yaml {

Mapping::Mapping(Values const& values, Node const* node, Text what)
    : Values{values}, node_{mapping(node)}, what_{std::move(what)} {}

Mapping::Mapping(Document const& document, Node const& node, Problems& problems, Text what)
    : Mapping{Values{document, problems}, &node, std::move(what)} {}

Node const* Mapping::optional(std::string_view key) {
    allowed_.push_back(key);
    auto const* const value = node_ == nullptr ? nullptr : node_->find(key);
    if (value == nullptr || !value->is_absent()) return value;
    error(value->at,
          "missing-value",
          {.zh_cn = fmt::format("“{}”后面没有内容：请写上值，或删去这个键", key),
           .en = fmt::format("nothing follows “{}”: write a value, or remove the key", key)});
    return nullptr;
}

Node const* Mapping::required(std::string_view key) {
    if (node_ != nullptr && node_->find(key) == nullptr) {
        error(node_->at,
              "missing-key",
              {.zh_cn = fmt::format("{}缺少“{}”", what_.zh_cn, key),
               .en = fmt::format("{} needs the key “{}”", what_.en, key)},
              std::string{key});
    }
    return optional(key);
}

void Mapping::also(std::initializer_list<std::string_view> keys) {
    allowed_.insert(allowed_.end(), keys);
}

void Mapping::finish() const {
    if (node_ == nullptr) return;
    for (auto const& entry : node_->entries) {
        if (is_full()) return;  // the nearest of many keys takes its time
        if (std::find(allowed_.begin(), allowed_.end(), entry.key) != allowed_.end()) continue;
        auto const key = excerpt(entry.key);
        auto const near = nearest(entry.key, allowed_);
        auto message =
            near.empty() ? Text{.zh_cn = fmt::format("{}没有“{}”这个键，可用的有 {}",
                                                     what_.zh_cn,
                                                     key,
                                                     fmt::join(allowed_, "、")),
                                .en = fmt::format("{} has no key “{}”; it knows {}",
                                                  what_.en,
                                                  key,
                                                  fmt::join(allowed_, ", "))}
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
