#include "adapters/channels/program/program_channel.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "adapters/channels/program/restarts.hpp"
#include "adapters/channels/program/session_impl.hpp"

namespace duban::program {

namespace {

namespace asio = boost::asio;

using boost::system::error_code;
using delivery::ErrorClass;
using ports::Outcome;
using ports::Outgoing;
using Kind = Outcome::Kind;

constexpr auto inquiry_interval = std::chrono::minutes{5};

Outcome failed(Kind kind, ErrorClass error, std::string code, std::string_view words) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.error = error;
    outcome.code = std::move(code);
    outcome.words = delivery::printable_words(words);
    return outcome;
}

/// The channel's state, held by the handlers as long as there are any.
class Office : public std::enable_shared_from_this<Office> {
  public:
    Office(asio::io_context& context,
           ports::Clock& clock,
           ports::Random& random,
           Program const& program,
           NamedTexts secrets,
           Log log)
        : context_(context),
          clock_(clock),
          random_(random),
          program_(program),
          secrets_(std::move(secrets)),
          log_(std::move(log)),
          restart_(context),
          restarts_(program.patience) {}

    void start();
    void send(Outgoing const& message, ports::Channel::Done done);
    void close();

    void listen(std::function<void(delivery::Receipt)> take) { receipts_ = std::move(take); }

    void inquire(std::vector<ports::Inquiry> const& messages);

    [[nodiscard]] bool answers_queries() const { return ready_ && answers_queries_; }

    [[nodiscard]] std::size_t in_flight_max() const { return in_flight_max_; }

    [[nodiscard]] std::optional<delivery::Rate> stated_rate() const { return rate_; }

  private:
    struct Pending {
        ports::Channel::Done done;
        asio::steady_timer deadline;
        std::string line;     // until it is handed over
        bool handed = false;  // to the session
    };

    using Place = std::map<std::string, Pending>::iterator;

    void ready(Hello const& hello);
    bool answered(Answer answer);
    void ended(std::string const& why, std::vector<std::string> const& unsent);
    void start_later();
    void hand_over(Place place);
    void wait_for_answer(Place place, Duration time);
    void give_up(Place place);
    void finish(Place place, Outcome outcome);
    [[nodiscard]] Outcome broken_down(Kind kind, std::string code) const;
    [[nodiscard]] Outcome not_running() const;

