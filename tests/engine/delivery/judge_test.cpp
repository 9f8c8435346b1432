#include "engine/delivery/judge.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/delivery/judge_rows.hpp"

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;
using Kind = Outcome::Kind;

namespace {

Settled answer(Kind kind, ErrorClass error = ErrorClass::provider) {
    Settled settled;
    settled.at = nine + 1s;
    settled.attempt = 1;
    settled.outcome.kind = kind;
    settled.outcome.error = error;
    settled.outcome.code = "451 4.3.0";
    settled.outcome.words = "later please";
    settled.jitter = 0.5;
    return settled;
}

Reported told(Receipt::Kind kind) {
    return {nine + 2s,
            {.id = {7}, .provider_id = {}, .kind = kind, .code = "5.1.1", .words = "no such user"}};
}

Verdict judged(Delivery const& row, Event const& event, RetryPolicy const& policy = mail()) {
    auto verdict = judge(row, event, policy);
    REQUIRE(verdict);
    return *verdict;
}

}  // namespace

TEST_CASE("a claim begins an attempt and holds the row until the lease ends", "[delivery]") {
    auto const verdict = judged(row_in(Phase::queued), Claimed{nine, nine + 2min});
    CHECK(verdict.next.phase == Phase::sending);
    CHECK(verdict.next.attempts == 1);
    CHECK(verdict.next.not_before == nine + 2min);
    CHECK_FALSE(verdict.attempt);
    CHECK_FALSE(verdict.tell);
}

TEST_CASE("what an answer leads to on a channel where a repeat is harmless", "[delivery]") {
    using enum Phase;
    using enum ErrorClass;
    auto [kind, error, phase, failures, tell, breaker] =
        GENERATE(table<Kind, ErrorClass, Phase, int, bool, bool>({
            {Kind::delivered, provider, delivered, 0, false, false},
            {Kind::temporary, recipient, backing_off, 1, false, false},
            {Kind::temporary, provider, backing_off, 1, false, true},
            {Kind::temporary, network, backing_off, 1, false, true},
            {Kind::temporary, configuration, backing_off, 0, false, true},
            {Kind::permanent, configuration, backing_off, 0, false, true},
            {Kind::permanent, quota, backing_off, 0, false, true},
            {Kind::permanent, recipient, dead, 0, true, false},
            {Kind::permanent, content, dead, 0, true, false},
            {Kind::permanent, provider, dead, 0, true, true},
            {Kind::throttled, quota, backing_off, 1, false, false},
            {Kind::uncertain, network, backing_off, 1, false, true},
        }));
    CAPTURE(to_text(kind), to_text(error));
    auto const verdict = judged(row_in(sending), answer(kind, error));
    CHECK(to_text(verdict.next.phase) == to_text(phase));
    CHECK(verdict.next.failures == failures);
    CHECK(verdict.tell == tell);
    CHECK(verdict.counts_against_breaker == breaker);
    CHECK(verdict.next.uncertain == (kind == Kind::uncertain ? 1 : 0));
    REQUIRE(verdict.attempt);
    CHECK(verdict.attempt->number == 1);
    CHECK(verdict.attempt->outcome == to_text(kind));
    if (phase == backing_off) CHECK(verdict.next.not_before > nine + 1s);
    if (phase != delivered) CHECK(verdict.next.reason == "451 4.3.0 later please");
}

TEST_CASE("an SMS whose outcome is unknown is never sent again by itself", "[delivery]") {
    auto const verdict = judged(row_in(Phase::sending), answer(Kind::uncertain), sms());
    CHECK(verdict.next.phase == Phase::uncertain);
    CHECK(verdict.next.uncertain == 1);
    CHECK(verdict.tell);

    auto const lapsed = judged(row_in(Phase::sending), LeaseLapsed{nine, 0.5}, sms());
    CHECK(lapsed.next.phase == Phase::uncertain);
    CHECK(lapsed.next.reason == "lease_lapsed");
    CHECK(lapsed.tell);
}

