#include "tests/adapters/channels/smtp_office.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

namespace duban::support {

namespace fs = std::filesystem;
using smtp::Security;
using smtp::SmtpAccount;

SmtpOffice::SmtpOffice(MakeCertificate const& make) : certificate_{make(folder_.path())} {
    auto const password = folder_.path() / "password";
    std::ofstream{password} << "correct horse\n";
    fs::permissions(password, fs::perms::owner_all);
}

std::string SmtpOffice::options(std::string const& more) const {
    return fmt::format(
        R"({{"key": "{}", "cert": "{}", "user": "duban", "password": "correct horse"{}{}}})",
        certificate_.key.string(),
        certificate_.certificate.string(),
        more.empty() ? "" : ", ",
        more);
}

SmtpAccount SmtpOffice::account(MailServer const& server) const {
    return {.host = "127.0.0.1",
            .port = server.port(),
            .security = Security::starttls,
            .ca_file = certificate_.certificate,
            .user = "duban",
            .password_file = folder_.path() / "password",
            .from = {.name = "区政协督办", .address = "duban@example.org"},
            .bounce_address = "bounce@example.org",
            .hello = "duban.example.org",
            .connections_max = 1};
}

SmtpAccount clear_account(MailServer const& server) {
    return {.host = "127.0.0.1",
            .port = server.port(),
            .security = Security::none,
            .ca_file = {},
            .user = {},
            .password_file = {},
            .from = {.name = "督办", .address = "duban@example.org"},
            .bounce_address = {},
            .hello = "duban.example.org",
            .connections_max = 1};
}

std::unique_ptr<ports::Channel> channel_for(Loop& loop, SmtpAccount const& account) {
    auto channel = smtp::make_smtp_channel(loop.context(), loop.clock(), account);
    if (!channel) FAIL(channel.error().en);
    return std::move(*channel);
}

}  // namespace duban::support
