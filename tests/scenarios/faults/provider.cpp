#include <fmt/format.h>

#include <stdexcept>

#include "adapters/channels/sms/sms_channel.hpp"
#include "tests/scenarios/faults/faulty_server.hpp"
#include "tests/support/world.hpp"

namespace duban::faults {

namespace {

using support::Conversation;

constexpr char const* taken_answer =
    "HTTP/1.1 202 Accepted\r\nContent-Length: 25\r\n\r\n0: Accepted for delivery\n";

/// Speaks HTTP as far as Kannel's gateway does.
class Provider : public Counterpart {
  public:
    Provider(Point point, Fault fault)
        : server_{point, fault, [this](Conversation& with) { talk(with); }} {}

    std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                 ports::Clock& clock) override {
        sms::SmsAccount account;
        account.provider = sms::Provider::kannel;
        auto const* const scheme = server_.point == Point::tls ? "https" : "http";
        account.url = fmt::format("{}://127.0.0.1:{}", scheme, server_.port());
        account.user = "user";
        account.secret_file = write_secret(folder_);
        auto channel = sms::make_sms_channel(context, clock, random_, account);
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(channel->channel);
    }

    void mend() override { server_.mend(); }

  private:
    void strike(Conversation& with) const {
        switch (server_.fault) {
            case Fault::temporary:
                with.say("HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\n\r\n");
                break;
            case Fault::permanent:
                with.say(
                    "HTTP/1.1 400 Never\r\nContent-Length: 25\r\n\r\n"
                    "Charset or body misformed");
                break;
            case Fault::garbage:
                with.say("\x01\xFFnever heard of it\r\n\r\n");
                break;
            case Fault::stall:
                with.fall_silent();
                break;
            case Fault::refused:
                with.say("HTTP/1.1 403 No\r\nContent-Length: 20\r\n\r\nAuthorization failed");
                break;
            case Fault::cut:
                break;
        }
    }

    void talk(Conversation& with) {
        if (server_.strikes(Point::connect) || server_.strikes(Point::tls)) return strike(with);
        auto const request = with.read_line();
        if (!request) return;
        for (auto line = request; line && !line->empty(); line = with.read_line()) {
        }
        if (server_.strikes(Point::sign_in) || server_.strikes(Point::recipient))
            return strike(with);
        note(*request);
        if (server_.strikes(Point::answer)) return strike(with);
        with.say(taken_answer);
    }

    /// "…to=%2B8613900000001&…"
    void note(std::string const& request) {
        auto const at = request.find("to=%2B");
        if (at == std::string::npos) return;
        take("+" + request.substr(at + 6, request.find('&', at) - at - 6));
    }

    support::TemporaryFolder folder_;
    support::SeededRandom random_;
    FaultyServer server_;  // last
};

}  // namespace

std::unique_ptr<Counterpart> make_provider(Point point, Fault fault) {
    return std::make_unique<Provider>(point, fault);
}

}  // namespace duban::faults