TEST_CASE("a mail whose courier died is sent again with the same identity", "[delivery]") {
    auto row = row_in(Phase::sending);
    row.message_id = "<7@duban.example.org>";
    auto const verdict = judged(row, LeaseLapsed{nine, 0.5});
    CHECK(verdict.next.phase == Phase::backing_off);
    CHECK(verdict.next.uncertain == 1);
    CHECK(verdict.next.message_id == row.message_id);
    CHECK(verdict.next.created_at == row.created_at);
    CHECK_FALSE(verdict.counts_against_breaker);
    REQUIRE(verdict.attempt);
    CHECK(verdict.attempt->outcome == "uncertain");
}

TEST_CASE("a repeat waits as long as the server asked, but not for ever", "[delivery]") {
    auto [asked, least, most] = GENERATE(table<Duration, Duration, Duration>({
        {0ms, 15s, 15s},
        {5min, 5min, 5min},
        {-5min, 15s, 15s},
        {1000h, 24h, 24h},
        {Duration::max(), 24h, 24h},
    }));
    CAPTURE(asked.count());
    auto throttled = answer(Kind::throttled, ErrorClass::quota);
    throttled.outcome.retry_after = asked;
    auto const next = judged(row_in(Phase::sending), throttled).next;
    CHECK(next.phase == Phase::backing_off);
    CHECK(next.not_before >= throttled.at + least);
    CHECK(next.not_before <= throttled.at + most);
}

TEST_CASE("attempts are spent at the twelfth failure, and a fault of ours spends none",
          "[delivery]") {
    auto row = row_in(Phase::sending);
    row.failures = 10;
    CHECK(judged(row, answer(Kind::temporary)).next.phase == Phase::backing_off);
    row.failures = 11;
    auto const last = judged(row, answer(Kind::temporary));
    CHECK(last.next.phase == Phase::dead);
    CHECK(last.tell);
    CHECK(judged(row, answer(Kind::temporary, ErrorClass::configuration)).next.phase ==
          Phase::backing_off);
    // What nobody knows is not called dead.
    CHECK(judged(row, answer(Kind::uncertain)).next.phase == Phase::uncertain);
}

TEST_CASE("what would be tried again too late expires at once, and somebody is told",
          "[delivery]") {
    auto row = row_in(Phase::sending);
    row.expires_at = nine + 10s;
    auto const verdict = judged(row, answer(Kind::temporary));
    CHECK(verdict.next.phase == Phase::expired);
    CHECK(verdict.tell);
    CHECK(judged(row, answer(Kind::uncertain)).next.phase == Phase::uncertain);
    CHECK(judged(row, answer(Kind::temporary, ErrorClass::quota)).next.phase == Phase::expired);
}

TEST_CASE("what waits can be called off, outlived or found without an address", "[delivery]") {
    auto const phase = GENERATE(Phase::queued, Phase::backing_off);
    auto const row = row_in(phase);
    auto const called_off = judged(row, NoLongerWanted{nine, "case_closed"});
    CHECK(called_off.next.phase == Phase::cancelled);
    CHECK(called_off.next.reason == "case_closed");
    CHECK_FALSE(called_off.tell);

    auto const outlived = judged(row, Outlived{row.expires_at});
    CHECK(outlived.next.phase == Phase::expired);
    CHECK(outlived.tell);

    auto const unroutable = judged(row, Unroutable{nine, "no_address"});
    CHECK(unroutable.next.phase == Phase::dead);
    CHECK(unroutable.next.reason == "no_address");
    CHECK(unroutable.tell);
}

