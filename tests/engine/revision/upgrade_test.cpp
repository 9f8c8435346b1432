// Cases moved from one version to another: what fits, and why something does not.
#include "engine/revision/upgrade.hpp"

#include <catch2/catch.hpp>

#include "engine/tracking/decide.hpp"
#include "engine/tracking/place.hpp"
#include "tests/engine/revision/office_procedure.hpp"

using namespace duban;
using namespace duban::revision;
using namespace duban::revision_test;
using expression::Value;

namespace {

using Texts = std::vector<std::string>;

Value text(char const* value) {
    return Value{std::string{value}};
}

enum class Stage { filed, handled, half_done, suspended };

/// A case of version 1, and what becomes of it under version 2 at the same time of the next day.
struct Move {
    explicit Move(Edits const& edits, Stage at = Stage::handled, Mapping given = {})
        : from{office_procedure()}, to{office_procedure(edits)}, mapping{std::move(given)} {
        auto rehearsal = at == Stage::filed ? filed_case() : handled_case(*from);
        if (at == Stage::half_done) {
            REQUIRE_FALSE(rehearsal.act(turn("log", {{"note", text("电话")}})).refusal);
            REQUIRE_FALSE(rehearsal.act(turn("write", {{"reply_class", text("B")}})).refusal);
        }
        if (at == Stage::suspended) REQUIRE_FALSE(rehearsal.act(turn("suspend")).refusal);
        rehearsal.wait(rehearsal.now() + std::chrono::hours{24});
        before = rehearsal.state();
        now = rehearsal.now();
        result = upgrade(before, *from, *to, mapping, now);
    }

    tracking::Rehearsal filed_case() const {
        tracking::Rehearsal rehearsal{*from, *parse_instant("2026-03-02T10:00:00+08:00")};
        REQUIRE_FALSE(
            rehearsal.file({.actor = {}, .with = {{"title", text("校门口交通")}}, .at = {}})
                .refusal);
        return rehearsal;
    }

    Texts places() const {
        for (auto const& obstacle : obstacles()) UNSCOPED_INFO(obstacle);
        REQUIRE(result);
        return tracking::places_of(*to, result->after);
    }

    Texts obstacles() const {
        Texts rules;
        if (!result) {
            for (auto const& obstacle : result.error()) rules.push_back(obstacle.rule);
        }
        return rules;
    }

    /// "kept reply 2026-06-02 -> 2026-06-02"
    Texts deadlines() const {
        Texts lines;
        REQUIRE(result);
        for (auto const& moved : result->deadlines) {
            auto const day = [](auto const& deadline) {
                return deadline ? duban::to_text(deadline->due_day) : std::string{"-"};
            };
            auto const part = moved.part.empty() ? "" : " [" + moved.part + "]";
            lines.push_back(std::string{to_text(moved.what)} + " " + moved.name + part + " " +
                            day(moved.before) + " -> " + day(moved.after));
        }
        return lines;
    }

    Value const& field(char const* name) const {
        return result->after.fields[to->workflow.find_field(name)];
    }

    std::shared_ptr<tracking::Procedure const> from;
    std::shared_ptr<tracking::Procedure const> to;
    Mapping mapping;
    tracking::Case before;
    Instant now;
    Result<Upgraded, Obstacles> result;
};

tracking::Change resume(Move const& move, tracking::Case const& moved) {
    auto change = tracking::decide(
        *move.to,
        moved,
        tracking::ActionAsked{.action = "go_on",
                              .actor = {.id = "chen", .groups = {"secretariat"}, .units = {}},
                              .with = {},
                              .seen_revision = std::nullopt,
                              .at = move.now});
    REQUIRE(change);
    return *change;
}

Mapping states(Mapping::ByName<std::vector<std::string>> given) {
    Mapping mapping;
    mapping.states = std::move(given);
    return mapping;
}

}  // namespace

TEST_CASE("a case stands in the new version where it stood, with its parts", "[revision]") {
    Move const move{{{"version: 1", "version: 2"}}, Stage::half_done};
    CHECK(move.places() == Texts{"handling.answer.written",
                                 "handling.opinions[water].asked",
                                 "handling.opinions[parks].asked"});
    CHECK(move.deadlines() == Texts{"kept reply 2026-06-02 -> 2026-06-02",
                                    "kept opinion [water] 2026-03-16 -> 2026-03-16",
                                    "kept opinion [parks] 2026-03-16 -> 2026-03-16"});
    CHECK(move.result->after.pending.size() == 1);
}

