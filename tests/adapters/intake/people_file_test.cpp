// Files of people, as tables and as vCards: read, written, and carried round without a change.
#include "adapters/intake/people_file.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "adapters/intake/card.hpp"
#include "adapters/intake/people_cards.hpp"
#include "adapters/intake/people_table.hpp"
#include "adapters/intake/table.hpp"
#include "engine/base/utf8.hpp"
#include "engine/delivery/directory_file.hpp"
#include "engine/delivery/directory_text.hpp"
#include "engine/delivery/people_merge.hpp"

using namespace duban;
using namespace duban::intake;
using delivery::Directory;
using delivery::Fate;
using delivery::Person;

namespace {

Directory bureau() {
    return {{{.id = "sun",
              .name = "孙工",
              .email = "sun@example.org",
              .phone = "+8613900000003",
              .language = Language::zh_cn,
              .groups = {"secretariat", "experts"},
              .units = {"housing"},
              .leads = {"housing"}}},
            {{"housing", "区住建局"}, {"education", "区教育局"}},
            {"secretariat", "experts"}};
}

/// "sun name=孙工 email=…", a line for each person, then the problems.
std::string told(delivery::PeopleList const& list) {
    std::ostringstream text;
    auto const tell = [&](char const* field, std::optional<delivery::Listed> const& value) {
        if (value) text << ' ' << field << '=' << value->text;
    };
    auto const tell_list = [&](char const* field, auto const& values) {
        if (!values) return;
        text << ' ' << field << '=';
        for (auto const& one : *values) text << '[' << one.text << ']';
    };
    for (auto const& person : list.people) {
        text << person.id.text << ':' << person.id.at.line;
        tell("name", person.name);
        tell("email", person.email);
        tell("phone", person.phone);
        tell("language", person.language);
        tell_list("groups", person.groups);
        tell_list("units", person.units);
        tell_list("leads", person.leads);
        text << '\n';
    }
    for (auto const& problem : list.problems) {
        CHECK(problem.file == "people");
        CHECK_FALSE(problem.message.zh_cn.empty());
        text << problem.at.line << ':' << problem.at.column << ' ' << problem.rule << '\n';
    }
    return text.str();
}

std::string read(std::string const& bytes) {
    return told(read_people_file(bytes, "people").list);
}

std::string card(std::string const& lines) {
    return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "END:VCARD\r\n";
}

}  // namespace

TEST_CASE("a table of people is read in the encodings of spreadsheets", "[people]") {
    auto const bytes =
        GENERATE(as<std::string>{},
                 "id,name,groups\nsun,孙工,a;b\n",
                 "\xEF\xBB\xBFid,name,groups\r\nsun,孙工,\"a; b\"\r\n",
                 "标识,姓名,组\nsun,孙工,a；b\n",
                 "ID\tName\tGroups\nsun\t孙工\ta;b\n",
                 // GB18030, as Excel writes it in China
                 "\xB1\xEA\xCA\xB6,\xD0\xD5\xC3\xFB,\xD7\xE9\r\nsun,\xCB\xEF\xB9\xA4,a;b\r\n",
                 // UTF-16, as "Unicode text"
                 std::string{"\xFF\xFEi\0d\0\t\0n\0a\0m\0e\0\t\0g\0r\0o\0u\0p\0s\0\n\0"
                             "s\0u\0n\0\t\0\x59\x5B\xE5\x5D\t\0a\0;\0b\0\n\0",
                             54});
    CAPTURE(bytes);
    CHECK(read(bytes) == "sun:2 name=孙工 groups=[a][b]\n");
}

TEST_CASE("what a table does not say is not said", "[people]") {
    CHECK(read("id,email\nsun,\n\n,\nwang,w@example.org\n") ==
          "sun:2 email=\nwang:5 email=w@example.org\n");
    CHECK(read("name,id,phone\n\"孙,\n\"\"工\"\"\",sun,'+8613900000003\nx,wang,''=1\n") ==
          "sun:3 name=孙,\n\"工\" phone=+8613900000003\nwang:4 name=x phone='=1\n");
}

