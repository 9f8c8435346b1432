#include "adapters/channels/webhook/robot_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/channels/web/verdict.hpp"
#include "adapters/channels/web/web_address.hpp"
#include "adapters/channels/web/web_client.hpp"
#include "adapters/secret/secret_file.hpp"

namespace duban::webhook {

namespace {

using ports::Outcome;
using ports::Outgoing;
using web::Verdict;

constexpr Duration patience = std::chrono::seconds{30};

/// What of the address lets anybody write to the group: its last field, or its last folder. Empty
/// where that is too short to be a key.
std::string_view key_of(std::string_view url) {
    constexpr std::size_t key_bytes_min = 16;
    auto const last = url.substr(url.find_last_of("=/") + 1);
    return last.size() < key_bytes_min ? std::string_view{} : last;
}

class RobotChannel : public ports::Channel {
  public:
    RobotChannel(boost::asio::io_context& context,
                 ports::Clock& clock,
                 Robot const& robot,
                 RobotSecrets secrets)
        : clock_(clock),
          service_(robot.service),
          secrets_(std::move(secrets)),
          client_(context, robot.ca_file) {}

    void send(Outgoing message, Done done) override {
        auto const now = clock_.now();
        auto const time = std::min(message.deadline - now, patience);
        if (time <= Duration::zero()) {
            auto outcome =
                web::outcome_of(Verdict::provider, "no_time", "there was no time left to send it");
            outcome.error = delivery::ErrorClass::network;
            return done(std::move(outcome));
        }
        auto request = request_of(service_, secrets_, message, now);
        if (is_too_long(service_, message, request)) {
            return done(web::outcome_of(
                Verdict::content, "too_long", "the text is longer than the robot takes"));
        }
        client_.ask(
            std::move(request), time, [this, done = std::move(done)](web::WebAnswer const& answer) {
                done(web::without_secrets(
                    outcome_of(service_, answer), answer, {key_of(secrets_.url), secrets_.secret}));
            });
    }

    [[nodiscard]] std::size_t in_flight_max() const override { return 1; }

  private:
    ports::Clock& clock_;
    Service const service_;
    RobotSecrets const secrets_;
    web::WebClient client_;
};

Result<RobotSecrets, Text> read_secrets(Robot const& robot) {
    RobotSecrets secrets;
    auto url = secret::read_line({.path = robot.url_file,
                                  .what = {.zh_cn = "机器人地址", .en = "robot's address"},
                                  .is_key = true});
    if (!url) return Failure<Text>{std::move(url.error())};
    if (auto fault = web::fault_of_web_address(*url)) return Failure<Text>{std::move(*fault)};
    secrets.url = std::move(*url);
    if (robot.secret_file.empty()) return secrets;
    auto secret = secret::read_line(
        {.path = robot.secret_file, .what = {.zh_cn = "密钥", .en = "secret"}, .is_key = true});
    if (!secret) return Failure<Text>{std::move(secret.error())};
    secrets.secret = std::move(*secret);
    return secrets;
}

}  // namespace

Result<std::unique_ptr<ports::Channel>, Text> make_robot_channel(boost::asio::io_context& context,
                                                                 ports::Clock& clock,
                                                                 Robot const& robot) {
    auto secrets = read_secrets(robot);
    if (!secrets) return Failure<Text>{std::move(secrets.error())};
    return std::make_unique<RobotChannel>(context, clock, robot, std::move(*secrets));
}

}  // namespace duban::webhook
