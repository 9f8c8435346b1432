// The crew: a thread for each connection that the account allows, because libcurl blocks (see
// connection.hpp). Jobs go in and finished ones come out on the thread of the owner; all that the
// threads share is in here, under one mutex.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/channels/smtp/connection.hpp"
#include "engine/ports/clock.hpp"

namespace duban::smtp {

struct Job {
    std::uint64_t number = 0;
    Envelope envelope;
    Instant deadline;
};

struct FinishedJob {
    std::uint64_t number = 0;
    delivery::Outcome outcome;
};

class Crew {
  public:
    /// `finished` is called on a thread of the crew after each job.
    Crew(SmtpAccount account,
         std::string password,
         ports::Clock& clock,
         std::function<void()> finished);
    /// As `stop`.
    ~Crew();
    Crew(Crew const&) = delete;
    Crew& operator=(Crew const&) = delete;

    void add(Job job);

    /// What has finished since the last call.
    std::vector<FinishedJob> take_finished();

    /// Ends what is under way, within a second or two; every job given is then finished.
    void stop();

  private:
    void work();
    /// Nothing when the work is over. Closes a connection that has been idle for long.
    std::optional<Job> wait_for_job(std::unique_ptr<Connection>& connection);
    delivery::Outcome deliver(std::unique_ptr<Connection>& connection, Job const& job);

    SmtpAccount const account_;
    std::string const password_;
    ports::Clock& clock_;
    std::function<void()> const finished_callback_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    std::vector<FinishedJob> finished_;
    std::atomic<bool> stop_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace duban::smtp
