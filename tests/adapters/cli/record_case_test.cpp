// Records and files on the command line: played, handed in, explained and compared.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

namespace {

constexpr auto definition = R"(format: 1
workflow: records
version: 1
title: {zh-CN: 记录, en: Records}
time_zone: Asia/Shanghai
calendar: cn
fields:
  means: {type: text}
  letter: {type: file}
  contact: {type: record, fields: {phone: {type: text, required: true}}}
  contacts: {type: list of record, fields: {when: {type: date}, means: {type: text}}}
roles:
  office: {group: secretariat}
start: open
states:
  open:
    owner: office
    due: 3 months
    actions:
      log: {by: office, need: [means], do: [{append: {contacts: {when: today, means: means}}}]}
      name: {by: office, need: [contact], do: [{set: {means: contact.phone}}]}
      hand_in: {by: office, need: [letter], do: [{set: {means: letter.name}}]}
      close: {by: office, only_if: 'contacts.all(c, c.means != "") && size(contacts) > 0', go: closed}
  closed: {end: true}
)";

void add_records_to(Office const& office) {
    auto const folder = std::filesystem::path{office.path("workflows/records")};
    std::filesystem::create_directory(folder);
    std::ofstream{folder / "workflow.yaml"} << definition;
}

}  // namespace

TEST_CASE("a definition of records is played line by line") {
    Office const office;
    add_records_to(office);
    auto const lines =
        office
            .run({"play", office.path("workflows/records"), "--json"},
                 R"({"do":"log","as":"office","at":"2026-03-02T10:00","with":{"means":""}}
{"do":"close","as":"office"}
{"do":"name","as":"office","with":{"contact":{"fone":"1"}}}
{"do":"name","as":"office","with":{"contact":{}}}
{"do":"name","as":"office","with":{"contact":{"phone":"1"}}}
)")
            .lines();
    REQUIRE(lines.size() == 6);
    CHECK_THAT(lines[1], Catch::Contains(R"("contacts":[{"means":"","when":"2026-03-02"}])"));
    CHECK_THAT(lines[2], Catch::Contains(R"("refused":{"kind":"guard")"));
    CHECK_THAT(lines[3], Catch::Contains(R"(there is no \"fone\" in it)"));
    CHECK_THAT(lines[4], Catch::Contains("phone") && Catch::Contains("is missing"));
    CHECK_THAT(lines[5], Catch::Contains(R"("contact":{"phone":"1"})"));
}

TEST_CASE("a case takes records and files, and tells them to people") {
    Office const office;
    add_records_to(office);
    std::ofstream{office.path("reply.pdf")} << "%PDF-1.7";
    REQUIRE(office.run({"file", "records", "--as", "chen-secretary"}).exit == 0);
    auto const act = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"act", "1"});
        words.insert(words.end(), {"--as", "chen-secretary"});
        auto const ran = office.run(words);
        INFO(ran.out << ran.err);
        return ran.exit;
    };
    CHECK(act({"log", "--with", R"({"means":"visit"})"}) == 0);
    CHECK(act({"name", "--with", R"({"contact":{"phone":"138"}})"}) == 0);
    CHECK(act({"name", "--set", R"(contact={"phone":"139"})"}) == 0);
    CHECK(act({"name", "--set", R"(contact={"fone":"139"})"}) == 1);
    CHECK(act({"hand_in", "--set", "letter=@" + office.path("reply.pdf")}) == 0);
    auto const shown = office.run({"show", "1"}).out;
    CHECK_THAT(shown, Catch::Contains("phone: 139") && Catch::Contains("reply.pdf (8 bytes)"));
    auto const json = office.run({"show", "1", "--json"}).out;
    CHECK_THAT(
        json,
        Catch::Contains("86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b") &&
            Catch::Contains(R"("media_type":"application/pdf")"));
    auto const why = office.run({"why", "1", "close"}).out;
    CHECK_THAT(why, Catch::Contains(R"(contacts.all(c, c.means != ""))"));
    CHECK(office.run({"verify"}).exit == 0);
}
