#include "tests/support/dovecot.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "tests/support/child_process.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::support {

namespace {

namespace fs = std::filesystem;

constexpr char const* program = "/usr/sbin/dovecot";
constexpr char const* owner = "nobody";

std::string configuration(std::string const& folder,
                          std::uint16_t port,
                          Certificate const& certificate) {
    return fmt::format(
        "protocols = imap\n"
        "listen = 127.0.0.1\n"
        "base_dir = {0}/run\n"
        "state_dir = {0}/state\n"
        "log_path = {0}/log\n"
        "mail_location = maildir:{0}/mail\n"
        "ssl = required\n"
        "ssl_cert = <{2}\n"
        "ssl_key = <{3}\n"
        "first_valid_uid = 1\n"
        "auth_mechanisms = plain login\n"
        "service auth {{\n  unix_listener {0}/sign-in {{\n    mode = 0666\n  }}\n}}\n"
        "passdb {{\n  driver = static\n  args = password=correct-horse\n}}\n"
        "userdb {{\n  driver = static\n  args = uid={4} gid=nogroup home={0}/home\n}}\n"
        "service imap-login {{\n"
        "  inet_listener imap {{\n    port = {1}\n  }}\n"
        "  inet_listener imaps {{\n    port = 0\n  }}\n"
        "}}\n",
        folder,
        port,
        certificate.certificate.string(),
        certificate.key.string(),
        owner);
}

}  // namespace

struct Dovecot::Instance {
    Instance(std::uint16_t port, Certificate const& certificate) {
        // Its servers run as users of their own, who must be able to come here.
        fs::permissions(folder.path(), fs::perms::others_exec, fs::perm_options::add);
        auto const* const user = ::getpwnam(owner);
        for (auto const* name : {"mail", "mail/new", "mail/cur", "mail/tmp", "home"}) {
            fs::create_directory(folder.file(name));
            if (::chown(folder.file(name).c_str(), user->pw_uid, user->pw_gid) != 0)
                throw std::runtime_error{"the folder of a Dovecot cannot be given to it"};
        }
        std::ofstream{folder.file("dovecot.conf")}
            << configuration(folder.path().string(), port, certificate);
        process = std::make_unique<ChildProcess>(
            std::vector<std::string>{program, "-c", folder.file("dovecot.conf")});
        if (process->wait() != 0) throw std::runtime_error{"Dovecot did not start: " + log()};
    }

    ~Instance() {
        ChildProcess stop{{"/usr/bin/doveadm", "-c", folder.file("dovecot.conf"), "stop"}};
        stop.wait();
    }

    Instance(Instance const&) = delete;
    Instance& operator=(Instance const&) = delete;

    [[nodiscard]] std::string log() const {
        std::ifstream file{folder.file("log")};
        return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    }

    TemporaryFolder folder;
    std::unique_ptr<ChildProcess> process;
};

std::string Dovecot::obstacle() {
    if (::geteuid() != 0) return "a Dovecot is started by root alone";
    if (!fs::exists(program)) return "Dovecot is not installed";
    return {};
}

Dovecot::Dovecot(Certificate const& certificate)
    : port_{free_port()}, instance_{std::make_unique<Instance>(port_, certificate)} {}

Dovecot::~Dovecot() = default;

std::string Dovecot::sign_in() const {
    return instance_->folder.file("sign-in");
}

void Dovecot::deliver(std::string const& name, std::string const& mail) {
    auto const file = instance_->folder.file("mail/tmp/" + name);
    std::ofstream{file, std::ios::binary} << mail;
    auto const* const user = ::getpwnam(owner);
    if (::chown(file.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error{"a mail cannot be given to Dovecot"};
    fs::rename(file, instance_->folder.file("mail/new/" + name));
}

std::pair<int, int> Dovecot::count() const {
    int mails = 0;
    int flagged = 0;
    for (auto const* box : {"mail/new", "mail/cur"}) {
        for (auto const& entry : fs::directory_iterator{instance_->folder.file(box)}) {
            auto const name = entry.path().filename().string();
            auto const flags = name.find(":2,");
            ++mails;
            flagged += flags != std::string::npos && name.find('F', flags) != std::string::npos;
        }
    }
    return {mails, flagged};
}

}  // namespace duban::support
