#include "engine/tracking/decide.hpp"
#include "engine/tracking/place.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/tracking/small_procedure.hpp"

using namespace duban;
using namespace duban::tracking;
using support::small_definition;

namespace {

Instant wall(char const* text) {
    return calendar::Zone::find("Asia/Shanghai")->to_instant(*parse_wall_time(text));
}

/// One case of the small procedure, acted on step by step.
struct Life {
    std::shared_ptr<Procedure const> procedure = support::procedure_of(small_definition());
    Case state;
    Instant now = wall("2026-03-02T10:00");
    Change last;

    Life() {
        last = *decide(
            *procedure,
            Filed{.actor = {}, .with = {{"title", "托育"}, {"proposers", proposers()}}, .at = now});
        state.id = CaseId{1};
        state.fields.resize(procedure->workflow.fields.size());
        take(last);
    }

    static expression::Value proposers() { return expression::List{expression::Value{"huang"}}; }

    void take(Change const& change) {
        apply(change, state);
        std::int64_t number = 0;
        for (auto& deadline : state.deadlines) deadline.id = DeadlineId{++number};
    }

    Result<Change, Refusal> ask(std::string action, Actor actor, NamedValues with = {}) {
        return decide(*procedure,
                      state,
                      ActionAsked{std::move(action), std::move(actor), std::move(with), {}, now});
    }

    bool act(std::string action, Actor actor, NamedValues with = {}) {
        auto change = ask(std::move(action), std::move(actor), std::move(with));
        if (change) take(*change);
        return change.has_value();
    }

    std::string at() const { return places_of(*procedure, state).front(); }

    std::string trail() const {
        return expression::to_text(state.fields[procedure->workflow.find_field("trail")]);
    }
};

Actor const office{.id = "chen", .groups = {"secretariat"}, .units = {}};
Actor const boss{.id = "wang", .groups = {"supervisor"}, .units = {}};
Actor const proposer{.id = "huang", .groups = {}, .units = {}};
Actor const stranger{.id = "li", .groups = {}, .units = {}};

}  // namespace

TEST_CASE("a filed case stands in the innermost start state, entered from the outside in",
          "[decide]") {
    Life const life;
    CHECK(life.at() == "open.first");
    CHECK(life.trail() == R"(["+open", "+first"])");
    CHECK(life.state.revision == 1);
}

TEST_CASE("a move leaves from the inside out, acts, and enters from the outside in", "[decide]") {
    Life life;
    auto const [action, expected] = GENERATE(table<std::string, std::string>({
        {"step", R"(["+open", "+first", "-first", "step", "+second"])"},
        {"again", R"(["+open", "+first", "-first", "+first"])"},
        {"restart", R"(["+open", "+first", "-first", "-open", "+open", "+first"])"},
    }));
    CAPTURE(action);
    REQUIRE(life.act(action, office));
    CHECK(life.trail() == expected);
}

TEST_CASE("each refusal has its kind and changes nothing", "[decide]") {
    Life life;
    REQUIRE(life.act("step", office));
    auto const before = life.state;
    using Kind = Refusal::Kind;

    struct Row {
        char const* action;
        Actor actor;
        NamedValues with;
        Kind kind;
    };

    auto const row = GENERATE_COPY(values<Row>({
        {"dance", office, {}, Kind::unknown_action},
        {"step", office, {}, Kind::unknown_action},
        {"write", stranger, {{"note", "x"}}, Kind::not_allowed},
        {"write", office, {}, Kind::missing_value},
        {"write", office, {{"note", expression::Value{}}}, Kind::missing_value},
        {"write", office, {{"note", std::int64_t{7}}}, Kind::bad_value},
        {"write", office, {{"note", "x"}, {"title", "y"}}, Kind::bad_value},
        {"write", office, {{"note", "x"}, {"nothing", "y"}}, Kind::bad_value},
        {"finish", office, {}, Kind::guard},
    }));
    CAPTURE(row.action);
    auto const answer = life.ask(row.action, row.actor, row.with);
    REQUIRE_FALSE(answer);
    CHECK(to_text(answer.error().kind) == to_text(row.kind));
    CHECK_FALSE(answer.error().reason.zh_cn.empty());
    CHECK_FALSE(answer.error().reason.en.empty());
    CHECK(life.state == before);
}

TEST_CASE("a refused guard says what its definition says", "[decide]") {
    Life life;
    REQUIRE(life.act("step", office));
    CHECK(life.ask("finish", office).error().reason ==
          Text{.zh_cn = "请先写", .en = "write first"});
    REQUIRE(life.act("write", office, {{"note", "第一稿"}}));
    CHECK(life.act("finish", proposer));
    CHECK(life.at() == "done");
    CHECK(life.state.closed_at.has_value());
    CHECK(life.state.deadlines.empty());
}

TEST_CASE("where the inner state's guard refuses, the outer state's action answers", "[decide]") {
    Life life;
    CHECK_FALSE(life.act("outer", office));
    CHECK(life.act("outer", boss));
    CHECK(life.at() == "done");
}

