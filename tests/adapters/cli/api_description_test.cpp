// The API is described as it is: each route stands in openapi.json and the other way round, and
// what a real daemon answers is what is written there.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "adapters/cli/api.hpp"
#include "adapters/http/openapi.hpp"
#include "tests/adapters/cli/api_client.hpp"

using namespace duban;
using namespace duban::test;
using boost::json::object;
using boost::json::value;

namespace {

/// A route and what it takes: "GET /api/v1/due" and its parameters.
using Described = std::map<std::string, std::set<std::string>>;

Described in_table() {
    Described routes;
    for (auto const& route : cli::api_routes()) {
        auto& taken = routes[std::string{route.method} + " " + std::string{route.path}];
        taken.insert(route.parameters.begin(), route.parameters.end());
        taken.emplace("language");
        if (route.path.find("{number}") != std::string_view::npos) taken.emplace("number");
    }
    return routes;
}

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

Described in_document() {
    Described routes;
    auto const document = boost::json::parse(http::openapi_document());
    for (auto const& [path, methods] : document.at("paths").as_object()) {
        for (auto const& [method, route] : methods.as_object()) {
            auto& taken = routes[upper(std::string{method}) + " " + std::string{path}];
            for (auto const& one : route.at("parameters").as_array()) {
                auto const* const name = one.as_object().if_contains("name");
                taken.emplace(name != nullptr ? std::string{name->as_string()} : "language");
            }
        }
    }
    return routes;
}

struct Case {
    char const* path;
    char const* target;
};

/// A line of JSON for each answer, for the judge.
std::string answers_of(ApiClient const& api, std::vector<Case> const& cases) {
    std::string lines;
    for (auto const& [path, target] : cases) {
        auto const answer = api.get(target);
        auto const line =
            object{{"path", path}, {"status", answer.status}, {"body", answer.json()}};
        lines += boost::json::serialize(line) + "\n";
    }
    return lines;
}

}  // namespace

TEST_CASE("each route stands in the API's description with its parameters, and no other does") {
    CHECK(in_table() == in_document());
}

TEST_CASE("the document is served as it lies in the tree") {
    ApiClient const api;
    CHECK(api.get("/api/v1/openapi.json").body == text_of("adapters/http/openapi.json"));
}

TEST_CASE("what is answered is what the API's description allows") {
    ApiClient const api;
    auto const& office = api.office();
    auto const reminder = "duban remind 1 --as sun-housing --on $(date -d '1 month' +%F)";
    REQUIRE(office.shell(reminder).exit == 0);
    REQUIRE(
        office.run({"act", "1", "extend", "--as", "chen-secretary", "--set", "reason=x"}).exit ==
        0);
    std::vector<Case> const cases{
        {"/api/v1/cases", "/api/v1/cases"},
        {"/api/v1/cases", "/api/v1/cases?show=everything"},
        {"/api/v1/cases/{number}", "/api/v1/cases/1"},
        {"/api/v1/cases/{number}", "/api/v1/cases/1?language=en"},
        {"/api/v1/cases/{number}", "/api/v1/cases/2"},
        {"/api/v1/cases/{number}/journal", "/api/v1/cases/1/journal"},
        {"/api/v1/due", "/api/v1/due?term=3+months&from=2025-07-01&on_rest_day=next_working_day"},
        {"/api/v1/due", "/api/v1/due?term=15+working+days&from=2025-09-25T18:00&cut_off=17:30"},
        {"/api/v1/due", "/api/v1/due?term=48+hours&from=2025-09-25T18:00"},
        {"/api/v1/due", "/api/v1/due?term=15+working+days&from=2199-01-01"},
        {"/api/v1/due",
         "/api/v1/due?from=2025-07-01&term=20+working+days+or+30+June,+whichever+is+later"},
        {"/api/v1/due", "/api/v1/due?term=never&from=2025-07-01"},
        {"/api/v1/calendars", "/api/v1/calendars"},
    };
    auto answers = answers_of(api, cases);
    office.edit_store("UPDATE \"case\" SET data = '{'");
    std::vector<Case> const damaged{{"/api/v1/cases", "/api/v1/cases"},
                                    {"/api/v1/cases/{number}", "/api/v1/cases/1"}};
    answers += answers_of(api, damaged);
    std::ofstream{office.path("answers")} << answers;
    auto const root = std::filesystem::current_path().string();
    auto const judged = office.shell("node " + root + "/tests/support/npm/api_judge.mjs " + root +
                                     "/adapters/http/openapi.json answers");
    REQUIRE(judged.exit == 0);
    CHECK(judged.out == std::string(cases.size() + damaged.size(), '\n'));
}