TEST_CASE("a term is kept as it was told, or counted anew from its first start", "[revision]") {
    Edits const shorter{{"within: 3 months", "within: 2 months"}};
    CHECK(Move{shorter}.deadlines().front() == "kept reply 2026-06-02 -> 2026-06-02");
    Mapping mapping;
    mapping.deadlines.emplace("reply", Counting::recount);
    Move const one{shorter, Stage::handled, mapping};
    CHECK(one.deadlines() == Texts{"recounted reply 2026-06-02 -> 2026-05-06",
                                   "kept opinion [water] 2026-03-16 -> 2026-03-16",
                                   "kept opinion [parks] 2026-03-16 -> 2026-03-16"});
    auto const& reply = *one.result->deadlines.front().after;
    CHECK(reply.id == one.before.deadlines.front().id);
    CHECK(reply.ledger.started_at == one.before.deadlines.front().ledger.started_at);
    mapping = {};
    mapping.default_deadline = Counting::recount;
    Move const all{
        {{"within: 10 working days", "within: 12 working days"}}, Stage::handled, mapping};
    CHECK(all.deadlines() == Texts{"recounted reply 2026-06-02 -> 2026-06-02",
                                   "recounted opinion [water] 2026-03-16 -> 2026-03-18",
                                   "recounted opinion [parks] 2026-03-16 -> 2026-03-18"});
}

TEST_CASE("a deadline that has passed is acted on again only where its end lies ahead again",
          "[revision]") {
    auto const [within, passed] = GENERATE(table<char const*, bool>({
        {"within: 16 working days", true},
        {"within: 6 months", false},
    }));
    CAPTURE(within);
    auto const from = office_procedure();
    auto const to = office_procedure({{"within: 15 working days", within}});
    tracking::Rehearsal rehearsal{*from, *parse_instant("2026-03-02T10:00:00+08:00")};
    REQUIRE_FALSE(rehearsal.file({.actor = {}, .with = {{"title", text("t")}}, .at = {}}).refusal);
    rehearsal.wait(*parse_instant("2026-04-20T10:00:00+08:00"));
    REQUIRE(rehearsal.state().deadlines.front().passed);
    Mapping mapping;
    mapping.default_deadline = Counting::recount;
    auto const moved = upgrade(rehearsal.state(), *from, *to, mapping, rehearsal.now());
    REQUIRE(moved);
    CHECK(moved->after.deadlines.front().passed == passed);
}

TEST_CASE("a deadline that is new begins at the move, one that is gone ends", "[revision]") {
    Move const move{{{"due: {name: examination, within: 15 working days}", ""},
                     {"          drafting:\n", "          drafting:\n            due: 5 days\n"}},
                    Stage::handled};
    CHECK(move.deadlines().back() == "started drafting - -> 2026-03-08");
    Move const gone{{{"due: {name: examination, within: 15 working days}", ""}}, Stage::filed};
    CHECK(gone.deadlines() == Texts{"ended examination 2026-03-23 -> -"});
    CHECK(gone.result->after.deadlines.empty());
}

TEST_CASE("a deadline that is renamed, or that went to another state, goes on", "[revision]") {
    CHECK(Move{{{"name: examination", "name: look"}}, Stage::filed}.deadlines() ==
          Texts{"kept look 2026-03-23 -> 2026-03-23"});
    Move const inner{
        {{"            due: {name: opinion, within: 10 working days}\n", ""},
         {"      opinions:\n", "      opinions:\n        due: {name: opinion, within: 9 days}\n"}}};
    CHECK(inner.deadlines()[1] == "kept opinion [water] 2026-03-16 -> 2026-03-16");
}

TEST_CASE("nobody is reminded of a region that has ended, in the new version either",
          "[revision]") {
    Move const move{{{"      answer:\n", "      answer:\n        due: 1 month\n"}},
                    Stage::half_done};
    CHECK(move.deadlines().size() == 3);
    Move const running{{{"      answer:\n", "      answer:\n        due: 1 month\n"}}};
    CHECK(running.deadlines().size() == 4);
}

TEST_CASE("a state that is called otherwise is found by the mapping, with all within it",
          "[revision]") {
    Edits const renamed{{"  handling:\n", "  in_hand:\n"},
                        {"go: handling}", "go: in_hand}"},
                        {"resume: handling", "resume: in_hand"}};
    CHECK(Move{renamed}.obstacles() ==
          Texts{"parts-gone", "parts-gone", "state-gone", "state-gone"});
    Move const move{renamed, Stage::handled, states({{"handling", {"in_hand"}}})};
    CHECK(move.places() == Texts{"in_hand.answer.drafting",
                                 "in_hand.opinions[water].asked",
                                 "in_hand.opinions[parks].asked"});
    CHECK(move.deadlines().size() == 3);
    CHECK(move.result->states.front() ==
          StateMoved{"handling.answer.drafting", {"in_hand.answer.drafting"}});
}

