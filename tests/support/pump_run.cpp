#include "tests/support/pump_run.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>

#include "adapters/runtime/pump.hpp"

namespace duban::support {

namespace asio = boost::asio;

namespace {

constexpr auto patience = std::chrono::minutes{1};

}  // namespace

struct PumpRun::Machinery {
    Machinery(World& its_world, std::string const& channel, MakeChannel const& make)
        : world{its_world},
          pump{std::make_shared<runtime::Pump>(
              runtime::NamedChannel{.name = channel, .channel = make(context)},
              runtime::PumpParts{.store = *world.store,
                                 .courier = world.courier,
                                 .writer = writer,
                                 .clock = world.clock,
                                 .metrics = metrics,
                                 .log = log,
                                 .loop = loop()})} {
        pump->listen();
    }

    runtime::Loop loop() {
        return {
            .post = [this](std::function<void()> work) { asio::post(context, std::move(work)); },
            .store_failed = [](std::string const& why) { throw std::runtime_error{why}; },
            .store_worked = [] {}};
    }

    World& world;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> working = make_work_guard(context);
    runtime::Writer writer{world.tracker, world.clock};
    runtime::Metrics metrics;
    runtime::Log log{runtime::Level::error};
    std::shared_ptr<runtime::Pump> pump;
};

PumpRun::PumpRun(World& world, std::string const& channel, MakeChannel const& make)
    : machinery_{std::make_unique<Machinery>(world, channel, make)} {}

PumpRun::~PumpRun() {
    machinery_->pump->stop();
    machinery_->writer.stop();
}

void PumpRun::work() {
    machinery_->pump->run();
    run_until([this] { return machinery_->pump->is_idle(); });
}

void PumpRun::run_until(std::function<bool()> const& condition) {
    while (!condition()) {
        if (machinery_->context.run_one_for(patience) == 0)
            throw std::runtime_error{"a channel does not answer"};
    }
}

delivery::Breaker::State PumpRun::breaker() const {
    return machinery_->pump->breaker(machinery_->world.clock.now());
}

}  // namespace duban::support
