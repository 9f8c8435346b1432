// An office whose mail server has a certificate of its own and the user `duban`, and the account
// that fits it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "adapters/channels/smtp/smtp_channel.hpp"
#include "tests/adapters/channels/loop.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::support {

class SmtpOffice {
  public:
    using MakeCertificate = std::function<Certificate(std::filesystem::path const& folder)>;

    explicit SmtpOffice(MakeCertificate const& make = &make_certificate);

    /// Options in JSON, without braces: `"idle": 100`.
    [[nodiscard]] std::string options(std::string const& more = {}) const;

    [[nodiscard]] smtp::SmtpAccount account(MailServer const& server) const;

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
    Certificate certificate_;
};

/// At a server that speaks in clear and wants nobody to sign in.
smtp::SmtpAccount clear_account(MailServer const& server);

/// Fails the test where the account is refused.
std::unique_ptr<ports::Channel> channel_for(Loop& loop, smtp::SmtpAccount const& account);

}  // namespace duban::support
