#include "engine/workflow/message.hpp"
#include "engine/workflow/html_markup.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

Vocabulary vocabulary_of(Words const& words) {
    return [&words](std::string_view name) {
        auto const word = words.find(name);
        return word == words.end() ? std::string{} : word->second;
    };
}

Result<std::string, Text> render(std::string_view mustache,
                                 Words const& words,
                                 Template::Lines lines = Template::Lines::many) {
    auto const read = Template::read(mustache, lines);
    if (!read) return Failure<Text>{read.error()};
    return read->fill(vocabulary_of(words));
}

}  // namespace

TEST_CASE("a message puts values in as they are", "[workflow]") {
    auto const [mustache, title, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"《{{title}}》", "关于 <b>“老旧小区”</b> & 电梯", "《关于 <b>“老旧小区”</b> & 电梯》"},
        {"{{ title }}", "{{case}} {{{x}}}", "{{case}} {{{x}}}"},
        {"a{{#title}}，{{title}}{{/title}}", "", "a"},
        {"a{{#title}}，{{title}}{{/title}}", "b", "a，b"},
        {"{{^title}}none{{/title}}", "", "none"},
        {"{{! for translators }}x", "", "x"},
        {"a\n{{#title}}\n{{title}}\n{{/title}}\nb\n", "t", "a\nt\nb\n"},
        {"a\n{{#title}}\n{{title}}\n{{/title}}\nb\n", "", "a\nb\n"},
        {"{{title}}", "bell\a\x1B[31m\u0085\u202E!", "bell[31m!"},
        {"{{title}}", "督\u200E办\u2028。é\U0001F600", "督办。é\U0001F600"},
        {"{{title}}", "督办\xE7\x9D", "督办\uFFFD\uFFFD"},
    }));
    CAPTURE(mustache, title);
    auto const text = render(mustache, {{"title", title}, {"case", "7"}});
    REQUIRE(text);
    CHECK(*text == expected);
}

TEST_CASE("in HTML a value is words and never markup", "[workflow]") {
    auto const read = Template::read("<p>{{title}}</p>\n<p>{{^link}}-{{/link}}</p>\n",
                                     Template::Lines::many,
                                     Template::Markup::html);
    REQUIRE(read);
    Words const words{{"title", "<script>\"a\" & 'b'</script>\n第二行\x02"}};
    CHECK(read->fill(vocabulary_of(words)) ==
          std::string{
              "<p>&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;<br>\n第二行</p>"
              "\n<p>-</p>\n"});
}

TEST_CASE("which HTML a message may hold", "[workflow]") {
    auto const [html, good] = GENERATE(table<std::string, bool>({
        {"<p>{{title}}</p>", true},
        {"a &lt; b &amp; c<br><hr>", true},
        {"<table style=\"border: 1px solid #ccc\"><tr><th scope=\"row\">{{a}}</th></tr></table>",
         true},
        {"{{#link}}<p lang=\"en\"><a href=\"{{link}}\">x</a></p>{{/link}}", true},
        {"<p>", false},
        {"</p>", false},
        {"<p><b>x</p></b>", false},
        {"<P>x</P>", false},
        {"<br/>", false},
        {"<p title=\"x\">x</p>", false},
        {"<p onclick=\"x\">x</p>", false},
        {"<p style=\"background: url(http://example.org/x)\">x</p>", false},
        {"<p style=\"color: {{title}}\">x</p>", false},
        {"<p style=x>x</p>", false},
        {"<p style=\"x\" \"y\">x</p>", false},
        {"<p {{title}}>x</p>", false},
        {"<{{title}}>", false},
        {"<a href=\"https://example.org\">x</a>", false},
        {"<a href=\"javascript:{{link}}\">x</a>", false},
        {"<p href=\"{{link}}\">x</p>", false},
        {"<!-- x -->", false},
        {"<style>x</style>", false},
        {"<p style=\"x", false},
        {"<", false},
        {"{{#a}}<p>{{/a}}</p>", false},
        {"<p>{{#a}}</p>{{/a}}", false},
    }));
    CAPTURE(html);
    CHECK(find_html_problems(html).empty() == good);
}

TEST_CASE("a subject stays on one line whatever a title holds", "[workflow]") {
    auto const text = render("催办：{{title}}",
                             {{"title", "a\r\nBcc: everybody@example.org\n\n\tb\n"}},
                             Template::Lines::one);
    REQUIRE(text);
    CHECK(*text == "催办：a Bcc: everybody@example.org b");
}