TEST_CASE("what a case remembers goes with it, or keeps it where it is", "[revision]") {
    Move const same{{{"version: 1", "version: 2"}}, Stage::suspended};
    REQUIRE(same.result);
    CHECK(same.result->after.position == same.before.position);
    CHECK(same.result->after.parts.size() == 2);
    Move const gone{{{"          drafting:", "          writing:"},
                     {"        start: drafting", "        start: writing"}},
                    Stage::suspended};
    CHECK(gone.obstacles() == Texts{"memory-gone"});
    Move const mapped{{{"          drafting:", "          writing:"},
                       {"        start: drafting", "        start: writing"}},
                      Stage::suspended,
                      states({{"handling.answer.drafting", {"handling.answer.writing"}}})};
    REQUIRE(mapped.result);
    auto resumed = mapped.result->after;
    tracking::apply(resume(mapped, resumed), resumed);
    CHECK(tracking::places_of(*mapped.to, resumed).front() == "handling.answer.writing");
}

TEST_CASE("what a case remembers may become states side by side", "[revision]") {
    Edits const another_region{{"      opinions:\n        for_each",
                                "      papers:\n        start: waiting\n        states:\n"
                                "          waiting: {actions: {come: {by: office, go: here}}}\n"
                                "          here: {end: true}\n"
                                "      opinions:\n        for_each"}};
    CHECK(Move{another_region, Stage::suspended}.obstacles() == Texts{"region-missing"});
    Move const moved{another_region,
                     Stage::suspended,
                     states({{"handling.answer.drafting",
                              {"handling.answer.drafting", "handling.papers.waiting"}}})};
    REQUIRE(moved.result);
    auto resumed = moved.result->after;
    tracking::apply(resume(moved, resumed), resumed);
    auto const places = tracking::places_of(*moved.to, resumed);
    CHECK(places == Texts{"handling.answer.drafting",
                          "handling.papers.waiting",
                          "handling.opinions[water].asked",
                          "handling.opinions[parks].asked"});
}

TEST_CASE("a clock that somebody has stopped is not let go on by an upgrade", "[revision]") {
    auto const from = office_procedure({{"      reminders:\n        - {at: 30",
                                         "      stop: {by: office}\n      go_on: {by: office}\n    "
                                         "  reminders:\n        - {at: 30"}});
    auto rehearsal = handled_case(*from);
    REQUIRE_FALSE(rehearsal.act(turn("stop")).refusal);
    auto const now = rehearsal.now() + std::chrono::hours{24};
    auto const refused = upgrade(rehearsal.state(), *from, *office_procedure(), {}, now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().front().rule == "stopped");
    auto const kept = upgrade(rehearsal.state(), *from, *from, {}, now);
    REQUIRE(kept);
    CHECK(kept->deadlines.front().after->is_stopped());
}

TEST_CASE("a state may become states side by side, with a part for each item", "[revision]") {
    auto const plain =
        office_procedure({{"    regions:\n", "    start: answer\n    states:\n"},
                          {R"(      opinions:
        for_each: unit in co_handlers
        fields: {opinion: {type: text}}
        start: asked
        states:
          asked:
            owner: co_handler
            due: {name: opinion, within: 10 working days}
            actions: {give: {by: co_handler, need: [opinion], go: given}}
          given: {end: true}
)",
                           ""},
                          {"  co_handler: {part: true}\n", ""},
                          {"    on_done: {go: closed}\n",
                           "    automatically: {only_if: 'round > 9', go: closed}\n"}});
    auto const to = office_procedure();
    auto rehearsal = handled_case(*plain);
    auto const now = rehearsal.now() + std::chrono::hours{48};
    auto const without = upgrade(rehearsal.state(), *plain, *to, {}, now);
    REQUIRE_FALSE(without);
    CHECK(without.error().front().rule == "parts-differ");
    auto const moved = upgrade(rehearsal.state(),
                               *plain,
                               *to,
                               states({{"handling.answer.drafting",
                                        {"handling.answer.drafting", "handling.opinions.asked"}}}),
                               now);
    REQUIRE(moved);
    CHECK(tracking::places_of(*to, moved->after) == Texts{"handling.answer.drafting",
                                                          "handling.opinions[water].asked",
                                                          "handling.opinions[parks].asked"});
    CHECK(moved->after.last_part == 2);
    CHECK(moved->deadlines.size() == 3);
    CHECK(moved->deadlines.back().what == DeadlineMoved::What::started);
    CHECK(moved->deadlines.back().after->ledger.started_at == now);
}

