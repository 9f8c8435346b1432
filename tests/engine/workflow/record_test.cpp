// Fields of the types record and file: what they may hold, and what guards see of them.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;
using expression::Map;
using expression::Value;

namespace {

std::string definition(std::string_view fields, std::string_view actions) {
    return fmt::format(R"(format: 1
workflow: records
version: 1
title: {{zh-CN: 记录, en: Records}}
time_zone: Asia/Shanghai
calendar: cn
fields:
{}roles:
  office: {{group: office}}
start: open
states:
  open:
    owner: office
    due: 3 months
    actions:
      finish: {{by: office, go: closed}}
{}  closed: {{end: true}}
)",
                       fields,
                       actions);
}

/// An action that appends a contact, or sets one.
std::string problems_of(std::string_view effect) {
    constexpr auto fields = R"(  means: {type: choice, of: [visit, call]}
  note: {type: text}
  letter: {type: file}
  contact: {type: record, fields: {phone: {type: text, required: true}, city: {type: text}}}
  contacts:
    type: list of record
    fields:
      when: {type: date, required: true}
      means: {type: choice, of: [visit, call]}
      who: {type: record, fields: {name: {type: text}, units: {type: list of unit}}}
)";
    auto const actions = fmt::format("      act: {{by: office, {}}}\n", effect);
    return problem_lines(read_alone(definition(fields, actions)).problems);
}

Field record_field() {
    auto read = [](std::string name, FieldKind kind) {
        Field field;
        field.name = std::move(name);
        field.kind = kind;
        return field;
    };
    auto contact = read("contact", FieldKind::record);
    contact.fields = {read("phone", FieldKind::text), read("age", FieldKind::whole_number)};
    contact.fields[0].required = true;
    contact.fields[0].at_most = 5;
    return contact;
}

}  // namespace

TEST_CASE("a literal fits a record by its keys, their types and what is known of them",
          "[workflow][record]") {
    auto const [effect, rule] = GENERATE(table<std::string, std::string>({
        {R"(do: [{append: {contacts: '{"when": today, "means": means}'}}])", ""},
        {R"(do: [{append: {contacts: '{"when": today, "means": "visit"}'}}])", ""},
        {R"(do: [{append: {contacts: '{"when": today, "who": {"name": note, "units": ["u1"]}}'}}])",
         ""},
        {R"(do: [{append: {contacts: '{"when": today, "means": null}'}}])", ""},
        {R"(do: [{set: {contacts: '[{"when": today}]'}}])", ""},
        {R"(do: [{set: {contacts: '[]'}}])", ""},
        {R"(do: [{set: {contact: '{"phone": "1"}'}}])", ""},
        {R"(do: [{set: {contact: 'null'}}])", ""},
        {R"(do: [{append: {contacts: '{"when": today, "maens": means}'}}])",
         "unknown-field -> means"},
        {R"(do: [{append: {contacts: '{"means": means}'}}])", "missing-key -> when"},
        {R"(do: [{append: {contacts: '{"when": null}'}}])", "missing-key -> when"},
        {R"(do: [{append: {contacts: '{"wehn": today}'}}])", "unknown-field -> when"},
        {R"(do: [{append: {contacts: '{"when": today, "wehn": note}'}}])", "unknown-field -> when"},
        {R"(do: [{append: {contacts: '{"when": "today"}'}}])", "wrong-type"},
        {R"(do: [{append: {contacts: '{"when": today, "means": "vist"}'}}])",
         "wrong-value -> visit"},
        {R"(do: [{append: {contacts: '{"when": today, "who": {"nmae": note}}'}}])",
         "unknown-field -> name"},
        {R"(do: [{append: {contacts: note}}])", "wrong-type"},
        {R"(do: [{append: {contacts: contact}}])", "wrong-type"},
        {R"(do: [{set: {contacts: '[{"wehn": today}]'}}])", "unknown-field -> when"},
        {R"(do: [{append: {contacts: 'note == "" ? {"wehn": today} : {"when": today}'}}])",
         "unknown-field -> when"},
        {R"(do: [{set: {letter: '{"name": "a", "size": 1, "sha256": "0", "media_type": "t"}'}}])",
         "made-up-file"},
    }));
    CAPTURE(effect);
    auto const lines = problems_of(effect);
    CAPTURE(lines);
    if (rule.empty()) {
        CHECK(lines.empty());
    } else {
        CHECK(lines.find(" error " + rule + "\n") != std::string::npos);
    }
}

