// The manual of the language says nothing that the reader does not read.
#include <catch2/catch.hpp>

#include <regex>

#include "engine/proof/prove.hpp"
#include "engine/workflow/nouns.hpp"
#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

TEST_CASE("the complete examples of the manual are read without a problem", "[workflow]") {
    auto const page = GENERATE(as<std::string>{}, "docs/language.md", "docs/language.zh-CN.md");
    CAPTURE(page);
    auto const text = read_file(page);
    auto const workflows = blocks(text, "workflow");
    auto const zh_cn = blocks(text, "messages.zh-CN");
    auto const en = blocks(text, "messages.en");
    auto const calendar = china();
    REQUIRE_FALSE(workflows.empty());
    REQUIRE(zh_cn.size() == workflows.size());
    REQUIRE(en.size() == workflows.size());
    for (std::size_t i = 0; i < workflows.size(); ++i) {
        DefinitionText const of{.workflow = {page, workflows[i]},
                                .messages = {{"zh-CN", zh_cn[i]}, {"en", en[i]}}};
        auto definition = read_definition(of);
        proof::prove(of, definition, &calendar);
        CHECK(problem_lines(definition.problems) == "");
    }
}

TEST_CASE("the manual names every key that the readers know", "[workflow]") {
    auto const page = GENERATE(as<std::string>{}, "docs/language.md", "docs/language.zh-CN.md");
    auto const text = read_file(page);
    for (auto const* const noun :
         {&noun::workflow,   &noun::field,        &noun::record_field, &noun::role,
          &noun::state,      &noun::due,          &noun::reminder,     &noun::action,
          &noun::reaction,   &noun::alternative,  &noun::resume,       &noun::effect,
          &noun::notify,     &noun::raise,        &noun::branch,       &noun::messages,
          &noun::escalation, &noun::step,         &noun::unreached,    &noun::message,
          &noun::extension,  &noun::clock_action, &noun::silence}) {
        for (auto const& key : noun->keys) {
            CAPTURE(page, noun->name, key.name);
            std::string const name{key.name};
            std::regex const named{"`" + name + "`|(^|[^a-z_])" + name + ": "};
            bool const is_named = std::regex_search(text, named);
            CHECK(is_named);
            bool const has_meaning = !key.meaning.zh_cn.empty() && !key.meaning.en.empty();
            CHECK(has_meaning);
        }
    }
}

TEST_CASE("the manual names every field type and every word of a message", "[workflow]") {
    auto const text = read_file("docs/language.md");
    for (auto const name : message_vocabulary()) {
        CAPTURE(name);
        CHECK(text.find("`" + std::string{name} + "`") != std::string::npos);
    }
    for (auto const kind : field_kind_words) {
        auto const word = "`" + std::string{kind} + "`";
        CAPTURE(word);
        CHECK(text.find(word) != std::string::npos);
    }
}
