// The file of a plug-in: whose it is, who may write to it, and whether it is the one that was
// looked at.
#include "adapters/channels/program/program_channel.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/base/sha256.hpp"
#include "tests/adapters/channels/workshop.hpp"

using namespace duban;
using namespace duban::program;
using namespace std::chrono_literals;
using support::Workshop;
using Kind = ports::Outcome::Kind;
namespace fs = std::filesystem;

TEST_CASE("programs that others could change are not run", "[program]") {
    Workshop workshop{"#!/bin/sh\n"};
    auto const refused = [&](std::string const& words) {
        auto const fault = fault_of(workshop.program);
        REQUIRE(fault);
        CHECK_THAT(fault->en, Catch::Contains(words));
        CHECK_FALSE(fault->zh_cn.empty());
    };
    CHECK_FALSE(fault_of(workshop.program));
    SECTION("writable by the group") {
        fs::permissions(workshop.path(), fs::perms::group_write, fs::perm_options::add);
        refused("chmod go-w");
    }
    SECTION("writable by all") {
        fs::permissions(workshop.path(), fs::perms::others_write, fs::perm_options::add);
        refused("chmod go-w");
    }
    SECTION("in a folder that all may write to") {
        fs::permissions(workshop.folder.path(), fs::perms::others_write, fs::perm_options::add);
        refused("chmod go-w");
    }
    SECTION("not executable") {
        fs::permissions(workshop.path(), fs::perms::owner_read);
        refused("not executable");
    }
    SECTION("not there") {
        fs::remove(workshop.path());
        refused("No such file");
    }
    SECTION("a folder") {
        workshop.program.path = workshop.folder.path();
        refused("not executable");
    }
    SECTION("another one than was looked at") {
        workshop.program.sha256 = to_text(sha256("#!/bin/sh\nexit 1\n"));
        refused(to_text(sha256("#!/bin/sh\n")));
    }
    SECTION("with a secret that is everybody's") {
        auto const file = workshop.folder.path() / "secret";
        std::ofstream{file} << "s3cr3t";
        fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
        workshop.program.secrets = {{"key", file.string()}};
        auto const secrets = read_secrets(workshop.program);
        REQUIRE_FALSE(secrets);
        CHECK_THAT(secrets.error().en, Catch::Contains("chmod"));
    }
}

TEST_CASE("a program is looked at before each start", "[program]") {
    auto const script = support::ready + "read -r line\nexit 3\n";
    Workshop workshop{script};
    workshop.program.patience.restart_first = 1ms;
    bool const pinned = GENERATE(true, false);
    CAPTURE(pinned);
    if (pinned) workshop.program.sha256 = to_text(sha256(script));
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    if (pinned) {
        std::ofstream{workshop.path(), std::ios::app} << "# replaced\n";
    } else {
        fs::permissions(workshop.path(), fs::perms::others_write, fs::perm_options::add);
    }
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::uncertain);
    workshop.loop.run_until([&] { return workshop.has_logged("program_not_started"); });
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.code == "not_running");
    CHECK_THAT(outcome.words, Catch::Contains(pinned ? "SHA-256" : "chmod go-w"));
}
