// Files on the command line: handed in, shown, mailed, written out again, verified.
#include <sqlite3.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/base/sha256.hpp"
#include "tests/adapters/cli/office.hpp"
#include "tests/support/child_process.hpp"

using namespace duban;
using namespace duban::test;

namespace {

constexpr auto collection = R"(format: 1
workflow: collection
version: 1
title: {zh-CN: 汇总, en: Collection}
time_zone: Asia/Shanghai
calendar: cn
fields:
  annexes: {type: list of file}
  cover: {type: file}
  units: {type: list of unit}
roles:
  office: {group: secretariat}
start: open
states:
  open:
    owner: office
    due: 3 months
    regions:
      all:
        start: waiting
        states: {waiting: {actions: {finish: {by: office, go: done}}}, done: {end: true}}
      each:
        for_each: unit in units
        fields:
          opinion: {type: file}
        start: asked
        states:
          asked: {actions: {give: {by: office, need: [opinion], go: given}}}
          given: {end: true}
    actions:
      close: {by: office, go: closed}
  closed: {end: true}
)";

std::string write(Office const& office, std::string const& name, std::string const& content) {
    std::ofstream{office.path(name), std::ios::binary} << content;
    return office.path(name);
}

/// Of the example's only case.
Ran give_letter(Office const& office,
                std::string const& value,
                std::string const& language = "en") {
    return office.run({"act",
                       "1",
                       "hand_in_letter",
                       "--as",
                       "sun-housing",
                       "--set",
                       "reply_letter=" + value,
                       "--language",
                       language});
}

void hand_in_letter(Office const& office, std::string const& content) {
    office.file_example();
    auto const ran = give_letter(office, "@" + write(office, "答复函.pdf", content));
    INFO(ran.out << ran.err);
    REQUIRE(ran.exit == 0);
}

std::int64_t contents_kept(Office const& office) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(office.path("var/example/duban.sqlite").c_str(), &database) == SQLITE_OK);
    sqlite3_stmt* question = nullptr;
    CHECK(sqlite3_prepare_v2(database, "SELECT count(*) FROM content", -1, &question, nullptr) ==
          SQLITE_OK);
    CHECK(sqlite3_step(question) == SQLITE_ROW);
    auto const count = sqlite3_column_int64(question, 0);
    sqlite3_finalize(question);
    sqlite3_close(database);
    return count;
}

}  // namespace

