#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <boost/json.hpp>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/mailbox/bounces.hpp"
#include "adapters/secret/secret_file.hpp"

namespace duban::cli {

namespace {

/// For mail servers: they keep the mail and try again (EX_TEMPFAIL).
constexpr int try_again_later = 75;

/// Standard input, no more than a report may hold; the rest is read away, or whoever pipes it in
/// would see a broken pipe.
std::string read_mail() {
    std::string mail;
    std::array<char, 65'536> buffer{};
    while (true) {
        std::cin.read(buffer.data(), buffer.size());
        auto const read = static_cast<std::size_t>(std::cin.gcount());
        if (read == 0) return mail;
        auto const room = delivery::BounceReport::bytes_max - mail.size();
        mail.append(buffer.data(), std::min(read, room));
    }
}

void answer(Session& session, mailbox::TakenBounce const& taken) {
    auto const& [report, id, address] = taken;
    auto const action = delivery::to_text(report.action);
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"delivery", id.value},
                                                         {"address", address},
                                                         {"action", action},
                                                         {"status", report.status},
                                                         {"words", report.words}}) +
              "\n");
        return;
    }
    auto const why = fmt::format("{} {}", report.status, report.words);
    say(session,
        {.zh_cn = fmt::format("{}号通知，发往{}：{}（{}）", id.value, address, action, why),
         .en = fmt::format("delivery {} to {}: {} ({})", id.value, address, action, why)});
}

mailbox::Security security_of(Encryption encryption) {
    if (encryption == Encryption::none) return mailbox::Security::none;
    return encryption == Encryption::starttls ? mailbox::Security::starttls
                                              : mailbox::Security::implicit_tls;
}

mailbox::MailboxAccount account_of(MailboxSettings const& settings) {
    auto const password = secret::read_line(
        {.path = settings.password_file, .what = {.zh_cn = "密码", .en = "password"}});
    if (!password) throw std::runtime_error{password.error().en};
    return {.host = settings.host,
            .port = settings.port,
            .security = security_of(settings.encryption),
            .ca_file = settings.ca_file,
            .user = settings.user,
            .password = *password};
}

mailbox::Bounces bounces_of(House& house) {
    return {house.store(), house.courier(), house.clock()};
}

void add(mailbox::FetchedBounces& total, mailbox::FetchedBounces const& fetched) {
    total.taken += fetched.taken;
    total.left += fetched.left;
    total.passed_by += fetched.passed_by;
}

/// The other channels have mailboxes of their own: what fails at this one is said.
void fetch(Session& session,
           House& house,
           ChannelSettings const& channel,
           mailbox::FetchedBounces& total) {
    mailbox::FetchedBounces fetched;
    try {
        mailbox::Mailbox mailbox{account_of(channel.smtp.bounce_mailbox)};
        bounces_of(house).fetch(mailbox, fetched);
    } catch (mailbox::MailboxFailure const& failure) {
        auto const words = fmt::format("{}: {}", channel.name, failure.what());
        complain(session, {.zh_cn = words, .en = words}, exit_failed);
        session.exit = try_again_later;
    }
    add(total, fetched);
    if (fetched.passed_by == 0) return;
    complain(
        session,
        {.zh_cn = fmt::format("{}：服务器不肯给出{}封邮件，已跳过，下次再试；第一封：{}",
                              channel.name,
                              fetched.passed_by,
                              fetched.first_why),
         .en = fmt::format("{}: the server does not give out {} of the mails; they were passed "
                           "by and are tried again the next time; the first: {}",
                           channel.name,
                           fetched.passed_by,
                           fetched.first_why)},
        exit_failed);
    session.exit = try_again_later;
}

void fetch_all(Session& session, House& house) {
    mailbox::FetchedBounces fetched;
    for (auto const& channel : house.configuration().channels) {
        if (!channel.smtp.bounce_mailbox.host.empty()) fetch(session, house, channel, fetched);
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"taken", fetched.taken},
                                                         {"left", fetched.left},
                                                         {"passed_by", fetched.passed_by}}) +
              "\n");
        return;
    }
    say(session,
        {.zh_cn = fmt::format("收下退信{}封，留下其他邮件{}封，跳过{}封",
                              fetched.taken,
                              fetched.left,
                              fetched.passed_by),
         .en = fmt::format("bounces taken: {}, other mails left: {}, passed by: {}",
                           fetched.taken,
                           fetched.left,
                           fetched.passed_by)});
}

void take_one(Session& session, House& house) {
    auto const taken = bounces_of(house).take(read_mail());
    if (!taken) return complain(session, taken.error(), exit_refused);
    answer(session, *taken);
}

void run(Session& session, bool fetches) {
    try {
        if (auto const house = House::open(session, Access::look)) {
            fetches ? fetch_all(session, *house) : take_one(session, *house);
        } else {
            session.exit = try_again_later;
        }
    } catch (std::exception const& failure) {
        complain(session, {.zh_cn = failure.what(), .en = failure.what()}, exit_failed);
        session.exit = try_again_later;
    }
}

}  // namespace

void add_bounce(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "bounce",
        words(session,
              "收下一封退信（投递状态通知），从标准输入读取",
              "Take a bounce (a delivery status notification) from standard input"));
    auto const fetches = std::make_shared<bool>(false);
    command->add_flag("--fetch",
                      *fetches,
                      words(session,
                            "改为读取配置的退信邮箱（IMAP）",
                            "read the configured mailboxes instead (IMAP)"));
    command->callback([&session, fetches] { run(session, *fetches); });
}

}  // namespace duban::cli
