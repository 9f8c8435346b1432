#include "adapters/cli/configuration_nouns.hpp"

#include "adapters/cli/channel_nouns.hpp"
#include "adapters/cli/sms_nouns.hpp"
#include "engine/calendar/delay.hpp"

namespace duban::cli::noun {

namespace {

using namespace yaml;
using enum yaml::Need;

// In the order of ChannelKind, Encryption and Medium.
constexpr std::array<std::string_view, 5> kind_words{"spool", "smtp", "program", "sms", "robot"};
constexpr std::array<std::string_view, 3> encryption_words{"starttls", "implicit", "none"};
constexpr std::array<std::string_view, 2> medium_words{"mail", "sms"};

constexpr Shape plain = Scalar{};
constexpr Shape both_languages = Bilingual{};
constexpr Shape one_spool = Inner{&spool};
constexpr Shape one_smtp = Inner{&smtp};
constexpr Shape one_program = Inner{&program};
constexpr Shape mail_channel = Either{.brief = &one_spool, .full = &one_smtp};
constexpr Shape short_channel = Either{.brief = &sms_channel, .full = &robot_channel};
constexpr Shape own_channel = Either{.brief = &mail_channel, .full = &one_program};
constexpr Shape one_rules = Inner{&channel_rules};
constexpr Shape any_channel = Either{.brief = &own_channel, .full = &short_channel};

/// The key of every channel; each kind takes its own word.
constexpr Key kind_among(std::span<std::string_view const> words) {
    return {"kind", required, Word{.words = words}, {"渠道的种类", "how it delivers"}};
}

std::string sha256_pattern() {
    return "[0-9a-f]{64}";
}

constexpr Key from{"from", required, Inner{&sender}, {"发件人", "the sender"}};

constexpr std::array configuration_keys{
    Key{"format", required, WholeNumber{1, 1}, {"格式版本，写 1", "the version of the format: 1"}},
    Key{"store", required, Scalar{}, {"数据文件", "the file that holds all cases"}},
    Key{"workflows", required, Scalar{}, {"流程定义的文件夹", "the folder of the definitions"}},
    Key{"calendars", required, Scalar{}, {"工作日历的文件夹", "the folder of the calendars"}},
    Key{"directory", required, Scalar{}, {"通讯录文件", "the file of people and units"}},
    Key{"office", optional, Inner{&office}, {"本机构", "the office"}},
    Key{"listen", optional, Scalar{}, {"地址:端口，如 127.0.0.1:8080", "address:port"}},
    Key{"console",
        optional,
        Inner{&console},
        {"网页和接口；不写则不开放", "the web page and the API; closed without it"}},
    Key{"channels",
        required,
        Entries{.value = &any_channel},
        {"发送通知的渠道", "the ways messages are delivered"}},
    Key{"rules",
        optional,
        Entries{.value = &one_rules},
        {"各渠道如何使用，按渠道名称", "how the channels are used, by their names"}},
};
constexpr std::array rules_keys{
    Key{"fallback_for",
        optional,
        Scalar{},
        {"先用哪个渠道；它没能送达才用本渠道",
         "the channel that is tried first; this one is used where that one fails"}},
    Key{"after",
        optional,
        Scalar{},
        {"先用的渠道多久没有回执就改用本渠道，如 2 hours",
         "how long the first one has to confirm, like 2 hours"}},
    Key{"at_most",
        optional,
        WholeNumber{1, 1000},
        {"一个人在 per 之内最多收几条；多出的邮件合成一封",
         "how many one person gets within `per`; what is more goes as one mail"}},
    Key{"per", optional, Scalar{}, {"at_most 的时段，如 1 hour", "for at_most: 1 hour"}},
};
constexpr std::array channel_rules_rules{
    Rule{"after", "", Rule::Demand::needs, {"fallback_for"}},
    Rule{"at_most", "", Rule::Demand::needs, {"per"}},
    Rule{"per", "", Rule::Demand::needs, {"at_most"}},
};
constexpr std::array office_keys{
    Key{"name",
        optional,
        Either{.brief = &plain, .full = &both_languages},
        {"机构名称", "the name of the office"}},
    Key{"mail_domain", optional, Scalar{}, {"邮件标识所用的域名", "in the ids of mails"}},
    Key{"secretariat", optional, Scalar{}, {"督办机构的组", "the group that is told of failures"}},
    Key{"administrators",
        optional,
        Scalar{},
        {"管理员的组，渠道、时钟、日历和流程的故障也通知他们",
         "the group that is told besides of faults of channels, clock, calendar and procedures"}},
    Key{"link_base",
        optional,
        Scalar{},
        {"通知里链接的开头", "the beginning of links in messages"}},
    Key{"time_zone", optional, Scalar{}, {"时区，如 Asia/Shanghai", "an IANA name"}},
    Key{"spread",
        optional,
        Scalar{},
        {"同一时刻的催办分散到多长时间内发出，如 15 minutes，最长 60 minutes",
         "over how long the reminders of one hour are spread: 15 minutes; at most 60"}},
    Key{"calendar_entries",
        optional,
        YesNo{},
        {"催办附上日历项：截止之日全天；默认 false",
         "reminders carry the due day for the reader's calendar; false by default"}},
};
constexpr std::array console_keys{
    Key{"address",
        optional,
        Scalar{},
        {"网页对外的地址，如 https://duban.example.org；默认同 office.link_base",
         "where browsers find it: https://duban.example.org; else office.link_base"}},
    Key{"key_file",
        required,
        Scalar{},
        {"钥匙所在的文件，权限 0600", "the file of the key that lets people in, mode 0600"}},
};
constexpr std::array sender_keys{
    Key{"name", optional, Scalar{}, {"显示的名称", "the name that is shown"}},
    Key{"address", required, Scalar{}, {"邮件地址", "the mail address"}},
};
constexpr std::array channel_keys{kind_among(kind_words)};
constexpr std::array spool_keys{
    kind_among(std::span{kind_words}.subspan(0, 1)),
    Key{"folder", required, Scalar{}, {"邮件写入的文件夹", "the folder the mails are put in"}},
    from,
    rate_key,
};
constexpr std::array bounces_keys{
    Key{"address",
        required,
        Scalar{},
        {"退信的邮箱；服务器须收下 邮箱名+任意字@域名",
         "the mailbox for them; the server takes name+anything@domain for it"}},
    Key{"reports",
        optional,
        YesNo{},
        {"向服务器索要投递状态通知（DSN）；默认 false",
         "whether the server is asked for reports (DSN); false by default"}},
    Key{"mailbox",
        optional,
        Inner{&mailbox},
        {"用 IMAP 读取的退信邮箱", "the mailbox they lie in, read by IMAP"}},
};
constexpr std::array mailbox_keys{
    Key{"host", required, Scalar{}, {"邮件服务器", "the mail server"}},
    Key{"port", optional, WholeNumber{1, 65535}, {"端口；默认 993", "993 by default"}},
    Key{"encryption",
        optional,
        Word{.words = encryption_words},
        {"加密；默认 implicit", "implicit by default; none to this machine alone"}},
    Key{"user", required, Scalar{}, {"登录名", "to sign in"}},
    Key{"password_file", required, Scalar{}, {"存放密码的文件", "the file of the password"}},
    Key{"ca_file", optional, Scalar{}, {"信任的证书", "certificates that are trusted"}},
};
constexpr std::array smtp_keys{
    kind_among(std::span{kind_words}.subspan(1, 1)),
    Key{"host", required, Scalar{}, {"邮件服务器", "the mail server"}},
    Key{"port", optional, WholeNumber{1, 65535}, {"端口；默认 587", "587 by default"}},
    Key{"encryption",
        optional,
        Word{.words = encryption_words},
        {"加密；默认 starttls", "starttls by default; none to this machine alone"}},
    Key{"user", optional, Scalar{}, {"登录名", "to sign in"}},
    Key{"password_file", optional, Scalar{}, {"存放密码的文件", "the file of the password"}},
    Key{"token_file",
        optional,
        Scalar{},
        {"存放 OAuth 2 令牌的文件，代替密码",
         "the file of an OAuth 2 token, instead of a password"}},
    Key{"ca_file", optional, Scalar{}, {"信任的证书", "certificates that are trusted"}},
    Key{"tls_name",
        optional,
        Scalar{},
        {"服务器证书上的名称；默认同 host", "the name in its certificate; host by default"}},
    Key{"connections",
        optional,
        WholeNumber{1, 16},
        {"同时的连接数；默认 4", "at once; 4 by default"}},
    Key{"attachments_at_most",
        optional,
        Scalar{},
        {"一封邮件的附件总量，如 7 MB（默认）；服务器的上限除以 1.4",
         "of the files with one mail, like 7 MB (default): your server's limit divided by 1.4"}},
    Key{"bounces", optional, Inner{&bounces}, {"退信", "what comes back"}},
    from,
    rate_key,
};
constexpr std::array program_keys{
    kind_among(std::span{kind_words}.subspan(2, 1)),
    Key{"program", required, Scalar{}, {"可执行文件", "the executable"}},
    Key{"sha256",
        optional,
        Scalar{.pattern = &sha256_pattern, .number = false, .yes_no = false},
        {"文件应有的 SHA-256；默认不查", "that the file must have; any by default"}},
    Key{"carries", required, Word{.words = medium_words}, {"发送什么", "what it delivers"}},
    Key{"config", optional, Entries{.value = &plain}, {"交给程序的设置", "settings handed to it"}},
    Key{"secrets",
        optional,
        Entries{.value = &plain},
        {"名称与存放秘密的文件", "names, and the files that hold the secrets"}},
    Key{"limits", optional, Inner{&limits}, {"程序可用的资源", "what it may use of the machine"}},
    rate_key,
};
constexpr std::array limits_keys{
    Key{"memory",
        optional,
        Scalar{},
        {"每个进程的内存，如 256 MB（默认）", "of each process: 256 MB by default"}},
    Key{"processor",
        optional,
        Scalar{},
        {"每次启动可用的处理器时间，如 1 hour；默认不限",
         "time of one life, like 1 hour; unlimited by default"}},
    Key{"files",
        optional,
        WholeNumber{16, 65536},
        {"同时打开的文件数；默认 256", "open at once; 256 by default"}},
    Key{"file_size",
        optional,
        Scalar{},
        {"所写文件的大小，如 1 GB（默认）", "of a file that it writes: 1 GB by default"}},
};
constexpr std::array rate_keys{
    Key{"at_most", required, WholeNumber{1, 10'000}, {"至多多少条", "so many messages"}},
    Key{"per",
        required,
        Scalar{.pattern = &calendar::delay_pattern, .number = false, .yes_no = false},
        {"在多长时间内，如 1 minute", "within so long: 1 minute"}},
};

}  // namespace

constexpr Noun configuration{
    .name = "configuration", .what = {"配置", "the configuration"}, .keys = configuration_keys};
constexpr Noun office{.name = "office", .what = {"office", "office"}, .keys = office_keys};
constexpr Noun console{.name = "console", .what = {"console", "console"}, .keys = console_keys};
constexpr Noun bounces{
    .name = "bounces", .what = {"退信的设置", "the settings of bounces"}, .keys = bounces_keys};
constexpr Noun mailbox{
    .name = "mailbox", .what = {"退信邮箱", "the mailbox of bounces"}, .keys = mailbox_keys};
constexpr Noun sender{.name = "sender", .what = {"发件人", "the sender"}, .keys = sender_keys};
constexpr Noun channel_rules{.name = "channel_rules",
                             .what = {"渠道的规则", "the rules of a channel"},
                             .keys = rules_keys,
                             .rules = channel_rules_rules};
constexpr Noun channel{.name = "channel", .what = {"渠道", "a channel"}, .keys = channel_keys};
constexpr Noun spool{.name = "spool", .what = {"渠道", "a channel"}, .keys = spool_keys};
constexpr Noun smtp{.name = "smtp", .what = {"渠道", "a channel"}, .keys = smtp_keys};
constexpr Noun program{.name = "program", .what = {"渠道", "a channel"}, .keys = program_keys};
constexpr Noun limits{
    .name = "limits", .what = {"程序的限额", "the limits of a program"}, .keys = limits_keys};

constexpr Noun rate{.name = "rate", .what = {"发送速度", "a rate"}, .keys = rate_keys};

std::string_view word_of(ChannelKind kind) {
    return kind_words.at(static_cast<std::size_t>(kind));
}

}  // namespace duban::cli::noun
