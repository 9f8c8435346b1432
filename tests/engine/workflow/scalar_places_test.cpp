#include "engine/workflow/scalar_places.hpp"

#include <catch2/catch.hpp>

#include "engine/yaml/reader.hpp"

using namespace duban;
using namespace duban::workflow;

TEST_CASE("a character of a scalar is found in the file, however it is written", "[workflow]") {
    // `!` marks the character that is looked for; it is part of the text.
    auto const [how, text] = GENERATE(table<std::string, std::string>({
        {"plain", "key: a b !c"},
        {"plain behind Han text", "键: 督办 !c"},
        {"plain in flow", "key: {a: b, c: d !e}"},
        {"plain over two lines", "key: a\n  b !c"},
        {"plain over a blank line", "key: a\n\n  b !c"},
        {"single quotes", "key: 'it''s ''督办'' !c'"},
        {"single quotes over lines", "key: 'a\n\n\n   b''c !d'"},
        {"double quotes", R"(key: "\u7763\x41\U0001F600 \"!c")"},
        {"double quotes with a line taken up", "key: \"a \\\n   b !c\""},
        {"double quotes folded", "key: \"a   \n   b !c\""},
        {"literal block", "key: |\n  a\n\n    b !c"},
        {"literal block, stripped", "key: |-\n\n   a\n   b !c"},
        {"literal block, indentation told", "key: |2\n    a\n  b !c"},
        {"folded block", "key: >\n  a\n  b\n\n  c !d"},
        {"folded block, more indented", "key: >-\n  a\n    b\n    c\n  d !e"},
        {"Windows line ends", "key: |\r\n  a\r\n  b !c"},
    }));
    CAPTURE(how);
    auto const document = yaml::read(text + "\n", "file");
    REQUIRE(document.problems.empty());
    auto const* scalar = &document.root.entries.front().value;
    if (scalar->is_mapping()) scalar = &scalar->entries.back().value;
    auto const offset = scalar->text.find('!');
    REQUIRE(offset != std::string::npos);

    auto const place = ScalarPlaces{document, *scalar}.of_byte(offset);
    auto source = document.line(place.line);
    std::size_t column = 0;
    for (int i = 1; i < place.column; ++i) {
        auto const c = static_cast<unsigned char>(source[column]);
        column += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    }
    CHECK(source.substr(column, 1) == "!");
}

TEST_CASE("a place behind the text is where the text ends", "[workflow]") {
    auto const document = yaml::read("key: 'ab'\n", "file");
    ScalarPlaces const places{document, document.root.entries.front().value};
    CHECK(places.of_character(0) == Position{1, 7});
    CHECK(places.of_character(2) == Position{1, 9});
    CHECK(places.of_character(99) == Position{1, 9});
    CHECK(places.of({.line = 1, .column = 2}) == Position{1, 8});
}
