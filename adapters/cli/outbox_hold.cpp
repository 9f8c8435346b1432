// Keeping back what waits in the outbox, and letting it go: `outbox hold`, `outbox release`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

// It stands in the outbox's list, and in the mail to the secretariat where a letter is lost by it.
constexpr std::size_t why_characters_max = 500;

enum class Act { hold, release };

struct Options {
    OutboxFilter filter;
    service::ByHand hand;
    bool all = false;
};

/// What is wrong with the command line as a whole; where nothing is, the English is empty.
Text wrong_usage(CLI::App const& above, Options const& options) {
    // `outbox --case 1 hold --channel mail` would hold more than it says.
    auto const before = above.get_options([](CLI::Option const* one) { return one->count() > 0; });
    if (!before.empty())
        return {.zh_cn = "条件请写在 hold、release 之后",
                .en = "write the conditions after `hold` and `release`, not before"};
    if (options.filter.is_empty() && !options.all)
        return {.zh_cn =
                    "请指明是哪些通知：--case、--channel、--recipient、--message；"
                    "全部则写 --all",
                .en =
                    "say which deliveries: --case, --channel, --recipient, --message; for all of "
                    "them --all"};
    auto const characters = count_valid_characters(options.hand.why);
    if (!characters || *characters > why_characters_max)
        return {.zh_cn = fmt::format("--because 最多 {} 个字符", why_characters_max),
                .en = fmt::format("--because holds {} characters at most", why_characters_max)};
    if (!is_one_line(options.hand.why))
        return {.zh_cn = "--because 写成一行：不能含换行、制表等控制字符",
                .en = "--because is one line: no line breaks, tabs or other control characters"};
    return {};
}

Text said(Act act, bool dry_run, std::size_t count, std::string const& where) {
    if (act == Act::hold) {
        if (dry_run)
            return {.zh_cn = fmt::format("将暂停发送{}条通知{}；未作任何改动", count, where),
                    .en = fmt::format(
                        "deliveries that would be held: {}{}; nothing was changed", count, where)};
        return {.zh_cn = fmt::format("暂停发送{}条通知{}", count, where),
                .en = fmt::format("deliveries held: {}{}", count, where)};
    }
    if (dry_run)
        return {.zh_cn = fmt::format("将恢复发送{}条通知{}；未作任何改动", count, where),
                .en = fmt::format(
                    "deliveries that would be released: {}{}; nothing was changed", count, where)};
    return {.zh_cn = fmt::format("恢复发送{}条通知{}", count, where),
            .en = fmt::format("deliveries on their way again: {}{}", count, where)};
}

void tell(Session const& session,
          Act act,
          bool dry_run,
          service::HandledDeliveries const& handled) {
    std::size_t count = 0;
    std::vector<std::string> places;
    boost::json::object channels;
    for (auto const& [channel, number] : handled) {
        count += number;
        places.push_back(fmt::format("{} {}", channel, number));
        channels[channel] = number;
    }
    if (session.json) {
        print(boost::json::serialize(
                  boost::json::object{{act == Act::hold ? "held" : "released", count},
                                      {"channels", std::move(channels)},
                                      {"dry_run", dry_run}}) +
              "\n");
        return;
    }
    auto const where =
        places.empty() ? std::string{} : fmt::format(" ({})", fmt::join(places, ", "));
    say(session, said(act, dry_run, count, where));
}

void run(CLI::App const& above, Session& session, Act act, Options const& options) {
    auto const wrong = wrong_usage(above, options);
    if (!wrong.en.empty()) return complain(session, wrong, exit_usage);
    auto const house = House::open(session, Access::look);
    if (!house || !is_known_actor(session, *house, options.hand.by)) return;
    auto const now = house->clock().now();
    auto const rows = options.filter.rows();
    auto const handled = act == Act::hold ? house->courier().hold(rows, options.hand, now)
                                          : house->courier().let_go(rows, options.hand, now);
    if (handled.empty()) suggest_names(session, *house, options.filter);
    tell(session, act, options.hand.dry_run, handled);
}

CLI::Option* add(CLI::App& above, Session& session, Act act, CLI::App& command) {
    auto const options = std::make_shared<Options>();
    add_filter_options(command, session, options->filter);
    command.add_flag("--all", options->all, words(session, "全部", "all of them"));
    command
        .add_option(
            "--as", options->hand.by, words(session, "由谁决定：人员、单位或组", "who decides it"))
        ->required();
    command.add_flag("--dry-run",
                     options->hand.dry_run,
                     words(session, "只计数，不改动", "count, and change nothing"));
    command.callback([&above, &session, act, options] { run(above, session, act, *options); });
    return command.add_option("--because",
                              options->hand.why,
                              words(session, "原因，列在通知旁", "why: it stands beside them"));
}

}  // namespace

void add_outbox_hold(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "hold",
        words(session,
              "暂停发送等待中的通知，直到 release；到期未发的仍会告知督办机构",
              "Keep back what waits, until it is released; what expires meanwhile is told of"));
    add(above, session, Act::hold, *command)->required();
}

void add_outbox_release(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "release", words(session, "恢复发送被 hold 的通知", "Send what was held on its way again"));
    add(above, session, Act::release, *command);
}

}  // namespace duban::cli
