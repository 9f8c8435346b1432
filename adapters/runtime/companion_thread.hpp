// The writer's companion: a thread that sleeps until it is given something to do.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/ports/companion.hpp"

namespace duban::runtime {

class CompanionThread final : public ports::Companion {
  public:
    CompanionThread();
    ~CompanionThread() override;

    CompanionThread(CompanionThread const&) = delete;
    CompanionThread& operator=(CompanionThread const&) = delete;

    void give(std::function<void()> work) override;
    /// Until all that was given has ended.
    void wait();

  private:
    void run();

    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<std::function<void()>> work_;  // the first is being done
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace duban::runtime
