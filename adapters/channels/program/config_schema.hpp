// What a program says in `hello` of the settings that it takes, in the words of JSON Schema:
// `properties`, `required`, `enum`, `additionalProperties: false`; and `x-secret: true` of one that
// is a secret. All settings are texts. What else a schema may say is for the program to check.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/channels/program/program.hpp"

namespace boost::json {
class object;
}

namespace duban::program {

struct ConfigSchema {
    struct Setting {
        std::string name;
        bool secret = false;
        bool required = false;
        std::vector<std::string> choices = {};  // empty: any text
    };

    std::vector<Setting> settings = {};
    bool closed = false;  // no others are taken
};

inline constexpr std::size_t schema_settings_max = 100;
inline constexpr std::size_t schema_choices_max = 100;

/// Nothing where it is no such schema: not of objects and printable texts, too large, or requiring
/// what is not among its properties.
std::optional<ConfigSchema> read_config_schema(boost::json::object const& schema);

/// Everything in which the channel's settings differ from what the program takes, a sentence each,
/// for whoever writes duban.yaml. Values of secrets are never told.
std::vector<Text> faults_of(ConfigSchema const& schema,
                            NamedTexts const& config,
                            NamedTexts const& secrets);

}  // namespace duban::program