TEST_CASE("a move that is ambiguous or leads nowhere is refused by its reason", "[revision]") {
    struct Row {
        Edits edits;
        Stage stage;
        Mapping mapping;
        Texts rules;
    };

    auto const row = GENERATE_COPY(values<Row>({
        // The state has states within it now.
        {{{"    owner: office\n    due: {name: examination, within: 15 working days}\n",
           "    owner: office\n    start: desk\n    states:\n      desk: {actions: {send: {by: "
           "office, go: out}}}\n      out: {actions: {back: {by: office, go: desk}}}\n"}},
         Stage::filed,
         {},
         {"ambiguous"}},
        // Two states of which only one can be active.
        {{}, Stage::filed, states({{"filed", {"filed", "suspended"}}}), {"ambiguous"}},
        // Its end.
        {{}, Stage::filed, states({{"filed", {"closed"}}}), {"would-end"}},
        {{},
         Stage::handled,
         states({{"handling.answer.drafting", {"handling.answer.written"}}}),
         {"would-end"}},
        // Out of its region: the region has no state then.
        {{},
         Stage::handled,
         states({{"handling.answer.drafting", {"filed"}}}),
         {"region-missing", "ambiguous"}},
        // Out of its part.
        {{},
         Stage::handled,
         states({{"handling.opinions.asked", {"handling.answer.drafting"}}}),
         {"out-of-parts"}},
        // Nobody answers what the case waits for.
        {{{"      look: {by: engine, do: [{notify: {to: office, message: reply_soon}}]}\n", ""},
          {"    on_entry: [{raise: {event: look, after: 10 days, id: look}}]\n", ""},
          {"    on_exit: [{cancel: look}]\n", ""}},
         Stage::handled,
         {},
         {"event-unanswered"}},
        // What was told in one zone would end at another moment.
        {{{"time_zone: Asia/Shanghai", "time_zone: Asia/Tokyo"}},
         Stage::handled,
         {},
         {"time-zone"}},
        // Values.
        {{{"title: {type: text, required: true, at_most: 40}",
           "title: {type: text, required: true, at_most: 3}"}},
         Stage::filed,
         {},
         {"value-unfit"}},
        {{{"of: [A, B, C]", "of: [A, C]"}}, Stage::half_done, {}, {"value-unfit"}},
        {{{"  round: {type: whole_number, default: 1}",
           "  round: {type: whole_number, default: 1}\n  number: {type: text, required: true}"}},
         Stage::filed,
         {},
         {"value-missing"}},
    }));
    CHECK(Move{row.edits, row.stage, row.mapping}.obstacles() == row.rules);
}

TEST_CASE("every obstacle of a case is told in one go", "[revision]") {
    Move const move{{{"of: [A, B, C]", "of: [A, C]"},
                     {"title: {type: text, required: true, at_most: 40}",
                      "title: {type: text, required: true, at_most: 3}"}},
                    Stage::half_done};
    CHECK(move.obstacles() == Texts{"value-unfit", "value-unfit"});
}

TEST_CASE("values go with their fields: renamed, dropped, new, of another type", "[revision]") {
    Edits const edits{
        {"  reply_class: {type: choice, of: [A, B, C]}", "  class: {type: text}"},
        {"need: [reply_class]", "need: [class]"},
        {"  note: {type: text, at_most: 100}", "  phone: {type: text, default: '12345'}"},
        {"need: [note], do", "do"},
        {"need: [note], go", "go"},
        {"round: {type: whole_number, default: 1}", "round: {type: decimal}"},
        {"round: round + 1", "round: round + 1.0"},
        {"round > 0", "round > 0.0"}};
    CHECK(Move{edits, Stage::half_done}.obstacles() == Texts{"field-gone", "field-gone"});
    Mapping mapping;
    mapping.fields.emplace("reply_class", "class");
    mapping.fields.emplace("note", std::nullopt);
    Move const move{edits, Stage::half_done, mapping};
    REQUIRE(move.result);
    CHECK(move.field("class") == text("B"));
    CHECK(move.field("phone") == text("12345"));
    CHECK(move.field("round") == Value{2.0});
    Texts told;
    for (auto const& field : move.result->fields)
        told.push_back(std::string{to_text(field.what)} + " " + field.from + "/" + field.to);
    CHECK(std::ranges::count(told, "renamed reply_class/class") == 1);
    CHECK(std::ranges::count(told, "dropped note/") == 1);
    CHECK(std::ranges::count(told, "defaulted /phone") == 1);
}

TEST_CASE("a part keeps its own values", "[revision]") {
    auto const from = office_procedure();
    auto const to = office_procedure({{"fields: {opinion: {type: text}}",
                                       "fields: {opinion: {type: text}, urgent: {type: yes_no, "
                                       "default: false}}"}});
    auto rehearsal = handled_case(*from);
    REQUIRE_FALSE(rehearsal.act(turn("give", {{"opinion", text("同意")}}, "co_handler")).refusal);
    auto const moved = upgrade(rehearsal.state(), *from, *to, {}, rehearsal.now());
    REQUIRE(moved);
    REQUIRE(moved->after.parts.size() == 2);
    auto const& part = moved->after.parts.front();
    REQUIRE(part.fields.size() == 3);
    CHECK(part.fields[0] == text("water"));
    CHECK(part.fields[2] == Value{false});
}