TEST_CASE("a cell of very many parts takes no longer than its length asks for", "[people]") {
    std::string groups;
    for (int i = 0; i < 1'000'000; ++i) groups += "；";
    CHECK(read("id,groups\nsun,a" + groups + "b\n") == "sun:2 groups=[a][b]\n");
}

TEST_CASE("every mistake of a table of people is told with its line", "[people]") {
    auto const [text, problems] = GENERATE(table<std::string, char const*>({
        {"", "1:1 empty-list\n"},
        {"id,name\n", "1:1 empty-list\n"},
        {"name,email\n孙工,a@b\n", "1:1 missing-column\n"},
        {"id,nmae\nsun,孙工\n", "1:4 unknown-column\n"},
        {"id,name\nsun\nwang,王,x\nli,李\n", "li:4 name=李\n2:1 bad-row\n3:1 bad-row\n"},
        {"id,name\nsun,\"孙\nwang,王\n", "wang:3 name=王\n2:1 bad-row\n"},
        {"id,name\n,孙工\n", "2:1 no-id\n"},
        {"id,phone\nsun,1.39E+10\n", "sun:2\n2:5 rounded-number\n"},
        {"id,name\nsun,孙工孙工孙工孙工孙工孙工\xE2\x82\n", "2:17 damaged-text\n"},
    }));
    CAPTURE(text);
    CHECK(read(text) == problems);
}

TEST_CASE("the line at fault of a list of people is shown, and commands no terminal", "[people]") {
    auto const file = read_people_file("id,phone\n\x1B[2J\u202Esun,1.39E+10\n", "people");
    auto problems = file.list.problems;
    add_source_lines(problems, file);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().source_line == "\uFFFD[2J\uFFFDsun,1.39E+10");
    CHECK_THAT(to_text(problems.front(), Language::en),
               Catch::EndsWith("\n    \uFFFD[2J\uFFFDsun,1.39E+10\n             ^\n"));
}

TEST_CASE("what is quoted of a table commands no terminal", "[people]") {
    auto const file = read_people_file("id,\"na\nme\x1B[2J\"\nsun,x\n", "people");
    REQUIRE(file.list.problems.size() == 1);
    CHECK(to_text(file.list.problems.front(), Language::en)
              .starts_with("people:1:4: error: there is no column \"na me [2J\": "));
}

TEST_CASE("cells know their places, over lines and behind wide characters", "[people]") {
    auto const rows = read_rows("a,孙工,b\n\n\"x\ny\",z\n  p , q\r\n\"1\"2,3\nlast");
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].cells[2].at == Position{1, 6});
    CHECK(rows[1].line == 3);
    CHECK(rows[1].cells[0].text == "x\ny");
    CHECK(rows[1].cells[1].at == Position{4, 4});
    CHECK(rows[2].cells[0].text == "p");
    CHECK(rows[3].broken);
    CHECK(rows[3].line == 6);
    CHECK(rows[4].cells[0].text == "last");
}

TEST_CASE("cards are read as address books write them", "[people]") {
    auto const [text, people] = GENERATE(table<std::string, char const*>({
        {card("UID:sun\r\nFN:孙工\r\nitem1.EMAIL;TYPE=INTERNET:old@example.org\r\n"
              "EMAIL;TYPE=PREF:sun@example.org\r\nTEL;TYPE=WORK:010-1234\r\n"
              "TEL;TYPE=CELL:139 0000-0003\r\nORG:区住建局;物业科\r\nCATEGORIES:a,b\\,c\r\n"
              "NOTE:anything\r\nPHOTO;ENCODING=b:AAAA\r\n AAAA\r\n"),
         "sun:3 name=孙工 email=sun@example.org phone=13900000003 groups=[a][b,c] "
         "units=[区住建局]\n"},
        {"BEGIN:vcard\nVERSION:4.0\nUID:urn:uuid:sun\nFN:a very long na\n me\n"
         "TEL;VALUE=uri;PREF=1:tel:+86-139-0000-0003\nLANG:en\nEND:VCARD\n",
         "sun:3 name=a very long name phone=+8613900000003 language=en\n"},
        {card("UID:a\r\nFN:A\r\n") + card("UID:b\r\nFN;X=\"q:r\":B\\nb\r\n"),
         "a:3 name=A\nb:8 name=B\nb\n"},
    }));
    CAPTURE(text);
    CHECK(read(text) == people);
}

