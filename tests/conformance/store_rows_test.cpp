// What is put into a store comes out again, each member of each row, and only when it was
// committed.
#include <catch2/catch.hpp>

#include "tests/conformance/sample_rows.hpp"
#include "tests/conformance/store_suite.hpp"

using namespace duban;
using namespace duban::conformance;
using namespace duban::ports;
using delivery::Phase;

TEST_CASE("a workflow is found by id, by content, and the last one by name") {
    OfficeWithACase office;
    auto first = sample_workflow("npc-suggestion", 1);
    auto second = sample_workflow("npc-suggestion", 2);
    office.write([&](Transaction& transaction) {
        first.id = transaction.insert_workflow(first);
        second.id = transaction.insert_workflow(second);
    });

    auto const reader = office.store->read();
    CHECK(fields(reader->find_workflow(first.id).value()) == fields(first));
    CHECK(fields(reader->find_workflow(first.content).value()) == fields(first));
    CHECK(fields(reader->find_workflow("npc-suggestion").value()) == fields(second));
    CHECK_FALSE(reader->find_workflow("npc"));
    CHECK(reader->find_workflow_id("npc-suggestion") == second.id);
    CHECK_FALSE(reader->find_workflow_id("npc"));
    auto const all = reader->list_workflows();
    REQUIRE(all.size() == 3);
    CHECK(fields(all[1]) == fields(first));
    CHECK(fields(all[2]) == fields(second));
    CHECK_FALSE(reader->find_workflow(WorkflowId{999}));
    CHECK_FALSE(reader->find_workflow(Hash{}));
}

TEST_CASE("the open cases of a workflow are counted, the closed ones are not") {
    OfficeWithACase office;
    auto closed = sample_case(office.workflow);
    closed.closed_at = noon(30);
    WorkflowId other;
    office.write([&](Transaction& transaction) {
        other = transaction.insert_workflow(sample_workflow("another"));
        transaction.insert_case(closed);
    });
    auto const before = office.store->read()->count_open_cases(office.workflow);
    auto open = sample_case(office.workflow);
    open.closed_at.reset();
    office.write([&](Transaction& transaction) { transaction.insert_case(open); });
    CHECK(office.store->read()->count_open_cases(office.workflow) == before + 1);
    CHECK(office.store->read()->count_open_cases(other) == 0);
}

TEST_CASE("a case comes back as it was stored, and as it was updated") {
    OfficeWithACase office;
    auto row = sample_case(office.workflow);
    office.write([&](Transaction& transaction) { row.id = transaction.insert_case(row); });
    CHECK(fields(office.store->read()->find_case(row.id).value()) == fields(row));

    auto const moved = GENERATE(true, false);
    CAPTURE(moved);
    office.write([&](Transaction& transaction) {
        row.workflow = transaction.insert_workflow(sample_workflow("another"));
        row.state = "closed";
        row.revision += 1;
        row.title = "another";
        row.search_key = "another key";
        row.data = "{}";
        row.memory = "";
        if (moved) row.closed_at = noon(30);
        if (moved) row.suspended_since.reset();
        row.journal_length += 1;
        row.journal_head = Hash{};
        transaction.update_case(row);
    });
    CHECK(fields(office.store->read()->find_case(row.id).value()) == fields(row));
    CHECK_FALSE(office.store->read()->find_case(CaseId{999}));
}

TEST_CASE("calendars come back in the order they were stored, each version once") {
    OfficeWithACase office;
    CalendarRow const first{"f00d", "cn", "calendar: cn", noon(1)};
    CalendarRow const other{"beef", "uk", "calendar: uk", noon(2)};
    CalendarRow const later{"cafe", "cn", "calendar: cn # more", noon(3)};
    CHECK(office.store->read()->list_calendars().empty());
    for (auto const& row : {first, other, later}) {
        office.write([&](Transaction& transaction) { transaction.insert_calendar(row); });
    }
    office.write([&](Transaction& transaction) {
        transaction.insert_calendar({"f00d", "cn", "another text", noon(4)});
    });
    CHECK(office.store->read()->list_calendars() == std::vector{first, other, later});
}

