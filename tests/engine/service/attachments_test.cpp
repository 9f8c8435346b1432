// Files: handed in with an action, kept beside the case, and with the mail that carries them.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/attachment.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/preview.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/workflow/handed_file.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Phase;
using support::World;
using Refused = tracking::Refusal::Kind;

namespace {

std::string const letter_octets = "%PDF-1.7 the letter";

FileDescription letter(std::string const& octets = letter_octets) {
    return *workflow::describe_file("答复函.pdf", octets);
}

std::string values_with(FileDescription const& file) {
    return fmt::format(
        R"({{"reply_letter":{{"name":"{}","media_type":"{}","size":{},"sha256":"{}"}}}})",
        file.name,
        file.media_type,
        file.size,
        to_text(file.sha256));
}

service::Answer hand_in(World& world,
                        CaseId id,
                        FileDescription const& file,
                        std::vector<std::string> contents,
                        std::string key = {}) {
    auto request = *world.acting(id, "hand_in_letter", "zhao-education", values_with(file));
    request.idempotency_key = std::move(key);
    std::get<service::Acting>(request.what).files = std::move(contents);
    return world.tracker.perform({&request, 1}, world.clock.now()).front();
}

CaseId case_in_hand(World& world) {
    auto const id = world.assigned_case();
    REQUIRE(world.act(id, "sign", "zhao-education"));
    REQUIRE(world.act(id, "log_contact", "zhao-education", R"({"contact":"电话"})"));
    world.deliver();
    (void)world.sent();
    world.letters.clear();
    return id;
}

void reply(World& world, CaseId id) {
    REQUIRE(world.act(
        id, "reply", "zhao-education", R"({"reply_text":"已列入计划","reply_class":"B"})"));
}

/// The letter's content in the store becomes this.
void keep(World& world, std::string const& octets) {
    auto const transaction = world.store->write();
    transaction->insert_content(
        {.sha256 = letter().sha256, .octets = octets, .kept_at = world.clock.now()});
    transaction->commit();
}

/// As it was done before contents were kept.
void describe_only(World& world, CaseId id) {
    auto const request =
        *world.acting(id, "hand_in_letter", "zhao-education", values_with(letter()));
    auto input = std::get<service::Acting>(request.what).input;
    input.at = world.clock.now();
    auto const transaction = world.store->write();
    auto file = service::open_case(*transaction, world.procedures, id);
    auto const change = tracking::decide(*file->procedure, file->state, input);
    REQUIRE(change);
    service::record(*transaction,
                    *file,
                    *change,
                    {.kind = "action", .action = input.action, .actor = input.actor.id},
                    *world.office.get());
    transaction->commit();
}

ports::Outgoing const& letter_to_proposer(World& world) {
    auto const found = std::ranges::find(world.letters, "replied", &ports::Outgoing::message);
    REQUIRE(found != world.letters.end());
    return *found;
}

service::Office with_room_for(std::int64_t octets) {
    auto office = support::sample_office();
    office.routes.front().attachments_at_most = octets;
    return office;
}

}  // namespace

TEST_CASE("a letter that is handed in is kept, described in the journal, and goes with the reply",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    CHECK(world.store->read()->find_content(letter().sha256) == letter_octets);
    auto const journal = world.store->read()->journal(id, 0, 100);
    CHECK(journal.back().record.find(to_text(letter().sha256)) != std::string::npos);
    CHECK(journal.back().record.find(letter_octets) == std::string::npos);

    reply(world, id);
    world.deliver();
    auto const& sent = letter_to_proposer(world);
    REQUIRE(sent.attachments.size() == 1);
    CHECK(sent.attachments.front().name == "答复函.pdf");
    CHECK(sent.attachments.front().media_type == "application/pdf");
    CHECK(*sent.attachments.front().octets == letter_octets);
    CHECK(sent.text.find("答复函：答复函.pdf") != std::string::npos);
    check_audit(world);
}

TEST_CASE("a reply without a letter carries none", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    reply(world, id);
    world.deliver();
    CHECK(letter_to_proposer(world).attachments.empty());
    CHECK(letter_to_proposer(world).text.find("答复函") == std::string::npos);
}