TEST_CASE("a stopped delivery is released by hand with fresh attempts", "[delivery]") {
    auto const phase = GENERATE(Phase::dead, Phase::uncertain, Phase::bounced);
    auto row = row_in(phase);
    row.failures = 12;
    row.attempts = 12;
    auto const verdict = judged(row, Released{nine + 1h}, sms());
    CHECK(verdict.next.phase == Phase::queued);
    CHECK(verdict.next.failures == 0);
    CHECK(verdict.next.attempts == 12);
    CHECK(verdict.next.not_before == nine + 1h);
}

TEST_CASE("what waits is held by hand until it is let go, as it was", "[delivery]") {
    auto const phase = GENERATE(Phase::queued, Phase::backing_off);
    auto row = row_in(phase);
    row.failures = 3;
    row.reason = "451 4.3.0 later please";
    auto const held = judged(row, Held{nine + 1h, "chen-secretary", "the server moves"});
    CHECK(held.next.phase == Phase::held);
    CHECK(held.next.reason == "chen-secretary: the server moves");
    CHECK(held.next.not_before == row.expires_at);
    CHECK_FALSE(held.tell);
    CHECK_FALSE(held.attempt);
    CHECK_FALSE(judge(held.next, Claimed{row.expires_at, row.expires_at + 2min}, mail()));

    auto const free = judged(held.next, LetGo{nine + 2h, "chen-secretary", ""});
    CHECK(free.next.phase == Phase::queued);
    CHECK(free.next.not_before == nine + 2h);
    CHECK(free.next.failures == 3);
    CHECK(free.next.reason == "chen-secretary");
}

TEST_CASE("what is held may end, and is told of where it is lost", "[delivery]") {
    auto row = row_in(Phase::held);
    row.not_before = row.expires_at;
    auto const outlived = judged(row, Outlived{row.expires_at});
    CHECK(outlived.next.phase == Phase::expired);
    CHECK(outlived.tell);
    auto const called_off = judged(row, NoLongerWanted{nine, "case_closed"});
    CHECK(called_off.next.phase == Phase::cancelled);
    CHECK_FALSE(called_off.tell);
    auto const unroutable = judged(row, Unroutable{nine, "no_address"});
    CHECK(unroutable.next.phase == Phase::dead);
    CHECK(unroutable.tell);
}

TEST_CASE("good news is taken even when it comes after the lease", "[delivery]") {
    auto const phase = GENERATE(Phase::queued, Phase::backing_off, Phase::held, Phase::uncertain);
    auto row = row_in(phase);
    row.attempts = 1;  // one that is queued was held, or released, after it
    CHECK(judged(row, answer(Kind::delivered)).next.phase == Phase::delivered);
    CHECK_FALSE(judge(row, answer(Kind::temporary), mail()));
}

TEST_CASE("what a receipt does to a delivery, whenever it comes", "[delivery]") {
    using enum Phase;
    using Told = Receipt::Kind;
    auto [before, kind, after, tell] = GENERATE(table<Phase, Told, Phase, bool>({
        {delivered, Told::delivered, delivered, false},
        {delivered, Told::delayed, delivered, false},
        {delivered, Told::failed, bounced, true},
        {uncertain, Told::delivered, delivered, false},
        {uncertain, Told::delayed, uncertain, false},
        {uncertain, Told::failed, bounced, true},
        {sending, Told::delivered, delivered, false},
        {sending, Told::delayed, sending, false},
        {sending, Told::failed, bounced, true},
        {backing_off, Told::delivered, delivered, false},
        {backing_off, Told::failed, backing_off, false},  // it goes again by itself
        {queued, Told::delivered, delivered, false},
        {held, Told::delivered, delivered, false},
        {held, Told::failed, held, false},
        {dead, Told::delivered, delivered, false},
        {dead, Told::failed, dead, false},
        {expired, Told::delivered, delivered, false},
        {bounced, Told::failed, bounced, false},
        {bounced, Told::delivered, bounced, false},
    }));
    CAPTURE(to_text(before), to_text(kind));
    auto row = row_in(before);
    row.attempts = 1;
    auto const verdict = judged(row, told(kind), sms());
    CHECK(to_text(verdict.next.phase) == to_text(after));
    CHECK(verdict.tell == tell);
    CHECK(verdict.next.confirmed_at.has_value() == (after == delivered && kind == Told::delivered));
    if (tell) CHECK(verdict.next.reason == "5.1.1 no such user");
    // The attempt that a receipt overtook has ended with it; the others have their record already.
    CHECK(verdict.attempt.has_value() == (before == sending && kind != Told::delayed));
    CHECK_FALSE(judge(row_in(cancelled), told(kind), sms()));
    CHECK_FALSE(judge(row_in(queued), told(kind), sms()));  // never sent
}

