#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/page.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

using delivery::Delivery;

struct Options {
    OutboxFilter filter;
    std::int64_t show = 0;
    std::string phase;
    Page page;
    bool redrive = false;
};

ports::DeliveryFilter filter_of(Options const& options) {
    auto filter = options.filter.rows();
    if (!options.phase.empty()) filter.phase = delivery::parse_phase(options.phase);
    filter.after = DeliveryId{options.page.after};
    filter.limit = options.page.limit;
    return filter;
}

Text word_of(delivery::Phase phase) {
    using delivery::Phase;
    switch (phase) {
        case Phase::queued:
            return {.zh_cn = "待发", .en = "queued"};
        case Phase::sending:
            return {.zh_cn = "发送中", .en = "sending"};
        case Phase::backing_off:
            return {.zh_cn = "待重试", .en = "backing off"};
        case Phase::held:
            return {.zh_cn = "暂不发送", .en = "held"};
        case Phase::delivered:
            return {.zh_cn = "已送达", .en = "delivered"};
        case Phase::uncertain:
            return {.zh_cn = "结果不明", .en = "uncertain"};
        case Phase::dead:
            return {.zh_cn = "未送达", .en = "dead"};
        case Phase::cancelled:
            return {.zh_cn = "已取消", .en = "cancelled"};
        case Phase::expired:
            return {.zh_cn = "已失效", .en = "expired"};
    }
    return {};
}

boost::json::object json_of(Delivery const& row) {
    return {{"delivery", row.id.value},
            {"case", row.case_id.value},
            {"message", row.message},
            {"recipient", row.recipient},
            {"address", row.address},
            {"channel", row.channel},
            {"phase", delivery::to_text(row.phase)},
            {"attempts", row.attempts},
            {"not_before", to_text(row.not_before)},
            {"expires_at", to_text(row.expires_at)},
            {"message_id", row.message_id},
            {"occurrence", row.occurrence},
            {"reason", row.reason}};
}

boost::json::object json_of(delivery::Attempt const& attempt) {
    return {{"number", attempt.number},
            {"at", to_text(attempt.at)},
            {"outcome", attempt.outcome},
            {"class", attempt.error_class},
            {"code", attempt.code},
            {"words", attempt.words}};
}

/// Why it waits or stopped, for people.
std::string note_of(Delivery const& row, calendar::Zone const& zone, Language language) {
    using delivery::Phase;
    bool const zh = language == Language::zh_cn;
    if (row.phase == Phase::held) {
        auto const until = service::wall_text(row.expires_at, zone);
        return zh ? fmt::format("{} 失效（{}）", until, row.reason)
                  : fmt::format("expires {} ({})", until, row.reason);
    }
    if (row.phase == Phase::queued || row.phase == Phase::backing_off) {
        auto const at = service::wall_text(row.not_before, zone);
        auto const note = zh ? fmt::format("{} 起", at) : fmt::format("from {}", at);
        return row.reason.empty() ? note : fmt::format("{} ({})", note, row.reason);
    }
    return row.reason;
}

void show_one(Session& session, House& house, Options const& options, calendar::Zone const& zone) {
    auto const reader = house.store().read();
    auto const row = reader->find_delivery(DeliveryId{options.show});
    if (!row) {
        complain(session,
                 {.zh_cn = fmt::format("没有{}号通知", options.show),
                  .en = fmt::format("there is no delivery {}", options.show)},
                 exit_refused);
        return;
    }
    auto const attempts = reader->attempts(row->id);
    if (session.json) {
        auto json = json_of(*row);
        json["subject"] = row->subject;
        json["text"] = row->text;
        boost::json::array items;
        for (auto const& attempt : attempts) items.push_back(json_of(attempt));
        json["attempt_log"] = std::move(items);
        print(boost::json::serialize(json) + "\n");
        return;
    }
    print(fmt::format("{} -> {} <{}> ({}): {}\n{}\n",
                      row->message,
                      row->recipient,
                      row->address,
                      row->channel,
                      word_of(row->phase).in(session.language),
                      row->message_id));
    for (auto const& attempt : attempts) {
        print(fmt::format("#{} {} {} {} {}\n",
                          attempt.number,
                          service::wall_text(attempt.at, zone),
                          attempt.outcome,
                          attempt.code,
                          attempt.words));
    }
    if (!row->text.empty()) print(fmt::format("\n{}\n\n{}\n", row->subject, row->text));
}

void list(Session& session, House& house, Options const& options, calendar::Zone const& zone) {
    bool const zh = session.language == Language::zh_cn;
    Table table{
        zh ? std::vector<
                 std::string>{"编号", "案件", "状态", "渠道", "收件人", "通知", "次数", "说明"}
           : std::vector<std::string>{
                 "no.", "case", "phase", "channel", "recipient", "message", "tries", "note"}};
    boost::json::array items;
    for (auto const& row : house.store().read()->list_deliveries(filter_of(options))) {
        items.push_back(json_of(row));
        table.add({fmt::format("{}", row.id.value),
                   fmt::format("{}", row.case_id.value),
                   word_of(row.phase).in(session.language),
                   row.channel,
                   row.recipient,
                   row.message,
                   fmt::format("{}", row.attempts),
                   note_of(row, zone, session.language)});
    }
    if (items.empty()) suggest_names(session, house, options.filter);
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"deliveries", std::move(items)}}) + "\n");
    } else if (table.is_empty()) {
        say(session, {.zh_cn = "没有符合条件的通知", .en = "no such deliveries"});
    } else {
        print(table.to_text(60));
    }
}

void redrive(Session& session, House& house, Options const& options) {
    auto const count = house.courier().redrive(filter_of(options), house.clock().now());
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"redriven", count}}) + "\n");
        return;
    }
    say(session,
        {.zh_cn = fmt::format("重新发送{}条通知", count),
         .en = fmt::format("deliveries on their way again: {}", count)});
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const zone = calendar::Zone::find(house->configuration().time_zone);
    if (options.redrive) {
        redrive(session, *house, options);
    } else if (options.show > 0) {
        show_one(session, *house, options, *zone);
    } else {
        list(session, *house, options, *zone);
    }
}

}  // namespace

void add_outbox(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("outbox",
                           words(session,
                                 "待发、已发、未能发出的通知",
                                 "What is to be sent, was sent, or could not be sent"));
    auto const options = std::make_shared<Options>();
    add_filter_options(*command, session, options->filter);
    command
        ->add_option("--show",
                     options->show,
                     words(session,
                           "一条通知的详情：历次发送和内容",
                           "one delivery, with its attempts and its words"))
        ->check(whole_number(session, 1));
    command->add_option("--phase", options->phase, words(session, "处于此阶段", "in this phase"))
        ->check(one_of(session,
                       {"queued",
                        "sending",
                        "backing_off",
                        "held",
                        "delivered",
                        "uncertain",
                        "dead",
                        "cancelled",
                        "expired"}));
    command->add_flag(
        "--redrive",
        options->redrive,
        words(session, "重发未能送达和结果不明的", "send dead and uncertain ones again"));
    add_page_options(*command, session, options->page);
    add_outbox_hold(*command, session);
    add_outbox_release(*command, session);
    command->callback([command, &session, options] {
        if (command->get_subcommands().empty()) run(session, *options);
    });
}

}  // namespace duban::cli
