#include <fmt/format.h>

#include <stdexcept>

#include "adapters/channels/smtp/smtp_channel.hpp"
#include "tests/scenarios/faults/faulty_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::faults {

namespace {

using support::Conversation;

enum class Next { goes_on, refused, over };

/// Speaks SMTP as far as Duban does.
class MailServer : public Counterpart {
  public:
    MailServer(Point point, Fault fault)
        : server_{point, fault, [this](Conversation& with) { talk(with); }} {}

    std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                 ports::Clock& clock) override {
        smtp::SmtpAccount account;
        account.host = "127.0.0.1";
        account.port = server_.port();
        account.security =
            server_.point == Point::tls ? smtp::Security::starttls : smtp::Security::none;
        account.from = {.name = "督办", .address = "duban@example.org"};
        account.user = "duban";
        account.password_file = write_secret(folder_);
        account.hello = "duban.example.org";
        account.connections_max = 1;
        auto channel = smtp::make_smtp_channel(context, clock, account);
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(*channel);
    }

    void mend() override { server_.mend(); }

    [[nodiscard]] std::string recipient(int number) const override {
        return fmt::format("person{}@example.org", number);
    }

  private:
    Next answer(Conversation& with, Point point, std::string_view words) {
        if (!server_.strikes(point)) {
            with.say(words);
            return Next::goes_on;
        }
        switch (server_.fault) {
            case Fault::temporary:
                with.say("451 4.3.2 not now\r\n");
                return Next::refused;
            case Fault::permanent:
                with.say("554 5.3.0 never\r\n");
                return Next::refused;
            case Fault::garbage:
                with.say("\x01\xFFnever heard of it\r\n\r\n");
                with.fall_silent();
                break;
            case Fault::stall:
                with.fall_silent();
                break;
            case Fault::refused:
            case Fault::cut:
                break;
        }
        return Next::over;
    }

    [[nodiscard]] std::string offers() const {
        std::string const sign_in =
            server_.is(Point::sign_in, Fault::refused) ? "" : "250-AUTH PLAIN\r\n";
        std::string const tls = server_.point != Point::tls || server_.fault == Fault::refused
                                    ? ""
                                    : "250-STARTTLS\r\n";
        return "250-mail.example.org\r\n" + sign_in + tls + "250 ENHANCEDSTATUSCODES\r\n";
    }

    Next take_mail(Conversation& with, std::string const& recipient) {
        auto const begun = answer(with, Point::body, "354 go on\r\n");
        if (begun != Next::goes_on) return begun;
        while (auto const line = with.read_line()) {
            if (*line != ".") continue;
            bool const refuses =
                server_.will_strike(Point::answer) &&
                (server_.fault == Fault::temporary || server_.fault == Fault::permanent);
            if (!refuses) {
                take(recipient);
            }
            return answer(with, Point::answer, "250 2.0.0 taken\r\n");
        }
        return Next::over;
    }

    Next obey(Conversation& with, std::string const& command, std::string& recipient) {
        if (command.starts_with("STARTTLS")) return answer(with, Point::tls, "");
        if (command.starts_with("AUTH")) {
            with.say("334 \r\n");
            (void)with.read_line();  // who, and the password
            return answer(with, Point::sign_in, "235 2.7.0 welcome\r\n");
        }
        if (command.starts_with("MAIL")) return answer(with, Point::sender, "250 2.1.0 fine\r\n");
        if (command.starts_with("RCPT TO:<")) {
            recipient = command.substr(9, command.find('>') - 9);
            return answer(with, Point::recipient, "250 2.1.5 fine\r\n");
        }
        if (command.starts_with("DATA")) return take_mail(with, recipient);
        with.say(command.starts_with("EHLO") ? offers() : "250 2.0.0 fine\r\n");
        return Next::goes_on;
    }

    void talk(Conversation& with) {
        auto next = answer(with, Point::connect, "220 mail.example.org ESMTP\r\n");
        std::string recipient;
        while (next != Next::over) {
            auto const command = with.read_line();
            if (!command) return;
            next = obey(with, *command, recipient);
        }
    }

    support::TemporaryFolder folder_;
    FaultyServer server_;  // last
};

}  // namespace

std::unique_ptr<Counterpart> make_mail_server(Point point, Fault fault) {
    return std::make_unique<MailServer>(point, fault);
}

}  // namespace duban::faults
