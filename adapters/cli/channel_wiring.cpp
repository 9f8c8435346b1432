#include "adapters/cli/channel_wiring.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "adapters/channels/program/program_channel.hpp"
#include "adapters/channels/sms/sms_channel.hpp"
#include "adapters/channels/smtp/smtp_channel.hpp"
#include "adapters/channels/spool/spool_channel.hpp"
#include "adapters/channels/webhook/robot_channel.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::cli {

namespace {

using MadeChannel = Result<std::unique_ptr<ports::Channel>, Text>;

/// Its mails are dated by the office's clocks.
delivery::Mailbox mailbox_of(MailFrom const& from, std::string const& time_zone) {
    auto const zone = *calendar::Zone::find(time_zone);
    return {.name = from.name, .address = from.address, .utc_offset_at = [zone](Instant at) {
                auto const second = std::chrono::floor<std::chrono::seconds>(at);
                return std::chrono::floor<std::chrono::minutes>(
                    zone.to_wall(at).time_since_epoch() - second.time_since_epoch());
            }};
}

smtp::Security security_of(Encryption encryption) {
    switch (encryption) {
        case Encryption::starttls:
            return smtp::Security::starttls;
        case Encryption::implicit:
            return smtp::Security::implicit_tls;
        case Encryption::none:
            return smtp::Security::none;
    }
    return smtp::Security::starttls;
}

smtp::SmtpAccount account_of(SmtpSettings const& settings, std::string const& time_zone) {
    smtp::SmtpAccount account;
    account.host = settings.host;
    account.port = settings.port;
    account.security = security_of(settings.encryption);
    account.ca_file = settings.ca_file;
    account.tls_name = settings.tls_name;
    account.user = settings.user;
    account.password_file = settings.password_file;
    account.token_file = settings.token_file;
    account.bounce_address = settings.bounce_address;
    account.delivery_reports = settings.delivery_reports;
    account.connections_max = settings.connections;
    account.from = mailbox_of(settings.from, time_zone);
    return account;
}

runtime::Level level_of(program::Level level) {
    switch (level) {
        case program::Level::debug:
            return runtime::Level::debug;
        case program::Level::info:
            return runtime::Level::info;
        case program::Level::warning:
            return runtime::Level::warning;
        case program::Level::error:
            return runtime::Level::error;
    }
    return runtime::Level::error;
}

program::Program program_of(ChannelSettings const& settings) {
    return {.name = settings.name,
            .path = settings.program.program,
            .config = settings.program.config,
            .secrets = settings.program.secrets,
            .patience = {},
            .limits = settings.program.limits,
            .sha256 = settings.program.sha256};
}

program::Log program_log(std::string channel, runtime::Log const& log) {
    return [channel = std::move(channel), &log](
               program::Level level, std::string_view event, std::string_view words) {
        log.write(level_of(level), event, {{"channel", channel}, {"words", std::string{words}}});
    };
}

sms::Complain complaint(std::string channel, runtime::Log const& log) {
    return [channel = std::move(channel), &log](std::string const& why) {
        log.warning("inquiry_failed", {{"channel", channel}, {"why", why}});
    };
}

MadeChannel made_sms(Result<sms::SmsConnection, Text> connection,
                     std::shared_ptr<sms::ReceiptDoor>& door) {
    if (!connection) return Failure<Text>{std::move(connection.error())};
    door = std::move(connection->door);
    return std::move(connection->channel);
}

}  // namespace

std::optional<delivery::Mailbox> sender_of(ChannelSettings const& settings,
                                           std::string const& time_zone) {
    if (settings.medium != service::Medium::mail) return std::nullopt;
    if (settings.kind == ChannelKind::spool) return mailbox_of(settings.spool.from, time_zone);
    if (settings.kind == ChannelKind::smtp) return mailbox_of(settings.smtp.from, time_zone);
    return std::nullopt;
}

MadeChannels make_channels(Configuration const& configuration,
                           boost::asio::io_context& context,
                           ports::Clock& clock,
                           ports::Random& random,
                           runtime::Log const& log) {
    MadeChannels all;
    for (auto const& settings : configuration.channels) {
        MadeChannel made;
        switch (settings.kind) {
            case ChannelKind::spool:
                made = spool::make_spool_channel(
                    {.folder = settings.spool.folder,
                     .from = mailbox_of(settings.spool.from, configuration.time_zone)});
                break;
            case ChannelKind::smtp:
                made = smtp::make_smtp_channel(
                    context, clock, account_of(settings.smtp, configuration.time_zone));
                break;
            case ChannelKind::program:
                made = program::make_program_channel(
                    context, clock, random, program_of(settings), program_log(settings.name, log));
                break;
            case ChannelKind::sms:
                made = made_sms(
                    sms::make_sms_channel(
                        context, clock, random, settings.sms, complaint(settings.name, log)),
                    all.doors[settings.name]);
                break;
            case ChannelKind::robot:
                made = webhook::make_robot_channel(context, clock, settings.robot);
                break;
        }
        if (!made) {
            throw std::runtime_error{
                fmt::format("the channel {}: {}", settings.name, made.error().en)};
        }
        all.channels.push_back({settings.name, std::move(*made), settings.rate});
    }
    std::erase_if(all.doors, [](auto const& entry) { return !entry.second; });
    return all;
}

}  // namespace duban::cli
