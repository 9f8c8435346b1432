#include "adapters/channels/program/config_schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string_view>

#include "engine/delivery/outcome.hpp"

namespace duban::program {

namespace {

namespace json = boost::json;
using Setting = ConfigSchema::Setting;

constexpr std::size_t name_bytes_max = 100;

std::optional<std::string> name_of(std::string_view text) {
    if (text.empty() || text.size() > name_bytes_max) return std::nullopt;
    auto name = delivery::printable_words(text);
    return name == text ? std::optional{std::move(name)} : std::nullopt;
}

/// The texts of an array that may be missing; nothing where it holds something else.
std::optional<std::vector<std::string>> texts_at(json::object const& object, std::string_view key) {
    std::vector<std::string> texts;
    auto const* const value = object.if_contains(key);
    if (value == nullptr) return texts;
    auto const* const array = value->if_array();
    if (array == nullptr || array->size() > schema_choices_max) return std::nullopt;
    for (auto const& item : *array) {
        auto const* const said = item.if_string();
        auto text = said != nullptr ? name_of(*said) : std::nullopt;
        if (!text) return std::nullopt;
        texts.push_back(std::move(*text));
    }
    return texts;
}

bool is_at(json::object const& object, std::string_view key, bool wanted) {
    auto const* const value = object.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool() == wanted;
}

std::optional<Setting> read_setting(json::key_value_pair const& property) {
    auto name = name_of(property.key());
    auto const* const says = property.value().if_object();
    if (!name || says == nullptr) return std::nullopt;
    auto choices = texts_at(*says, "enum");
    if (!choices) return std::nullopt;
    return Setting{.name = std::move(*name),
                   .secret = is_at(*says, "x-secret", true),
                   .choices = std::move(*choices)};
}

std::string const* value_of(NamedTexts const& texts, std::string_view name) {
    for (auto const& [key, value] : texts) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::string_view place_of(Setting const& setting) {
    return setting.secret ? "secrets" : "config";
}

Text misplaced(Setting const& setting) {
    auto const place = place_of(setting);
    return setting.secret
               ? Text{.zh_cn = fmt::format(
                          "“{}”是密钥：请写在 {} 下，值为存放它的文件", setting.name, place),
                      .en = fmt::format(
                          "“{}” is a secret: write it under {}, with the file that holds it",
                          setting.name,
                          place)}
               : Text{.zh_cn = fmt::format("“{}”不是密钥：请写在 {} 下", setting.name, place),
                      .en =
                          fmt::format("“{}” is no secret: write it under {}", setting.name, place)};
}

Text missing(Setting const& setting) {
    auto const place = place_of(setting);
    return {
        .zh_cn = fmt::format("缺少设置“{}”：请写在 {} 下", setting.name, place),
        .en = fmt::format("the setting “{}” is missing: write it under {}", setting.name, place)};
}

Text not_a_choice(Setting const& setting) {
    return {.zh_cn = fmt::format("“{}”只能是 {}", setting.name, fmt::join(setting.choices, "、")),
            .en = fmt::format("“{}” is one of {}", setting.name, fmt::join(setting.choices, ", "))};
}

std::optional<Text> fault_of(Setting const& setting,
                             NamedTexts const& config,
                             NamedTexts const& secrets) {
    auto const* const value = value_of(setting.secret ? secrets : config, setting.name);
    if (value_of(setting.secret ? config : secrets, setting.name) != nullptr)
        return misplaced(setting);
    if (value == nullptr) return setting.required ? std::optional{missing(setting)} : std::nullopt;
    bool const fits = setting.choices.empty() ||
                      std::ranges::find(setting.choices, *value) != setting.choices.end();
    return fits ? std::nullopt : std::optional{not_a_choice(setting)};
}

Text unknown(ConfigSchema const& schema, std::string_view name) {
    std::vector<std::string_view> known;
    known.reserve(schema.settings.size());
    for (auto const& setting : schema.settings) known.emplace_back(setting.name);
    return {
        .zh_cn = fmt::format("没有“{}”这一设置；可用的有：{}", name, fmt::join(known, "、")),
        .en = fmt::format("there is no setting “{}”; there are: {}", name, fmt::join(known, ", "))};
}

}  // namespace

std::optional<ConfigSchema> read_config_schema(json::object const& schema) {
    auto const* const properties = schema.if_contains("properties");
    auto const* const named = properties == nullptr ? nullptr : properties->if_object();
    auto const required = texts_at(schema, "required");
    if (named == nullptr || named->size() > schema_settings_max || !required) return std::nullopt;
    ConfigSchema read{.closed = is_at(schema, "additionalProperties", false)};
    for (auto const& property : *named) {
        auto setting = read_setting(property);
        if (!setting) return std::nullopt;
        read.settings.push_back(std::move(*setting));
    }
    for (auto const& name : *required) {
        auto const setting = std::ranges::find(read.settings, name, &Setting::name);
        if (setting == read.settings.end()) return std::nullopt;
        setting->required = true;
    }
    return read;
}

std::vector<Text> faults_of(ConfigSchema const& schema,
                            NamedTexts const& config,
                            NamedTexts const& secrets) {
    std::vector<Text> faults;
    for (auto const& setting : schema.settings) {
        if (auto fault = fault_of(setting, config, secrets)) faults.push_back(std::move(*fault));
    }
    if (!schema.closed) return faults;
    for (auto const* const texts : {&config, &secrets}) {
        for (auto const& [name, value] : *texts) {
            if (std::ranges::find(schema.settings, name, &Setting::name) == schema.settings.end())
                faults.push_back(unknown(schema, name));
        }
    }
    return faults;
}

}  // namespace duban::program
