// Who is away, and who stands in for them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/service/silence.hpp"
#include "engine/service/telling.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

TEST_CASE("whoever is away is stood in for, and the deputy reads for whom", "[rules]") {
    World world{nullptr, office_with("zhao-education", [](auto& zhao) {
                    zhao.absences = {{day("2026-03-01"), day("2026-03-03"), "smith-transport"}};
                })};
    world.assigned_case();
    world.deliver();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member accepted",
                                "2026-03-02 10:00 huang-member assigned",
                                "2026-03-02 10:00 smith-transport assigned"});
    auto const& letter = world.letters.back();
    CHECK(letter.address == "alex.smith@transport.example.org");
    CHECK(letter.subject.starts_with("（代赵老师收）"));
    CHECK(letter.text.starts_with("赵老师不在岗，您是其代理人，故收到此通知。\n\n"));
    CHECK(letter.html.empty());
    auto const own = rows_of(world, "zhao-education");
    REQUIRE(own.size() == 1);
    CHECK(own.front().phase == Phase::cancelled);
    CHECK(own.front().reason == "absent");
    CHECK(own.front().message_id != letter.message_id);
    CHECK(rows_of(world, "smith-transport").front().on_behalf_of == "zhao-education");
    check_audit(world);
    // Back at work, they are told themselves.
    world.pass_until("2026-03-06T17:00");
    auto const later = world.sent();
    CHECK(std::ranges::count_if(later, [](auto const& line) {
              return line.find("zhao-education") != std::string::npos;
          }) > 0);
    CHECK(std::ranges::none_of(
        later, [](auto const& line) { return line.find("smith-transport") != std::string::npos; }));
}

TEST_CASE("an absence that begins while a letter waits is seen when it is sent", "[rules]") {
    World world;
    world.at("2026-03-06T22:00");  // Friday night: letters wait for Monday
    world.assigned_case();
    world.office.put_in_force(office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-09"), day("2026-03-09"), "smith-transport"}};
    }));
    world.pass_until("2026-03-09T12:00");
    auto const sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-09 09:00 smith-transport assigned") == 1);
    CHECK(rows_of(world, "zhao-education").front().phase == Phase::cancelled);
}

TEST_CASE("what the house says of no case goes to the deputy, by the office's day", "[rules]") {
    bool const has_begun = GENERATE(false, true);
    CAPTURE(has_begun);
    World world{nullptr, office_with("chen-secretary", [](auto& chen) {
                    chen.absences = {{day("2026-03-03"), day("2026-03-31"), "wang-supervisor"}};
                })};
    world.at(has_begun ? "2026-03-03T00:30" : "2026-03-02T23:30");  // the 2nd in Greenwich
    {
        auto const transaction = world.store->write();
        service::tell_secretariat(*transaction,
                                  {},
                                  {.name = "house.calendar_ends",
                                   .occurrence = "the calendar ends",
                                   .subject = {.zh_cn = "日历将尽", .en = "the calendar ends"},
                                   .text = {.zh_cn = "请更新", .en = "renew it"}},
                                  *world.office.get(),
                                  world.clock.now());
        transaction->commit();
    }
    world.deliver();
    world.deliver();
    CHECK(world.sent() == (has_begun
                               ? Texts{"2026-03-03 00:30 wang-supervisor house.calendar_ends"}
                               : Texts{"2026-03-02 23:30 chen-secretary house.calendar_ends"}));
    if (has_begun) CHECK(rows_of(world, "chen-secretary").front().reason == "absent");
}

TEST_CASE("nobody who is there stands in: the person is told all the same", "[rules]") {
    auto const deputy = GENERATE(as<std::string>{}, "", "nobody-known", "zhao-education");
    World world{nullptr, office_with("zhao-education", [&](auto& zhao) {
                    zhao.absences = {{day("2026-03-01"), day("2026-03-31"), deputy}};
                })};
    world.assigned_case();
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 zhao-education assigned") == 1);
}

TEST_CASE("a deputy who cannot be reached does not swallow a letter", "[rules]") {
    auto office = office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-01"), day("2026-03-31"), "smith-transport"}};
    });
    auto people = office.directory.people();
    std::ranges::find(people, "smith-transport", &delivery::Person::id)->email.clear();
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, std::move(office)};
    world.assigned_case();
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 zhao-education assigned") == 1);
}