TEST_CASE("a record that an effect writes as a mapping fits, or is told where it does not",
          "[workflow][record]") {
    auto const [effect, line] = GENERATE(table<std::string, std::string>({
        {R"(do: [{append: {contacts: {when: today, means: means}}}])", ""},
        {R"(do: [{append: {contacts: {when: today, means: '"visit"'}}}])", ""},
        {R"(do: [{append: {contacts: {when: today, who: {name: note, units: '["u1"]'}}}}])", ""},
        {R"(do: [{append: {contacts: {when: today, means: null}}}])", ""},
        {R"(do: [{append: {contacts: {when: today, who: '{"name": note}'}}}])", ""},
        {R"(do: [{set: {contacts: [{when: today}, {when: today, means: means}]}}])", ""},
        {R"(do: [{set: {contacts: []}}])", ""},
        {R"(do: [{set: {contact: {phone: note}}}])", ""},
        {R"(do: [{append: {contacts: {when: today, maens: means}}}])",
         "27:64 error unknown-field -> means"},
        {R"(do: [{append: {contacts: {means: means}}}])", "27:50 error missing-key -> when"},
        {R"(do: [{append: {contacts: {when: null}}}])", "27:50 error missing-key -> when"},
        {R"(do: [{append: {contacts: {wehn: today}}}])", "27:51 error unknown-field -> when"},
        {R"(do: [{append: {contacts: {wehn: note}}}])",
         "27:51 error unknown-field -> when\nworkflow:27:57 error wrong-type"},
        {R"(do: [{append: {contacts: {when: today, wehn: note}}}])",
         "27:64 error unknown-field -> when"},
        {R"(do: [{append: {contacts: {when: note}}}])", "27:57 error wrong-type"},
        {R"(do: [{append: {contacts: {when: today, means: '"vist"'}}}])",
         "27:72 error wrong-value -> visit"},
        {R"(do: [{append: {contacts: {when: today, means: maens}}}])",
         "27:71 error unknown-name -> means"},
        {R"(do: [{append: {contacts: {when: today, who: {nmae: note}}}}])",
         "27:70 error unknown-field -> name"},
        {R"(do: [{append: {contacts: [{when: today}]}}])", "27:50 error wrong-kind"},
        {R"(do: [{set: {contact: [{phone: note}]}}])", "27:46 error wrong-kind"},
        {R"(do: [{set: {contacts: {when: today}}}])", "27:47 error wrong-kind"},
        {R"(do: [{set: {note: {a: note}}}])", "27:43 error wrong-kind"},
        {R"(do: [{set: {letter: {name: note}}}])", "27:45 error made-up-file"},
        {R"(do: [{append: {contacts: {when: today, means: 'means == "visit" ? "call" : "cal"'}}}])",
         "27:100 error wrong-value -> call"},
    }));
    CAPTURE(effect);
    CHECK(problems_of(effect) == (line.empty() ? "" : "workflow:" + line + "\n"));
}

TEST_CASE("the record of an effect is one expression, whoever asks", "[workflow][record]") {
    auto const read = read_alone(definition(
        "  contact: {type: record, fields: {phone: {type: text}, who: {type: list of record, "
        "fields: {name: {type: text}}}}}\n",
        "      act: {by: office, do: [{set: {contact: {phone: '\"1\"', who: [{name: "
        "'\"a\"'}]}}}]}\n"));
    REQUIRE(read.workflow);
    auto const& effect = read.workflow->states[0].actions[1].alternatives[0].effects[0];
    CHECK(std::get<SetField>(effect).value.text() == R"({"phone": "1", "who": [{"name": "a"}]})");
}

TEST_CASE("a slip in a record is shown with its line, a caret and what was meant",
          "[workflow][record]") {
    auto const shown = [](std::string_view fields, std::string_view effect) {
        auto const actions = fmt::format("      act: {{by: office, {}}}\n", effect);
        std::string text;
        for (auto const& problem : read_alone(definition(fields, actions)).problems)
            text += to_text(problem, Language::en);
        return text;
    };
    constexpr auto contact = "  contact: {type: record, fields: {phone: {type: text}}}\n";
    CHECK(
        shown("  contact: {type: record, fields: {phone: {type: text, at_mots: 5}}}\n",
              "go: closed") ==
        R"(workflow:8:56: error: a field of a record has no key “at_mots”; did you mean “at_most”? [unknown-key]
      contact: {type: record, fields: {phone: {type: text, at_mots: 5}}}
                                                           ^
)");
    CHECK(shown("  contact: {type: record, fields: {phone: {tipe: text}}}\n", "go: closed") ==
          R"(workflow:8:43: error: a field of a record needs the key “type” [missing-key]
      contact: {type: record, fields: {phone: {tipe: text}}}
                                              ^
workflow:8:44: error: a field of a record has no key “tipe”; did you mean “type”? [unknown-key]
      contact: {type: record, fields: {phone: {tipe: text}}}
                                               ^
)");
    CHECK(
        shown(contact, R"(do: [{set: {contact: '{"phne": "1"}'}}])") ==
        R"(workflow:18:48: error: the record “contact” has no “phne”; did you mean “phone”? [unknown-field]
          act: {by: office, do: [{set: {contact: '{"phne": "1"}'}}]}
                                                   ^
)");
}

