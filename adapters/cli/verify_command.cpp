#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/audit.hpp"

namespace duban::cli {

namespace {

Text text_of(service::Break const& one) {
    auto const id = one.case_id.value;
    if (id == 0) return one.what;
    if (one.number == 0) {
        return {.zh_cn = fmt::format("{}号案件：{}", id, one.what.zh_cn),
                .en = fmt::format("case {}: {}", id, one.what.en)};
    }
    return {.zh_cn = fmt::format("{}号案件第{}条记录：{}", id, one.number, one.what.zh_cn),
            .en = fmt::format("case {}, record {}: {}", id, one.number, one.what.en)};
}

boost::json::object json_of(service::AuditResult const& result,
                            std::vector<ports::ZoneDatabaseRow> const& zone_databases,
                            Language language) {
    boost::json::array breaks;
    for (auto const& one : result.breaks) {
        breaks.push_back(boost::json::object{
            {"case", one.case_id.value}, {"record", one.number}, {"what", one.what.in(language)}});
    }
    boost::json::array editions;
    for (auto const& one : zone_databases) {
        editions.push_back(
            boost::json::object{{"version", one.version}, {"seen_at", to_text(one.seen_at)}});
    }
    return {{"cases", result.cases},
            {"records", result.records},
            {"files", result.files},
            {"described_only", result.described_only},
            {"zone_databases", std::move(editions)},
            {"breaks", std::move(breaks)}};
}

void say_zone_databases(Session& session,
                        std::vector<ports::ZoneDatabaseRow> const& zone_databases,
                        calendar::Zone const& zone) {
    for (auto const& one : zone_databases) {
        auto const day = to_text(zone.day_of(one.seen_at));
        say(session,
            {.zh_cn = fmt::format("时区数据 {} 版，首见于 {}", one.version, day),
             .en = fmt::format("time zone database {}, first seen on {}", one.version, day)});
    }
}

/// First, for all else may come of it.
void add_damage(service::AuditResult& result, std::string const& store) {
    std::vector<service::Break> breaks;
    for (auto const& fault : sqlite::find_damage(store)) {
        breaks.push_back(
            {.case_id = {},
             .number = 0,
             .what = {.zh_cn = fmt::format("数据库文件已损坏：{}；请停用并恢复最近的备份", fault),
                      .en = fmt::format("the store's file is damaged: {}. Stop the daemon and "
                                        "restore the last sound backup",
                                        fault)}});
    }
    result.breaks.insert(result.breaks.begin(), breaks.begin(), breaks.end());
}

void run(Session& session) {
    auto const house = House::open(session, Access::read_only);
    if (!house) return;
    auto const reader = house->store().read();
    auto result = service::audit(*reader, house->procedures());
    add_damage(result, house->configuration().store);
    auto const zone_databases = reader->zone_databases();
    if (!result.breaks.empty()) session.exit = exit_refused;
    if (session.json) {
        auto const answer = json_of(result, zone_databases, session.language);
        return print(boost::json::serialize(answer) + "\n");
    }
    say_zone_databases(
        session, zone_databases, *calendar::Zone::find(house->configuration().time_zone));
    for (auto const& one : result.breaks) {
        complain(session, text_of(one), exit_refused);
    }
    if (result.described_only > 0) {
        say(session,
            {.zh_cn = fmt::format("另有{}个文件只有说明，没有收存过内容", result.described_only),
             .en =
                 fmt::format("{} other files are only described: their content was never handed in",
                             result.described_only)});
    }
    say(session,
        {.zh_cn = fmt::format("核对了{}个案件的{}条记录和{}个文件，{}处不符",
                              result.cases,
                              result.records,
                              result.files,
                              result.breaks.size()),
         .en = fmt::format("verified {} records and {} files of {} cases: {} broken",
                           result.records,
                           result.files,
                           result.cases,
                           result.breaks.size())});
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "verify", words(session, "核验记录未被改动", "Check that no journal was changed"));
    command->callback([&session] { run(session); });
}

}  // namespace duban::cli
