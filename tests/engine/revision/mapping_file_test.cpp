#include "engine/revision/mapping_file.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/revision/office_procedure.hpp"

using namespace duban;
using namespace duban::revision;
using revision_test::office_procedure;

namespace {

constexpr char const* head = "format: 1\nupgrade: {workflow: office, from: 1, to: 2}\n";

/// Version 1 as it is, version 2 with another name for a state and a field.
class Versions {
  public:
    Result<Mapping, Problems> read(std::string const& text) const {
        return read_mapping(
            text,
            "map.yaml",
            [this](std::string_view name, int version) -> workflow::Workflow const* {
                if (name != "office" || version < 1 || version > 2) return nullptr;
                return version == 1 ? &one_->workflow : &two_->workflow;
            });
    }

  private:
    std::shared_ptr<tracking::Procedure const> one_ = office_procedure();
    std::shared_ptr<tracking::Procedure const> two_ =
        office_procedure({{"version: 1", "version: 2"},
                          {"  suspended:\n", "  paused:\n"},
                          {"go: suspended", "go: paused"},
                          {"need: [note], do", "need: [remark], do"},
                          {"need: [note], go", "need: [remark], go"},
                          {"  note: {type", "  remark: {type"}});
};

}  // namespace

TEST_CASE("a mapping file says what has become which, and which terms are counted anew",
          "[revision]") {
    auto const mapping = Versions{}.read(std::string{head} + R"(
states: {suspended: paused, handling.answer: [handling.answer, handling.opinions]}
fields: {note: remark, round: null}
deadlines: {reply: recount, suspended: keep}
default_deadline: recount
because: {zh-CN: 期限调整, en: the term was changed}
)");
    REQUIRE(mapping);
    CHECK(mapping->workflow == "office");
    CHECK(mapping->from == 1);
    CHECK(mapping->to == 2);
    CHECK(mapping->states.at("suspended") == std::vector<std::string>{"paused"});
    CHECK(mapping->states.at("handling.answer").size() == 2);
    CHECK(mapping->fields.at("note") == "remark");
    CHECK(mapping->fields.at("round") == std::nullopt);
    CHECK(mapping->counting_of("reply") == Counting::recount);
    CHECK(mapping->counting_of("suspended") == Counting::keep);
    CHECK(mapping->counting_of("opinion") == Counting::recount);
    CHECK(mapping->because.zh_cn == "期限调整");
}

TEST_CASE("a slip in a mapping file is found with its place and the right word", "[revision]") {
    std::string const because = "because: x\n";
    auto const [text,
                rule,
                line,
                suggestion] = GENERATE(table<std::string, std::string, int, std::string>({
        {"upgrade: {workflow: office, from: 1, to: 2}\nbecause: x\n", "missing-key", 1, "format"},
        {std::string{head}, "missing-key", 1, "because"},
        {std::string{head} + "because: x\nstate: {a: b}\n", "unknown-key", 4, "states"},
        {std::string{head} + "because: x\nstates: {suspendet: paused}\n",
         "unknown-state",
         4,
         "suspended"},
        {std::string{head} + "because: x\nstates: {suspended: pauset}\n",
         "unknown-state",
         4,
         "paused"},
        {std::string{head} + "because: x\nfields: {not: remark}\n", "unknown-field", 4, "note"},
        {std::string{head} + "because: x\nfields: {note: remarc}\n", "unknown-field", 4, "remark"},
        {std::string{head} + "because: x\nfields: {note: remark, title: remark}\n",
         "two-fields",
         4,
         ""},
        {std::string{head} + "because: x\ndeadlines: {replay: keep}\n",
         "unknown-deadline",
         4,
         "reply"},
        {std::string{head} + "because: x\ndeadlines: {reply: again}\n", "unknown-word", 4, ""},
        {"format: 1\nupgrade: {workflow: office, from: 2, to: 1}\nbecause: x\n",
         "not-newer",
         2,
         ""},
        {"format: 1\nupgrade: {workflow: office, from: 1, to: 3}\nbecause: x\n",
         "unknown-version",
         2,
         ""},
        {"format: 2\nupgrade: {workflow: office, from: 1, to: 2}\nbecause: x\n",
         "out-of-range",
         1,
         ""},
    }));
    CAPTURE(text);
    auto const mapping = Versions{}.read(text);
    REQUIRE_FALSE(mapping);
    CHECK(mapping.error().front().rule == rule);
    CHECK(mapping.error().front().at.line == line);
    CHECK(mapping.error().front().suggestion == suggestion);
}
