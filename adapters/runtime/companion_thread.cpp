#include "adapters/runtime/companion_thread.hpp"

#include <utility>

namespace duban::runtime {

CompanionThread::CompanionThread() : thread_{[this] { run(); }} {}

CompanionThread::~CompanionThread() {
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    news_.notify_all();
    thread_.join();
}

void CompanionThread::give(std::function<void()> work) {
    {
        std::lock_guard const lock{mutex_};
        work_.push_back(std::move(work));
    }
    news_.notify_all();
}

void CompanionThread::wait() {
    std::unique_lock lock{mutex_};
    news_.wait(lock, [this] { return work_.empty(); });
}

void CompanionThread::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        news_.wait(lock, [this] { return stopping_ || !work_.empty(); });
        if (work_.empty()) return;
        auto work = std::move(work_.front());
        lock.unlock();
        work();
        work = nullptr;
        lock.lock();
        work_.pop_front();
        news_.notify_all();
    }
}

}  // namespace duban::runtime
