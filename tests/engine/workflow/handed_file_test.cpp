// Files that are handed in: their names, what they are, and what is not taken.
#include "engine/workflow/handed_file.hpp"

#include <catch2/catch.hpp>

#include "engine/workflow/file_name.hpp"
#include "engine/workflow/media_type.hpp"

using namespace duban;
using namespace duban::workflow;
using namespace std::string_view_literals;

TEST_CASE("the type of a file is its ending's, where its content bears that out", "[file]") {
    constexpr auto zip = "PK\x03\x04..."sv;
    constexpr auto compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."sv;
    constexpr auto unknown = "application/octet-stream";
    auto const [name,
                octets,
                type] = GENERATE_COPY(table<std::string, std::string_view, std::string>({
        {"答复函.pdf", "%PDF-1.7\n", "application/pdf"},
        {"LETTER.PDF", "%PDF-1.7\n", "application/pdf"},
        {"letter.pdf", "abc", unknown},
        {"letter.pdf", "", unknown},
        {"letter", "%PDF-1.7\n", unknown},
        {".pdf", "%PDF-1.7\n", unknown},
        {"a.docx", zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"a.xlsx", zip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"a.ofd", zip, "application/ofd"},
        {"a.zip", zip, "application/zip"},
        {"a.docx", compound, unknown},
        {"a.doc", compound, "application/msword"},
        {"a.xls", compound, "application/vnd.ms-excel"},
        {"a.png", "\x89PNG\r\n\x1A\n..", "image/png"},
        {"a.jpeg", "\xFF\xD8\xFF..", "image/jpeg"},
        {"a.txt", "办理情况\r\n", "text/plain"},
        {"a.txt", "\xB0\xEC\xC0\xED", "text/plain"},  // GB18030
        {"a.txt", "a\0b"sv, unknown},
        {"a.csv", "a,b\n", "text/csv"},
        {"a.html", "<p>", unknown},
    }));
    CAPTURE(name);
    CHECK(media_type_of(name, octets) == type);
    CHECK_FALSE(is_program(name, octets));
}

TEST_CASE("a program is known by its name or by how it begins", "[file]") {
    std::string const windows = "MZ" + std::string(100, '\0');
    auto const [name, octets] = GENERATE_COPY(table<std::string, std::string>({
        {"a.exe", "x"},
        {"答复函.pdf.EXE", "x"},
        {"a.vbs", "x"},
        {"a.lnk", "x"},
        {"a.url", "x"},
        {"a.iso", "x"},
        {"a.desktop", "x"},
        {"a.xll", "x"},
        {"a.pdf",
         "\x7F"
         "ELF"},
        {"a.pdf", "#!/bin/sh"},
        {"a.pdf", windows},
    }));
    CAPTURE(name);
    CHECK(is_program(name, octets));
    CHECK_FALSE(describe_file(name, octets));
}

TEST_CASE("a text may begin as a program of Windows does", "[file]") {
    CHECK(describe_file("a.txt", "MZ is how it begins" + std::string(100, '.')));
}

TEST_CASE("which names a file may have", "[file]") {
    auto const [name, good] = GENERATE(table<std::string, bool>({
        {"letter.pdf", true},
        {"关于“夜间照明”的答复函（正式）.pdf", true},
        {"a b", true},
        {".profile", true},
        {std::string(200, 'a'), true},
        {std::string(201, 'a'), false},
        {"", false},
        {".", false},
        {"..", false},
        {"a/b", false},
        {"..\\b", false},
        {"a.exe.", false},
        {"a.exe ", false},
        {"a.exe:b", false},
        {"a<b", false},
        {"a>b", false},
        {"a\"b", false},
        {"a|b", false},
        {"a?b", false},
        {"a*b", false},
        {"a：b？.pdf", true},
        {"a\nb", false},
        {std::string{"a\0b", 3}, false},
        {"a\u0085", false},
        {"a\u2028b", false},
        {"annex\u202Efdp.exe", false},
        {"\u200Fa", false},
        {"\xFF.pdf", false},
    }));
    CAPTURE(name);
    CHECK(fault_of_file_name(name).has_value() != good);
}

TEST_CASE("a file is described, or the reason is told", "[file]") {
    auto const file = describe_file("a.txt", "abc");
    REQUIRE(file);
    CHECK(file->size == 3);
    CHECK(to_text(file->sha256) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    auto const [octets, says] = GENERATE(table<std::string, std::string>({
        {"", "is empty"},
        {std::string(10 * 1024 * 1024 + 1, 'x'), "at most 10 MiB"},
    }));
    auto const refused = describe_file("a.txt", octets);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().en, Catch::Contains(says));
    CHECK(describe_file("a.txt", std::string(10 * 1024 * 1024, 'x')));
}

TEST_CASE("files are found in lists and in records, and what is none is passed over", "[file]") {
    using expression::List;
    using expression::Map;
    using expression::Value;
    auto const one = *describe_file("a.txt", "a");
    auto const two = *describe_file("b.txt", "b");
    Field letters;
    letters.name = "letters";
    letters.kind = FieldKind::file;
    letters.list = true;
    Field annexes;
    annexes.name = "annexes";
    annexes.kind = FieldKind::record;
    annexes.fields = {letters};
    Value const list{List{to_value(one), Value{}, Value{"c"}, Value{Map{}}, to_value(two)}};
    CHECK(files_in(letters, list) == std::vector{one, two});
    CHECK(files_in(annexes, Value{Map{{Value{"letters"}, list}}}) == std::vector{one, two});
    CHECK(files_in(annexes, Value{}).empty());
    CHECK_FALSE(check_value(letters, Value{List{to_value(one)}}));
}
