#include "engine/service/backlog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/delivery/reason.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/telling.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

namespace {

using delivery::Phase;

// Whoever files a case by the command line and starts the daemon after that has no backlog.
constexpr auto old_after = std::chrono::hours{1};
constexpr std::size_t page = 200;

ports::DeliveryFilter of_channel(std::string const& channel, Phase phase) {
    ports::DeliveryFilter filter;
    filter.channel = channel;
    filter.phase = phase;
    return filter;
}

bool has_sent(ports::Reader& reader, std::string const& channel) {
    constexpr std::array sent{
        Phase::sending, Phase::backing_off, Phase::delivered, Phase::uncertain, Phase::bounced};
    return std::ranges::any_of(sent, [&](Phase phase) {
        auto filter = of_channel(channel, phase);
        filter.limit = 1;
        return !reader.list_deliveries(filter).empty();
    });
}

/// Also what is held: a daemon may have ended between holding and asking.
Backlog waiting_on(ports::Reader& reader, std::string const& channel) {
    Backlog backlog{.channel = channel, .messages = 0, .since = Instant::max()};
    for (auto const phase : {Phase::queued, Phase::held}) {
        auto filter = of_channel(channel, phase);
        filter.limit = page;
        for (std::size_t rows = page; rows == page;) {
            auto const listed = reader.list_deliveries(filter);
            rows = listed.size();
            backlog.messages += rows;
            for (auto const& row : listed) {
                filter.after = row.id;
                backlog.since = std::min(backlog.since, row.created_at);
            }
        }
    }
    return backlog;
}

HouseNotice question(Backlog const& backlog, calendar::Zone const& zone) {
    auto const& channel = backlog.channel;
    auto const since = fmt::format("{} ({})", wall_text(backlog.since, zone), zone.name());
    return {
        .name = "house.backlog",
        .occurrence = fmt::format("backlog of channel {}", channel),
        .subject = {.zh_cn = fmt::format(
                        "【督办】渠道“{}”启用前积压 {} 条通知，请决定", channel, backlog.messages),
                    .en = fmt::format("[Duban] {} messages have gathered for the new channel "
                                      "\"{}\": please decide",
                                      backlog.messages,
                                      channel)},
        .text = {.zh_cn = fmt::format(
                     "渠道“{0}”首次启用时，已有 {1} 条通知在等待，最早的一条写于 {2}。"
                     "为免一次全部发出，它们都已扣留。请决定：\n\n"
                     "照发：duban outbox release --channel {0} --as secretariat\n"
                     "作废：duban outbox purge --channel {0} --as secretariat --because 原因\n"
                     "每人合并为一封：duban outbox bundle --channel {0} --as secretariat\n\n"
                     "查看：duban outbox --channel {0} --phase held\n",
                     channel,
                     backlog.messages,
                     since),
                 .en = fmt::format(
                     "When the channel \"{0}\" was first configured, {1} messages were waiting for "
                     "it, the oldest since {2}. So that they do not all go out at once they are "
                     "held. Please decide:\n\n"
                     "send them:    duban outbox release --channel {0} --as secretariat\n"
                     "discard them: duban outbox purge --channel {0} --as secretariat --because "
                     "REASON\n"
                     "one digest for each person: duban outbox bundle --channel {0} --as "
                     "secretariat\n\n"
                     "See: duban outbox --channel {0} --phase held\n",
                     channel,
                     backlog.messages,
                     since)}};
}

bool is_among(std::vector<std::string> const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::vector<Backlog> hold_backlogs(ports::Store& store,
                                   Courier& courier,
                                   Office const& office,
                                   calendar::Zone const& zone,
                                   Instant now) {
    std::vector<Backlog> held;
    auto const known = store.read()->known_channels();
    for (auto const& route : office.routes) {
        auto const& channel = route.channel;
        if (is_among(known, channel)) continue;
        auto const reader = store.read();
        auto const backlog = has_sent(*reader, channel) ? Backlog{} : waiting_on(*reader, channel);
        bool const is_old = backlog.messages > 0 && backlog.since <= now - old_after;
        if (is_old) {
            ports::DeliveryFilter all;
            all.channel = channel;
            courier.hold(all, {.by = {}, .why = std::string{delivery::reason::backlog}}, now);
        }
        auto const transaction = store.write();
        transaction->insert_channel(channel, now);
        if (is_old) tell_secretariat(*transaction, {}, question(backlog, zone), office, now);
        transaction->commit();
        if (is_old) held.push_back(backlog);
    }
    return held;
}

std::size_t give_up_orphans(ports::Store& store,
                            Courier& courier,
                            Office const& office,
                            Instant now) {
    std::size_t given_up = 0;
    for (auto const& channel : store.read()->known_channels()) {
        if (office.find_route(channel) != nullptr) continue;
        // What is no longer wanted is settled on the way and not counted; what cannot be read is
        // put off, so that each page is a step on.
        while (!store.read()->due_deliveries(channel, now, 1).empty())
            given_up += courier.claim(channel, now, page).given_up;
    }
    return given_up;
}

}  // namespace duban::service
