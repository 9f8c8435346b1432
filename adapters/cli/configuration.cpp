#include "adapters/cli/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>

#include "adapters/cli/channel_settings.hpp"
#include "adapters/cli/configuration_nouns.hpp"
#include "adapters/cli/length_setting.hpp"
#include "adapters/cli/program_limits.hpp"
#include "adapters/cli/size_setting.hpp"
#include "adapters/cli/sms_nouns.hpp"
#include "adapters/cli/sms_settings.hpp"
#include "engine/base/sha256.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/loopback_host.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::cli {

namespace {

using service::Medium;
using yaml::Mapping;
using yaml::Node;

// None at all, and more than any mail server takes.
constexpr SizeBounds attachments_size{.least = 0, .most = std::uint64_t{100} * 1024 * 1024};

yaml::Noun const& noun_of(ChannelKind kind) {
    switch (kind) {
        case ChannelKind::spool:
            return noun::spool;
        case ChannelKind::smtp:
            return noun::smtp;
        case ChannelKind::program:
            return noun::program;
        case ChannelKind::sms:
            return noun::sms;
        case ChannelKind::robot:
            break;
    }
    return noun::robot;
}

bool consists_of(std::string_view text, std::string_view marks) {
    return std::ranges::all_of(text, [&](char c) {
        auto const octet = static_cast<unsigned char>(c);
        return (octet < 0x80 && std::isalnum(octet) != 0) || marks.find(c) != marks.npos;
    });
}

/// "https://duban.example.org:8443/x": what links can begin with.
bool is_web_address(std::string_view address) {
    constexpr std::string_view secure = "https://";
    constexpr std::string_view plain = "http://";
    if (!address.starts_with(secure) && !address.starts_with(plain)) return false;
    address.remove_prefix(address.starts_with(secure) ? secure.size() : plain.size());
    auto const host = address.substr(0, address.find('/'));
    return !host.empty() && consists_of(host, ".-:[]") &&
           consists_of(address.substr(host.size()), "/-._~%");
}

class Reader {
  public:
    Reader(yaml::Document const& document, Problems& problems)
        : values_{document, problems},
          folder_{std::filesystem::path{document.file}.parent_path()} {}

    void read(Configuration& to) {
        Mapping const top{values_, &values_.document().root, noun::configuration};
        (void)top.whole_number("format");
        path(top, "store", to.store);
        path(top, "workflows", to.workflows);
        path(top, "calendars", to.calendars);
        path(top, "directory", to.directory);
        read_office(top["office"], to);
        read_listen(top["listen"], to);
        read_console(top["console"], to);
        read_channels(top["channels"], to);
        std::vector<std::string> names;
        for (auto const& channel : to.channels) names.push_back(channel.name);
        to.rules = read_channel_rules(values_, top["rules"], names);
        top.finish();
    }

  private:
    void path(Mapping const& from, std::string_view key, std::string& to) {
        if (auto const text = from.text(key)) to = beside(*text);
    }

    /// Relative to the folder of the configuration.
    std::string beside(std::string const& path) const {
        return (folder_ / path).lexically_normal().string();
    }

    static void text(Mapping const& from, std::string_view key, std::string& to) {
        if (auto text = from.text(key)) to = std::move(*text);
    }

    /// Without the slash at its end: "/cases/7" follows.
    void web_address(Mapping const& from, std::string_view key, std::string& to) {
        auto given = from.text(key);
        if (!given) return;
        if (given->ends_with('/')) given->pop_back();
        if (given->empty() || is_web_address(*given)) {  // empty: none
            to = std::move(*given);
            return;
        }
        values_.error(from.find(key)->at,
                      "not-a-web-address",
                      {.zh_cn = "应为网址，如 https://duban.example.org",
                       .en = "a web address is expected, like https://duban.example.org"});
    }

