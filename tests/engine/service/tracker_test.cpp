#include "engine/service/tracker.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "engine/service/case_file.hpp"
#include "engine/service/fingerprint.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

constexpr char const* proposal =
    R"({"title":"关于发展社区托育的提案","proposers":["huang-member"]})";

service::Request acting(CaseId id,
                        std::string action,
                        tracking::Actor actor,
                        std::string key = {}) {
    return {
        .what = service::Acting{id, {std::move(action), std::move(actor), {}, std::nullopt, {}}},
        .idempotency_key = std::move(key)};
}

tracking::Actor const committee{.id = "lin-committee", .groups = {"committee"}, .units = {}};

}  // namespace

TEST_CASE("a proposal is filed, accepted and assigned, and each step is in its journal",
          "[tracker]") {
    World world;
    auto const id = world.assigned_case();
    CHECK(world.state_of(id) == "handling.answer.signing");
    auto const journal = world.store->read()->journal(id, 0, 10);
    REQUIRE(journal.size() == 3);
    CHECK(journal[0].record.starts_with(R"({"kind":"filed")"));
    CHECK(journal[2].record.find(R"("action":"assign")") != std::string::npos);
    CHECK(journal[2].record.find(R"("host":"education-bureau")") != std::string::npos);
    auto const deadlines = world.store->read()->running_deadlines(id);
    REQUIRE(deadlines.size() == 2);
    CHECK(deadlines[0].name == "reply");
    CHECK(to_text(deadlines[0].due_at) == "2026-06-02T16:00:00Z");
    CHECK(world.store->read()->due_alarms(Instant::max(), 10).size() == 2);
}

TEST_CASE("within one batch the second request on a case sees what the first did", "[tracker]") {
    World world;
    auto const id = world.file(proposal)->id;
    std::vector<service::Request> const batch{acting(id, "accept", committee),
                                              acting(id, "accept", committee)};
    auto const answers = world.tracker.perform(batch, world.clock.now());
    CHECK(answers[0].has_value());
    REQUIRE_FALSE(answers[1].has_value());
    CHECK(answers[1].error().kind == tracking::Refusal::Kind::unknown_action);
    CHECK(answers[1].error().reason.en.find("assign") != std::string::npos);
}

TEST_CASE("a refusal touches nobody else in its batch", "[tracker]") {
    World world;
    auto const id = world.file(proposal)->id;
    std::vector<service::Request> const batch{
        acting(CaseId{999}, "accept", committee),
        acting(id, "accept", {.id = "x", .groups = {}, .units = {}}),
        acting(id, "accept", committee)};
    auto const answers = world.tracker.perform(batch, world.clock.now());
    CHECK(answers[0].error().kind == tracking::Refusal::Kind::not_found);
    CHECK(answers[1].error().kind == tracking::Refusal::Kind::not_allowed);
    CHECK(answers[2].has_value());
    CHECK(world.state_of(id) == "assigning");
    CHECK(world.store->read()->find_case(id)->revision == 2);
}

TEST_CASE("the same idempotency key is answered the same and acts once", "[tracker]") {
    World world;
    auto const id = world.file(proposal)->id;
    std::vector<service::Request> const batch{acting(id, "accept", committee, "k1"),
                                              acting(id, "accept", committee, "k1")};
    auto const answers = world.tracker.perform(batch, world.clock.now());
    REQUIRE(answers[0]);
    REQUIRE(answers[1]);
    CHECK_FALSE(answers[0]->repeated);
    CHECK(answers[1]->repeated);
    CHECK(answers[1]->revision == answers[0]->revision);
    CHECK(world.store->read()->journal(id, 0, 10).size() == 2);
    std::vector<service::Request> const too_long{acting(id, "x", committee, std::string(201, 'k'))};
    CHECK(world.tracker.perform(too_long, world.clock.now())[0].error().kind ==
          tracking::Refusal::Kind::bad_value);
}

TEST_CASE("a key that stood for another request is refused, and nothing happens", "[tracker]") {
    World world;
    auto const id = world.file(proposal)->id;
    auto const ask = [&](service::Request request) {
        return world.tracker.perform({&request, 1}, world.clock.now()).front();
    };
    service::Acting asked{id, {"decline", committee, {{"reason", "a"}}, std::nullopt, {}}};
    REQUIRE(ask({asked, "k"}));

    struct Row {
        char const* what;
        std::function<void(service::Acting&)> change;
        bool is_other;
    };

    auto const row = GENERATE(values<Row>({
        {"itself", [](auto&) {}, false},
        {"another revision seen", [](auto& one) { one.input.seen_revision = 7; }, false},
        {"another value",
         [](auto& one) {
             one.input.with = {{"reason", "b"}};
         },
         true},
        {"a value more", [](auto& one) { one.input.with.emplace_back("note", "b"); }, true},
        {"another action", [](auto& one) { one.input.action = "accept"; }, true},
        {"another actor", [](auto& one) { one.input.actor.id = "li"; }, true},
        {"another case", [](auto& one) { one.id = CaseId{2}; }, true},
    }));
    CAPTURE(row.what);
    row.change(asked);
    auto const answer = ask({asked, "k"});
    CHECK(answer.has_value() != row.is_other);
    if (answer) {
        CHECK(answer->repeated);
    } else {
        CHECK(answer.error().kind == tracking::Refusal::Kind::other_content);
        CHECK_THAT(answer.error().reason.en, Catch::Contains("\"k\""));
    }
    CHECK(world.store->read()->find_case(id)->revision == 2);
}

