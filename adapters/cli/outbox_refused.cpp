#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/outbox_view.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/refused_address.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

boost::json::object row_json(ports::RefusedAddressRow const& row) {
    return {{"channel", row.channel},
            {"address", row.address},
            {"at", to_text(row.at)},
            {"code", row.code},
            {"words", row.words}};
}

void run(Session& session) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    bool const zh = session.language == Language::zh_cn;
    auto const zone = calendar::Zone::find(house->configuration().time_zone);
    Table table{zh ? std::vector<std::string>{"渠道", "地址", "退回时间", "对方的话"}
                   : std::vector<std::string>{"channel", "address", "refused", "in their words"}};
    boost::json::array items;
    auto const reader = house->store().read();
    for (auto const& row : reader->refused_addresses()) {
        if (!service::is_refused(*reader, row.channel, row.address, house->clock().now())) continue;
        items.push_back(row_json(row));
        table.add({row.channel,
                   row.address,
                   service::wall_text(row.at, *zone),
                   row.words.empty() ? row.code : row.code + " " + row.words});
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"refused", std::move(items)}}) + "\n");
    } else if (table.is_empty()) {
        say(session, {.zh_cn = "没有被退回的地址", .en = "no address was refused"});
    } else {
        print(table.to_text(60));
    }
}

}  // namespace

void add_outbox_refused(CLI::App& above, Session& session) {
    above
        .add_subcommand("refused",
                        words(session,
                              "对方称不存在的地址：改正之前不再发送",
                              "Addresses that are nobody's, as their servers say: nothing is "
                              "sent there until that is mended"))
        ->callback([&session] { run(session); });
}

}  // namespace duban::cli