TEST_CASE("of several addresses on a card the most preferred is taken", "[people]") {
    auto const [lines, taken] = GENERATE(table<std::string, char const*>({
        {"EMAIL;PREF=2:b@x\r\nEMAIL;PREF=1:a@x\r\n", "email=a@x"},
        {"EMAIL;PREF=100:b@x\r\nEMAIL;PREF=20:a@x\r\n", "email=a@x"},
        {"EMAIL:b@x\r\nEMAIL;PREF=100:a@x\r\n", "email=a@x"},
        {"EMAIL;PREF=2:b@x\r\nEMAIL;TYPE=HOME,PREF:a@x\r\n", "email=a@x"},
        {"EMAIL;PREF=2:b@x\r\nEMAIL;type=INTERNET;type=pref:a@x\r\n", "email=a@x"},
        {"EMAIL;PREF=1:a@x\r\nEMAIL;PREF=1:b@x\r\n", "email=a@x"},
        {"EMAIL:a@x\r\nEMAIL;PREF=0:b@x\r\nEMAIL;PREF=101:c@x\r\n", "email=a@x"},
        {"EMAIL:a@x\r\nEMAIL;TYPE=X-PREFECTURE:b@x\r\n", "email=a@x"},
        {"TEL;TYPE=WORK;PREF=1:2\r\nTEL;TYPE=CELL:1\r\n", "phone=1"},
        {"TEL;TYPE=CELL;PREF=2:2\r\nTEL;TYPE=\"voice,cell\";PREF=1:1\r\n", "phone=1"},
        {"TEL;TYPE=CELL:2\r\nTEL;TYPE=CELL,PREF:1\r\n", "phone=1"},
        {"TEL:2\r\nTEL;PREF=3:1\r\n", "phone=1"},
    }));
    CAPTURE(lines);
    CHECK(read(card("UID:sun\r\n" + lines)) == std::string{"sun:3 "} + taken + "\n");
}

TEST_CASE("every mistake of a file of cards is told with its line", "[people]") {
    auto const [text, problems] = GENERATE(table<std::string, char const*>({
        {card("FN:A\r\n"), "1:1 no-id\n"},
        {"BEGIN:VCARD\nVERSION:2.1\nUID:a\nEND:VCARD\n", "2:1 unknown-version\n"},
        {"BEGIN:VCARD\nUID:a\nEND:VCARD\n", "1:1 unknown-version\n"},
        {"BEGIN:VCARD\nVERSION:3.0\nUID:a\n", "1:1 cut-off\n"},
        {"BEGIN:VCARD\nVERSION:3.0\n" + card("UID:a\r\n"), "a:5\n1:1 cut-off\n"},
        {card("UID:a\r\nnonsense\r\n"), "a:3\n4:1 not-a-card-line\n"},
        {card("UID:a\r\n") + "FN:A\r\n", "a:3\n5:1 not-a-card-line\n"},
        {card("UID:a\r\nFN;ENCODING=QUOTED-PRINTABLE:=E5\r\n"),
         "a:3 name==E5\n4:1 quoted-printable\n"},
    }));
    CAPTURE(text);
    CHECK(read(text) == problems);
}