TEST_CASE("what a key stands for may be said beside the request", "[tracker]") {
    World world;
    auto request = world.filing(proposal, "chen-secretary").value();
    request.idempotency_key = "page";
    request.content = sha256("the page");
    auto const ask = [&] {
        return world.tracker.perform({&request, 1}, world.clock.now()).front();
    };
    REQUIRE(ask());
    std::get<service::Filing>(request.what).input.with.pop_back();
    CHECK(ask()->repeated);
    request.content = sha256("another page");
    CHECK_FALSE(ask());
}

TEST_CASE("the order of a request's values does not matter", "[tracker]") {
    auto const of = [](tracking::NamedValues with) {
        return service::fingerprint(
            service::Filing{"w", {.actor = {}, .with = std::move(with), .at = {}}});
    };
    CHECK(of({{"a", "1"}, {"b", "2"}}) == of({{"b", "2"}, {"a", "1"}}));
    CHECK(of({{"a", "1"}, {"b", "2"}}) != of({{"a", "2"}, {"b", "1"}}));
    CHECK(of({{"a", "1"}}) != of({{"a", std::int64_t{1}}}));
}

TEST_CASE("a unit that the directory does not know is refused with the nearest one", "[tracker]") {
    World world;
    auto const id = world.file(proposal)->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    auto const answer = world.act(id, "assign", "chen-secretary", R"({"host":"eduction-bureau"})");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().reason.en.find("education-bureau") != std::string::npos);
    CHECK(world.state_of(id) == "assigning");
}

TEST_CASE("a case without a title is listed by its number", "[tracker]") {
    World world;
    auto text = support::shipped_definition("cppcc-proposal");
    auto const replace = [&](std::string_view old, std::string_view by) {
        text.workflow.text.replace(text.workflow.text.find(old), old.size(), by);
    };
    replace("version: 1", "version: 2");
    replace("required: true", "required: false");  // the title's
    REQUIRE_FALSE(has_errors(world.procedures.put_in_force(*world.store, text, world.clock.now())));
    REQUIRE(world.file(proposal));
    REQUIRE(world.file(R"({"proposers":["huang-member"]})"));
    auto const row = world.store->read()->find_case(CaseId{2});
    CHECK(row->title == "2");
    CHECK(row->search_key == "2");
}

TEST_CASE("a case keeps the definition it began under", "[tracker]") {
    World world;
    auto const old_case = world.file(proposal)->id;
    auto text = support::shipped_definition("cppcc-proposal");
    auto const at = text.workflow.text.find("version: 1");
    text.workflow.text.replace(at, 10, "version: 2");
    auto const term = text.workflow.text.find("within: 10 working days");
    text.workflow.text.replace(term, 23, "within: 3 working days");
    REQUIRE_FALSE(has_errors(world.procedures.put_in_force(*world.store, text, world.clock.now())));
    auto const new_case = world.file(proposal)->id;
    REQUIRE(world.act(old_case, "accept", "lin-committee"));
    REQUIRE(world.act(new_case, "accept", "lin-committee"));
    CHECK(world.store->read()->running_deadlines(old_case)[0].term == "10 working days");
    CHECK(world.store->read()->running_deadlines(new_case)[0].term == "3 working days");
}

TEST_CASE("a definition with an error never comes into force", "[tracker]") {
    World world;
    auto text = support::shipped_definition("cppcc-proposal");
    auto const at = text.workflow.text.find("go: assigning");
    text.workflow.text.replace(at, 13, "go: asigning");
    auto const problems = world.procedures.put_in_force(*world.store, text, world.clock.now());
    REQUIRE(has_errors(problems));
    CHECK(problems.front().suggestion == "assigning");
    CHECK(world.file(proposal).has_value());
}

TEST_CASE("a definition whose messages have no words never comes into force", "[tracker]") {
    World world;
    auto text = support::shipped_definition("cppcc-proposal");
    text.messages.clear();
    auto const problems = world.procedures.put_in_force(*world.store, text, world.clock.now());
    REQUIRE(has_errors(problems));
    CHECK(problems.back().rule == "messages-missing");
}

TEST_CASE("two processes that bring the same definition agree on it", "[tracker]") {
    World world;
    service::Procedures other{support::shipped_calendars()};
    auto const text = support::shipped_definition("cppcc-proposal");
    CHECK(other.put_in_force(*world.store, text, world.clock.now()).empty());
    WorkflowId mine;
    WorkflowId theirs;
    world.procedures.in_force(*world.store->read(), "cppcc-proposal", mine);
    other.in_force(*world.store->read(), "cppcc-proposal", theirs);
    CHECK(mine == theirs);
}

TEST_CASE("a changed definition needs a higher version, also to be taken back", "[tracker]") {
    World world;
    auto const original = support::shipped_definition("cppcc-proposal");
    auto changed = original;
    auto const term = changed.workflow.text.find("within: 10 working days");
    changed.workflow.text.replace(term, 23, "within: 3 working days");
    auto const put = [&](workflow::DefinitionText const& text) {
        return world.procedures.put_in_force(*world.store, text, world.clock.now());
    };
    auto const refused = put(changed);
    REQUIRE(has_errors(refused));
    CHECK(refused.back().rule == "version-not-raised");
    CHECK(refused.back().suggestion == "2");
    CHECK(refused.back().source_line == "version: 1");
    changed.workflow.text.replace(changed.workflow.text.find("version: 1"), 10, "version: 2");
    CHECK_FALSE(has_errors(put(changed)));
    CHECK(has_errors(put(original)));
}
