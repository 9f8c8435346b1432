// The decisions behind the rules of an office, as functions of values.
#include <array>
#include <catch2/catch.hpp>

#include "engine/delivery/deputy.hpp"
#include "engine/delivery/reserve.hpp"
#include "engine/delivery/throttle.hpp"
#include "tests/engine/delivery/judge_rows.hpp"

using namespace duban;
using namespace duban::delivery;

namespace {

Person person(std::string id, std::string deputy = {}) {
    Person made;
    made.id = std::move(id);
    if (!deputy.empty())
        made.absences = {{make_day(2026, 12, 1), make_day(2026, 12, 15), std::move(deputy)}};
    return made;
}

}  // namespace

TEST_CASE("a deputy is looked for until one is there", "[delivery]") {
    Directory const directory{{person("a", "b"),
                               person("b", "c"),
                               person("c"),
                               person("d", "e"),
                               person("e", "d"),
                               person("f", "nobody")},
                              {},
                              {}};
    auto const [who, day, expected] = GENERATE(table<std::string, Day, std::string>({
        {"a", make_day(2026, 12, 1), "c"},
        {"a", make_day(2026, 12, 15), "c"},
        {"a", make_day(2026, 11, 30), "a"},
        {"a", make_day(2026, 12, 16), "a"},
        {"c", make_day(2026, 12, 1), "c"},
        {"d", make_day(2026, 12, 1), "d"},  // in a circle: told all the same
        {"f", make_day(2026, 12, 1), "f"},
    }));
    CAPTURE(who, to_text(day));
    CHECK(stand_in(directory, *directory.find_person(who), day).id == expected);
}

TEST_CASE("a throttle counts what went within its time", "[delivery]") {
    Throttle const two_an_hour{2, 1h};

    struct Row {
        std::vector<int> minutes_ago;
        int room;
    };

    auto const [minutes_ago, room] =
        GENERATE(Row{{}, 2}, Row{{59}, 1}, Row{{60}, 2}, Row{{1, 59}, 0}, Row{{1, 60}, 1});
    std::vector<Instant> sent;
    for (int const ago : minutes_ago) sent.push_back(nine - std::chrono::minutes{ago});
    CHECK(room_of(two_an_hour, sent, nine) == room);
    CHECK(full_until(two_an_hour, sent, nine).has_value() == (room == 0));
    if (room == 0) CHECK(*full_until(two_an_hour, sent, nine) == nine + 1min);
    CHECK_FALSE(full_until({}, sent, nine));
}

TEST_CASE("whether a reserve is needed hangs on the first, and on time", "[delivery]") {
    using enum Phase;
    enum class Expected { waits, called_up, not_needed };
    using enum Expected;
    auto const [phase, within, confirmed, expected] =
        GENERATE(table<Phase, Duration, bool, Expected>({
            {queued, 0h, false, waits},
            {sending, 0h, false, waits},
            {backing_off, 0h, false, waits},
            {held, 0h, false, waits},
            {held, 1h, false, waits},
            {delivered, 0h, false, waits},  // it may still bounce
            {delivered, 0h, true, not_needed},
            {delivered, 2h, false, waits},
            {delivered, 2h, true, not_needed},
            {dead, 0h, false, called_up},
            {bounced, 0h, false, called_up},
            {uncertain, 0h, false, called_up},
            {expired, 2h, false, called_up},
            {cancelled, 0h, false, not_needed},
            {backing_off, 1h, false, called_up},
        }));
    CAPTURE(to_text(phase));
    auto first = row_in(phase);
    first.created_at = nine - 1h;
    first.claimed_at = nine - 1h;
    if (confirmed) first.confirmed_at = nine;
    auto reserve = row_in(standby);
    reserve.not_before = within > Duration{} ? first.created_at + within : reserve.expires_at;
    auto const step = reserve_step(reserve, &first, {within, true}, nine);
    CHECK(std::holds_alternative<AskAgain>(step) == (expected == waits));
    CHECK(std::holds_alternative<CalledUp>(step) == (expected == called_up));
    CHECK(std::holds_alternative<NoLongerWanted>(step) == (expected == not_needed));
    if (auto const* const later = std::get_if<AskAgain>(&step)) CHECK(later->at > nine);
}

TEST_CASE("a reserve without a first is needed", "[delivery]") {
    CHECK(
        std::holds_alternative<CalledUp>(reserve_step(row_in(Phase::standby), nullptr, {}, nine)));
}

TEST_CASE("a first that has never been tried is late as well: its server may be down",
          "[delivery]") {
    auto first = row_in(Phase::queued);
    first.not_before = nine - 2h;
    auto reserve = row_in(Phase::standby);
    reserve.not_before = nine;
    CHECK(std::holds_alternative<CalledUp>(reserve_step(reserve, &first, {2h, false}, nine)));
    first.not_before = nine + 12h;  // it waits for the morning
    auto const step = reserve_step(reserve, &first, {2h, false}, nine);
    REQUIRE(std::holds_alternative<AskAgain>(step));
    CHECK(std::get<AskAgain>(step).at == nine + 14h);
}

TEST_CASE("a first that was kept back is late from when it may go again", "[delivery]") {
    auto first = row_in(Phase::queued);  // released, after it was tried and held
    first.attempts = 1;
    first.created_at = nine - 24h;
    first.not_before = nine;
    bool const by_silence = GENERATE(false, true);
    if (by_silence) {
        first.phase = Phase::backing_off;
        first.reason = "silence 3";
    }
    auto reserve = row_in(Phase::standby);
    reserve.not_before = GENERATE(nine - 1h, nine + 48h);
    auto const step = reserve_step(reserve, &first, {2h, false}, nine);
    REQUIRE(std::holds_alternative<AskAgain>(step));
    CHECK(std::get<AskAgain>(step).at == nine + 2h);
}

TEST_CASE("mail that was taken is not waited for by the hour, and may bounce for days",
          "[delivery]") {
    auto first = row_in(Phase::delivered);
    first.claimed_at = nine;
    auto const reserve = row_in(Phase::standby);
    auto const at = [&](Duration later) {
        return reserve_step(reserve, &first, {2h, false}, nine + later);
    };
    CHECK(std::holds_alternative<AskAgain>(at(3h)));
    CHECK(std::holds_alternative<NoLongerWanted>(at(5 * 24h)));
}