TEST_CASE("people as a table and as a card", "[people]") {
    CHECK(people_table(bureau()) ==
          "\xEF\xBB\xBFid,name,email,phone,language,groups,units,leads\r\n"
          "sun,孙工,sun@example.org,'+8613900000003,zh-CN,\"secretariat;experts\",housing,"
          "housing\r\n");
    CHECK(people_cards(bureau()) ==
          "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:sun\r\nN:孙工;;;;\r\nFN:孙工\r\n"
          "EMAIL:sun@example.org\r\nTEL;TYPE=CELL:+8613900000003\r\nORG:区住建局\r\n"
          "CATEGORIES:secretariat,experts\r\nX-DUBAN-LEADS:housing\r\n"
          "X-DUBAN-LANGUAGE:zh-CN\r\nEND:VCARD\r\n");
}

TEST_CASE("what a spreadsheet would take for a formula is guarded", "[people]") {
    auto const name = GENERATE(as<std::string>{}, "=1+1", "+1", "-1", "@x", "'=1", "'x", "\t=1");
    auto const written = row_text({name});
    auto directory = bureau();
    auto people = directory.people();
    people.front().name = name;
    auto const table = people_table({people, directory.units(), directory.groups()});
    CAPTURE(table);
    bool const is_guarded = name != "'x";
    CHECK((table.find("sun,'" + name) != std::string::npos ||
           table.find("sun,\"'" + name) != std::string::npos) == is_guarded);
    auto const list = read_people_file(table, "people").list;
    REQUIRE(list.people.size() == 1);
    CHECK(list.people.front().name->text == name);
}

TEST_CASE("a line of a card is folded at 75 octets, between characters", "[people]") {
    std::string name;
    for (int i = 0; i < 60; ++i) name += "孙";
    std::istringstream lines{card_line("FN", name)};
    for (std::string line; std::getline(lines, line);) {
        CHECK(line.ends_with('\r'));
        CHECK(line.size() <= 76);
        CHECK_FALSE(find_invalid_utf8(line));
    }
}

TEST_CASE("whatever people there are, export and import change nothing", "[people]") {
    using rc::gen::arbitrary;
    CHECK(rc::check([] {
        auto const character = rc::gen::oneOf(rc::gen::inRange<char32_t>(0x20, 0x7F),
                                              rc::gen::element<char32_t>('"', ',', ';', '\'', '\\'),
                                              rc::gen::element<char32_t>('=', '+', '-', '@', ':'),
                                              rc::gen::inRange<char32_t>(0xA1, 0x2028),
                                              rc::gen::inRange<char32_t>(0x4E00, 0x9FFF),
                                              rc::gen::inRange<char32_t>(0x1F300, 0x1F600));
        std::vector<Person> people;
        auto const count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i) {
            std::string name = "n";
            for (auto const c : *rc::gen::container<std::vector<char32_t>>(character)) {
                if (name.size() < 190) append_utf8(name, c);
            }
            auto person = bureau().people().front();
            person.id = "person-" + std::to_string(i);
            person.name = name + "e";
            if (*arbitrary<bool>()) person.email.clear();
            if (*arbitrary<bool>()) person.phone.clear();
            if (*arbitrary<bool>()) person.groups.clear();
            if (*arbitrary<bool>()) person.units = {"education", "housing"};
            if (*arbitrary<bool>()) person.leads.clear();
            if (*arbitrary<bool>()) person.language = Language::en;
            people.push_back(std::move(person));
        }
        Directory const directory{people, bureau().units(), bureau().groups()};
        for (auto const& file : {people_table(directory), people_cards(directory)}) {
            auto const read = read_people_file(file, "people");
            auto const merged = delivery::merge(directory, read.list, delivery::Others::go);
            RC_ASSERT(merged.has_value());
            for (auto const& person : merged->people) RC_ASSERT(person.fate == Fate::same);
        }
        auto const text = delivery::directory_text(directory);
        auto const again = delivery::read_directory(text, "directory.yaml");
        RC_ASSERT(again.has_value());
        RC_ASSERT(delivery::directory_text(*again) == text);
        RC_ASSERT(again->people().front().name == people.front().name);
    }));
}