TEST_CASE("a closed case and a case that has changed are refused", "[decide]") {
    Life life;
    ActionAsked stale{"step", office, {}, std::int64_t{7}, life.now};
    CHECK(decide(*life.procedure, life.state, stale).error().kind == Refusal::Kind::changed);
    REQUIRE(life.act("outer", boss));
    CHECK(life.ask("step", office).error().kind == Refusal::Kind::closed);
}

TEST_CASE("filing asks for the required fields and takes no others", "[decide]") {
    auto const procedure = support::procedure_of(small_definition());
    auto const file = [&](NamedValues with) {
        return decide(*procedure,
                      Filed{.actor = {}, .with = std::move(with), .at = wall("2026-03-02T10:00")});
    };
    CHECK(file({}).error().kind == Refusal::Kind::missing_value);
    CHECK(file({{"title", expression::Value{}}}).error().kind == Refusal::Kind::missing_value);
    CHECK(file({{"title", "x"}, {"colour", "red"}}).error().kind == Refusal::Kind::bad_value);
    CHECK(file({{"title", std::string(21, 'x')}}).error().kind == Refusal::Kind::bad_value);
    CHECK(file({{"title", std::string(20, 'x')}}).has_value());
}

TEST_CASE("whoever files a case does not give what the handling writes", "[decide]") {
    auto const [field,
                value,
                expected] = GENERATE(table<std::string, expression::Value, std::string>({
        {"note", "x", "\"note\" (note) is not given at filing: the action \"write\" asks for it"},
        {"round",
         std::int64_t{2},
         "\"round\" (round) is not given at filing: the procedure writes it itself"},
        {"trail",
         expression::List{},
         "\"trail\" (trail) is not given at filing: the procedure writes it itself"},
        {"answered",
         false,
         "\"answered\" (answered) is not given at filing: the procedure writes it itself"},
        {"proposers", expression::List{}, ""},
    }));
    CAPTURE(field);
    auto const procedure = support::procedure_of(small_definition());
    Filed input{
        .actor = {}, .with = {{"title", "x"}, {field, value}}, .at = wall("2026-03-02T10:00")};
    auto const answer = decide(*procedure, input);
    CHECK((answer ? "" : answer.error().reason.en) == expected);
    input.unchecked = true;
    CHECK(decide(*procedure, input).has_value());
}

TEST_CASE("a required field is given at filing, whoever may write it later", "[decide]") {
    auto definition = small_definition();
    auto const at = definition.workflow.text.find("note: {type: text}");
    REQUIRE(at != std::string::npos);
    definition.workflow.text.replace(at, 18, "note: {type: text, required: true}");
    auto const answer = decide(
        *support::procedure_of(definition),
        Filed{
            .actor = {}, .with = {{"title", "x"}, {"note", "y"}}, .at = wall("2026-03-02T10:00")});
    CHECK(answer.has_value());
}

TEST_CASE("a deadline starts with its state and ends with it", "[decide]") {
    Life life;
    CHECK(life.state.deadlines.empty());
    REQUIRE(life.act("step", office));
    REQUIRE(life.state.deadlines.size() == 1);
    CHECK(life.state.deadlines[0].due_day == make_day(2026, 3, 4));
    CHECK(life.state.deadlines[0].due_at == wall("2026-03-05T00:00"));
    REQUIRE(life.act("restart", office));
    CHECK(life.state.deadlines.empty());
}

TEST_CASE("at its end a deadline does what `on_due` says, and a second ring is harmless",
          "[decide]") {
    Life life;
    REQUIRE(life.act("step", office));
    auto const id = life.state.deadlines[0].id;
    auto const early = decide(*life.procedure, life.state, AlarmRang{id, wall("2026-03-04T23:59")});
    CHECK(early.is_empty());
    auto const change =
        decide(*life.procedure, life.state, AlarmRang{id, wall("2026-03-05T00:00")});
    CHECK(change.deadline_passed);
    CHECK(change.closed);
    life.take(change);
    CHECK(life.at() == "done");
    CHECK(life.state.fields[life.procedure->workflow.find_field("answered")] ==
          expression::Value{false});
    CHECK(decide(*life.procedure, life.state, AlarmRang{id, wall("2026-03-06T00:00")}).is_empty());
    CHECK(decide(*life.procedure, life.state, AlarmRang{DeadlineId{99}, wall("2026-03-06T00:00")})
              .is_empty());
}

TEST_CASE("every guard that was read is kept with its answer", "[decide]") {
    Life life;
    REQUIRE(life.act("step", office));
    REQUIRE(life.act("write", office, {{"note", "x"}}));
    auto const change = *life.ask("finish", office);
    REQUIRE(change.guards.size() == 1);
    CHECK(change.guards[0].guard->text() == "round > 1");
    CHECK(change.guards[0].open);
}
