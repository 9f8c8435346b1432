// What a program states of its settings, and what is said where they differ.
#include "adapters/channels/program/config_schema.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::program;

namespace {

std::optional<ConfigSchema> schema(std::string_view text) {
    return read_config_schema(boost::json::parse(text).as_object());
}

constexpr auto sms = R"({"type":"object","properties":{
    "region":{"type":"string","enum":["cn-hangzhou","cn-beijing"]},
    "sign":{"type":"string","description":"the signature"},
    "access_key":{"type":"string","x-secret":true}},
    "required":["sign","access_key"],"additionalProperties":false})";

}  // namespace

TEST_CASE("settings are held against what the program states", "[program][settings]") {
    struct Row {
        NamedTexts config;
        NamedTexts secrets;
        std::vector<std::string> faults;
    };

    NamedTexts const key{{"access_key", "k-123"}};
    auto const row = GENERATE_COPY(values<Row>({
        {{{"sign", "督办"}}, key, {}},
        {{{"sign", "督办"}, {"region", "cn-beijing"}}, key, {}},
        {{}, key, {"the setting “sign” is missing: write it under config"}},
        {{{"sign", "督办"}}, {}, {"the setting “access_key” is missing: write it under secrets"}},
        {{{"sign", "督办"}, {"access_key", "k-123"}},
         {},
         {"“access_key” is a secret: write it under secrets, with the file that holds it"}},
        {{}, {{"sign", "x"}, {"access_key", "k"}}, {"“sign” is no secret: write it under config"}},
        {{{"sign", "督办"}, {"region", "mars"}},
         key,
         {"“region” is one of cn-hangzhou, cn-beijing"}},
        {{{"sign", "督办"}, {"regoin", "cn-beijing"}},
         key,
         {"there is no setting “regoin”; there are: region, sign, access_key"}},
        {{{"sing", "督办"}, {"region", "mars"}},
         {{"acces_key", "k-123"}},
         {"“region” is one of cn-hangzhou, cn-beijing",
          "the setting “sign” is missing: write it under config",
          "the setting “access_key” is missing: write it under secrets",
          "there is no setting “sing”; there are: region, sign, access_key",
          "there is no setting “acces_key”; there are: region, sign, access_key"}},
    }));
    std::vector<std::string> faults;
    for (auto const& fault : faults_of(*schema(sms), row.config, row.secrets)) {
        faults.push_back(fault.en);
        CHECK(fault.en.find("k-123") == std::string::npos);
    }
    CHECK(faults == row.faults);
}

TEST_CASE("other settings are taken where the schema does not close itself",
          "[program][settings]") {
    auto const open = schema(R"({"properties":{"file":{}}})");
    REQUIRE(open);
    CHECK(faults_of(*open, {{"whatever", "1"}}, {}).empty());
}

TEST_CASE("what is no such schema states nothing", "[program][settings]") {
    auto const* const text = GENERATE(R"({})",
                                      R"({"properties":[]})",
                                      R"({"properties":{"file":"text"}})",
                                      R"({"properties":{"":{}}})",
                                      R"({"properties":{"file":{"enum":[1]}}})",
                                      R"({"properties":{"file":{}},"required":"file"})",
                                      R"({"properties":{"file":{}},"required":["fiel"]})",
                                      R"({"required":["file"]})",
                                      R"({"properties":{"file":{"enum":["a\t"]}}})");
    CAPTURE(text);
    CHECK_FALSE(schema(text));
    boost::json::object many;
    for (std::size_t n = 0; n <= schema_settings_max; ++n)
        many[std::to_string(n)] = boost::json::object{};
    CHECK_FALSE(read_config_schema({{"properties", many}}));
}
