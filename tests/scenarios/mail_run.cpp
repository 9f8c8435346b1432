#include "tests/scenarios/mail_run.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <stdexcept>

#include "adapters/channels/smtp/smtp_channel.hpp"

namespace duban::support {

namespace {

constexpr auto patience = std::chrono::seconds{60};

}  // namespace

MailRun::MailRun(World& world, smtp::SmtpAccount const& account)
    : world_{world}, context_{std::make_unique<boost::asio::io_context>(1)} {
    auto made = smtp::make_smtp_channel(*context_, world.clock, account);
    if (!made) throw std::runtime_error{made.error().en};
    channel_ = std::move(*made);
}

MailRun::~MailRun() = default;

std::vector<service::Settled> MailRun::send() {
    auto load = world_.courier.claim("mail", world_.clock.now(), 1000);
    std::vector<service::Settled> outcomes;
    auto const expected = load.outgoing.size();
    auto const guard = boost::asio::make_work_guard(*context_);
    for (auto& letter : load.outgoing) {
        auto const id = letter.id;
        auto const attempt = letter.attempt;
        channel_->send(std::move(letter), [&outcomes, id, attempt](delivery::Outcome outcome) {
            outcomes.push_back({.id = id, .attempt = attempt, .outcome = std::move(outcome)});
        });
    }
    context_->restart();
    while (outcomes.size() < expected) {
        if (context_->run_one_for(patience) == 0)
            throw std::runtime_error{"no answer from the server"};
    }
    return outcomes;
}

std::size_t MailRun::send_and_settle() {
    auto const outcomes = send();
    if (!outcomes.empty()) world_.courier.settle(outcomes, world_.clock.now());
    return outcomes.size();
}

}  // namespace duban::support
