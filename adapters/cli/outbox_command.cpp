#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/outbox_view.hpp"
#include "adapters/cli/page.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

struct Options {
    OutboxFilter filter;
    Page page;
};

ports::DeliveryFilter filter_of(Options const& options) {
    auto filter = options.filter.rows();
    filter.after = DeliveryId{options.page.after};
    filter.limit = options.page.limit;
    return filter;
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
        items.push_back(delivery_json(row));
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

void run(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    list(session, *house, options, *calendar::Zone::find(house->configuration().time_zone));
}

std::shared_ptr<Options> add_list_options(CLI::App& command, Session& session) {
    auto const options = std::make_shared<Options>();
    add_filter_options(command, session, options->filter);
    add_phase_option(command, session, options->filter);
    add_page_options(command, session, options->page);
    return options;
}

}  // namespace

void add_outbox(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("outbox",
                           words(session,
                                 "待发、已发、未能发出的通知",
                                 "What is to be sent, was sent, or could not be sent"));
    auto const options = add_list_options(*command, session);
    auto* const list = command->add_subcommand(
        "list", words(session, "列出通知（同 outbox）", "List them, as `outbox` alone does"));
    auto const list_options = add_list_options(*list, session);
    list->callback([&session, list_options] { run(session, *list_options); });
    add_outbox_show(*command, session);
    add_outbox_preview(*command, session);
    add_outbox_refused(*command, session);
    add_outbox_by_hand(*command, session);
    command->callback([command, &session, options] {
        if (command->get_subcommands().empty()) run(session, *options);
    });
}

}  // namespace duban::cli
