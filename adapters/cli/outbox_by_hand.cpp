// What people do to many deliveries at once, and why: `outbox hold`, `release`, `bundle`,
// `redrive`, `purge`.
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

struct Act {
    char const* name;
    char const* done;  // the key of the JSON answer
    service::HandledDeliveries (service::Courier::*act)(ports::DeliveryFilter const&,
                                                        service::ByHand const&,
                                                        Instant);
    bool needs_why;
    Text help;
    Text would;  // "deliveries that would be held"
    Text did;
};

std::vector<Act> const& acts() {
    using service::Courier;
    static std::vector<Act> const all{
        {.name = "hold",
         .done = "held",
         .act = &Courier::hold,
         .needs_why = true,
         .help = {.zh_cn = "暂停发送等待中的通知，直到 release；到期未发的仍会告知督办机构",
                  .en = "Keep back what waits, until it is released; what expires meanwhile is "
                        "told of"},
         .would = {.zh_cn = "将暂停发送的通知", .en = "deliveries that would be held"},
         .did = {.zh_cn = "已暂停发送的通知", .en = "deliveries held"}},
        {.name = "release",
         .done = "released",
         .act = &Courier::let_go,
         .needs_why = false,
         .help = {.zh_cn = "恢复发送被 hold 的通知", .en = "Send what was held on its way again"},
         .would = {.zh_cn = "将恢复发送的通知", .en = "deliveries that would be released"},
         .did = {.zh_cn = "已恢复发送的通知", .en = "deliveries on their way again"}},
        {.name = "bundle",
         .done = "bundled",
         .act = &Courier::bundle,
         .needs_why = false,
         .help = {.zh_cn = "恢复发送被 hold 的通知，每人的邮件合成一封",
                  .en = "Send what was held, the mails of each person as one"},
         .would = {.zh_cn = "将合并发送的通知", .en = "deliveries that would go as one a person"},
         .did = {.zh_cn = "已合并发送的通知", .en = "deliveries on their way, as one a person"}},
        {.name = "redrive",
         .done = "redriven",
         .act = &Courier::redrive,
         .needs_why = false,
         .help = {.zh_cn = "重发未能送达、被退回和结果不明的",
                  .en = "Send dead, bounced and uncertain ones again"},
         .would = {.zh_cn = "将重新发送的通知", .en = "deliveries that would be sent again"},
         .did = {.zh_cn = "已重新发送的通知", .en = "deliveries on their way again"}},
        {.name = "purge",
         .done = "purged",
         .act = &Courier::purge,
         .needs_why = true,
         .help = {.zh_cn = "放弃等待中和被暂停的通知：记为已取消，不再发送，记录保留",
                  .en = "Give up what waits or is held: it is cancelled and stays on record"},
         .would = {.zh_cn = "将放弃的通知", .en = "deliveries that would be cancelled"},
         .did = {.zh_cn = "已放弃的通知", .en = "deliveries cancelled"}}};
    return all;
}

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
        return {.zh_cn = "条件请写在子命令（如 hold）之后",
                .en = "write the conditions after the subcommand (`hold`), not before"};
    if (options.filter.is_empty() && !options.all)
        return {
            .zh_cn =
                "请指明是哪些通知：--case、--channel、--recipient、--message、--phase；"
                "全部则写 --all",
            .en =
                "say which deliveries: --case, --channel, --recipient, --message, --phase; for all "
                "of them --all"};
    auto const characters = count_valid_characters(options.hand.why);
    if (!characters || *characters > why_characters_max)
        return {.zh_cn = fmt::format("--because 最多 {} 个字符", why_characters_max),
                .en = fmt::format("--because holds {} characters at most", why_characters_max)};
    if (!is_one_line(options.hand.why))
        return {.zh_cn = "--because 写成一行：不能含换行、制表等控制字符",
                .en = "--because is one line: no line breaks, tabs or other control characters"};
    return {};
}

Text said(Act const& act, bool dry_run, std::size_t count, std::string const& where) {
    if (dry_run)
        return {.zh_cn = fmt::format("{}：{}{}；未作任何改动", act.would.zh_cn, count, where),
                .en = fmt::format("{}: {}{}; nothing was changed", act.would.en, count, where)};
    return {.zh_cn = fmt::format("{}：{}{}", act.did.zh_cn, count, where),
            .en = fmt::format("{}: {}{}", act.did.en, count, where)};
}

void tell(Session const& session,
          Act const& act,
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
        print(boost::json::serialize(boost::json::object{
                  {act.done, count}, {"channels", std::move(channels)}, {"dry_run", dry_run}}) +
              "\n");
        return;
    }
    auto const where =
        places.empty() ? std::string{} : fmt::format(" ({})", fmt::join(places, ", "));
    say(session, said(act, dry_run, count, where));
}

void run(CLI::App const& above, Session& session, Act const& act, Options const& options) {
    auto const wrong = wrong_usage(above, options);
    if (!wrong.en.empty()) return complain(session, wrong, exit_usage);
    auto const house = House::open(session, Access::look);
    if (!house || !is_known_actor(session, *house, options.hand.by)) return;
    auto const now = house->clock().now();
    auto const handled = (house->courier().*act.act)(options.filter.rows(), options.hand, now);
    if (handled.empty()) suggest_names(session, *house, options.filter);
    tell(session, act, options.hand.dry_run, handled);
}

void add(CLI::App& above, Session& session, Act const& act) {
    auto& command = *above.add_subcommand(act.name, act.help.in(session.language));
    auto const options = std::make_shared<Options>();
    add_filter_options(command, session, options->filter);
    add_phase_option(command, session, options->filter);
    command.add_flag("--all", options->all, words(session, "全部", "all of them"));
    command
        .add_option(
            "--as", options->hand.by, words(session, "由谁决定：人员、单位或组", "who decides it"))
        ->required();
    command.add_flag("--dry-run",
                     options->hand.dry_run,
                     words(session, "只计数，不改动", "count, and change nothing"));
    command
        .add_option("--because",
                    options->hand.why,
                    words(session, "原因，列在通知旁", "why: it stands beside them"))
        ->required(act.needs_why);
    command.callback([&above, &session, &act, options] { run(above, session, act, *options); });
}

}  // namespace

void add_outbox_by_hand(CLI::App& above, Session& session) {
    for (auto const& act : acts()) add(above, session, act);
}

}  // namespace duban::cli
