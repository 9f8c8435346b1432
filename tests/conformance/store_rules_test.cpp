// What a store knows for the rules of an office: who was sent to when, what goes with what, what
// is silenced, which channels there ever were.
#include <catch2/catch.hpp>

#include "tests/conformance/sample_rows.hpp"
#include "tests/conformance/store_suite.hpp"

using namespace duban;
using namespace duban::conformance;
using namespace duban::ports;
using delivery::Phase;

namespace {

template <class Row>
std::vector<std::int64_t> numbers(std::vector<Row> const& rows) {
    std::vector<std::int64_t> found;
    for (auto const& row : rows) found.push_back(row.id.value);
    return found;
}

SilenceRow sample_silence(CaseId id, Instant until) {
    return {.id = {},
            .by = "chen-secretary",
            .why = "单位合并",
            .from = noon(1),
            .until = until,
            .case_id = id,
            .recipient = "wu",
            .channel = "mail",
            .message = "sign_overdue"};
}

}  // namespace

TEST_CASE("what waits for one person on one channel") {
    OfficeWithACase office;
    std::vector<std::int64_t> added;
    auto const add = [&](char const* recipient, char const* channel, Phase phase, int day) {
        auto row = sample_delivery(office.id, std::to_string(added.size()));
        row.recipient = recipient;
        row.channel = channel;
        row.phase = phase;
        row.not_before = noon(day);
        added.push_back(office.add_delivery(row).value);
    };
    add("wu", "mail", Phase::queued, 12);
    add("wu", "mail", Phase::backing_off, 11);
    add("wu", "mail", Phase::sending, 11);
    add("wu", "mail", Phase::held, 11);
    add("wu", "mail", Phase::queued, 13);
    add("wu", "sms", Phase::queued, 11);
    add("zhou", "mail", Phase::queued, 11);
    auto const reader = office.store->read();
    CHECK(numbers(reader->due_for("mail", "wu", noon(12), 9)) == std::vector{added[1], added[0]});
    CHECK(numbers(reader->due_for("mail", "wu", noon(12), 1)) == std::vector{added[1]});
    CHECK(reader->due_for("mail", "nobody", noon(12), 9).empty());
}

TEST_CASE("the latest attempts that may have reached a person, latest first") {
    OfficeWithACase office;
    int count = 0;
    auto const add = [&](char const* recipient,
                         char const* channel,
                         std::optional<Instant> at,
                         Phase phase = Phase::delivered) {
        auto row = sample_delivery(office.id, std::to_string(++count));
        row.recipient = recipient;
        row.channel = channel;
        row.claimed_at = at;
        row.phase = phase;
        office.add_delivery(row);
    };
    add("wu", "mail", noon(2));
    add("wu", "mail", noon(4));
    add("wu", "mail", noon(3));
    add("wu", "mail", std::nullopt);
    add("wu", "mail", noon(9), Phase::backing_off);
    add("wu", "mail", noon(9), Phase::dead);
    add("wu", "sms", noon(5));
    add("zhou", "mail", noon(6));
    auto const reader = office.store->read();
    CHECK(reader->latest_claims("mail", "wu", 9) == std::vector{noon(4), noon(3), noon(2)});
    CHECK(reader->latest_claims("mail", "wu", 2) == std::vector{noon(4), noon(3)});
    CHECK(reader->latest_claims("mail", "nobody", 2).empty());
}

TEST_CASE("what a digest carries is found by it") {
    OfficeWithACase office;
    auto const digest = office.add_delivery(sample_delivery(office.id, "digest"));
    auto letter = sample_delivery(office.id, "letter");
    letter.carrier = digest;
    auto const first = office.add_delivery(letter);
    letter.occurrence = "another";
    auto const second = office.add_delivery(letter);
    CHECK(numbers(office.store->read()->carried_by(digest)) ==
          std::vector{first.value, second.value});
    CHECK(office.store->read()->carried_by(first).empty());
}

TEST_CASE("a delivery whose digest is not there is refused") {
    OfficeWithACase office;
    auto letter = sample_delivery(office.id, "letter");
    letter.carrier = DeliveryId{999};
    auto const transaction = office.store->write();
    CHECK_THROWS_AS(transaction->insert_delivery(letter), StoreFailure);
}

TEST_CASE("what still waits for a receipt") {
    OfficeWithACase office;
    std::vector<std::int64_t> added;
    auto const add = [&](Phase phase, int day, bool confirmed, char const* channel = "sms") {
        auto row = sample_delivery(office.id, std::to_string(added.size()));
        row.channel = channel;
        row.phase = phase;
        row.claimed_at = noon(day);
        row.confirmed_at.reset();
        if (confirmed) row.confirmed_at = noon(day);
        added.push_back(office.add_delivery(row).value);
    };
    add(Phase::delivered, 3, false);
    add(Phase::delivered, 3, true);
    add(Phase::uncertain, 4, false);
    add(Phase::delivered, 2, false);
    add(Phase::dead, 4, false);
    add(Phase::delivered, 4, false, "mail");
    auto const reader = office.store->read();
    auto const awaiting = [&](DeliveryId after, std::size_t limit) {
        return numbers(reader->awaiting_receipt("sms", noon(3), after, limit));
    };
    CHECK(awaiting({}, 9) == std::vector{added[0], added[2]});
    CHECK(awaiting({}, 1) == std::vector{added[0]});
    CHECK(awaiting(DeliveryId{added[0]}, 9) == std::vector{added[2]});
}

