// A secretariat's day, for real: a published proposal comes in, is accepted and assigned, its
// deadline comes near, the daemon is killed on the way, and the reminder lies in a mailbox that a
// real mail server keeps.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "adapters/intake/similar_titles.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "tests/scenarios/mail_run.hpp"
#include "tests/scenarios/published_proposal.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using delivery::Phase;
using support::MailRun;
using support::World;

namespace {

delivery::Person teacher(std::string id, std::string name, std::string email) {
    delivery::Person made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.email = std::move(email);
    made.units = {"education-bureau"};
    return made;
}

/// The mail server, the store's file and the office as it stands: it can be killed and comes back.
class OfficeDay {
  public:
    OfficeDay()
        : certificate_{support::make_certificate(folder_.path())},
          server_{
              fmt::format(R"({{"key":"{}","cert":"{}","user":"duban","password":"correct horse"}})",
                          certificate_.key.string(),
                          certificate_.certificate.string())} {
        std::ofstream{folder_.path() / "password"} << "correct horse\n";
        std::filesystem::permissions(folder_.path() / "password",
                                     std::filesystem::perms::owner_all);
        start();
    }

    /// Whatever was in memory is gone; the file stays.
    void kill_and_restart() {
        mail_.reset();
        auto const now = world_->clock.now();
        world_.reset();
        start();
        world_->clock.set(now);
    }

    World& world() { return *world_; }

    MailRun& mail() { return *mail_; }

    support::MailServer& server() { return server_; }

    /// Rings alarms and sends mail, each at its instant, to this wall time. How many mails went.
    std::size_t pass_until(std::string_view wall) {
        auto const until =
            calendar::Zone::find("Asia/Shanghai")->to_instant(*parse_wall_time(wall));
        auto sent = mail_->send_and_settle();
        while (true) {
            auto next = world_->alarms.next();
            auto const letter = world_->courier.next("mail");
            if (letter && (!next || *letter < *next)) next = letter;
            if (!next || *next > until) break;
            if (*next > world_->clock.now()) world_->clock.set(*next);
            world_->alarms.ring(world_->clock.now(), 100);
            sent += mail_->send_and_settle();
        }
        world_->clock.set(until);
        return sent;
    }

  private:
    void start() {
        world_.emplace(sqlite::open_sqlite_store({.path = folder_.file("duban.sqlite")}),
                       support::office_of_panyu());
        mail_.emplace(
            *world_,
            smtp::SmtpAccount{.host = "127.0.0.1",
                              .port = server_.port(),
                              .security = smtp::Security::starttls,
                              .ca_file = certificate_.certificate,
                              .user = "duban",
                              .password_file = folder_.path() / "password",
                              .from = {.name = "番禺区政协督办", .address = "duban@example.org"},
                              .bounce_address = "",
                              .hello = "duban.example.org",
                              .connections_max = 2});
    }

    support::TemporaryFolder folder_;
    support::Certificate certificate_;
    support::MailServer server_;
    std::optional<World> world_;
    std::optional<MailRun> mail_;
};

CaseId import_page(World& world, support::PublishedProposal const& page) {
    WorkflowId id;
    auto const procedure = world.procedures.in_force(*world.store->read(), "cppcc-proposal", id);
    std::vector<service::Request> const batch{
        support::filing_of(page, procedure->workflow, world.office.get()->directory)};
    auto const answer = world.tracker.perform(batch, world.clock.now()).front();
    REQUIRE(answer);
    return answer->id;
}

std::map<std::string, support::ReceivedMail> receive(OfficeDay& day, std::size_t count) {
    std::map<std::string, support::ReceivedMail> mails;
    for (std::size_t i = 0; i < count; ++i) {
        auto mail = day.server().next_mail();
        auto const to = mail.envelope_to.front();
        mails.insert_or_assign(to, std::move(mail));
    }
    return mails;
}

}  // namespace

