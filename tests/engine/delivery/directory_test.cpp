#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "engine/delivery/directory_file.hpp"
#include "engine/delivery/directory_text.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/phone_number.hpp"

using namespace duban;
using namespace duban::delivery;

TEST_CASE("mail addresses that a server may see", "[delivery]") {
    auto const address = GENERATE(as<std::string>{},
                                  "chen@example.org",
                                  "a.b+c_d=e@sub.example-1.org",
                                  "o'neil@localhost",
                                  std::string(64, 'a') + "@example.org",
                                  "x@xn--fiqs8s.example");
    CAPTURE(address);
    CHECK(is_email_address(address));
}

TEST_CASE("mail addresses that never reach a server", "[delivery]") {
    auto const address = GENERATE(as<std::string>{},
                                  "",
                                  "@",
                                  "chen",
                                  "chen@",
                                  "@example.org",
                                  "chen@@example.org",
                                  "chen@a@example.org",
                                  "chen @example.org",
                                  "chen@example.org ",
                                  "<chen@example.org>",
                                  "chen@exa<mple.org",
                                  "chen@example.org\r\nRCPT TO:<eve@example.org>",
                                  "chen\n@example.org",
                                  "chen@example.org\n",
                                  std::string{"chen\0@example.org", 17},
                                  "chen@\x7F.org",
                                  "\"chen\"@example.org",
                                  ".chen@example.org",
                                  "chen.@example.org",
                                  "ch..en@example.org",
                                  "chen@.example.org",
                                  "chen@example..org",
                                  "chen@-example.org",
                                  "chen@example-.org",
                                  "chen@example_1.org",
                                  "chen@[127.0.0.1]",
                                  "陈@example.org",
                                  "chen@例子.example",
                                  "chen@example.org,eve@example.org",
                                  std::string(65, 'a') + "@example.org",
                                  "a@" + std::string(64, 'b') + ".org",
                                  "a@" + std::string(252, 'b'));
    CAPTURE(address);
    CHECK_FALSE(is_email_address(address));
}

TEST_CASE("an address at a Han domain is told of punycode", "[delivery]") {
    auto const fault = fault_of_email_address("chen@例子.example");
    REQUIRE(fault);
    CHECK_THAT(fault->en, Catch::Contains("punycode"));
    CHECK_THAT(fault->zh_cn, Catch::Contains("punycode"));
}

TEST_CASE("phone numbers", "[delivery]") {
    auto [number, good] = GENERATE(table<std::string, bool>({
        {"+8613900000001", true},
        {"12345", true},
        {"12345678901234567890", true},
        {"123456789012345678901", false},
        {"1234", false},
        {"", false},
        {"+", false},
        {"++86139", false},
        {"139 0000 0001", false},
        {"139-0000-0001", false},
        {"13900000001\n", false},
        {"１３９００", false},
    }));
    CAPTURE(number);
    CHECK(fault_of_phone_number(number).has_value() != good);
}

namespace {

std::string const head =
    "format: 1\ngroups: [committee, secretariat]\n"
    "units:\n  education-bureau: {name: 区教育局}\n";

}  // namespace

TEST_CASE("the directory knows people by id, by group and by unit", "[delivery]") {
    auto const directory = read_directory(
        head +
            "people:\n"
            "  chen: {name: 陈秘书, email: chen@example.org, phone: \"+8613900000001\", "
            "groups: [secretariat, committee], leads: [education-bureau]}\n"
            "  zhao: {name: Zhao, language: en, units: education-bureau, groups: [committee]}\n",
        "directory.yaml");
    REQUIRE(directory);
    auto const* chen = directory->find_person("chen");
    REQUIRE(chen);
    CHECK(chen->name == "陈秘书");
    CHECK(chen->email == "chen@example.org");
    CHECK(chen->phone == "+8613900000001");
    CHECK(chen->language == Language::zh_cn);
    auto const* zhao = directory->find_person("zhao");
    REQUIRE(zhao);
    CHECK(zhao->email.empty());
    CHECK(zhao->language == Language::en);
    CHECK(directory->members_of_group("committee") == std::vector<Person const*>{chen, zhao});
    CHECK(directory->members_of_group("secretariat") == std::vector<Person const*>{chen});
    CHECK(directory->members_of_unit("education-bureau") == std::vector<Person const*>{zhao});
    CHECK(directory->members_of_unit("nobody").empty());
    CHECK(directory->leaders_of_unit("education-bureau") == std::vector<Person const*>{chen});
    CHECK(directory->find_person("nobody") == nullptr);
    CHECK(directory->find_unit("education-bureau")->name == "区教育局");
    CHECK(directory->has_group("committee"));
    CHECK_FALSE(directory->has_group("supervisor"));
}