TEST_CASE("an answer that its own receipt has overtaken tells the provider's number alone",
          "[delivery]") {
    auto const kind = GENERATE(Receipt::Kind::delivered, Receipt::Kind::failed);
    auto const overtaken = judged(row_in(Phase::sending), told(kind), sms()).next;
    auto late = answer(Kind::delivered);
    late.outcome.provider_id = "biz-9";
    auto const verdict = judged(overtaken, late, sms());
    CHECK(verdict.next.phase == overtaken.phase);
    CHECK(verdict.next.provider_id == "biz-9");
    CHECK_FALSE(verdict.attempt);
    late.attempt = 2;
    CHECK_FALSE(judge(overtaken, late, sms()));
}

TEST_CASE("a receipt that says the same again changes nothing", "[delivery]") {
    auto const once = judged(row_in(Phase::delivered), told(Receipt::Kind::delivered)).next;
    auto again = told(Receipt::Kind::delivered);
    again.at += 5min;
    CHECK(judged(once, again).next.confirmed_at == once.confirmed_at);
    CHECK(judged(once, told(Receipt::Kind::failed)).next.phase == Phase::bounced);
}

TEST_CASE("a stale or impossible event is refused and named", "[delivery]") {
    auto const early = nine - 1ms;
    auto other_attempt = answer(Kind::delivered);
    other_attempt.attempt = 2;
    auto [phase, event] = GENERATE_COPY(table<Phase, Event>({
        {Phase::queued, Claimed{early, nine + 2min}},
        {Phase::queued, Claimed{nine + 48h, nine + 49h}},
        {Phase::queued, Outlived{nine}},
        {Phase::queued, Released{nine}},
        {Phase::queued, Held{nine + 48h, "chen-secretary", "late"}},
        {Phase::queued, LetGo{nine, "chen-secretary", ""}},
        {Phase::sending, Held{nine, "chen-secretary", "under way"}},
        {Phase::held, Held{nine, "chen-secretary", "again"}},
        {Phase::held, Claimed{nine, nine + 2min}},
        {Phase::held, LetGo{nine + 48h, "chen-secretary", ""}},
        {Phase::held, Outlived{nine}},
        {Phase::held, Released{nine}},
        {Phase::dead, LetGo{nine, "chen-secretary", ""}},
        {Phase::delivered, Held{nine, "chen-secretary", "late"}},
        {Phase::sending, Claimed{nine, nine + 2min}},
        {Phase::sending, LeaseLapsed{early, 0.5}},
        {Phase::sending, other_attempt},
        {Phase::sending, NoLongerWanted{nine, "case_closed"}},
        {Phase::backing_off, other_attempt},
        {Phase::dead, Released{nine + 48h}},
        {Phase::dead, answer(Kind::delivered)},
        {Phase::delivered, answer(Kind::delivered)},
        {Phase::delivered, Released{nine}},
        {Phase::cancelled, Released{nine}},
        {Phase::expired, Released{nine}},
    }));
    CAPTURE(to_text(phase), name_of(event));
    auto const verdict = judge(row_in(phase), event, mail());
    REQUIRE_FALSE(verdict);
    CHECK(to_text(verdict.error()) ==
          std::string{name_of(event)} + " is not possible when " + std::string{to_text(phase)});
}
