// duban.yaml as read: where things lie, who the office is, which channels there are. Paths in it
// are relative to the file itself. Secrets are never in it, only paths of the files that hold them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/program/limits.hpp"
#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/webhook/robot.hpp"
#include "adapters/cli/channel_rules.hpp"
#include "engine/base/language.hpp"
#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/rate_limit.hpp"
#include "engine/service/office.hpp"

namespace duban::cli {

enum class Encryption { starttls, implicit, none };

struct MailFrom {
    std::string name;
    std::string address;
};

struct SpoolSettings {
    std::string folder;
    MailFrom from;
};

/// Where bounces lie when no program is handed them; read by IMAP.
struct MailboxSettings {
    std::string host;  // empty: there is none
    std::uint16_t port = 993;
    Encryption encryption = Encryption::implicit;
    std::string user;
    std::string password_file;
    std::string ca_file;
};

struct SmtpSettings {
    std::string host;
    std::uint16_t port = 587;
    Encryption encryption = Encryption::starttls;
    std::string user;           // empty: no sign-in
    std::string password_file;  // mode 0600; its first line
    std::string token_file;     // mode 0600; its first line, read for each mail; no password then
    std::string ca_file;        // empty: the system's
    std::string tls_name;       // empty: `host`
    std::size_t connections = 4;
    // Octets; on the wire less than 10,240,000, which Postfix takes as it is shipped.
    std::int64_t attachments_at_most = std::int64_t{7} * 1024 * 1024;
    std::string bounce_address;     // empty: none; else it takes bounce+anything@ as well
    bool delivery_reports = false;  // the server is asked for them (DSN)
    MailboxSettings bounce_mailbox;
    MailFrom from;
};

struct ProgramSettings {
    std::string program;
    std::vector<std::pair<std::string, std::string>> config;   // handed to it as it is
    std::vector<std::pair<std::string, std::string>> secrets;  // name and the file that holds it
    std::string sha256;                                        // of the executable; empty: any
    program::Limits limits;
};

enum class ChannelKind { spool, smtp, program, sms, robot };

struct ChannelSettings {
    std::string name;
    ChannelKind kind = ChannelKind::spool;
    service::Medium medium = service::Medium::mail;
    SpoolSettings spool;
    SmtpSettings smtp;
    ProgramSettings program;
    sms::SmsAccount sms;
    webhook::Robot robot;
    std::optional<delivery::Rate> rate = {};  // nothing: as fast as it takes them
};

struct Configuration {
    std::string file;
    std::string store;      // path of the SQLite file
    std::string workflows;  // folder with a folder for each definition
    std::string calendars;  // folder of calendars
    std::string directory;  // path of the directory
    Text office_name{.zh_cn = "督办", .en = "Duban"};
    std::string mail_domain = "localhost";
    std::string secretariat = "secretariat";
    std::string administrators;
    std::string link_base;
    std::string time_zone = "Asia/Shanghai";     // of the office; a workflow has its own
    Duration spread = std::chrono::minutes{15};  // of the reminders of one hour
    bool calendar_entries = false;               // reminders carry the day for the calendar
    std::string listen_host = "127.0.0.1";
    std::uint16_t listen_port = 8080;
    std::string console_address;   // its public one; empty: by addresses and as localhost alone
    std::string console_key_file;  // empty: neither console nor API
    std::vector<ChannelSettings> channels;
    std::vector<ChannelRules> rules;
};

Result<Configuration, Problems> read_configuration(std::string_view text, std::string file);

}  // namespace duban::cli
