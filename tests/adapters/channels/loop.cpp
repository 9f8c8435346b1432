#include "tests/adapters/channels/loop.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <stdexcept>

namespace duban::support {

using namespace std::chrono_literals;

Loop::Loop() : context_(std::make_unique<boost::asio::io_context>()) {}

Loop::~Loop() = default;

void Loop::run_until(std::function<bool()> const& condition) {
    bool over = false;
    boost::asio::steady_timer bound{*context_, 30s};
    bound.async_wait([&](boost::system::error_code const& error) { over = !error; });
    while (!condition()) {
        context_->restart();
        context_->run_one();
        if (over) throw std::runtime_error{"waited for 30 seconds in vain"};
    }
    bound.cancel();
    context_->restart();
    context_->poll();  // the end of the wait, which refers to this frame
}

ports::Outcome Loop::send(ports::Channel& channel, ports::Outgoing message) {
    std::vector<ports::Outgoing> messages;
    messages.push_back(std::move(message));
    return send_all(channel, std::move(messages)).front();
}

std::vector<ports::Outcome> Loop::send_all(ports::Channel& channel,
                                           std::vector<ports::Outgoing> messages) {
    std::vector<std::optional<ports::Outcome>> answers(messages.size());
    std::size_t answered = 0;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        channel.send(std::move(messages[i]), [&answers, &answered, i](ports::Outcome outcome) {
            if (answers[i]) throw std::logic_error{"answered twice"};
            answers[i] = std::move(outcome);
            ++answered;
        });
    }
    run_until([&] { return answered == answers.size(); });
    std::vector<ports::Outcome> outcomes;
    outcomes.reserve(answers.size());
    for (auto& answer : answers) outcomes.push_back(std::move(*answer));
    return outcomes;
}

ports::Outgoing Loop::message_to(std::string address) {
    ports::Outgoing message;
    message.id = {++made_};
    message.message_id = fmt::format("<d{}.someone@duban.example.org>", made_);
    message.thread_id = "<case-3@duban.example.org>";
    message.date = clock_.now() - 1h;
    message.recipient_name = "陈秘书";
    message.address = std::move(address);
    message.subject = "催办：关于加强校门口交通管理的提案将于12月1日到期，请于到期前答复提案者";
    message.text = "陈秘书：\n请于12月1日前答复。\n.\n..两点开头\n";
    message.deadline = clock_.now() + 20s;
    return message;
}

}  // namespace duban::support