    asio::io_context& context_;
    ports::Clock& clock_;
    ports::Random& random_;
    Program const program_;
    NamedTexts const secrets_;
    Log const log_;
    asio::steady_timer restart_;
    Restarts restarts_;
    std::shared_ptr<Session> session_;
    bool ready_ = false;
    bool closed_ = false;
    std::size_t in_flight_max_ = 1;
    bool answers_queries_ = false;
    std::optional<delivery::Rate> rate_;
    std::function<void(delivery::Receipt)> receipts_;
    std::optional<Fatal> fatal_;  // what the last life ended with
    std::string last_end_;
    std::map<std::string, Pending> pending_;
};

void Office::start() {
    Session::Listener listener;
    auto const self = weak_from_this();
    listener.ready = [self](Hello const& hello) {
        if (auto const office = self.lock()) office->ready(hello);
    };
    listener.answered = [self](Answer answer) {
        auto const office = self.lock();
        return office && office->answered(std::move(answer));
    };
    listener.received = [self](delivery::Receipt receipt) {
        auto const office = self.lock();
        if (office && office->receipts_) office->receipts_(std::move(receipt));
    };
    listener.refused = [self](Fatal fatal) {
        if (auto const office = self.lock()) office->fatal_ = std::move(fatal);
    };
    listener.ended = [self](std::string const& why, std::vector<std::string> const& unsent) {
        if (auto const office = self.lock()) office->ended(why, unsent);
    };
    // Each time: what was looked at when the daemon began may have been replaced since.
    if (auto const fault = fault_of(program_)) {
        last_end_ = fault->en;
        log_(Level::error, "program_not_started", last_end_);
        return start_later();
    }
    try {
        session_ =
            std::make_shared<Session>(context_, program_, secrets_, log_, std::move(listener));
        session_->start();
    } catch (std::system_error const& failure) {
        session_.reset();
        last_end_ = failure.what();
        log_(Level::error, "program_not_started", last_end_);
        start_later();
    }
}

void Office::start_later() {
    restarts_.failed(clock_.now());
    restart_.expires_after(restarts_.wait(random_.fraction()));
    restart_.async_wait([self = weak_from_this()](error_code const& error) {
        auto const office = self.lock();
        if (!error && office && !office->closed_) office->start();
    });
}

void Office::ready(Hello const& hello) {
    ready_ = true;
    fatal_.reset();
    in_flight_max_ = hello.in_flight_max;
    rate_ = hello.rate;
    answers_queries_ = hello.answers_queries;
    log_(Level::info, "program_started", hello.name + " " + hello.version);
    std::vector<std::string> waiting;
    waiting.reserve(pending_.size());
    for (auto const& [id, pending] : pending_) waiting.push_back(id);
    for (auto const& id : waiting) {
        if (auto const place = pending_.find(id); place != pending_.end()) hand_over(place);
    }
}

void Office::ended(std::string const& why, std::vector<std::string> const& unsent) {
    session_.reset();
    ready_ = false;
    last_end_ = why;
    start_later();
    auto const was_handed = [&](std::string const& id, Pending const& pending) {
        return pending.handed && std::find(unsent.begin(), unsent.end(), id) == unsent.end();
    };
    // `done` may send again, so the pending ones of this life are taken out first.
    auto over = std::exchange(pending_, {});
    for (auto& [id, pending] : over) {
        pending.deadline.cancel();
        pending.done(was_handed(id, pending) ? broken_down(Kind::uncertain, "program_ended")
                                             : not_running());
    }
}

void Office::send(Outgoing const& message, ports::Channel::Done done) {
    auto const time = message.deadline - clock_.now();
    if (time <= Duration::zero()) {
        return done(failed(
            Kind::temporary, ErrorClass::network, "no_time", "there was no time left to send it"));
    }
    if (!session_) return done(not_running());
    auto id = id_of(message);
    auto line = send_line(id, message);
    if (line.size() > line_bytes_max) {
        return done(failed(Kind::permanent, ErrorClass::content, "too_long", "above 256 KiB"));
    }
    auto const [place, is_new] = pending_.try_emplace(
        std::move(id),
        Pending{.done = {}, .deadline = asio::steady_timer{context_}, .line = std::move(line)});
    if (!is_new) {
        return done(failed(Kind::temporary,
                           ErrorClass::provider,
                           "under_way",
                           "this attempt is under way already"));
    }
    place->second.done = std::move(done);
    wait_for_answer(place, time);
    if (ready_) hand_over(place);
}

void Office::hand_over(Place place) {
    auto& pending = place->second;
    pending.handed = session_->say(place->first, std::move(pending.line));
    if (pending.handed) return;
    finish(place,
           failed(Kind::temporary, ErrorClass::provider, "busy", "the program reads too slowly"));
}

void Office::wait_for_answer(Place place, Duration time) {
    auto& timer = place->second.deadline;
    timer.expires_after(time);
    timer.async_wait([self = weak_from_this(), id = place->first](error_code const& error) {
        auto const office = self.lock();
        if (error || !office) return;
        auto const late = office->pending_.find(id);
        if (late != office->pending_.end()) office->give_up(late);
    });
}

/// The program is told, so that it need not send what is waited for no longer.
void Office::give_up(Place place) {
    auto const words = "no answer within the time";
    bool const may_be_read = place->second.handed && !session_->take_back(place->first);
    if (may_be_read) session_->say({}, cancel_line(place->first));
    finish(place,
           may_be_read ? failed(Kind::uncertain, ErrorClass::provider, "no_answer", words)
                       : failed(Kind::temporary, ErrorClass::provider, "not_ready", words));
}

bool Office::answered(Answer answer) {
    auto const place = pending_.find(answer.id);
    if (place == pending_.end() || !place->second.handed) return false;
    restarts_.worked();
    finish(place, std::move(answer.outcome));
    return true;
}

void Office::finish(Place place, Outcome outcome) {
    auto pending = pending_.extract(place);
    pending.mapped().deadline.cancel();
    pending.mapped().done(std::move(outcome));
}

/// What it has no room to read is asked when the round begins again.
void Office::inquire(std::vector<ports::Inquiry> const& messages) {
    if (!answers_queries()) return;
    for (auto const& message : messages) {
        if (!session_->say({}, query_line(message))) return;
    }
}

/// What fails time and again is for the administrator to mend: the queue waits for it.
Outcome Office::broken_down(Kind kind, std::string code) const {
    auto const error = restarts_.are_too_many() ? ErrorClass::configuration : ErrorClass::provider;
    return failed(kind, error, std::move(code), restarts_.words(last_end_));
}

Outcome Office::not_running() const {
    if (fatal_) return failed(Kind::temporary, fatal_->error, fatal_->code, fatal_->words);
    return broken_down(Kind::temporary, "not_running");
}

void Office::close() {
    closed_ = true;
    restart_.cancel();
    if (session_) session_->close();
    session_.reset();
    for (auto& [id, pending] : std::exchange(pending_, {})) {
        pending.deadline.cancel();
        pending.done(failed(pending.handed ? Kind::uncertain : Kind::temporary,
                            ErrorClass::provider,
                            "stopped",
                            "the channel was closed"));
    }
}

class ProgramChannel : public ports::Channel {
  public:
    explicit ProgramChannel(std::shared_ptr<Office> office) : office_(std::move(office)) {
        office_->start();
    }

    ~ProgramChannel() override { office_->close(); }

    void send(Outgoing message, Done done) override { office_->send(message, std::move(done)); }

    void listen(std::function<void(delivery::Receipt)> take) override {
        office_->listen(std::move(take));
    }

    [[nodiscard]] std::optional<Duration> inquires_every() const override {
        return office_->answers_queries() ? std::optional<Duration>{inquiry_interval}
                                          : std::nullopt;
    }

    void inquire(std::vector<ports::Inquiry> messages) override { office_->inquire(messages); }

    [[nodiscard]] std::size_t in_flight_max() const override { return office_->in_flight_max(); }

    [[nodiscard]] std::optional<delivery::Rate> stated_rate() const override {
        return office_->stated_rate();
    }

  private:
    std::shared_ptr<Office> office_;
};

}  // namespace

Result<std::unique_ptr<ports::Channel>, Text> make_program_channel(asio::io_context& context,
                                                                   ports::Clock& clock,
                                                                   ports::Random& random,
                                                                   Program const& program,
                                                                   Log log) {
    if (auto fault = fault_of(program)) return Failure<Text>{std::move(*fault)};
    auto secrets = read_secrets(program);
    if (!secrets) return Failure<Text>{std::move(secrets.error())};
    auto office = std::make_shared<Office>(
        context, clock, random, program, std::move(*secrets), std::move(log));
    return std::make_unique<ProgramChannel>(std::move(office));
}

}  // namespace duban::program