TEST_CASE("a deadline comes back as it was stored, and as it was updated") {
    OfficeWithACase office;
    auto row = sample_deadline(office.id);
    office.write([&](Transaction& transaction) { row.id = transaction.insert_deadline(row); });
    CHECK(fields(office.store->read()->find_deadline(row.id).value()) == fields(row));

    auto const [passed, due_at, ended_at] = GENERATE(table<bool, Instant, std::optional<Instant>>({
        {true, noon(20), std::nullopt},  // as before
        {false, noon(20), std::nullopt},
        {true, noon(21), std::nullopt},
        {true, noon(20), noon(22)},
        {false, noon(21), noon(22)},
    }));
    CAPTURE(passed, due_at.time_since_epoch().count(), ended_at.has_value());
    office.write([&, passed = passed, due_at = due_at, ended_at = ended_at](
                     Transaction& transaction) {
        row.state = "in_hand";
        row.name = "answer";
        row.started_at = noon(11);
        row.term = "6 months";
        row.counting = "stay cut_off=17:30";
        row.calendar_version = "cn 2026-2";
        row.extensions = R"([{"at":1772452800000,"to":"5 months"}])";
        row.stops = "";
        row.stopped_since = passed ? std::optional<Instant>{} : std::optional<Instant>{noon(13)};
        row.stopped_by_hand = !passed;
        row.quiet_until = passed ? std::optional<Instant>{} : std::optional<Instant>{noon(14)};
        row.moved_from = passed ? "" : "2026-03-21";
        row.handled_until = noon(12);
        row.rewound = 4;
        row.passed = passed;
        row.due_at = due_at;
        row.ended_at = ended_at;
        transaction.update_deadline(row);
    });
    CHECK(fields(office.store->read()->find_deadline(row.id).value()) == fields(row));
    CHECK_FALSE(office.store->read()->find_deadline(DeadlineId{999}));
}

TEST_CASE("a deadline is counted by another version of its calendar, and nothing else changes") {
    OfficeWithACase office;
    auto const id = office.add_deadline(noon(25));
    auto row = office.store->read()->find_deadline(id).value();
    row.calendar_version = "cn 2027-1";
    office.write([&](Transaction& transaction) {
        transaction.set_calendar_version(id, row.calendar_version);
    });
    CHECK(fields(office.store->read()->find_deadline(id).value()) == fields(row));
    CHECK(office.store->read()->deadlines_counted_by("cn 2027-1", DeadlineId{}, 9).size() == 1);
}

TEST_CASE("a case has its own deadlines, and those of them that still run") {
    OfficeWithACase office;
    auto const first = office.add_deadline(noon(25));
    auto const second = office.add_deadline(noon(20));
    office.write([&](Transaction& transaction) {
        auto other = sample_case(office.workflow);
        transaction.insert_deadline(sample_deadline(transaction.insert_case(other)));
        auto ended = transaction.find_deadline(first).value();
        ended.ended_at = noon(19);
        transaction.update_deadline(ended);
    });

    auto const reader = office.store->read();
    auto const all = reader->all_deadlines(office.id);
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == first);
    CHECK(all[1].id == second);
    auto const running = reader->running_deadlines(office.id);
    REQUIRE(running.size() == 1);
    CHECK(fields(running[0]) == fields(all[1]));
}

TEST_CASE("the journal of a case is read in order, page by page") {
    OfficeWithACase office;
    office.write([&](Transaction& transaction) {
        auto const other = transaction.insert_case(sample_case(office.workflow));
        for (int number = 1; number <= 5; ++number) {
            transaction.append_journal(sample_record(office.id, number));
            transaction.append_journal(sample_record(other, number));
        }
    });

    auto const reader = office.store->read();
    auto const page = reader->journal(office.id, 1, 3);
    REQUIRE(page.size() == 3);
    CHECK(fields(page[0]) == fields(sample_record(office.id, 2)));
    CHECK(fields(page[2]) == fields(sample_record(office.id, 4)));
    CHECK(reader->journal(office.id, 4, 100).size() == 1);
    CHECK(reader->journal(office.id, 5, 100).empty());
    CHECK(reader->journal(CaseId{999}, 0, 100).empty());
}

TEST_CASE("an answer is found by its key alone") {
    OfficeWithACase office;
    auto const row = sample_answer(office.id, "k-1");
    office.write([&](Transaction& transaction) { transaction.insert_answer(row); });
    CHECK(fields(office.store->read()->find_answer("k-1").value()) == fields(row));
    CHECK_FALSE(office.store->read()->find_answer("k-"));
    CHECK_FALSE(office.store->read()->find_answer("K-1"));
}

TEST_CASE("what is in a file is kept once, octet for octet") {
    OfficeWithACase office;
    std::string const octets{"%PDF\0\xFF\r\n", 8};
    auto const hash = sha256(octets);
    CHECK_FALSE(office.store->read()->find_content(hash));
    for (int day = 1; day <= 2; ++day) {
        office.write([&](Transaction& transaction) {
            transaction.insert_content({.sha256 = hash, .octets = octets, .kept_at = noon(day)});
            CHECK(transaction.find_content(hash) == octets);
        });
    }
    CHECK(office.store->read()->find_content(hash) == octets);
    CHECK_FALSE(office.store->read()->find_content(sha256("another")));

    auto const nothing = sha256("");
    office.write([&](Transaction& transaction) {
        transaction.insert_content({.sha256 = nothing, .octets = {}, .kept_at = noon(1)});
    });
    CHECK(office.store->read()->find_content(nothing) == "");
}

