// A list of people merged into the directory; the directory written as its file.
#include "engine/delivery/people_merge.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/delivery/directory_file.hpp"
#include "engine/delivery/directory_text.hpp"

using namespace duban;
using namespace duban::delivery;

namespace {

Person person(std::string id, std::string name) {
    Person made;
    made.id = std::move(id);
    made.name = std::move(name);
    return made;
}

Directory bureau() {
    auto sun = person("sun", "孙工");
    sun.email = "sun@example.org";
    sun.units = {"housing"};
    auto wang = person("wang", "王督查");
    wang.phone = "13900000002";
    wang.groups = {"secretariat"};
    return {{sun, wang},
            {{"housing", "区住建局"}, {"education", "区教育局"}, {"one", "科"}, {"two", "科"}},
            {"secretariat"}};
}

PeopleList list_of(std::vector<ListedPerson> people) {
    PeopleList list{.file = "people.csv", .people = std::move(people), .problems = {}};
    int line = 1;
    for (auto& person : list.people) person.id.at = {.line = ++line, .column = 1};
    return list;
}

std::string told(Result<Merged, Problems> const& merged) {
    std::ostringstream text;
    if (!merged) {
        for (auto const& problem : merged.error())
            text << problem.at.line << ' ' << problem.rule << ' ' << problem.suggestion << '\n';
        return text.str();
    }
    for (auto const& person : merged->people) {
        text << to_text(person.fate) << ' ' << person.id;
        for (auto const& change : person.changes)
            text << ' ' << change.field << ':' << change.before << "->" << change.after;
        text << '\n';
    }
    return text.str();
}

std::vector<Listed> names(std::vector<std::string> const& texts) {
    std::vector<Listed> listed;
    for (auto const& text : texts) listed.push_back({text, {2, 9}});
    return listed;
}

}  // namespace

TEST_CASE("a list is merged by id, and leaves what it does not say", "[delivery][people]") {
    auto const list = list_of({{.id = {"sun", {}}, .email = Listed{"new@example.org", {2, 3}}},
                               {.id = {"li", {}}, .name = Listed{"李", {3, 3}}}});
    CHECK(told(merge(bureau(), list, Others::stay)) ==
          "changed sun email:sun@example.org->new@example.org\nleft wang\nadded li\n");
    CHECK(told(merge(bureau(), list, Others::go)) ==
          "changed sun email:sun@example.org->new@example.org\nremoved wang\nadded li\n");
    auto const merged = merge(bureau(), list, Others::stay);
    CHECK(merged->directory.people().size() == 3);
    CHECK(merged->directory.find_person("sun")->units == std::vector<std::string>{"housing"});
}

TEST_CASE("absences and the hour of a digest survive a list that knows none",
          "[delivery][people]") {
    auto people = bureau().people();
    people.front().absences = {{*parse_day("2026-03-02"), *parse_day("2026-03-06"), "wang"}};
    people.front().digest = std::chrono::minutes{510};
    Directory const directory{people, bureau().units(), bureau().groups()};
    auto const list = list_of({{.id = {"sun", {}}, .name = Listed{"孙", {2, 3}}}});
    auto const merged = merge(directory, list, Others::stay);
    REQUIRE(merged);
    CHECK(merged->directory.find_person("sun")->absences == people.front().absences);
    auto const read = read_directory(directory_text(merged->directory), "directory.yaml");
    REQUIRE(read);
    CHECK(read->people().front().absences == people.front().absences);
    CHECK(read->people().front().digest == people.front().digest);
    CHECK_THAT(directory_text(merged->directory),
               Catch::Contains("    absences:\n"
                               "      - {from: 2026-03-02, until: 2026-03-06, deputy: wang}\n"
                               "    digest: \"08:30\"\n"));
}

TEST_CASE("a unit may be named by its id or its own name", "[delivery][people]") {
    auto const list = list_of({{.id = {"wang", {}}, .units = names({"区教育局", "education"})}});
    CHECK(told(merge(bureau(), list, Others::stay)) ==
          "left sun\nchanged wang units:->education\n");
}

TEST_CASE("a list with a mistake changes nothing, and every mistake is told",
          "[delivery][people]") {
    auto const [person, problem] = GENERATE(table<ListedPerson, char const*>({
        {{.id = {"Sun", {}}, .name = Listed{"x", {2, 2}}}, "2 bad-id \n"},
        {{.id = {"li", {}}}, "2 no-name \n"},
        {{.id = {"sun", {}}, .name = Listed{"", {2, 2}}}, "2 no-name \n"},
        {{.id = {"sun", {}}, .name = Listed{"a\nb", {2, 2}}}, "2 bad-name \n"},
        {{.id = {"sun", {}}, .email = Listed{"sun", {2, 2}}}, "2 bad-address \n"},
        {{.id = {"sun", {}}, .phone = Listed{"139-0000", {2, 2}}}, "2 bad-phone \n"},
        {{.id = {"sun", {}}, .language = Listed{"fr", {2, 2}}}, "2 unknown-language \n"},
        {{.id = {"sun", {}}, .groups = names({"secretariate"})}, "2 unknown-group secretariat\n"},
        {{.id = {"sun", {}}, .units = names({"huosing"})}, "2 unknown-unit housing\n"},
        {{.id = {"sun", {}}, .leads = names({"科"})}, "2 ambiguous-unit \n"},
    }));
    CHECK(told(merge(bureau(), list_of({person}), Others::stay)) == problem);
}

TEST_CASE("an id that stands twice is told with the first line", "[delivery][people]") {
    auto const merged =
        merge(bureau(), list_of({{.id = {"sun", {}}}, {.id = {"sun", {}}}}), Others::stay);
    REQUIRE_FALSE(merged);
    CHECK(told(merged) == "3 duplicate-id \n");
    CHECK_THAT(merged.error().front().message.en, Catch::Contains("line 2"));
}

TEST_CASE("the directory is written as it is read", "[delivery][people]") {
    auto people = bureau().people();
    people.push_back(person("404", "on: [x] # \"no\""));
    people.back().email = "a{b@example.org";
    people.back().language = Language::en;
    Directory const directory{people, bureau().units(), bureau().groups()};
    auto const text = directory_text(directory);
    auto const read = read_directory(text, "directory.yaml");
    CAPTURE(text);
    REQUIRE(read);
    CHECK(directory_text(*read) == text);
    CHECK(read->people().back().name == people.back().name);
    CHECK(read->people().back().email == people.back().email);
    auto const empty = directory_text({});
    CAPTURE(empty);
    CHECK(read_directory(empty, "directory.yaml"));
}