TEST_CASE("from a published proposal to the reminder in a mailbox", "[scenario]") {
    auto const page = support::published_proposal();
    if (!page.is_real) WARN("the real proposal is not here; the project's own takes its place");
    OfficeDay day;
    auto const id = import_page(day.world(), page);
    REQUIRE(day.world().act(id, "accept", "lin-committee"));
    REQUIRE(day.world().act(id, "assign", "chen-secretary", R"({"host":"education-bureau"})"));
    auto const title = day.world().store->read()->find_case(id)->title;

    // The proposer and the unit are told.
    auto const told = day.pass_until("2026-03-02T10:30");
    auto const first = receive(day, told);
    REQUIRE(first.contains("zhao@education.example.org"));
    auto const& assignment = first.at("zhao@education.example.org");
    CHECK(assignment.subject.find(title) != std::string::npos);
    CHECK(assignment.secure);
    CHECK(assignment.user == "duban");
    CHECK(assignment.auto_submitted == "auto-generated");
    CHECK(assignment.from.find("番禺区政协督办") != std::string::npos);
    CHECK(assignment.longest_line <= 76);
    if (page.is_real) {
        CHECK(title == "關于借力南沙自貿區制度紅利優勢促進我區經濟進一步升級發展的建議");
        CHECK(first.contains("wang.member@example.org"));
        ports::CaseFilter filter;
        filter.search_key = intake::matching_key("借力南沙自贸区");
        CHECK(day.world().store->read()->list_cases(filter).size() == 1);
    }

    // The unit signs; the reply's deadline comes near.
    day.world().at("2026-03-03T09:00");
    REQUIRE(day.world().act(id, "sign", "zhao-education"));
    day.pass_until("2026-04-30T08:59");

    // The reminder is claimed and handed over, and the daemon is killed before it can write that
    // down.
    day.world().at("2026-04-30T09:00");
    CHECK(day.world().alarms.ring(day.world().clock.now(), 10).notices == 1);
    CHECK(day.mail().send().size() == 1);
    auto const reminder = day.server().next_mail();
    day.kill_and_restart();

    // It comes back, does not know whether the mail arrived, and repeats the very same one,
    // counted.
    CHECK(day.pass_until("2026-04-30T10:00") == 1);
    auto const repeated = day.server().next_mail();
    CHECK(reminder.envelope_to == std::vector<std::string>{"zhao@education.example.org"});
    CHECK(repeated.message_id == reminder.message_id);
    CHECK(repeated.subject == reminder.subject);
    CHECK(repeated.date == reminder.date);
    CHECK(repeated.text == reminder.text);
    CHECK(reminder.text.find("2026年6月2日") != std::string::npos);
    CHECK(reminder.references == assignment.references);
    ports::DeliveryFilter filter;
    filter.case_id = id;
    filter.recipient = "zhao-education";
    auto const rows = day.world().store->read()->list_deliveries(filter);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].phase == Phase::delivered);
    CHECK(rows[1].attempts == 2);
    CHECK(rows[1].uncertain == 1);
    CHECK(service::audit(*day.world().store->read(), day.world().procedures).breaks.empty());
}

TEST_CASE(
    "one of three recipients has a bad address: two get their mail, the secretariat is told of the "
    "third",
    "[scenario]") {
    OfficeDay day;
    auto office = support::office_of_panyu();
    auto people = office.directory.people();
    people.push_back(teacher("zhou", "周老师", "unknown@example.org"));
    people.push_back(teacher("wu", "吴老师", "wu@example.org"));
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    day.world().office.put_in_force(office);
    auto const id = import_page(day.world(), {.path = "config/example/proposal.txt"});
    REQUIRE(day.world().act(id, "accept", "lin-committee"));
    REQUIRE(day.world().act(id, "assign", "chen-secretary", R"({"host":"education-bureau"})"));
    day.pass_until("2026-03-02T12:00");
    ports::DeliveryFilter filter;
    filter.case_id = id;
    auto const rows = day.world().store->read()->list_deliveries(filter);
    std::map<std::string, Phase> phases;
    for (auto const& row : rows) phases[row.recipient + " " + row.message] = row.phase;
    CHECK(phases.at("zhao-education assigned") == Phase::delivered);
    CHECK(phases.at("wu assigned") == Phase::delivered);
    CHECK(phases.at("zhou assigned") == Phase::dead);
    CHECK(phases.at("chen-secretary house.undeliverable") == Phase::delivered);
    auto const delivered = static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [](auto const& row) { return row.phase == Phase::delivered; }));
    auto const mails = receive(day, delivered);
    CHECK(mails.contains("wu@example.org"));
    REQUIRE(mails.contains("chen.secretary@example.org"));
    CHECK(mails.at("chen.secretary@example.org").text.find("550") != std::string::npos);
    CHECK(mails.at("chen.secretary@example.org").subject.find("周老师") != std::string::npos);
}
