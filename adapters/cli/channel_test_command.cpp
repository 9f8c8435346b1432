// Whether a channel works: `channel test`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/channel_commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/outbox_view.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/test_send.hpp"

namespace duban::cli {

namespace {

using delivery::Delivery;
using delivery::Phase;

struct Options {
    std::string channel;
    std::string address;
    std::int64_t wait = 30;  // seconds
};

bool is_settled(Delivery const& row) {
    return row.phase != Phase::queued && row.phase != Phase::sending && row.phase != Phase::held;
}

/// The row when its first attempt has ended, or as it is when the time is over.
Delivery watch(House& house, DeliveryId id, std::chrono::seconds time) {
    using namespace std::chrono_literals;
    boost::asio::io_context context;
    boost::asio::steady_timer timer{context};
    auto const until = house.clock().now() + time;
    auto row = *house.store().read()->find_delivery(id);
    while (!is_settled(row) && house.clock().now() < until) {
        timer.expires_after(100ms);
        timer.wait();
        row = *house.store().read()->find_delivery(id);
    }
    return row;
}

Text verdict_on(Delivery const& row) {
    auto const number = row.id.value;
    if (row.phase == Phase::delivered)
        return {.zh_cn = fmt::format("{}号测试通知已由对方接收：{}", number, row.address),
                .en = fmt::format("test {} was taken for {}", number, row.address)};
    if (!is_settled(row))
        return {.zh_cn = fmt::format("{}号测试通知还没有发出：守护进程在运行吗？查看：duban outbox "
                                     "show {}",
                                     number,
                                     number),
                .en = fmt::format("test {} has not left yet: is the daemon running? See: duban "
                                  "outbox show {}",
                                  number,
                                  number)};
    auto const reason = delivery::reason_text(row);
    return {
        .zh_cn = fmt::format("{}号测试通知{}：{}", number, word_of(row.phase).zh_cn, reason.zh_cn),
        .en = fmt::format("test {} is {}: {}", number, word_of(row.phase).en, reason.en)};
}

void test(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const office = house->office().get();
    auto const row = service::test_send(
        options.channel, options.address, session.language, *office, house->clock().now());
    if (!row) return complain(session, row.error(), exit_usage);
    auto const transaction = house->store().write();
    auto const id = transaction->insert_delivery(*row);
    transaction->commit();
    auto const seen = watch(*house, id.value(), std::chrono::seconds{options.wait});
    bool const arrived = seen.phase == Phase::delivered;
    if (session.json) {
        print(boost::json::serialize(delivery_json(seen)) + "\n");
        if (!arrived) session.exit = exit_refused;
    } else if (arrived) {
        say(session, verdict_on(seen));
    } else {
        complain(session, verdict_on(seen), exit_refused);
    }
}

}  // namespace

void add_channel_test(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "test",
        words(session,
              "经正常的队列、进程和连接，向一个地址发一条测试通知",
              "Send a test to an address, by the queue, worker and connections of all others"));
    auto const options = std::make_shared<Options>();
    command->add_option("channel", options->channel, words(session, "渠道名", "its name"))
        ->required();
    command->add_option("--to", options->address, words(session, "邮箱或手机号", "the address"))
        ->required();
    command
        ->add_option("--wait",
                     options->wait,
                     words(session, "最多等待的秒数", "how many seconds to wait at most"))
        ->check(whole_number(session, 0))
        ->capture_default_str();
    command->callback([&session, options] { test(session, *options); });
}

}  // namespace duban::cli