TEST_CASE("each mistake in a directory is reported at its place", "[delivery]") {
    auto [person, rule, line, column] = GENERATE(table<std::string, std::string, int, int>({
        {"chen: {email: chen@example.org}", "missing-key", 6, 9},
        {"chen: {name: 陈, email: chen at example}", "bad-address", 6, 26},
        {"chen: {name: 陈, phone: 139-0000}", "bad-phone", 6, 26},
        {"chen: {name: 陈, groups: [comittee]}", "unknown-group", 6, 28},
        {"chen: {name: 陈, units: [transport]}", "unknown-unit", 6, 27},
        {"chen: {name: 陈, leads: [transport]}", "unknown-unit", 6, 27},
        {"chen: {name: 陈, language: fr}", "unknown-word", 6, 29},
        {"chen: {name: 陈, mail: chen@example.org}", "unknown-key", 6, 19},
        {"Chen Wei: {name: 陈}", "bad-id", 6, 3},
        {"chen: {name: \"陈\\n\"}", "bad-name", 6, 16},
        {"chen: 陈", "wrong-kind", 6, 9},
        {"chen: {name: 陈, digest: nine}", "not-a-time", 6, 27},
        {"chen: {name: 陈, digest: 25:00}", "not-a-time", 6, 27},
        {"chen: {name: 陈, absences: [{from: 2026-12-01}]}", "missing-key", 6, 30},
        {"chen: {name: 陈, absences: [{from: soon, until: 2026-12-01}]}", "not-a-date", 6, 37},
        {"chen: {name: 陈, absences: [{from: 2026-12-02, until: 2026-12-01}]}",
         "ends-before-it-begins",
         6,
         56},
        {"chen: {name: 陈, absences: [{from: 2026-12-01, until: 2026-12-02, deputy: chen}]}",
         "own-deputy",
         6,
         76},
        {"chen: {name: 陈, absences: [{from: 2026-12-01, until: 2026-12-02, deputy: wei}]}",
         "unknown-person",
         6,
         76},
    }));
    CAPTURE(person);
    auto const directory = read_directory(head + "people:\n  " + person + "\n", "d.yaml");
    REQUIRE_FALSE(directory);
    REQUIRE(directory.error().size() == 1);
    auto const& problem = directory.error().front();
    CHECK(problem.rule == rule);
    CHECK(problem.at.line == line);
    CHECK(problem.at.column == column);
    CHECK(problem.file == "d.yaml");
}

TEST_CASE("a misspelt group or unit is told with the name that was meant", "[delivery]") {
    auto const [person, meant] = GENERATE(table<std::string, std::string>({
        {"chen: {name: 陈, groups: [comittee]}", "committee"},
        {"chen: {name: 陈, units: education-bureu}", "education-bureau"},
        {"chen: {name: 陈, leads: [education_bureau]}", "education-bureau"},
    }));
    CAPTURE(person);
    auto const directory = read_directory(head + "people:\n  " + person + "\n", "d.yaml");
    REQUIRE_FALSE(directory);
    auto const& problem = directory.error().front();
    CHECK(problem.suggestion == meant);
    CHECK(problem.message.en.find("did you mean “" + meant + "”?") != std::string::npos);
    CHECK(problem.message.zh_cn.find("是否为“" + meant + "”？") != std::string::npos);
}