TEST_CASE("what was damaged is put right when it is handed in again") {
    OfficeWithACase office;
    auto const hash = sha256("%PDF");
    for (std::string const octets : {"damaged", "%PDF"}) {
        office.write([&](Transaction& transaction) {
            transaction.insert_content({.sha256 = hash, .octets = octets, .kept_at = noon(1)});
        });
        CHECK(office.store->read()->find_content(hash) == octets);
    }
}

TEST_CASE("a file of ten megabytes is kept") {
    OfficeWithACase office;
    std::string octets(std::size_t{10} * 1024 * 1024, 'x');
    octets[5'000'000] = '\0';
    auto const hash = sha256(octets);
    office.write([&](Transaction& transaction) {
        transaction.insert_content({.sha256 = hash, .octets = octets, .kept_at = noon(1)});
    });
    CHECK((office.store->read()->find_content(hash) == octets));
}

TEST_CASE("a delivery comes back as it was stored, and as it was updated") {
    OfficeWithACase office;
    auto row = sample_delivery(office.id, "case 1, deadline 1, reminder 2, number 0");
    row.deadline = office.add_deadline();
    row.id = office.add_delivery(row);
    CHECK(fields(office.store->read()->find_delivery(row.id).value()) == fields(row));

    row.message = "reply_overdue";
    row.role = "secretariat";
    row.address = "another@example.org";
    row.language = Language::zh_cn;
    row.expires_at = noon(28);
    row.phase = GENERATE(Phase::standby,
                         Phase::bundled,
                         Phase::sending,
                         Phase::backing_off,
                         Phase::held,
                         Phase::delivered,
                         Phase::uncertain,
                         Phase::dead,
                         Phase::cancelled,
                         Phase::expired,
                         Phase::bounced);
    row.attempts = 5;
    row.failures = 3;
    row.uncertain = 2;
    row.not_before = noon(29);
    row.subject = "";
    row.text = "另一封";
    row.html = "<p>另一封</p>";
    row.calendar = "";
    row.variables = R"({"case":"7"})";
    row.reason = "550 5.1.1 no such user";
    row.provider_id = "";
    row.confirmed_at = noon(30);
    row.claimed_at = noon(29);
    row.carrier = office.add_delivery(sample_delivery(office.id, "digest"));
    CAPTURE(delivery::to_text(row.phase));
    office.write([&](Transaction& transaction) { transaction.update_delivery(row); });
    CHECK(fields(office.store->read()->find_delivery(row.id).value()) == fields(row));
    CHECK_FALSE(office.store->read()->find_delivery(DeliveryId{999}));
}

TEST_CASE("a delivery may belong to no case and no deadline") {
    OfficeWithACase office;
    auto row = sample_delivery({}, "test send 1");
    row.id = office.add_delivery(row);
    CHECK(fields(office.store->read()->find_delivery(row.id).value()) == fields(row));
}

TEST_CASE("every attempt is kept, in the order they were made") {
    OfficeWithACase office;
    auto const first = office.add_delivery(sample_delivery(office.id, "a"));
    auto const second = office.add_delivery(sample_delivery(office.id, "b"));
    office.write([&](Transaction& transaction) {
        for (int number : {2, 1, 10}) transaction.insert_attempt(sample_attempt(first, number));
        transaction.insert_attempt(sample_attempt(second, 1));
    });

    auto const attempts = office.store->read()->attempts(first);
    REQUIRE(attempts.size() == 3);
    CHECK(fields(attempts[0]) == fields(sample_attempt(first, 1)));
    CHECK(attempts[1].number == 2);
    CHECK(attempts[2].number == 10);
    CHECK(office.store->read()->attempts(DeliveryId{999}).empty());
}

