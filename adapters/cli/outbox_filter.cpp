#include "adapters/cli/outbox_filter.hpp"

#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

bool OutboxFilter::is_empty() const {
    return number == 0 && channel.empty() && recipient.empty() && message.empty() && phase.empty();
}

ports::DeliveryFilter OutboxFilter::rows() const {
    ports::DeliveryFilter filter;
    if (number > 0) filter.case_id = CaseId{number};
    if (!channel.empty()) filter.channel = channel;
    if (!recipient.empty()) filter.recipient = recipient;
    if (!message.empty()) filter.message = message;
    if (!phase.empty()) filter.phase = delivery::parse_phase(phase);
    return filter;
}

void add_filter_options(CLI::App& command, Session const& session, OutboxFilter& filter) {
    command.add_option("--case", filter.number, words(session, "属于此案件", "of this case"))
        ->check(whole_number(session, 1));
    command.add_option("--channel", filter.channel, words(session, "经此渠道", "on this channel"));
    command.add_option(
        "--recipient", filter.recipient, words(session, "发给此人", "to this person"));
    command.add_option("--message",
                       filter.message,
                       words(session, "此种通知，如 reply_soon", "of this message: reply_soon"));
}

void add_phase_option(CLI::App& command, Session const& session, OutboxFilter& filter) {
    command.add_option("--phase", filter.phase, words(session, "处于此阶段", "in this phase"))
        ->check(one_of(session,
                       {"standby",
                        "queued",
                        "sending",
                        "backing_off",
                        "held",
                        "bundled",
                        "delivered",
                        "uncertain",
                        "dead",
                        "cancelled",
                        "expired",
                        "bounced"}));
}

void suggest_names(Session const& session, House& house, OutboxFilter const& filter) {
    std::vector<std::string_view> channels;
    for (auto const& channel : house.configuration().channels) channels.emplace_back(channel.name);
    suggest(session, filter.channel, channels);
    auto const office = house.office().get();
    std::vector<std::string_view> people;
    for (auto const& person : office->directory.people()) people.emplace_back(person.id);
    suggest(session, filter.recipient, people);
}

}  // namespace duban::cli
