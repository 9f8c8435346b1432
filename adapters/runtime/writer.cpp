#include "adapters/runtime/writer.hpp"

#include <future>
#include <iterator>
#include <memory>

namespace duban::runtime {

Writer::Writer(service::Tracker& tracker, ports::Clock& clock, WriterLimits limits)
    : tracker_{tracker}, clock_{clock}, limits_{limits}, thread_{[this] { run(); }} {}

Writer::~Writer() {
    stop();
}

bool Writer::submit(service::Request request, Done done) {
    {
        std::lock_guard const lock{mutex_};
        if (stopping_ || requests_.size() >= limits_.queue_max) return false;
        requests_.push_back({std::move(request), std::move(done)});
    }
    news_.notify_one();
    return true;
}

Reply Writer::perform(service::Request request) {
    // Shared, because the writer's thread may still be inside set_value when this one has its
    // answer.
    auto const promise = std::make_shared<std::promise<Reply>>();
    auto answer = promise->get_future();
    bool const taken = submit(std::move(request),
                              [promise](Reply reply) { promise->set_value(std::move(reply)); });
    if (!taken)
        return {.answer = std::nullopt,
                .failure = "too many requests wait, or the daemon is stopping: try again",
                .group = 0};
    return answer.get();
}

void Writer::post(Work work) {
    {
        std::lock_guard const lock{mutex_};
        if (stopping_) return;
        work_.push_back(std::move(work));
    }
    news_.notify_one();
}

void Writer::stop() {
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    news_.notify_one();
    if (thread_.joinable()) thread_.join();
    companion_.wait();
}

void Writer::run() {
    while (true) {
        std::vector<Waiting> group;
        Work work;
        {
            std::unique_lock lock{mutex_};
            news_.wait(lock, [this] { return stopping_ || !requests_.empty() || !work_.empty(); });
            if (requests_.empty() && work_.empty()) return;
            auto const size = std::min(requests_.size(), limits_.group_max);
            auto const end = requests_.begin() + static_cast<std::ptrdiff_t>(size);
            group.assign(std::make_move_iterator(requests_.begin()), std::make_move_iterator(end));
            requests_.erase(requests_.begin(), end);
            if (!work_.empty()) {
                work = std::move(work_.front());
                work_.pop_front();
            }
        }
        if (!group.empty()) perform_group(std::move(group));
        if (!work) continue;
        companion_.wait();  // the group's answers come before what follows it
        work();
    }
}

/// What a group came to: nothing is told before it is on disk.
struct Writer::Outcome {
    std::vector<Waiting> group;
    std::vector<service::Answer> answers;  // empty where it failed
    std::string failure;
    std::uint64_t number = 0;

    void tell() {
        for (std::size_t i = 0; i < group.size(); ++i) {
            Reply reply{.answer = std::nullopt, .failure = failure, .group = number};
            if (!answers.empty()) reply.answer = std::move(answers[i]);
            group[i].done(std::move(reply));
        }
    }
};

void Writer::perform_group(std::vector<Waiting> group) {
    std::vector<service::Request> batch;
    batch.reserve(group.size());
    for (auto& waiting : group) batch.push_back(std::move(waiting.request));
    auto const outcome = std::make_shared<Outcome>();
    outcome->number = ++groups_;
    try {
        outcome->answers = tracker_.perform(batch, clock_.now(), &companion_);
    } catch (std::exception const& caught) {
        outcome->failure = caught.what();  // one unit of work: nothing of the group was written
    }
    outcome->group = std::move(group);
    companion_.give([outcome] { outcome->tell(); });
}

}  // namespace duban::runtime