TEST_CASE("the deputy has the reserve of whoever they stand in for", "[rules]") {
    auto office = office_with("sun-housing", [](auto& sun) {
        sun.absences = {{day("2026-03-01"), day("2026-03-31"), "wang-supervisor"}};
    });
    office.routes = with_reserve().routes;
    World world{nullptr, std::move(office)};
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    case_of_housing(world);
    world.deliver();
    world.deliver();
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::cancelled);
    REQUIRE(rows_of(world, "wang-supervisor", "sms").size() == 1);
    CHECK(rows_of(world, "wang-supervisor", "sms").front().phase == Phase::queued);
    CHECK(rows_of(world, "wang-supervisor", "sms").front().on_behalf_of == "sun-housing");
}

TEST_CASE("a deputy who cannot be told is told of to the secretariat", "[rules]") {
    auto const away = [](char const* of, char const* day_of_absence, char const* deputy) {
        return office_with(of, [=](auto& person) {
            person.absences = {{day(day_of_absence), day(day_of_absence), deputy}};
        });
    };
    World world{nullptr, away("zhao-education", "2026-03-02", "smith-transport")};
    world.post_office = refusing("alex");
    world.assigned_case();
    world.deliver();
    world.deliver();
    auto const deputies = rows_of(world, "smith-transport");
    REQUIRE(deputies.size() == 1);
    CHECK(deputies.front().phase == Phase::dead);
    // Zhao's own row was let go before; what came of the deputy's is told of.
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 chen-secretary house.undeliverable") ==
          1);
}

TEST_CASE("a deputy who had it in vain leaves it to the person", "[rules]") {
    auto office = office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-01"), day("2026-03-31"), "smith-transport"}};
    });
    auto people = office.directory.people();
    std::ranges::find(people, "smith-transport", &delivery::Person::id)->units = {
        "education-bureau"};
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, std::move(office)};
    world.post_office = refusing("alex");
    // What is for Zhao waits while Smith's own letter fails.
    auto silence = silence_for(world, 1h);
    silence.recipient = "zhao-education";
    REQUIRE(service::begin_silence(*world.store, silence));
    world.assigned_case();
    world.deliver();
    REQUIRE(rows_of(world, "smith-transport").front().phase == Phase::dead);
    world.pass_until("2026-03-02T12:00");
    CHECK(rows_of(world, "zhao-education").front().phase == Phase::delivered);
    CHECK(rows_of(world, "smith-transport").size() == 1);
}

TEST_CASE("a letter late in its days has some more with the deputy", "[rules]") {
    World world;
    world.at("2026-03-06T22:00");  // Friday night: letters wait for Monday
    world.assigned_case();
    {
        auto const transaction = world.store->write();
        auto row = rows_of(world, "zhao-education").front();
        row.expires_at = row.not_before + 1min;
        transaction->update_delivery(row);
        transaction->commit();
    }
    world.office.put_in_force(office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-09"), day("2026-03-09"), "smith-transport"}};
    }));
    world.pass_until("2026-03-09T12:00");
    auto const own = rows_of(world, "zhao-education").front();
    CHECK(own.reason == "absent");
    CHECK(rows_of(world, "smith-transport").front().expires_at >= own.not_before + 7 * 24h);
}

TEST_CASE("a deputy who has left is told of while what they had is wanted", "[rules]") {
    auto const [has_zhao_left, phase, told] = GENERATE(table<bool, Phase, int>({
        {false, Phase::dead, 1},
        {true, Phase::cancelled, 0},
    }));
    auto const office = office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-01"), day("2026-03-31"), "smith-transport"}};
    });
    World world{nullptr, office};
    world.post_office = refusing("alex", Outcome::Kind::temporary);
    world.assigned_case();
    world.deliver();
    world.deliver();
    REQUIRE(rows_of(world, "smith-transport").front().phase == Phase::backing_off);
    auto people = office.directory.people();
    std::erase_if(people, [&](auto const& person) {
        return person.id == "smith-transport" || (has_zhao_left && person.id == "zhao-education");
    });
    auto without = office;
    without.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    world.office.put_in_force(without);
    world.sent();
    world.pass_until("2026-03-03T12:00");
    CHECK(rows_of(world, "smith-transport").front().phase == phase);
    CHECK(std::ranges::count_if(world.sent(), [](auto const& line) {
              return line.ends_with("chen-secretary house.undeliverable");
          }) == told);
}