TEST_CASE("what is not as it says is refused, and leaves nothing behind", "[attachments]") {
    struct Row {
        char const* what;
        FileDescription file;
        std::vector<std::string> contents;
        char const* says;
    };

    auto changed = [](auto change) {
        auto file = letter();
        change(file);
        return file;
    };
    std::string const program{"MZ\x90\0\x03", 5};
    std::string const windows = program + std::string(100, '\0');
    auto const row = GENERATE_COPY(values<Row>({
        {"no content", letter(), {}, "was not handed in"},
        {"another content", letter(), {"%PDF-1.7 another"}, "was not handed in"},
        {"another size",
         changed([](auto& file) { file.size = 3; }),
         {letter_octets},
         "is not of the size or the type"},
        {"another type",
         changed([](auto& file) { file.media_type = "text/html"; }),
         {letter_octets},
         "is not of the size or the type"},
        {"a path", changed([](auto& file) { file.name = "a/b.pdf"; }), {letter_octets}, "path"},
        {"a program by its name",
         changed([](auto& file) { file.name = "letter.pdf.exe"; }),
         {letter_octets},
         "is a program"},
        {"a program by its content",
         {.name = "letter.pdf",
          .media_type = "application/octet-stream",
          .size = static_cast<std::int64_t>(windows.size()),
          .sha256 = sha256(windows)},
         {windows},
         "is a program"},
        {"an empty file",
         {.name = "letter.pdf", .media_type = "text/plain", .size = 0, .sha256 = sha256("")},
         {""},
         "is empty"},
    }));
    CAPTURE(row.what);
    World world;
    auto const id = case_in_hand(world);
    auto const before = world.store->read()->find_case(id)->revision;
    auto const answer = hand_in(world, id, row.file, row.contents);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Refused::bad_value);
    CHECK_THAT(answer.error().reason.en, Catch::Contains(row.says));
    CHECK(world.store->read()->find_case(id)->revision == before);
    CHECK_FALSE(world.store->read()->find_content(row.file.sha256));
}

TEST_CASE("whoever may not act leaves no content behind", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    auto request = *world.acting(id, "hand_in_letter", "huang-member", values_with(letter()));
    std::get<service::Acting>(request.what).files = {letter_octets};
    auto const answer = world.tracker.perform({&request, 1}, world.clock.now()).front();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Refused::not_allowed);
    CHECK_FALSE(world.store->read()->find_content(letter().sha256));
}

TEST_CASE("more files than are taken at once are refused", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    auto request = *world.acting(id, "hand_in_letter", "zhao-education", values_with(letter()));
    auto& acting = std::get<service::Acting>(request.what);
    expression::List list(workflow::handed_files_most + 1, workflow::to_value(letter()));
    acting.input.with.front().second = expression::Value{std::move(list)};
    acting.files = {letter_octets};
    auto const answer = world.tracker.perform({&request, 1}, world.clock.now()).front();
    REQUIRE_FALSE(answer);
    CHECK_THAT(answer.error().reason.en, Catch::Contains("at most 20 files"));
}

TEST_CASE("what the case has need not be handed in again, what another case has must",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    CHECK(hand_in(world, id, letter(), {}));
    auto const other = case_in_hand(world);
    CHECK_FALSE(hand_in(world, other, letter(), {}));
    CHECK(hand_in(world, other, letter(), {letter_octets}));
}

TEST_CASE("the same key hands in once, and stands for the very file", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}, "k"));
    CHECK(hand_in(world, id, letter(), {letter_octets}, "k")->repeated);
    auto const other = hand_in(world, id, letter("%PDF-1.7 x"), {"%PDF-1.7 x"}, "k");
    REQUIRE_FALSE(other);
    CHECK(other.error().kind == Refused::other_content);
    CHECK_FALSE(world.store->read()->find_content(sha256("%PDF-1.7 x")));
}

TEST_CASE("a retry days later sends the letter that was there when the reply was written",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    bool works = false;
    world.post_office = [&](ports::Outgoing const&) {
        return outcome(works ? delivery::Outcome::Kind::delivered
                             : delivery::Outcome::Kind::temporary);
    };
    reply(world, id);
    world.deliver();
    REQUIRE(world.act(id, "rate", "huang-member", R"({"rating":"dissatisfied"})"));
    REQUIRE(hand_in(world, id, letter("%PDF-1.7 second"), {"%PDF-1.7 second"}));
    works = true;
    world.letters.clear();
    world.pass_until("2026-03-04T12:00");
    auto const& sent = letter_to_proposer(world);
    REQUIRE(sent.attachments.size() == 1);
    CHECK(*sent.attachments.front().octets == letter_octets);
    CHECK(sent.attempt > 1);
}

TEST_CASE("what is too large for a mail is left out of it, and the mail says so", "[attachments]") {
    auto const [room, carried] = GENERATE(
        table<std::int64_t, std::size_t>({{0, 0},
                                          {static_cast<std::int64_t>(letter_octets.size()) - 1, 0},
                                          {static_cast<std::int64_t>(letter_octets.size()), 1}}));
    World world{nullptr, with_room_for(room)};
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    reply(world, id);
    world.deliver();
    auto const& sent = letter_to_proposer(world);
    CHECK(sent.attachments.size() == carried);
    bool const says_so =
        sent.text.find("以下文件未随本邮件发送，请向示范区政协提案委索取：答复函.pdf。") !=
        std::string::npos;
    CHECK(says_so == (carried == 0));
}

TEST_CASE("a digest carries no files, and says where they are to be got", "[attachments]") {
    World world{nullptr, with_throttle(1, 1h)};
    auto const id = case_in_hand(world);
    auto const second = case_in_hand(world);
    world.at("2026-03-03T10:00");
    for (auto const one : {id, second}) {
        REQUIRE(hand_in(world, one, letter(), {letter_octets}));
        reply(world, one);
    }
    world.deliver();
    auto const digest =
        std::ranges::find(world.letters, "office.digest", &ports::Outgoing::message);
    REQUIRE(digest != world.letters.end());
    CHECK(digest->attachments.empty());
    CHECK(digest->text.find("以下文件未随本邮件发送") != std::string::npos);
}

