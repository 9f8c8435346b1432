#include "tests/support/postfix.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/child_process.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::support {

namespace {

constexpr char const* program = "/usr/sbin/postfix";

std::string main_cf(std::string const& folder, std::uint16_t onward_port) {
    return fmt::format(
        "compatibility_level = 3.6\n"
        "queue_directory = {0}/queue\n"
        "data_directory = {0}/data\n"
        "command_directory = /usr/sbin\n"
        "daemon_directory = /usr/lib/postfix/sbin\n"
        "mail_owner = postfix\n"
        "setgid_group = postdrop\n"
        "myhostname = mail.example.org\n"
        "mydestination =\n"
        "alias_maps =\n"
        "local_recipient_maps =\n"
        "inet_interfaces = 127.0.0.1\n"
        "inet_protocols = ipv4\n"
        "smtp_host_lookup = native\n"
        "smtp_tls_security_level = none\n"
        "relayhost = [127.0.0.1]:{1}\n"
        "maillog_file = /dev/stdout\n"
        "maillog_file_prefixes = /dev/stdout\n",
        folder,
        onward_port);
}

constexpr char const* for_all_here =
    "mynetworks = 127.0.0.0/8\n"
    "smtpd_relay_restrictions = permit_mynetworks, reject\n";

std::string for_whoever_signs_in(Submission const& submission) {
    return fmt::format(
        "mynetworks =\n"
        "smtpd_relay_restrictions = permit_sasl_authenticated, reject\n"
        "smtpd_tls_security_level = encrypt\n"
        "smtpd_tls_auth_only = yes\n"
        "smtpd_tls_cert_file = {}\n"
        "smtpd_tls_key_file = {}\n"
        "smtpd_sasl_auth_enable = yes\n"
        "smtpd_sasl_type = dovecot\n"
        "smtpd_sasl_path = {}\n"
        "smtpd_sasl_mechanism_filter = {}\n"
        "smtpd_sasl_authenticated_header = yes\n",
        submission.certificate.certificate.string(),
        submission.certificate.key.string(),
        submission.sign_in,
        submission.mechanism);
}

std::string master_cf(std::uint16_t port) {
    return fmt::format(
        "127.0.0.1:{} inet n - n - - smtpd\n"
        "cleanup unix n - n - 0 cleanup\n"
        "qmgr unix n - n 300 1 qmgr\n"
        "rewrite unix - - n - - trivial-rewrite\n"
        "bounce unix - - n - 0 bounce\n"
        "defer unix - - n - 0 bounce\n"
        "trace unix - - n - 0 bounce\n"
        "smtp unix - - n - - smtp\n"
        "relay unix - - n - - smtp\n"
        "error unix - - n - - error\n"
        "retry unix - - n - - error\n"
        "proxymap unix - - n - - proxymap\n"
        "anvil unix - - n - 1 anvil\n"
        "tlsmgr unix - - n 1000? 1 tlsmgr\n"
        "postlog unix-dgram n - n - 1 postlogd\n",
        port);
}

}  // namespace

struct Postfix::Instance {
    Instance(std::uint16_t port, std::uint16_t onward_port, std::string const& clients) {
        namespace fs = std::filesystem;
        // Its servers run as a user of their own, who must be able to come here.
        fs::permissions(folder.path(), fs::perms::others_exec, fs::perm_options::add);
        for (auto const* name : {"config", "queue", "data"})
            fs::create_directory(folder.file(name));
        auto const* const owner = ::getpwnam("postfix");
        if (::chown(folder.file("data").c_str(), owner->pw_uid, owner->pw_gid) != 0) {
            throw std::runtime_error{"the folder of a Postfix cannot be given to it"};
        }
        std::ofstream{folder.file("config/main.cf")} << main_cf(folder.path().string(), onward_port)
                                                     << clients;
        std::ofstream{folder.file("config/master.cf")} << master_cf(port);
        process = std::make_unique<ChildProcess>(command("start-fg"));
        std::string heard;
        while (auto const line = process->read_line()) {
            if (line->find("daemon started") != std::string::npos) return;
            heard += *line + "\n";
        }
        throw std::runtime_error{"Postfix did not start: " + heard};
    }

    ~Instance() {
        ChildProcess stop{command("stop")};
        while (stop.read_line()) {
        }
        stop.wait();
        process->wait();
    }

    Instance(Instance const&) = delete;
    Instance& operator=(Instance const&) = delete;

    std::vector<std::string> command(std::string word) const {
        return {program, "-c", folder.file("config"), std::move(word)};
    }

    TemporaryFolder folder;
    std::unique_ptr<ChildProcess> process;
};

std::string Postfix::obstacle() {
    if (::geteuid() != 0) return "a Postfix is started by root alone";
    if (!std::filesystem::exists(program)) return "Postfix is not installed";
    if (::getpwnam("postfix") == nullptr) return "there is no user postfix";
    return {};
}

Postfix::Postfix(std::uint16_t onward_port)
    : port_{free_port()}, instance_{std::make_unique<Instance>(port_, onward_port, for_all_here)} {}

Postfix::Postfix(std::uint16_t onward_port, Submission const& submission)
    : port_{free_port()},
      instance_{std::make_unique<Instance>(port_, onward_port, for_whoever_signs_in(submission))} {}

Postfix::~Postfix() = default;

}  // namespace duban::support