    void read_office(Node const* node, Configuration& to) {
        if (node == nullptr) return;
        Mapping const office{values_, node, noun::office};
        if (auto name = office.localized_or_plain(office["name"])) {
            to.office_name = std::move(*name);
        }
        text(office, "mail_domain", to.mail_domain);
        text(office, "secretariat", to.secretariat);
        text(office, "administrators", to.administrators);
        web_address(office, "link_base", to.link_base);
        text(office, "time_zone", to.time_zone);
        if (auto const found = calendar::Zone::find(to.time_zone); !found) {
            values_.error(office.find("time_zone")->at, "unknown-time-zone", found.error());
        }
        constexpr Bounds one_hour{.shortest = {}, .longest = std::chrono::minutes{60}};
        if (auto const spread = read_length(office, "spread", one_hour)) to.spread = *spread;
        to.calendar_entries = office.yes_no("calendar_entries").value_or(false);
        office.finish();
    }

    void read_listen(Node const* node, Configuration& to) {
        auto const given = values_.text(node);
        if (!given) return;
        auto const colon = given->rfind(':');
        unsigned port = 0;
        bool good = colon != std::string::npos;
        if (good) {
            auto const* const first = given->data() + colon + 1;
            auto const* const last = given->data() + given->size();
            auto const [end, error] = std::from_chars(first, last, port);
            good = error == std::errc{} && end == last && port <= 65535;
        }
        if (!good) {
            values_.error(node->at,
                          "not-an-address",
                          {.zh_cn = "应为“地址:端口”，如 127.0.0.1:8080",
                           .en = "an address and a port are expected, like 127.0.0.1:8080"});
            return;
        }
        to.listen_host = given->substr(0, colon);
        to.listen_port = static_cast<std::uint16_t>(port);
    }

    void read_console(Node const* node, Configuration& to) {
        if (node == nullptr) return;
        Mapping const console{values_, node, noun::console};
        to.console_address = to.link_base;
        web_address(console, "address", to.console_address);
        path(console, "key_file", to.console_key_file);
        console.finish();
    }

    void read_channels(Node const* node, Configuration& to) {
        if (values_.mapping(node) == nullptr) return;
        for (auto const& entry : node->entries) {
            ChannelSettings channel;
            channel.name = entry.key;
            read_channel(entry.value, channel);
            to.channels.push_back(std::move(channel));
        }
    }

    void read_channel(Node const& node, ChannelSettings& to) {
        Text const what{.zh_cn = fmt::format("渠道 {}", to.name),
                        .en = fmt::format("the channel {}", to.name)};
        auto const as = [&](yaml::Noun const& noun) { return Mapping{values_, &node, noun, what}; };
        auto const kind = as(noun::channel).choice<ChannelKind>("kind");
        if (!kind) return;
        to.kind = *kind;
        if (to.kind == ChannelKind::sms || to.kind == ChannelKind::robot) {
            to.medium = Medium::sms;  // both take the short text, and a phone number
            ChannelNode const channel{values_, node, what, folder_};
            return to.kind == ChannelKind::sms ? read_sms(channel, to) : read_robot(channel, to);
        }
        auto const from = as(noun_of(to.kind));
        switch (to.kind) {
            case ChannelKind::spool:
                path(from, "folder", to.spool.folder);
                read_from(from, to.spool.from);
                break;
            case ChannelKind::smtp:
                read_smtp(from, to.smtp);
                break;
            case ChannelKind::program:
                read_program(from, to);
                break;
            case ChannelKind::sms:
            case ChannelKind::robot:
                break;
        }
        read_for_all(from, to);
        from.finish();
    }

    void read_from(Mapping const& from, MailFrom& to) {
        Mapping const sender{values_, from["from"], noun::sender};
        text(sender, "name", to.name);
        read_address(sender, to.address);
        sender.finish();
    }

    void read_address(Mapping const& from, std::string& to) {
        auto given = from.text("address");
        if (!given) return;
        if (auto const fault = delivery::fault_of_email_address(*given)) {
            values_.error(from.find("address")->at, "bad-address", *fault);
        }
        to = std::move(*given);
    }