TEST_CASE("silences are on until they end, or are ended") {
    OfficeWithACase office;
    std::vector<SilenceRow> rows{sample_silence(office.id, noon(10)), sample_silence({}, noon(12))};
    office.write([&](Transaction& transaction) {
        for (auto& row : rows) row.id = transaction.insert_silence(row);
    });
    CHECK(office.store->read()->silences(noon(9)) == rows);
    CHECK(office.store->read()->silences(noon(10)) == std::vector{rows[1]});
    office.write([&](Transaction& transaction) { transaction.end_silence(rows[1].id, noon(11)); });
    CHECK(office.store->read()->silences(noon(11)).empty());
    auto const transaction = office.store->write();
    CHECK_THROWS_AS(transaction->end_silence(SilenceId{99}, noon(1)), StoreFailure);
}

TEST_CASE("channels are remembered once") {
    OfficeWithACase office;
    CHECK(office.store->read()->known_channels().empty());
    office.write([](Transaction& transaction) {
        transaction.insert_channel("sms", noon(1));
        transaction.insert_channel("mail", noon(2));
        transaction.insert_channel("sms", noon(3));
    });
    CHECK(office.store->read()->known_channels() == std::vector<std::string>{"mail", "sms"});
}

TEST_CASE("an edition of the time zone database is remembered from the day it was first seen") {
    OfficeWithACase office;
    CHECK(office.store->read()->zone_databases().empty());
    office.write([](Transaction& transaction) {
        transaction.insert_zone_database({"2025b", noon(1)});
        transaction.insert_zone_database({"2025a", noon(2)});  // an older machine took over
        transaction.insert_zone_database({"2025b", noon(3)});
    });
    CHECK(office.store->read()->zone_databases() ==
          std::vector<ZoneDatabaseRow>{{"2025b", noon(1)}, {"2025a", noon(2)}});
}

TEST_CASE("deadlines of which what lies ahead counts as handled") {
    OfficeWithACase office;
    std::vector<std::int64_t> added;
    auto const add = [&](int day, bool has_ended) {
        auto row = sample_deadline(office.id, noon(20));
        row.handled_until = noon(day);
        if (has_ended) row.ended_at = noon(day);
        office.write([&](Transaction& transaction) {
            added.push_back(transaction.insert_deadline(row).value);
        });
    };
    add(5, false);
    add(6, false);
    add(6, true);
    add(9, false);
    auto const reader = office.store->read();
    auto const handled = [&](DeadlineId after, std::size_t limit) {
        return numbers(reader->deadlines_handled_after(noon(5), after, limit));
    };
    CHECK(handled({}, 9) == std::vector{added[1], added[3]});
    CHECK(handled({}, 1) == std::vector{added[1]});
    CHECK(handled(DeadlineId{added[1]}, 9) == std::vector{added[3]});
}

TEST_CASE("deliveries of which something lies ahead: an attempt, or the moment they wait for") {
    OfficeWithACase office;
    std::vector<std::int64_t> added;
    auto const add = [&](Phase phase, int claimed, int waits_until) {
        auto row = sample_delivery(office.id, std::to_string(added.size()));
        row.phase = phase;
        row.claimed_at = noon(claimed);
        row.not_before = noon(waits_until);
        added.push_back(office.add_delivery(row).value);
    };
    add(Phase::delivered, 5, 9);
    add(Phase::delivered, 6, 6);
    add(Phase::queued, 5, 5);
    add(Phase::queued, 5, 6);
    add(Phase::standby, 5, 6);
    add(Phase::cancelled, 5, 6);
    auto const reader = office.store->read();
    auto const ahead = [&](DeliveryId after, std::size_t limit) {
        return numbers(reader->deliveries_ahead_of(noon(5), after, limit));
    };
    CHECK(ahead({}, 9) == std::vector{added[1], added[3], added[4]});
    CHECK(ahead({}, 2) == std::vector{added[1], added[3]});
    CHECK(ahead(DeliveryId{added[3]}, 9) == std::vector{added[4]});
}

TEST_CASE("what the clock has shown is kept, the last alone") {
    OfficeWithACase office;
    CHECK_FALSE(office.store->read()->clock());
    for (auto const& row :
         {ClockRow{noon(9), noon(2), noon(9), noon(3)}, ClockRow{noon(3), noon(3), {}, {}}}) {
        office.write([&](Transaction& transaction) { transaction.keep_clock(row); });
        CHECK(office.store->read()->clock() == row);
    }
}

TEST_CASE("an address is refused on its own channel, until that is taken back") {
    OfficeWithACase office;
    RefusedAddressRow const mail{"mail", "li@example.org", noon(3), "550 5.1.1", "no such user"};
    RefusedAddressRow const again{"mail", "li@example.org", noon(4), "550 5.1.10", "gone"};
    RefusedAddressRow const sms{"sms", "+8613800138000", noon(3), "MOBILE_NUMBER_ILLEGAL", ""};
    office.write([&](Transaction& transaction) {
        for (auto const& row : {sms, mail, again}) transaction.keep_refused_address(row);
    });
    auto const reader = office.store->read();
    CHECK(reader->refused_addresses() == std::vector{again, sms});
    CHECK(reader->find_refused_address("mail", "li@example.org") == again);
    CHECK_FALSE(reader->find_refused_address("sms", "li@example.org"));
    office.write([](Transaction& transaction) {
        transaction.remove_refused_address("mail", "li@example.org");
        transaction.remove_refused_address("mail", "nobody@example.org");
    });
    CHECK(office.store->read()->refused_addresses() == std::vector{sms});
}