TEST_CASE("an empty value that is needed is an error, not a hole in a letter", "[workflow]") {
    for (auto const& words : {Words{}, Words{{"due_date", ""}}}) {
        auto const text = render("by {{due_date}}", words);
        REQUIRE_FALSE(text);
        CHECK(text.error().en == "the message needs “due_date”, which is empty");
    }
    CHECK(render("x{{#link}} {{link}}{{/link}}", {}) == std::string{"x"});
}

TEST_CASE("what of Mustache is refused", "[workflow]") {
    for (auto const* text : {"{{{title}}}",
                             "{{&title}}",
                             "{{>title}}",
                             "{{=<% %>=}}<%title%>",
                             "{{title",
                             "{{#title}}",
                             "{{/title}}"}) {
        CAPTURE(text);
        CHECK_FALSE(render(text, {{"title", "t"}}));
    }
    std::string deep;
    for (int i = 0; i < 9; ++i) deep += "{{#title}}";
    for (int i = 0; i < 9; ++i) deep += "{{/title}}";
    CHECK_FALSE(render(deep, {{"title", "t"}}));
    CHECK(render(deep.substr(10, deep.size() - 20), {{"title", "t"}}));
}

// The tags are found by our own scan when a definition is read; another reader's parser fills them
// in much later, and aborts the program where it disagrees.
TEST_CASE("a template that is accepted can be filled in", "[workflow]") {
    std::vector<std::string> const pieces{
        "{{a}}",
        "{{ b }}",
        "{{!x}}",
        "{{!\n{{#a}}",
        "{{#a}}督{{/a}}",
        "{{^b}}{{#a}}{{b}}{{/a}}{{/b}}",
        "\n{{#a}}\n",
        "\n{{/a}}\n",
        "{",
        "}",
        "{{",
        "}}",
        "#",
        "&",
        "a",
        "督",
        "\n",
        " ",
        "\u200E",
    };
    auto accepted = 0;
    CHECK(rc::check([&](std::vector<std::uint8_t> const& chosen) {
        std::string text;
        for (std::size_t i = 0; i < std::min<std::size_t>(chosen.size(), 6); ++i)
            text += pieces[chosen[i] % pieces.size()];
        for (auto const lines : {Template::Lines::one, Template::Lines::many}) {
            auto read = Template::read(text, lines, Template::Markup::html);
            if (!read) continue;
            ++accepted;
            Words const words{{"a", "<i>"}, {"b", "<i>"}};
            auto const filled = read->fill(vocabulary_of(words));
            RC_ASSERT(filled);
            RC_ASSERT(filled->find("<i>") == std::string::npos);
            read->prepare();
            RC_ASSERT(read->fill(vocabulary_of(words)).value() == filled.value());
        }
    }));
    CHECK(accepted > 50);
}

TEST_CASE("what is dropped from a template does not make a tag of what is left", "[workflow]") {
    for (auto const* text : {"{\u200E{{title}}}", "{\u200E{title}}", "{{title}\u200E}"}) {
        CAPTURE(text);
        auto const filled = render(text, {{"title", "t"}});
        CHECK((!filled || filled->find("{{") == std::string::npos));
    }
    CHECK_FALSE(render("{\u200E{{title}}}", {{"title", "t"}}));
}

TEST_CASE(
    "every shipped message can be written, in both languages, with and without what may be absent",
    "[workflow]") {
    auto const definition = read_definition(shipped_text());
    REQUIRE(definition.workflow);
    Words full;
    for (auto const name : message_vocabulary()) full[std::string{name}] = "值";
    for (auto const& field : definition.workflow->fields) full[field.name] = "值";
    auto sparse = full;
    for (auto const* name : {"link", "basis", "co_handlers"}) sparse.erase(name);
    for (auto const& message : definition.workflow->messages) {
        CAPTURE(message.name);
        for (auto const language : {Language::zh_cn, Language::en}) {
            auto const& texts = message.in(language);
            for (auto const& words : {full, sparse}) {
                auto const word_for = vocabulary_of(words);
                CHECK(texts.subject.fill(word_for));
                auto const text = texts.text.fill(word_for);
                REQUIRE(text);
                CHECK(text->find("\n\n\n") == std::string::npos);
                CHECK(text->find("{{") == std::string::npos);
                CHECK(texts.html.fill(word_for));
                CHECK(texts.sms.fill(word_for));
            }
        }
    }
}
