#include "adapters/channels/smtp/smtp_account.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::smtp;

namespace {

SmtpAccount good_account() {
    SmtpAccount account;
    account.host = "mail.example.org";
    account.from = {.name = "督办", .address = "duban@example.org"};
    return account;
}

using Change = std::function<void(SmtpAccount&)>;

}  // namespace

TEST_CASE("accounts that may be used", "[smtp]") {
    auto const change = GENERATE(
        as<Change>{},
        [](SmtpAccount&) {},
        [](SmtpAccount& its) { its.host = "10.0.0.1"; },
        [](SmtpAccount& its) { its.host = "[2001:db8::1]"; },
        [](SmtpAccount& its) { its.tls_name = "mail.inner.example"; },
        [](SmtpAccount& its) {
            its.host = "127.0.0.1";
            its.security = Security::none;
        },
        [](SmtpAccount& its) {
            its.host = "localhost";
            its.security = Security::none;
        });
    auto account = good_account();
    change(account);
    CHECK_FALSE(fault_of(account));
}

TEST_CASE("accounts that are refused before anything is sent", "[smtp]") {
    auto [change, says] = GENERATE(table<Change, std::string>({
        {[](SmtpAccount& its) { its.host.clear(); }, "host name"},
        {[](SmtpAccount& its) { its.host = "mail.example.org/x?y"; }, "host name"},
        {[](SmtpAccount& its) { its.host = "user@mail.example.org"; }, "host name"},
        {[](SmtpAccount& its) { its.port = 0; }, "port"},
        {[](SmtpAccount& its) { its.hello = "a b"; }, "hello"},
        {[](SmtpAccount& its) { its.tls_name = "mail.example.org:25:10.0.0.1"; }, "tls_name"},
        {[](SmtpAccount& its) {
             its.security = Security::none;
             its.host = "127.0.0.1";
             its.tls_name = "mail.example.org";
         },
         "tls_name"},
        {[](SmtpAccount& its) { its.security = Security::none; }, "TLS is required"},
        {[](SmtpAccount& its) {
             its.security = Security::none;
             its.host = "127.example.org";
         },
         "TLS is required"},
        {[](SmtpAccount& its) { its.connections_max = 0; }, "connections"},
        {[](SmtpAccount& its) { its.connections_max = 17; }, "connections"},
        {[](SmtpAccount& its) { its.from.address = "duban"; }, "@"},
        {[](SmtpAccount& its) { its.bounce_address = "a@b\r\nc"; }, "domain"},
        {[](SmtpAccount& its) { its.from.name = "督办\n"; }, "control"},
        {[](SmtpAccount& its) { its.user = "duban"; }, "password file"},
        {[](SmtpAccount& its) { its.password_file = "password"; }, "password file"},
    }));
    CAPTURE(says);
    auto account = good_account();
    change(account);
    auto const fault = fault_of(account);
    REQUIRE(fault);
    CHECK_THAT(fault->en, Catch::Contains(says));
    CHECK_FALSE(fault->zh_cn.empty());
}

TEST_CASE("a password comes from a file that is not everybody's", "[smtp]") {
    using std::filesystem::perms;
    support::TemporaryFolder const folder;
    auto account = good_account();
    CHECK(read_password(account) == "");
    account.user = "duban";
    account.password_file = folder.path() / "password";
    CHECK_FALSE(read_password(account));
    std::ofstream{account.password_file} << "correct horse\nsecond line\n";
    std::filesystem::permissions(account.password_file, perms::owner_read | perms::owner_write);
    CHECK(read_password(account) == "correct horse");

    std::filesystem::permissions(
        account.password_file, perms::others_read, std::filesystem::perm_options::add);
    auto const open = read_password(account);
    REQUIRE_FALSE(open);
    CHECK_THAT(open.error().en, Catch::Contains("chmod"));

    std::filesystem::permissions(account.password_file, perms::owner_read | perms::owner_write);
    std::ofstream{account.password_file} << "\n";
    CHECK_FALSE(read_password(account));
}