    void read_smtp(Mapping const& from, SmtpSettings& to) {
        if (auto host = from.text("host")) to.host = std::move(*host);
        if (auto const port = from.whole_number("port")) {
            to.port = static_cast<std::uint16_t>(*port);
        }
        read_encryption(from, to.host, to.encryption);
        text(from, "user", to.user);
        read_beside(from, "password_file", to.password_file);
        read_beside(from, "token_file", to.token_file);
        read_beside(from, "ca_file", to.ca_file);
        text(from, "tls_name", to.tls_name);
        if (auto const connections = from.whole_number("connections")) {
            to.connections = static_cast<std::size_t>(*connections);
        }
        auto attachments = static_cast<std::uint64_t>(to.attachments_at_most);
        read_size(from, "attachments_at_most", attachments_size, attachments);
        to.attachments_at_most = static_cast<std::int64_t>(attachments);
        read_bounces(from["bounces"], to);
        read_from(from, to.from);
    }

    void read_encryption(Mapping const& from, std::string_view host, Encryption& to) {
        if (auto const chosen = from.choice<Encryption>("encryption")) to = *chosen;
        if (to != Encryption::none || delivery::is_loopback_host(host)) return;
        values_.error(from.find("encryption")->at,
                      "unencrypted-mail",
                      {.zh_cn = "不加密只允许用于本机（127.0.0.1）；请用 starttls 或 implicit",
                       .en = "mail without encryption is allowed to this machine alone "
                             "(127.0.0.1); use starttls or implicit"});
    }

    void read_mailbox(Node const* node, MailboxSettings& to) {
        if (node == nullptr) return;
        Mapping const mailbox{values_, node, noun::mailbox};
        text(mailbox, "host", to.host);
        if (auto const port = mailbox.whole_number("port")) {
            to.port = static_cast<std::uint16_t>(*port);
        }
        read_encryption(mailbox, to.host, to.encryption);
        text(mailbox, "user", to.user);
        read_beside(mailbox, "password_file", to.password_file);
        read_beside(mailbox, "ca_file", to.ca_file);
        mailbox.finish();
    }

    void read_bounces(Node const* node, SmtpSettings& to) {
        if (node == nullptr) return;
        Mapping const bounces{values_, node, noun::bounces};
        read_address(bounces, to.bounce_address);
        to.delivery_reports = bounces.yes_no("reports").value_or(false);
        read_mailbox(bounces["mailbox"], to.bounce_mailbox);
        bounces.finish();
    }

    void read_beside(Mapping const& from, std::string_view key, std::string& to) {
        if (auto const given = from.text(key)) to = beside(*given);
    }

    void read_program(Mapping const& from, ChannelSettings& to) {
        path(from, "program", to.program.program);
        read_sha256(from, to.program.sha256);
        auto const medium = from.choice<Medium>("carries");
        if (medium) to.medium = *medium;
        read_pairs(from["config"], to.program.config, false);
        read_pairs(from["secrets"], to.program.secrets, true);
        read_limits(values_, from["limits"], to.program.limits);
    }

    void read_sha256(Mapping const& from, std::string& to) {
        auto given = from.text("sha256");
        if (!given) return;
        if (!parse_hash(*given)) {
            values_.error(from.find("sha256")->at,
                          "bad-sha256",
                          {.zh_cn = "SHA-256 是 64 个十六进制小写字符，见 sha256sum 的输出",
                           .en = "a SHA-256 has 64 lower-case hexadecimal characters, as sha256sum "
                                 "prints them"});
        }
        to = std::move(*given);
    }

    void read_pairs(Node const* node,
                    std::vector<std::pair<std::string, std::string>>& to,
                    bool are_paths) {
        if (values_.mapping(node) == nullptr) return;
        for (auto const& entry : node->entries) {
            auto const text = values_.text(&entry.value);
            if (!text) continue;
            to.emplace_back(entry.key, are_paths ? beside(*text) : *text);
        }
    }

    yaml::Values values_;
    std::filesystem::path folder_;
};

}  // namespace

Result<Configuration, Problems> read_configuration(std::string_view text, std::string file) {
    auto const document = yaml::read(text, file);
    auto problems = document.problems;
    Configuration configuration;
    configuration.file = std::move(file);
    if (document.root.is_mapping() || problems.empty()) {
        Reader{document, problems}.read(configuration);
    }
    if (has_errors(problems)) return Failure<Problems>{std::move(problems)};
    return configuration;
}

}  // namespace duban::cli
