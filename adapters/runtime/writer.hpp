// The writer: one thread through which everything is written. It takes all the requests that wait,
// at most a group, and has the tracker perform them in one transaction: thirty clients share one
// flush. Other work on the store (alarms, claims, outcomes) takes its turn between the groups.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/runtime/companion_thread.hpp"
#include "engine/ports/clock.hpp"
#include "engine/service/tracker.hpp"

namespace duban::runtime {

/// What a request came to: an answer, or the failure of the machine (then nothing happened).
struct Reply {
    std::optional<service::Answer> answer;
    std::string failure;
    std::uint64_t group = 0;  // with which others it was written, counted from 1; 0: with none
};

struct WriterLimits {
    std::size_t group_max = 256;     // requests in one transaction
    std::size_t queue_max = 10'000;  // requests that wait; beyond it new ones are turned away
};

class Writer {
  public:
    using Done = std::function<void(Reply)>;
    using Work = std::function<void()>;

    Writer(service::Tracker& tracker, ports::Clock& clock, WriterLimits limits = {});

    /// Finishes what waits, then stops.
    ~Writer();

    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// `done` is called after the commit, in the order of the requests and before any work that
    /// follows, on a thread of the writer's. It may not throw, nor wait for the store or the
    /// writer. False where the queue is full: nothing will happen and `done` is not called.
    [[nodiscard]] bool submit(service::Request request, Done done);

    /// Waits for the answer.
    Reply perform(service::Request request);

    /// Work of another kind, run on the writer's thread in the order given. It must not throw.
    void post(Work work);

    /// Finishes what waits; afterwards nothing is taken.
    void stop();

  private:
    struct Waiting {
        service::Request request;
        Done done;
    };

    struct Outcome;

    void run();
    void perform_group(std::vector<Waiting> group);

    service::Tracker& tracker_;
    ports::Clock& clock_;
    WriterLimits limits_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<Waiting> requests_;
    std::deque<Work> work_;
    bool stopping_ = false;
    std::uint64_t groups_ = 0;
    CompanionThread companion_;
    std::thread thread_;
};

}  // namespace duban::runtime