TEST_CASE("guards see the names and types of records", "[workflow][record]") {
    auto const [guard, rule] = GENERATE(table<std::string, std::string>({
        {R"('contact.phone == "1" && has(contact.city)')", ""},
        {R"('contacts.exists(c, c.means == "visit" && c.when <= today)')", ""},
        {R"('contacts.all(c, size(c.who.units) > 0)')", ""},
        {R"('letter.size < 100 && letter.name.endsWith(".pdf")')", ""},
        {R"('contact.phne == "1"')", "unknown-name -> phone"},
        {R"('contacts.exists(c, c.means == "vist")')", "unknown-word -> visit"},
        {R"('contact.phone > 1')", "wrong-type"},
        {R"('letter.sise < 100')", "unknown-name -> size"},
    }));
    CAPTURE(guard);
    auto const lines = problems_of(fmt::format("only_if: {}, go: closed", guard));
    CAPTURE(lines);
    if (rule.empty()) {
        CHECK(lines.empty());
    } else {
        CHECK(lines.find(" error " + rule + "\n") != std::string::npos);
    }
}

TEST_CASE("a record's value is checked part by part", "[workflow][record]") {
    auto const field = record_field();
    auto const problem = [&](Value const& value) {
        auto const found = check_value(field, value);
        return found ? found->en : std::string{};
    };
    CHECK(problem(Value{}).empty());
    CHECK(problem(Value{Map{{Value{"phone"}, Value{"12345"}}}}).empty());
    CHECK(problem(Value{Map{{Value{"phone"}, Value{"123456"}}}}) ==
          "contact: “phone” has 6 characters; at most 5 are allowed");
    CHECK(problem(Value{Map{{Value{"age"}, Value{std::int64_t{5}}}}}) ==
          "contact: “phone” is missing");
    CHECK(problem(Value{Map{{Value{"phone"}, Value{}}}}) == "contact: “phone” is missing");
    CHECK(problem(Value{Map{{Value{"fone"}, Value{"1"}}}}) ==
          "contact: there is no “fone” in it, only phone, age");
    CHECK(problem(Value{Map{{Value{"phone"}, Value{"1"}}, {Value{"age"}, Value{"5"}}}}) ==
          "contact: “age” must be a whole number, such as 12");
    CHECK(problem(Value{Map{{Value{std::int64_t{1}}, Value{"1"}}}}).find("must be a record") !=
          std::string::npos);
    CHECK(problem(Value{"1"}).find("must be a record") != std::string::npos);
}

TEST_CASE("a file is known by four things, all of which it has", "[workflow][record]") {
    Field field;
    field.name = "letter";
    field.kind = FieldKind::file;
    Map whole{{Value{"name"}, Value{"a.pdf"}},
              {Value{"size"}, Value{file_octets_most}},
              {Value{"sha256"}, Value{std::string(64, 'a')}},
              {Value{"media_type"}, Value{"application/pdf"}}};
    CHECK_FALSE(check_value(field, Value{whole}));
    auto const changed = [&](char const* name, Value value) {
        auto map = whole;
        map.insert_or_assign(Value{name}, std::move(value));
        return check_value(field, Value{std::move(map)}).has_value();
    };
    CHECK(changed("size", Value{file_octets_most + 1}));
    CHECK(changed("size", Value{std::int64_t{-1}}));
    CHECK(changed("sha256", Value{std::string(63, 'a')}));
    CHECK(changed("sha256", Value{std::string(64, 'A')}));
    CHECK(changed("name", Value{""}));
    CHECK(changed("media_type", Value{}));
    CHECK(changed("path", Value{"/etc"}));
}

TEST_CASE("records nest so deep and no deeper, and lists in lists once", "[workflow][record]") {
    auto const nested = [](std::size_t depth) {
        std::string text = "{type: text}";
        for (std::size_t i = 0; i < depth; ++i)
            text = fmt::format("{{type: record, fields: {{r: {}}}}}", text);
        return problem_lines(read_alone(definition(fmt::format("  r: {}\n", text), "")).problems);
    };
    CHECK(nested(Bounds::record_depth_max).empty());
    CHECK(nested(Bounds::record_depth_max + 1).find("error too-deep") != std::string::npos);
    auto const lists = [](std::size_t depth) {
        std::string text = "{type: list of text}";
        for (std::size_t i = 1; i < depth; ++i)
            text = fmt::format("{{type: list of record, fields: {{r: {}}}}}", text);
        return problem_lines(read_alone(definition(fmt::format("  r: {}\n", text), "")).problems);
    };
    CHECK(lists(Bounds::list_depth_max).empty());
    CHECK(lists(Bounds::list_depth_max + 1).find("error too-deep") != std::string::npos);
    auto const wide = [](std::size_t width) {
        std::string text;
        for (std::size_t i = 0; i < width; ++i)
            text += fmt::format("{}f{}: {{type: text}}", i == 0 ? "" : ", ", i);
        return problem_lines(
            read_alone(definition(fmt::format("  r: {{type: record, fields: {{{}}}}}\n", text), ""))
                .problems);
    };
    CHECK(wide(Bounds::record_fields_max).empty());
    CHECK(wide(Bounds::record_fields_max + 1).find("error too-many") != std::string::npos);
}
