// Records and files as values of a case: handed in, appended, asked by guards, kept.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/service/wording.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::tracking;

namespace {

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"records.yaml", R"(format: 1
workflow: records
version: 1
title: {zh-CN: 记录, en: Records}
time_zone: Asia/Shanghai
calendar: cn
fields:
  means: {type: choice, of: [visit, call]}
  letter: {type: file}
  contact: {type: record, fields: {phone: {type: text, required: true}, age: {type: whole_number}}}
  contacts:
    type: list of record
    fields: {when: {type: date, required: true}, means: {type: choice, of: [visit, call]}}
roles:
  office: {group: office}
start: open
states:
  open:
    owner: office
    due: 1 month
    actions:
      log: {by: office, need: [means], do: [{append: {contacts: {when: today, means: means}}}]}
      name: {by: office, need: [contact], do: [{set: {contact: contact}}]}
      dial: {by: office, do: [{set: {contact: {phone: '"2"', age: null}}}]}
      file: {by: office, need: [letter], only_if: 'letter.size < 10', go: closed}
      close: {by: office, only_if: 'contacts.exists(c, c.means == "visit") && contact.phone == "1"', go: closed}
  closed: {end: true}
)"};
    return text;
}

struct Stage {
    std::string act(std::string const& action, std::string const& with = "{}") {
        auto const values = read_values(procedure->workflow, with);
        if (!values) return values.error().reason.en;
        auto const outcome = rehearsal.act(
            {.action = action, .as = "office", .with = *values, .at = rehearsal.now()});
        return outcome.refusal ? outcome.refusal->reason.en : "";
    }

    [[nodiscard]] std::string data() const {
        return encode_fields(procedure->workflow, rehearsal.state().fields);
    }

    std::shared_ptr<Procedure const> procedure = support::procedure_of(definition());
    Rehearsal rehearsal{*procedure, from_milliseconds(1'772'416'800'000)};  // 2 March 2026
    Rehearsal::Outcome filed = rehearsal.file({.actor = {}, .with = {}, .at = {}});
};

}  // namespace

TEST_CASE("records are appended, asked by guards and kept as JSON", "[record]") {
    Stage stage;
    CHECK_FALSE(stage.act("close").empty());
    CHECK(stage.act("log", R"({"means":"call"})").empty());
    CHECK_FALSE(stage.act("close").empty());
    CHECK(stage.act("log", R"({"means":"visit"})").empty());
    CHECK(stage.act("name", R"({"contact":{"phone":"1","age":null}})").empty());
    auto const data = stage.data();
    CHECK(
        data ==
        R"({"means":"visit","contact":{"phone":"1"},"contacts":[{"means":"call","when":"2026-03-02"},)"
        R"({"means":"visit","when":"2026-03-02"}]})");
    auto const& workflow = stage.procedure->workflow;
    CHECK(encode_fields(workflow, decode_fields(workflow, data)) == data);
    CHECK(stage.act("close").empty());
}

TEST_CASE("a part of a record that an effect sets to null is not set", "[record]") {
    Stage stage;
    CHECK(stage.act("dial").empty());
    auto const& workflow = stage.procedure->workflow;
    auto const& fields = stage.rehearsal.state().fields;
    auto const decoded = decode_fields(workflow, stage.data());
    auto const contact = workflow.find_field("contact");
    CHECK(fields[contact].as_map()->size() == 1);
    CHECK(fields[contact] == decoded[contact]);
}

TEST_CASE("a record from outside is refused by what is wrong with it", "[record]") {
    Stage stage;
    auto const [given, refusal] = GENERATE(table<std::string, std::string>({
        {R"({"contact":{"fone":"1"}})", "field \"contact\": there is no \"fone\" in it"},
        {R"({"contact":{"phone":1}})", "field \"contact\": phone: a text is expected"},
        {R"({"contact":"1"})",
         "field \"contact\": a JSON object like {\"phone\": \"…\"} is expected"},
        {R"({"contact":{"age":1}})",
         "wrong value for the field \"contact\": contact: “phone” is missing"},
    }));
    CAPTURE(given);
    CHECK(stage.act("name", given) == refusal);
}

TEST_CASE("a file is what is known of it", "[record]") {
    Stage stage;
    auto const file = [](std::string_view size) {
        return fmt::format(
            R"({{"letter":{{"name":"a.pdf","size":{},"sha256":"{}","media_type":"application/pdf"}}}})",
            size,
            std::string(64, 'a'));
    };
    CHECK(stage.act("file", file("10")).find("is not true") != std::string::npos);
    CHECK(stage.act("file", file("10485761")).find("at most 10485760 bytes") != std::string::npos);
    CHECK(stage.act("file", R"({"letter":{"name":"a.pdf"}})").find("is missing") !=
          std::string::npos);
    CHECK(stage.act("file", file("9")).empty());
}

TEST_CASE("people read records and files in their words", "[record]") {
    Stage stage;
    stage.act("log", R"({"means":"call"})");
    stage.act("log", R"({"means":"visit"})");
    auto const& workflow = stage.procedure->workflow;
    auto const index = workflow.find_field("contacts");
    auto const office = support::sample_office();
    CHECK(service::wording_of(workflow.fields[index],
                              stage.rehearsal.state().fields[index],
                              office.directory,
                              Language::en) ==
          "when: 2026-03-02, means: call; when: 2026-03-02, means: visit");
}
