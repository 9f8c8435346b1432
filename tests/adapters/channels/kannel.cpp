#include "tests/adapters/channels/kannel.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "engine/base/utf8.hpp"
#include "tests/support/free_port.hpp"

namespace duban::support {

namespace {

constexpr char const* bearerbox = "/usr/sbin/bearerbox";
constexpr char const* smsbox = "/usr/sbin/smsbox";
constexpr char const* fake_carrier = "/usr/lib/kannel/test/fakesmsc";

constexpr char const* settings = R"(group = core
admin-port = {}
admin-password = nobody
admin-interface = 127.0.0.1
smsbox-port = {}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1

group = smsc
smsc-id = carrier
host = 127.0.0.1
{}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = user
password = aSecretOfTheOffice
max-messages = 10
concatenation = true
black-list-regex = "^666"
user-allow-ip = 127.0.0.1
)";

std::array<std::uint16_t, 4> four_ports() {
    return {free_port(), free_port(), free_port(), free_port()};
}

std::string write_settings(std::filesystem::path const& folder,
                           std::array<std::uint16_t, 4> const& ports,
                           std::string const& carrier) {
    auto const file = folder / "kannel.conf";
    std::ofstream{file} << fmt::format(settings, ports[0], ports[1], carrier, ports[3]);
    return file.string();
}

std::string fake_on(std::uint16_t port) {
    return fmt::format("smsc = fake\nport = {}\nconnect-allow-ip = 127.0.0.1", port);
}

std::string smpp_on(std::uint16_t port) {
    return fmt::format(
        "smsc = smpp\nport = {}\ntransceiver-mode = true\nsmsc-username = duban\n"
        "smsc-password = secret\nsystem-type = duban",
        port);
}

/// Both outputs as one.
std::vector<std::string> words_of(std::vector<std::string> const& command) {
    std::vector<std::string> words{"/bin/sh", "-c", R"(exec "$0" "$@" 2>&1)"};
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

/// UTF-16, most significant octet first, of which what is not a letter or a digit is %XX.
std::string text_of(std::string const& encoded) {
    std::string octets;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '%') {
            octets += static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            octets += encoded[i] == '+' ? ' ' : encoded[i];
        }
    }
    std::string text;
    for (std::size_t i = 0; i + 1 < octets.size(); i += 2) {
        auto const high = static_cast<unsigned char>(octets[i]);
        auto const low = static_cast<unsigned char>(octets[i + 1]);
        append_utf8(text, static_cast<char32_t>(high * 256 + low));
    }
    return text;
}

}  // namespace

Talker::Talker(std::vector<std::string> const& command) : process_(words_of(command)) {}

std::string Talker::wait_for(std::string_view words) {
    while (auto line = process_.read_line()) {
        if (line->find(words) != std::string::npos) return *line;
    }
    FAIL("it ended without saying: " << words);
    return {};
}

bool Kannel::is_installed() {
    for (auto const* const program : {bearerbox, smsbox, fake_carrier}) {
        if (std::filesystem::exists(program)) continue;
        WARN("left out: " << program << " is not there (Debian: kannel, kannel-extras)");
        return false;
    }
    return true;
}

Kannel::Kannel(std::filesystem::path const& folder) : Kannel(folder, four_ports(), {}) {}

Kannel::Kannel(std::filesystem::path const& folder, std::uint16_t smpp_port)
    : Kannel(folder, four_ports(), smpp_on(smpp_port)) {}

Kannel::Kannel(std::filesystem::path const& folder,
               std::array<std::uint16_t, 4> ports,
               std::string const& carrier)
    : ports_{ports},
      file_(write_settings(folder, ports_, carrier.empty() ? fake_on(ports_[2]) : carrier)),
      bearerbox_({bearerbox, "-v", "1", file_}) {
    bearerbox_.wait_for("entering mainloop");
    smsbox_ = std::make_unique<Talker>(std::vector<std::string>{smsbox, "-v", "1", file_});
    smsbox_->wait_for("Connected to bearerbox");
    bearerbox_.wait_for("Client connected from");
}

void Kannel::connect_carrier() {
    carrier_ = std::make_unique<Talker>(std::vector<std::string>{fake_carrier,
                                                                 "-H",
                                                                 "127.0.0.1",
                                                                 "-r",
                                                                 std::to_string(ports_[2]),
                                                                 "-m",
                                                                 "1",
                                                                 "1 2 text hello"});
    carrier_->wait_for("sent message 1");
    bearerbox_.wait_for("Fakesmsc client connected");
}

std::string Kannel::next_text(std::string const& number) {
    auto const line = carrier_->wait_for(" " + number + " ");
    auto const begin = line.rfind(' ') + 1;
    return text_of(line.substr(begin, line.find('>', begin) - begin));
}

}  // namespace duban::support
