// What people read of a delivery that has not arrived.
#include "engine/delivery/reason.hpp"

#include <catch2/catch.hpp>

#include "engine/delivery/judge.hpp"

using namespace duban;
using namespace duban::delivery;

namespace {

Text told(std::string_view reason, Phase phase = Phase::dead) {
    Delivery row;
    row.reason = std::string{reason};
    row.phase = phase;
    return reason_text(row);
}

}  // namespace

TEST_CASE("a word of ours is a sentence in each language", "[delivery]") {
    struct Row {
        std::string_view reason;
        std::string_view zh_cn;
        std::string_view en;
    };

    auto const [reason, zh_cn, en] = GENERATE(values<Row>(
        {{"no_address",
          "通讯录中没有任何已设渠道可用的地址",
          "the directory gives no address that a configured channel takes"},
         {"not_concerned", "收件人已与此事无关", "the recipient is no longer concerned"},
         {"channel_gone", "这一渠道已不在设置中", "the channel is no longer configured"},
         {"no_receipt_in_time",
          "前一渠道的通知未在规定时间内收到回执",
          "no receipt of the first has come within the time that was set"},
         {"silence 3", "等待静默 3 结束", "it waits until silence 3 is over"},
         {"bundle chen-secretary",
          "由 chen-secretary 决定合并为一封发出",
          "it goes with others as one mail, as chen-secretary has decided"}}));
    CHECK(told(reason).zh_cn == zh_cn);
    CHECK(told(reason).en == en);
}

TEST_CASE("each word of ours has its sentence", "[delivery]") {
    auto const word = GENERATE(from_range(reason::words));
    CAPTURE(word);
    CHECK(told(word).zh_cn != word);
    CHECK(told(word).en.find(' ') != std::string::npos);
}

TEST_CASE("what a server or a person has said stays as it is", "[delivery]") {
    auto const said = "550 5.1.1 no such user";
    CHECK(told(said).zh_cn == said);
    CHECK(told(said).en == said);
    CHECK(told("", Phase::queued).en.empty());
}

TEST_CASE("what has expired without an attempt says so, whatever it waited for", "[delivery]") {
    auto const reason = GENERATE(values<std::string_view>({"", "not_delivered_in_time"}));
    CHECK(told(reason, Phase::expired).zh_cn == "到期之前没有发出");
    Delivery tried;
    tried.phase = Phase::expired;
    tried.attempts = 1;
    tried.reason = "421 too busy";
    CHECK(reason_text(tried).zh_cn == "421 too busy");
}

TEST_CASE("a code that reads like a word of ours is none", "[delivery]") {
    Delivery row;
    row.phase = Phase::sending;
    row.attempts = 1;
    row.not_before = Instant{} + std::chrono::minutes{5};
    row.expires_at = Instant{} + std::chrono::hours{1};
    Settled answer;
    answer.attempt = 1;
    answer.outcome.kind = Outcome::Kind::permanent;
    answer.outcome.error = ErrorClass::recipient;
    answer.outcome.code = "absent";  // of a subscriber whose phone is off
    auto const verdict = judge(row, answer, {});
    REQUIRE(verdict);
    CHECK(verdict->next.reason == "code absent");
}