TEST_CASE("absences and the hour of the digest are read", "[delivery]") {
    auto const directory = read_directory(
        head +
            "people:\n  chen: {name: 陈, digest: \"09:30\", absences: [{from: 2026-12-01, "
            "until: 2026-12-15, deputy: wei}, {from: 2027-01-04, until: 2027-01-04}]}\n"
            "  wei: {name: 卫}\n",
        "d.yaml");
    REQUIRE(directory);
    auto const* const chen = directory->find_person("chen");
    CHECK(chen->digest == std::chrono::minutes{570});
    CHECK(chen->absences ==
          std::vector<Absence>{{make_day(2026, 12, 1), make_day(2026, 12, 15), "wei"},
                               {make_day(2027, 1, 4), make_day(2027, 1, 4), ""}});
    CHECK_FALSE(directory->find_person("wei")->digest);
}

TEST_CASE("a person works by their own calendar, else by that of a unit of theirs", "[delivery]") {
    auto const [person, calendar] = GENERATE(table<std::string, std::string>({
        {"{name: 陈}", ""},
        {"{name: 陈, units: office}", ""},
        {"{name: 陈, units: nanning}", "guangxi"},
        {"{name: 陈, units: [office, nanning, urumqi]}", "guangxi"},
        {"{name: 陈, units: nanning, calendar: cn}", "cn"},
        {"{name: 陈, calendar: xinjiang}", "xinjiang"},
    }));
    CAPTURE(person);
    auto const directory = read_directory(
        "format: 1\ngroups: []\n"
        "units:\n  office: {name: 办公室}\n  nanning: {name: 南宁局, calendar: guangxi}\n"
        "  urumqi: {name: 乌鲁木齐局, calendar: xinjiang}\n"
        "people:\n  chen: " +
            person + "\n",
        "d.yaml");
    REQUIRE(directory);
    CHECK(directory->calendar_of(*directory->find_person("chen")) == calendar);
    auto const text = directory_text(*directory);
    CAPTURE(text);
    auto const again = read_directory(text, "d.yaml");
    REQUIRE(again);
    CHECK(again->calendar_of(*again->find_person("chen")) == calendar);
    CHECK(again->find_unit("urumqi")->calendar == "xinjiang");
}

TEST_CASE("a calendar that is not there is told, with the one that was meant", "[delivery]") {
    std::vector<std::string> const calendars{"cn", "guangxi"};
    auto const directory = read_directory(
        "format: 1\ngroups: []\nunits:\n  a: {name: 甲, calendar: guanxi}\n"
        "people:\n  chen: {name: 陈, calendar: uk}\n",
        "d.yaml",
        &calendars);
    REQUIRE_FALSE(directory);
    REQUIRE(directory.error().size() == 2);
    CHECK(directory.error()[0].rule == "unknown-calendar");
    CHECK(directory.error()[0].at == Position{4, 26});
    CHECK(directory.error()[0].suggestion == "guangxi");
    CHECK(directory.error()[1].rule == "unknown-calendar");
    CHECK(directory.error()[1].at == Position{6, 29});
}

TEST_CASE("all the mistakes of a directory come in one run", "[delivery]") {
    auto const directory = read_directory(
        head + "people:\n  a: {name: A, email: x}\n  b: {name: B, groups: [nobody]}\n", "d.yaml");
    REQUIRE_FALSE(directory);
    CHECK(directory.error().size() == 2);
    CHECK_FALSE(read_directory("people: [", "d.yaml"));
    CHECK_FALSE(read_directory("", "d.yaml"));
}

TEST_CASE("the sample directory is good", "[delivery]") {
    std::ifstream file{"config/directory.yaml"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    auto const directory = read_directory(text, "config/directory.yaml");
    REQUIRE(directory);
    for (char const* group : {"committee", "secretariat", "supervisor"}) {
        CAPTURE(group);
        CHECK_FALSE(directory->members_of_group(group).empty());
    }
}
