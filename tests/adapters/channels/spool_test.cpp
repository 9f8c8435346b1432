#include "adapters/channels/spool/spool_channel.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::spool;
using Kind = ports::Outcome::Kind;
namespace fs = std::filesystem;

namespace {

ports::Outgoing reminder() {
    ports::Outgoing message;
    message.message_id = "<d7.chen@duban.example.org>";
    message.date = *parse_instant("2026-11-23T11:00:00Z");
    message.recipient_name = "陈秘书";
    message.address = "chen@example.org";
    message.subject = "催办";
    message.text = "请答复。";
    return message;
}

delivery::Mailbox const office{.name = "督办", .address = "duban@example.org"};

ports::Outcome sent(ports::Channel& channel, ports::Outgoing const& message) {
    std::optional<ports::Outcome> answer;
    channel.send(message, [&](ports::Outcome outcome) {
        REQUIRE_FALSE(answer);
        answer = std::move(outcome);
    });
    REQUIRE(answer);
    return *answer;
}

std::unique_ptr<ports::Channel> spool_in(Spool spool) {
    auto channel = make_spool_channel(std::move(spool));
    REQUIRE(channel);
    return std::move(*channel);
}

std::set<std::string> names_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename());
    return names;
}

std::string content_of(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The largest file this process may write, for as long as it lives: a disk that is full.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }

    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

    FullDisk(FullDisk const&) = delete;
    FullDisk& operator=(FullDisk const&) = delete;

  private:
    rlimit before_{};
    void (*handler_)(int) = SIG_DFL;
};

}  // namespace

TEST_CASE("a mail becomes one file, whole and private", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path() / "new" / "mail", .from = office});
    auto const outcome = sent(*channel, reminder());
    CHECK(outcome.kind == Kind::delivered);
    auto const path = folder.path() / "new" / "mail" / outcome.provider_id;
    CHECK(names_in(path.parent_path()) == std::set<std::string>{outcome.provider_id});
    CHECK(content_of(path) == *delivery::compose_mail(reminder(), office));
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("the files with a mail lie in its file", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path(), .from = office});
    auto message = reminder();
    message.attachments = {{.name = "答复函.pdf",
                            .media_type = "application/pdf",
                            .octets = std::make_shared<std::string const>("%PDF-1.7")}};
    auto const outcome = sent(*channel, message);
    CHECK(outcome.kind == Kind::delivered);
    auto const mail = content_of(folder.path() / outcome.provider_id);
    CHECK(mail == *delivery::compose_mail(message, office));
    CHECK_THAT(mail, Catch::Contains("filename*=UTF-8''%E7%AD%94%E5%A4%8D%E5%87%BD.pdf"));
}

TEST_CASE("a repeat takes the place of the first, another mail does not", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path(), .from = office});
    auto const first = sent(*channel, reminder());
    auto again = reminder();
    again.attempt = 2;
    CHECK(sent(*channel, again).provider_id == first.provider_id);
    CHECK(names_in(folder.path()).size() == 1);
    auto other = reminder();
    other.message_id = "<d8.chen@duban.example.org>";
    sent(*channel, other);
    CHECK(names_in(folder.path()).size() == 2);
}

TEST_CASE("a file's name is safe and tells identities apart", "[spool]") {
    auto const date = *parse_instant("2026-11-23T11:00:00.250Z");
    CHECK(file_name(date, "<d7.chen@duban.example.org>")
              .starts_with("20261123T110000Z-d7.chen@duban.example.org-"));
    CHECK(file_name(date, "<../../etc/passwd@x>").find('/') == std::string::npos);
    CHECK(file_name(date, "<a/b@x>") != file_name(date, "<a_b@x>"));
    CHECK(file_name(date, "<" + std::string(250, 'a') + "@x>").size() < 200);
}

TEST_CASE("a full disk is a temporary failure that leaves nothing behind", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path(), .from = office});
    {
        FullDisk const disk{100};
        auto const outcome = sent(*channel, reminder());
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.code == "file");
        CHECK_FALSE(outcome.words.empty());
    }
    CHECK(names_in(folder.path()).empty());
    CHECK(sent(*channel, reminder()).kind == Kind::delivered);
}

TEST_CASE("a folder that went away is a temporary failure", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path() / "mail", .from = office});
    fs::remove(folder.path() / "mail");
    CHECK(sent(*channel, reminder()).kind == Kind::temporary);
}

TEST_CASE("what cannot be composed is refused for good", "[spool]") {
    support::TemporaryFolder const folder;
    auto const channel = spool_in({.folder = folder.path(), .from = office});
    auto message = reminder();
    message.subject = "催办\r\nBcc: eve@example.org";
    auto const outcome = sent(*channel, message);
    CHECK(outcome.kind == Kind::permanent);
    CHECK(outcome.error == delivery::ErrorClass::content);
    CHECK(names_in(folder.path()).empty());
}

TEST_CASE("a folder that cannot be made is said at the start", "[spool]") {
    support::TemporaryFolder const folder;
    std::ofstream{folder.path() / "file"} << "x";
    auto const channel = make_spool_channel({.folder = folder.path() / "file", .from = office});
    REQUIRE_FALSE(channel);
    CHECK_THAT(channel.error().en, Catch::Contains("cannot be made"));
}