TEST_CASE("texts come back octet for octet") {
    using namespace std::string_literals;
    auto const [what, text] = GENERATE(table<char const*, std::string>({
        {"empty", ""s},
        {"a NUL inside", "before\0after"s},
        {"a NUL alone", "\0"s},
        {"quotes", R"('; DROP TABLE "case"; -- `\")"s},
        {"patterns", "100%_*?[a]"s},
        {"lines", "one\r\ntwo\n\ttab"s},
        {"traditional Han", "關於加裝電梯的提案"s},
        {"Han outside the basic plane", "𠮷野家𪚥"s},
        {"emoji with joiners", "👩‍👩‍👧‍👦🇨🇳"s},
        {"a combining mark", "e\u0301"s},
        {"a byte-order mark", "\ufeff督办"s},
        {"a megabyte", std::string(1'000'000, 'x') + "督"},
        {"three megabytes of Han",
         [] {
             std::string han;
             while (han.size() < 3'000'000) han += "案";
             return han;
         }()},
    }));
    CAPTURE(what);
    OfficeWithACase office;
    auto row = sample_case(office.workflow, text);
    row.data = text;
    auto record = sample_record(office.id, 1);
    record.record = text;
    office.write([&](Transaction& transaction) {
        row.id = transaction.insert_case(row);
        transaction.append_journal(record);
        transaction.insert_answer(sample_answer(office.id, "key" + text));
    });

    auto const reader = office.store->read();
    auto const found = reader->find_case(row.id).value();
    CHECK((fields(found) == fields(row)));  // in brackets: not to print megabytes
    CHECK((reader->journal(office.id, 0, 1).at(0).record == text));
    CHECK(reader->find_answer("key" + text));
}

TEST_CASE("instants come back to the millisecond, however far") {
    auto const milliseconds = GENERATE(as<std::int64_t>{},
                                       0,
                                       -1,
                                       1,
                                       -62'135'596'800'000,   // the year 1
                                       253'402'300'799'999);  // the end of the year 9999
    CAPTURE(milliseconds);
    OfficeWithACase office;
    auto const instant = from_milliseconds(milliseconds);
    auto const deadline = office.add_deadline(instant);
    office.write([&](Transaction& transaction) {
        transaction.set_alarm({.deadline = deadline, .at = instant});
    });
    CHECK(office.store->read()->find_deadline(deadline).value().due_at == instant);
    CHECK(office.store->read()->next_alarm() == AlarmRow{.deadline = deadline, .at = instant});
}

TEST_CASE("a delivery is found by its channel's and provider's number, the latest one") {
    OfficeWithACase office;
    auto first = sample_delivery(office.id, "a");
    auto second = sample_delivery(office.id, "b");
    second.text = "once more under the same number";
    auto other = sample_delivery(office.id, "c");
    other.channel = "sms";
    auto nameless = sample_delivery(office.id, "d");
    nameless.provider_id = "";
    for (auto* row : {&first, &second, &other, &nameless}) row->id = office.add_delivery(*row);

    auto const reader = office.store->read();
    CHECK(fields(reader->find_delivery("mail", "q-17").value()) == fields(second));
    CHECK(fields(reader->find_delivery("sms", "q-17").value()) == fields(other));
    CHECK_FALSE(reader->find_delivery("mail", "q-18"));
    CHECK_FALSE(reader->find_delivery("mail", ""));
}

TEST_CASE("receipts that came early are kept in order, until they are taken or too old") {
    using Kind = delivery::Receipt::Kind;
    OfficeWithACase office;
    auto const early = [](std::string channel, std::string number, Kind kind, Instant at) {
        return EarlyReceiptRow{.channel = std::move(channel),
                               .receipt = {.id = {},
                                           .provider_id = std::move(number),
                                           .kind = kind,
                                           .code = "4",
                                           .words = "稍后"},
                               .at = at};
    };
    office.write([&](Transaction& transaction) {
        transaction.insert_early_receipt(early("sms", "q-1", Kind::delayed, noon(2)));
        transaction.insert_early_receipt(early("sms", "q-1", Kind::failed, noon(1)));
        transaction.insert_early_receipt(early("sms", "q-2", Kind::delivered, noon(3)));
        transaction.insert_early_receipt(early("mail", "q-1", Kind::delivered, noon(3)));
    });
    auto const kept = office.store->read()->early_receipts("sms", "q-1");
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].receipt.kind == Kind::delayed);
    CHECK(kept[0].receipt.code == "4");
    CHECK(kept[0].receipt.words == "稍后");
    CHECK(kept[0].at == noon(2));
    CHECK(kept[1].receipt.kind == Kind::failed);

    office.write([](Transaction& transaction) {
        transaction.remove_early_receipts_before(noon(2));
        transaction.remove_early_receipts("sms", "q-2");
    });
    auto const reader = office.store->read();
    CHECK(reader->early_receipts("sms", "q-1").size() == 1);
    CHECK(reader->early_receipts("sms", "q-2").empty());
    CHECK(reader->early_receipts("mail", "q-1").size() == 1);
}
