#include "adapters/channels/smtp/crew.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace duban::smtp {

namespace {

using delivery::ErrorClass;
using delivery::Outcome;

// A server drops idle connections sooner or later; it is politer to take leave.
constexpr auto idle_time = std::chrono::seconds{30};

Outcome not_sent(ErrorClass error, std::string code, std::string_view words) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::temporary;
    outcome.error = error;
    outcome.code = std::move(code);
    outcome.words = delivery::printable_words(words);
    return outcome;
}

}  // namespace

Crew::Crew(SmtpAccount account,
           std::string password,
           ports::Clock& clock,
           std::function<void()> finished)
    : account_(std::move(account)),
      password_(std::move(password)),
      clock_(clock),
      finished_callback_(std::move(finished)) {
    for (std::size_t n = 0; n < account_.connections_max; ++n) {
        threads_.emplace_back([this] { work(); });
    }
}

Crew::~Crew() {
    stop();
}

void Crew::add(Job job) {
    {
        std::lock_guard const lock{mutex_};
        waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
}

std::vector<FinishedJob> Crew::take_finished() {
    std::lock_guard const lock{mutex_};
    return std::exchange(finished_, {});
}

void Crew::stop() {
    {
        std::lock_guard const lock{mutex_};
        stop_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void Crew::work() {
    std::unique_ptr<Connection> connection;
    while (auto const job = wait_for_job(connection)) {
        auto outcome = stop_ ? not_sent(ErrorClass::network, "stopped", "the channel was closed")
                             : deliver(connection, *job);
        {
            std::lock_guard const lock{mutex_};
            // Our account is refused: the others would only be refused as well, and a server that
            // counts failed sign-ins would lock it. They wait for the breaker, and cost no attempt.
            bool const is_refused = outcome.error == ErrorClass::configuration &&
                                    outcome.kind == Outcome::Kind::temporary;
            if (is_refused) {
                for (auto const& other : waiting_) finished_.push_back({other.number, outcome});
                waiting_.clear();
            }
            finished_.push_back({job->number, std::move(outcome)});
        }
        finished_callback_();
    }
}

std::optional<Job> Crew::wait_for_job(std::unique_ptr<Connection>& connection) {
    std::unique_lock lock{mutex_};
    auto const has_news = [this] { return stop_ || !waiting_.empty(); };
    if (connection && !changed_.wait_for(lock, idle_time, has_news)) {
        lock.unlock();
        connection.reset();
        lock.lock();
    }
    changed_.wait(lock, has_news);
    if (waiting_.empty()) return std::nullopt;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
}

Outcome Crew::deliver(std::unique_ptr<Connection>& connection, Job const& job) {
    auto const time = job.deadline - clock_.now();
    if (time <= Duration::zero()) {
        return not_sent(ErrorClass::network, "no_time", "there was no time left to send it");
    }
    try {
        if (!connection) connection = std::make_unique<Connection>(account_, password_, stop_);
        return connection->deliver(job.envelope, time);
    } catch (std::exception const& failure) {
        connection.reset();
        return not_sent(ErrorClass::configuration, "libcurl", failure.what());
    }
}

}  // namespace duban::smtp
