#include "adapters/channels/sms/sms_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "adapters/channels/web/web_client.hpp"
#include "adapters/secret/secret_file.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

using delivery::ErrorClass;
using ports::Outcome;
using ports::Outgoing;
using web::Verdict;

constexpr std::size_t requests_max = 4;
constexpr Duration patience = std::chrono::seconds{30};

class SmsChannel : public ports::Channel {
  public:
    SmsChannel(boost::asio::io_context& context,
               ports::Clock& clock,
               ports::Random& random,
               SmsAccount const& account,
               std::string secret)
        : clock_(clock),
          random_(random),
          account_(account),
          secret_(std::move(secret)),
          client_(context, account.ca_file) {}

    void send(Outgoing message, Done done) override {
        if (auto const fault = delivery::fault_of_phone_number(message.address)) {
            return done(web::outcome_of(Verdict::recipient, "number", fault->en));
        }
        auto const now = clock_.now();
        auto const time = std::min(message.deadline - now, patience);
        if (time <= Duration::zero()) return done(no_time());
        auto const& protocol = protocol_of(account_.provider);
        auto request = protocol.request_of(
            account_, {.message = message, .secret = secret_, .at = now, .nonce = nonce()});
        if (!request) {
            return done(web::outcome_of(Verdict::content, "no_template", request.error().en));
        }
        client_.ask(std::move(*request),
                    time,
                    [&protocol, now, done = std::move(done)](web::WebAnswer const& answer) {
                        done(protocol.outcome_of(answer, now));
                    });
    }

    [[nodiscard]] std::size_t in_flight_max() const override { return requests_max; }

  private:
    std::string nonce() {
        auto const first = random_.next();
        return fmt::format("{:016x}{:016x}", first, random_.next());
    }

    static Outcome no_time() {
        auto outcome =
            web::outcome_of(Verdict::provider, "no_time", "there was no time left to send it");
        outcome.error = ErrorClass::network;
        return outcome;
    }

    ports::Clock& clock_;
    ports::Random& random_;
    SmsAccount const account_;
    std::string const secret_;
    web::WebClient client_;
};

}  // namespace

Result<std::unique_ptr<ports::Channel>, Text> make_sms_channel(boost::asio::io_context& context,
                                                               ports::Clock& clock,
                                                               ports::Random& random,
                                                               SmsAccount const& account) {
    if (auto fault = fault_of(account)) return Failure<Text>{std::move(*fault)};
    auto secret = secret::read_line(
        {.path = account.secret_file, .what = {.zh_cn = "密钥", .en = "secret"}, .is_key = true});
    if (!secret) return Failure<Text>{std::move(secret.error())};
    return std::make_unique<SmsChannel>(context, clock, random, account, std::move(*secret));
}

}  // namespace duban::sms