TEST_CASE("a deputy is sent the letter too", "[attachments]") {
    World world{nullptr, office_with("huang-member", [](auto& huang) {
                    huang.absences = {{day("2026-03-01"), day("2026-03-31"), "chen-secretary"}};
                })};
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    reply(world, id);
    world.deliver();
    world.deliver();
    auto const& sent = letter_to_proposer(world);
    CHECK(sent.subject.starts_with("（代"));
    CHECK(sent.attachments.size() == 1);
}

TEST_CASE("letters that leave together share what they carry, and a claim holds only so much",
          "[attachments]") {
    World world;
    std::string const large = "%PDF-" + std::string(9 * 1024 * 1024, 'x');
    std::vector<CaseId> cases;
    for (int i = 0; i < 6; ++i) cases.push_back(case_in_hand(world));
    for (auto const id : cases) {
        REQUIRE(hand_in(world, id, letter(large), {large}));
        reply(world, id);
    }
    auto const first = world.courier.claim("mail", world.clock.now(), 100).outgoing;
    REQUIRE(first.size() == 4);
    CHECK(first.front().attachments.front().octets == first.back().attachments.front().octets);
    CHECK(world.courier.claim("mail", world.clock.now(), 100).outgoing.size() == 2);
}

TEST_CASE("a mail whose file is gone does not leave without it, and the secretariat is told",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    reply(world, id);
    auto const transaction = world.store->write();
    auto row = rows_of(world, "huang-member").back();
    auto files = delivery::read_attachments(row.attachments);
    files.front().sha256 = sha256("nobody has kept this");
    row.attachments = delivery::write_attachments(files);
    transaction->update_delivery(row);
    transaction->commit();
    auto const load = world.courier.claim("mail", world.clock.now(), 100);
    CHECK(load.outgoing.empty());
    REQUIRE(load.failures.size() == 1);
    CHECK_THAT(load.failures.front(), Catch::Contains("is missing"));
    CHECK(load.given_up == 1);
    auto const lost = rows_of(world, "huang-member").back();
    CHECK(lost.phase == Phase::dead);
    CHECK_THAT(lost.reason, Catch::Contains("答复函.pdf"));
    world.letters.clear();
    world.deliver();
    auto const notice =
        std::ranges::find(world.letters, "house.undeliverable", &ports::Outgoing::message);
    REQUIRE(notice != world.letters.end());
    CHECK_THAT(notice->text, Catch::Contains(lost.reason));
}

TEST_CASE("a mail whose file was put right goes when it is sent on its way again",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    reply(world, id);
    keep(world, "damaged");
    REQUIRE(world.courier.claim("mail", world.clock.now(), 100).outgoing.empty());
    keep(world, letter_octets);
    ports::DeliveryFilter filter;
    filter.recipient = "huang-member";
    CHECK(world.courier.redrive(filter, {.by = "chen-secretary", .why = {}}, world.clock.now())
              .at("mail") == 1);
    world.deliver();
    CHECK(letter_to_proposer(world).attachments.size() == 1);
}

TEST_CASE("a file that is only described must be handed in, and its case is sound",
          "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    describe_only(world, id);
    auto const result = service::audit(*world.store->read(), world.procedures);
    CHECK(result.breaks.empty());
    CHECK(result.files == 0);
    CHECK(result.described_only == 1);

    auto const refused = hand_in(world, id, letter(), {});
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().reason.en, Catch::Contains("hand the file in itself"));
    CHECK_THAT(refused.error().reason.zh_cn, Catch::Contains("请连同文件一起提交"));
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    CHECK(hand_in(world, id, letter(), {}));
    auto const after = service::audit(*world.store->read(), world.procedures);
    CHECK(after.breaks.empty());
    CHECK(after.files == 1);
    CHECK(after.described_only == 0);
}

TEST_CASE("the audit names each damaged file of a record once", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    keep(world, "damaged");
    auto const result = service::audit(*world.store->read(), world.procedures);
    REQUIRE(result.breaks.size() == 1);
    CHECK_THAT(result.breaks.front().what.en, Catch::Contains("was changed"));
    CHECK(result.described_only == 0);
}

TEST_CASE("a preview tells which files a message would carry", "[attachments]") {
    World world;
    auto const id = case_in_hand(world);
    REQUIRE(hand_in(world, id, letter(), {letter_octets}));
    reply(world, id);
    auto const file = service::open_case(*world.store->read(), world.procedures, id);
    auto const office = world.office.get();
    auto const& workflow = file->procedure->workflow;
    auto const previews = service::preview(*file,
                                           workflow.find_message("replied"),
                                           *office->directory.find_person("huang-member"),
                                           *office,
                                           world.clock.now());
    REQUIRE_FALSE(previews.empty());
    for (auto const& one : previews) CHECK(one.letter->attachments == std::vector{letter()});
}
