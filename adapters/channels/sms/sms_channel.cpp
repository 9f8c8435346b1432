#include "adapters/channels/sms/sms_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/channels/sms/inquiry_round.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "adapters/channels/web/web_client.hpp"
#include "adapters/secret/secret_file.hpp"
#include "engine/delivery/phone_number.hpp"
#include "engine/delivery/sms_length.hpp"

namespace duban::sms {

namespace {

using delivery::ErrorClass;
using ports::Outcome;
using ports::Outgoing;
using web::Verdict;

constexpr std::size_t requests_max = 4;
constexpr Duration patience = std::chrono::seconds{30};

/// Kannel drops what goes beyond ten parts, unless told otherwise there.
constexpr std::size_t kannel_parts_max = 10;

/// A free text that would be cut on its way, or refused. A template is the provider's to measure.
bool is_too_long(SmsAccount const& account, std::string const& text) {
    if (account.provider == Provider::kannel)
        return delivery::length_of_sms(text, delivery::SmsCounting::international).parts >
               kannel_parts_max;
    auto const signed_text = fmt::format("【{}】{}", account.sign_name, text);
    return account.provider == Provider::cloud_mas &&
           delivery::length_of_sms(signed_text, delivery::SmsCounting::domestic).units >
               delivery::domestic_sms_max;
}

class SmsChannel : public ports::Channel {
  public:
    SmsChannel(boost::asio::io_context& context,
               ports::Clock& clock,
               ports::Random& random,
               SmsAccount const& account,
               std::string secret,
               std::shared_ptr<ReceiptDoor> door,
               Complain complain)
        : clock_(clock),
          random_(random),
          account_(account),
          secret_(std::move(secret)),
          door_(std::move(door)),
          inquiries_(context, clock, random, account, secret_, std::move(complain)),
          client_(context, account.ca_file) {}

    void send(Outgoing message, Done done) override {
        if (auto const fault = delivery::fault_of_phone_number(message.address)) {
            return done(web::outcome_of(Verdict::recipient, "number", fault->en));
        }
        if (is_too_long(account_, message.text)) {
            return done(web::outcome_of(
                Verdict::content, "too_long", "the short text is longer than the provider takes"));
        }
        auto const now = clock_.now();
        auto const time = std::min(message.deadline - now, patience);
        if (time <= Duration::zero()) return done(no_time());
        auto const& protocol = protocol_of(account_.provider);
        auto request =
            protocol.request_of(account_,
                                {.message = message,
                                 .secret = secret_,
                                 .at = now,
                                 .nonce = nonce_from(random_),
                                 .call_back = door_ ? door_->address_for(message) : std::string{}});
        if (!request) {
            return done(web::outcome_of(Verdict::content, "no_template", request.error().en));
        }
        client_.ask(
            std::move(*request),
            time,
            [this, &protocol, now, done = std::move(done)](web::WebAnswer const& answer) {
                done(web::without_secrets(protocol.outcome_of(answer, now), answer, {secret_}));
            });
    }

    void listen(std::function<void(delivery::Receipt)> take) override {
        inquiries_.listen(std::move(take));
    }

    [[nodiscard]] std::optional<Duration> inquires_every() const override {
        return account_.receipts.poll;
    }

    void inquire(std::vector<ports::Inquiry> messages) override {
        inquiries_.begin(std::move(messages));
    }

    [[nodiscard]] std::size_t in_flight_max() const override { return requests_max; }

  private:
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
    std::shared_ptr<ReceiptDoor> const door_;
    InquiryRound inquiries_;
    web::WebClient client_;
};

Result<std::string, Text> read_key(std::filesystem::path const& path, Text what) {
    return secret::read_line({.path = path, .what = std::move(what), .is_key = true});
}

/// Null where the provider is not let in.
Result<std::shared_ptr<ReceiptDoor>, Text> make_door(SmsAccount const& account,
                                                     std::string const& secret) {
    if (account.receipts.token_file.empty()) return std::shared_ptr<ReceiptDoor>{};
    auto token =
        read_key(account.receipts.token_file, {.zh_cn = "回执令牌", .en = "token of receipts"});
    if (!token) return Failure<Text>{std::move(token.error())};
    if (auto fault = fault_of_token(*token)) return Failure<Text>{std::move(*fault)};
    return std::make_shared<ReceiptDoor>(account, secret, std::move(*token));
}

}  // namespace

Result<SmsConnection, Text> make_sms_channel(boost::asio::io_context& context,
                                             ports::Clock& clock,
                                             ports::Random& random,
                                             SmsAccount const& account,
                                             Complain complain) {
    if (auto fault = fault_of(account)) return Failure<Text>{std::move(*fault)};
    auto secret = read_key(account.secret_file, {.zh_cn = "密钥", .en = "secret"});
    if (!secret) return Failure<Text>{std::move(secret.error())};
    auto door = make_door(account, *secret);
    if (!door) return Failure<Text>{std::move(door.error())};
    SmsConnection made;
    made.door = std::move(*door);
    made.channel = std::make_unique<SmsChannel>(
        context, clock, random, account, std::move(*secret), made.door, std::move(complain));
    return made;
}

}  // namespace duban::sms
