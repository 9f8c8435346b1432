#include "adapters/channels/smtp/smtp_channel.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <unordered_map>
#include <utility>

#include "adapters/channels/smtp/crew.hpp"
#include "adapters/channels/smtp/window.hpp"
#include "engine/delivery/bounce_mark.hpp"
#include "engine/delivery/email_address.hpp"

namespace duban::smtp {

namespace {

namespace asio = boost::asio;

using delivery::ErrorClass;
using ports::Outcome;
using ports::Outgoing;

Outcome refused(ErrorClass error, std::string code, Text const& why) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::permanent;
    outcome.error = error;
    outcome.code = std::move(code);
    outcome.words = why.en;
    return outcome;
}

class SmtpChannel : public ports::Channel {
  public:
    SmtpChannel(asio::io_context& context,
                ports::Clock& clock,
                SmtpAccount const& account,
                std::string password)
        : context_(context),
          clock_(clock),
          account_(account),
          window_(account.connections_max),
          crew_(account, std::move(password), clock, [this] { answer_soon(); }) {}

    ~SmtpChannel() override {
        crew_.stop();
        answer();
    }

    void send(Outgoing message, Done done) override {
        // Checked here again: libcurl 7.88 passes CR and LF in an address on to the server.
        if (auto const fault = delivery::fault_of_email_address(message.address)) {
            return done(refused(ErrorClass::recipient, "address", *fault));
        }
        auto mail = delivery::compose_mail(message, account_.from);
        if (!mail) return done(refused(ErrorClass::content, "not_composed", mail.error()));
        auto const number = ++last_number_;
        pending_.emplace(number,
                         Pending{.done = std::move(done),
                                 .handed = clock_.now(),
                                 .keeps_running = asio::make_work_guard(context_)});
        crew_.add({number, envelope_of(message, std::move(*mail)), message.deadline});
    }

    [[nodiscard]] std::size_t in_flight_max() const override { return window_.size(); }

  private:
    struct Pending {
        Done done;
        Instant handed;
        asio::executor_work_guard<asio::io_context::executor_type> keeps_running;
    };

    [[nodiscard]] Envelope envelope_of(Outgoing const& message, std::string mail) const {
        auto const mark = delivery::bounce_mark(message.id, message.message_id, message.address);
        bool const marked = !account_.bounce_address.empty();
        return {.sender = marked ? delivery::marked_address(account_.bounce_address, mark)
                                 : account_.from.address,
                .recipient = message.address,
                .id = account_.delivery_reports ? delivery::to_text(mark) : std::string{},
                .bytes = std::move(mail)};
    }

    /// On a thread of the crew.
    void answer_soon() {
        asio::post(context_, [this, alive = std::weak_ptr<bool>{alive_}] {
            if (!alive.expired()) answer();
        });
    }

    void answer() {
        for (auto& job : crew_.take_finished()) {
            auto const pending = pending_.extract(job.number);
            window_.answered(clock_.now() - pending.mapped().handed, job.outcome);
            pending.mapped().done(std::move(job.outcome));
        }
    }

    asio::io_context& context_;
    ports::Clock& clock_;
    SmtpAccount const account_;
    Window window_;
    std::uint64_t last_number_ = 0;
    std::unordered_map<std::uint64_t, Pending> pending_;
    std::shared_ptr<bool> const alive_ = std::make_shared<bool>(true);
    Crew crew_;  // last: its threads use the above
};

}  // namespace

Result<std::unique_ptr<ports::Channel>, Text> make_smtp_channel(asio::io_context& context,
                                                                ports::Clock& clock,
                                                                SmtpAccount const& account) {
    if (auto fault = fault_of(account)) return Failure<Text>{std::move(*fault)};
    auto password = read_password(account);
    if (!password) return Failure<Text>{std::move(password.error())};
    return std::make_unique<SmtpChannel>(context, clock, account, std::move(*password));
}

}  // namespace duban::smtp