TEST_CASE("a file comes out of a case as it went in") {
    Office const office;
    std::string const content{"%PDF-1.7\0\xFF\r\n", 12};
    hand_in_letter(office, content);
    CHECK(office.run({"content", "1", "reply_letter"}).out == content);

    CHECK(office.run({"content", "1", "reply_letter", "-o", office.path("out.pdf")}).exit == 0);
    CHECK(text_of(office.path("out.pdf")) == content);
    CHECK(std::filesystem::status(office.path("out.pdf")).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::filesystem::create_symlink(office.path("elsewhere"), office.path("link.pdf"));
    CHECK(office.run({"content", "1", "reply_letter", "-o", office.path("link.pdf")}).exit == 1);
    CHECK_FALSE(std::filesystem::exists(office.path("elsewhere")));
    auto const again = office.run({"content", "1", "reply_letter", "-o", office.path("out.pdf")});
    CHECK(again.exit == 1);
    CHECK_THAT(again.err, Catch::Contains("not overwritten"));

    std::filesystem::create_directory(office.path("folder"));
    auto const named =
        office.run({"content", "1", "reply_letter", "-o", office.path("folder"), "--json"}).json();
    CHECK(named.at("output").as_string() == office.path("folder/答复函.pdf"));
    CHECK(named.at("sha256").as_string() == to_text(sha256(content)));
    CHECK(text_of(office.path("folder/答复函.pdf")) == content);

    auto const verified = office.run({"verify", "--json"}).json();
    CHECK(verified.at("files") == 1);
    CHECK(verified.at("breaks").as_array().empty());
}

TEST_CASE("a backup holds the files as well") {
    Office const office;
    hand_in_letter(office, "%PDF-1.7");
    REQUIRE(office.run({"backup", office.path("copy.sqlite")}).exit == 0);
    std::filesystem::rename(office.path("copy.sqlite"), office.path("var/example/duban.sqlite"));
    CHECK(office.run({"content", "1", "reply_letter"}).out == "%PDF-1.7");
}

TEST_CASE("what is asked of a file in vain is said in words") {
    Office const office;
    office.file_example();
    auto const [words, says] = GENERATE(table<std::vector<std::string>, std::string>({
        {{"content", "1", "reply_letter"}, "there is no file in \"reply_letter\" yet"},
        {{"content", "1", "reply_leter"}, "did you mean \"reply_letter\"?"},
        {{"content", "1", "title"}, "the field \"title\" is no file"},
        {{"content", "1", "reply_letter", "--part", "sun"}, "belongs to no part"},
        {{"content", "9", "reply_letter"}, "there is no case 9"},
    }));
    auto const ran = office.run(words);
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("lists of files and the files of parts are handed in and told apart") {
    Office const office;
    std::filesystem::create_directory(office.path("workflows/collection"));
    write(office, "workflows/collection/workflow.yaml", collection);
    auto const one = write(office, "one.txt", "1");
    auto const two = write(office, "two.txt", "2");
    auto const filed = office.run({"file",
                                   "collection",
                                   "--as",
                                   "chen-secretary",
                                   "--set",
                                   "annexes=@" + one,
                                   "--set",
                                   "annexes=@" + two,
                                   "--set",
                                   "units=housing-bureau"});
    INFO(filed.err);
    REQUIRE(filed.exit == 0);
    auto const which = office.run({"content", "1", "annexes"});
    CHECK(which.exit == 1);
    CHECK_THAT(which.err, Catch::Contains("holds 2 files") && Catch::Contains("2 two.txt"));
    CHECK(office.run({"content", "1", "annexes", "2"}).out == "2");
    CHECK(office.run({"content", "1", "annexes", "3"}).exit == 1);

    auto const given =
        office.run({"act", "1", "give", "--as", "chen-secretary", "--set", "opinion=@" + one});
    INFO(given.err);
    REQUIRE(given.exit == 0);
    CHECK(office.run({"content", "1", "opinion", "--part", "housing-bureau"}).out == "1");
    CHECK_THAT(office.run({"content", "1", "opinion"}).err, Catch::Contains("say with --part"));
    CHECK(office.run({"verify"}).exit == 0);
}

TEST_CASE("what is not taken is refused, and leaves nothing behind") {
    auto const [name, content, says] = GENERATE(table<std::string, std::string, std::string>({
        {"letter.exe", "x", "is a program"},
        {"letter.pdf", "#!/bin/sh", "is a program"},
        {"letter.pdf", "", "is empty"},
        {"letter.pdf", std::string(10 * 1024 * 1024 + 1, 'x'), "10 MiB"},
    }));
    CAPTURE(name, says);
    Office const office;
    office.file_example();
    auto const ran = give_letter(office, "@" + write(office, name, content));
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(contents_kept(office) == 0);
}

TEST_CASE("a file that is far too large is refused before it is read") {
    Office const office;
    office.file_example();
    auto const path = write(office, "letter.pdf", "%PDF-1.7");
    std::filesystem::resize_file(path, std::uintmax_t{1} << 30U);  // sparse
    auto const [language, says] = GENERATE(
        table<std::string, std::string>({{"en", "at most 10 MiB"}, {"zh-CN", "最大 10 MiB"}}));
    auto const ran = give_letter(office, "@" + path, language);
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(contents_kept(office) == 0);
}

TEST_CASE("a file is given once, and what was given is not lost to what follows") {
    Office const office;
    std::filesystem::create_directory(office.path("workflows/collection"));
    write(office, "workflows/collection/workflow.yaml", collection);
    auto const first = "@" + write(office, "one.txt", "1");
    auto const two = "@" + write(office, "two.txt", "2");
    auto const [field, then] = GENERATE(table<std::string, std::string>({
        {"cover", "@two.txt"},
        {"cover", "null"},
        {"annexes", "[]"},
    }));
    auto const second = then == "@two.txt" ? two : then;
    CAPTURE(field, second);
    auto const ran = office.run({"file",
                                 "collection",
                                 "--as",
                                 "chen-secretary",
                                 "--set",
                                 field + "=" + first,
                                 "--set",
                                 field + "=" + second});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("the field \"" + field + "\" is given twice"));
    CHECK(contents_kept(office) == 0);
}

TEST_CASE("what is only said of a file is no file") {
    Office const office;
    office.file_example();
    auto const [value, exit, says] = GENERATE(table<std::string, int, std::string>({
        {"@nowhere.pdf", 2, "nowhere.pdf"},
        {R"({"name":"a.pdf","text":"x"})", 1, "there is no \"text\" in it"},
        {"letter.pdf", 1, "JSON"},
    }));
    CAPTURE(value);
    auto const ran = give_letter(office, value);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("play makes a file up to try a definition out") {
    Office const office;
    std::filesystem::create_directory(office.path("workflows/collection"));
    auto const definition = write(office, "workflows/collection/workflow.yaml", collection);
    auto const ran = office.run({"play",
                                 definition,
                                 "--unchecked",
                                 "--json",
                                 "--with",
                                 R"({"cover":{"name":"a.txt","text":"xy"}})"});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    auto const begun = boost::json::parse(ran.lines().front());
    CHECK(begun.at("data").at("cover").at("size") == 2);
}

TEST_CASE("verify names the file whose content was changed, or is gone") {
    auto const [statement, says] = GENERATE(table<char const*, char const*>({
        {"UPDATE content SET octets = x'00'", "was changed"},
        {"DELETE FROM content", "is missing"},
    }));
    Office const office;
    hand_in_letter(office, "%PDF-1.7");
    office.edit_store(statement);
    auto const ran = office.run({"verify"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("case 1, record 5") && Catch::Contains(says));
    auto const content = office.run({"content", "1", "reply_letter"});
    CHECK(content.exit == 3);
    CHECK(content.out.empty());
}

TEST_CASE("the mail of the reply carries the letter, as the outbox shows") {
    Office const office;
    hand_in_letter(office, "%PDF-1.7");
    REQUIRE(office.run({"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=电话"})
                .exit == 0);
    auto const replied = office.run({"act",
                                     "1",
                                     "reply",
                                     "--as",
                                     "sun-housing",
                                     "--set",
                                     "reply_text=已列入计划",
                                     "--set",
                                     "reply_class=A"});
    INFO(replied.err);
    REQUIRE(replied.exit == 0);
    auto const outbox =
        office.run({"outbox", "--case", "1", "--message", "replied", "--json"}).json();
    auto const number =
        std::to_string(outbox.at("deliveries").as_array().front().at("delivery").as_int64());
    CHECK_THAT(office.run({"outbox", "show", number}).out,
               Catch::Contains("attached: 答复函.pdf (8 bytes)"));
    CHECK_THAT(office.run({"message", "preview", "replied", "--case", "1"}).out,
               Catch::Contains("attached: 答复函.pdf (8 bytes)"));

    auto const mail = write(office, "mail.eml", office.run({"outbox", "preview", number}).out);
    support::ChildProcess reader{{"/usr/bin/env", "python3", "tests/support/mail_reader.py", mail}};
    auto const line = reader.read_line();
    REQUIRE(line);
    auto const files = boost::json::parse(*line).at("files").as_array();
    REQUIRE(files.size() == 1);
    CHECK(files.front().at("name").as_string() == "答复函.pdf");
    CHECK(files.front().at("type").as_string() == "application/pdf");
    CHECK(files.front().at("sha256").as_string() == to_text(sha256("%PDF-1.7")));
}
