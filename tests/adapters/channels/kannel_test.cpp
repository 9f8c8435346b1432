// The real gateway: Kannel's bearerbox and smsbox, with the carrier that it brings for tests.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/base/utf8.hpp"
#include "tests/adapters/channels/provider_office.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/free_port.hpp"

using namespace duban;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

namespace {

constexpr char const* bearerbox = "/usr/sbin/bearerbox";
constexpr char const* smsbox = "/usr/sbin/smsbox";
constexpr char const* carrier = "/usr/lib/kannel/test/fakesmsc";

bool is_installed() {
    for (auto const* const program : {bearerbox, smsbox, carrier}) {
        if (std::filesystem::exists(program)) continue;
        WARN("left out: " << program << " is not there (Debian: kannel, kannel-extras)");
        return false;
    }
    return true;
}

constexpr char const* settings = R"(group = core
admin-port = {}
admin-password = nobody
admin-interface = 127.0.0.1
smsbox-port = {}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = fake
host = 127.0.0.1
port = {}
connect-allow-ip = 127.0.0.1

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

/// All that it says, on both outputs, line by line.
class Talker {
  public:
    explicit Talker(std::vector<std::string> const& command) : process_(words_of(command)) {}

    std::string wait_for(std::string_view words) {
        while (auto line = process_.read_line()) {
            if (line->find(words) != std::string::npos) return *line;
        }
        FAIL("it ended without saying: " << words);
        return {};
    }

  private:
    static std::vector<std::string> words_of(std::vector<std::string> const& command) {
        std::vector<std::string> words{"/bin/sh", "-c", R"(exec "$0" "$@" 2>&1)"};
        words.insert(words.end(), command.begin(), command.end());
        return words;
    }

    support::ChildProcess process_;
};

class Kannel {
  public:
    explicit Kannel(std::filesystem::path const& folder)
        : ports_{support::free_port(),
                 support::free_port(),
                 support::free_port(),
                 support::free_port()},
          file_(settings_in(folder)),
          bearerbox_({bearerbox, "-v", "1", file_}) {
        bearerbox_.wait_for("entering mainloop");
        smsbox_ = std::make_unique<Talker>(std::vector<std::string>{smsbox, "-v", "1", file_});
        smsbox_->wait_for("Connected to bearerbox");
        bearerbox_.wait_for("Client connected from");
    }

    void connect_carrier() {
        carrier_ = std::make_unique<Talker>(std::vector<std::string>{carrier,
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

    [[nodiscard]] std::uint16_t port() const { return ports_[3]; }

    /// What the carrier is handed next for the number, as text.
    std::string next_text(std::string const& number) {
        auto const line = carrier_->wait_for(" " + number + " ");
        auto const begin = line.rfind(' ') + 1;
        return text_of(line.substr(begin, line.find('>', begin) - begin));
    }

  private:
    std::string settings_in(std::filesystem::path const& folder) const {
        auto const file = folder / "kannel.conf";
        std::ofstream{file} << fmt::format(settings, ports_[0], ports_[1], ports_[2], ports_[3]);
        return file.string();
    }

    /// UTF-16, most significant octet first, of which what is not a letter or a digit is %XX.
    static std::string text_of(std::string const& encoded) {
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

    std::array<std::uint16_t, 4> ports_;
    std::string file_;
    Talker bearerbox_;
    std::unique_ptr<Talker> smsbox_;
    std::unique_ptr<Talker> carrier_;
};

}  // namespace

TEST_CASE("a message goes through Kannel to the carrier as it was written") {
    if (!is_installed()) return;
    support::ProviderOffice office;
    Kannel kannel{office.folder().path()};
    kannel.connect_carrier();
    auto const channel = office.channel(office.account(sms::Provider::kannel, kannel.port()));
    auto message = office.message_to("13900001234");
    for (auto const* const text : {"您有1项事项将于12月1日到期，请登录系统查看",
                                   "第一行 & \"第二行\" + 50% = ~*’",
                                   "plain"}) {
        message.text = text;
        auto const outcome = office.loop().send(*channel, message);
        INFO(outcome.code << " " << outcome.words);
        REQUIRE(outcome.kind == Kind::delivered);
        CHECK(outcome.words == "0: Accepted for delivery");
        CHECK(kannel.next_text("13900001234") == text);
    }
}

TEST_CASE("Kannel keeps a message for a carrier that is away, and refuses in its own words") {
    if (!is_installed()) return;
    support::ProviderOffice office;
    Kannel kannel{office.folder().path()};
    auto account = office.account(sms::Provider::kannel, kannel.port());
    auto const send = [&](std::string const& number) {
        return office.loop().send(*office.channel(account), office.message_to(number));
    };
    auto const kept = send("13900001234");
    CHECK(kept.kind == Kind::delivered);
    CHECK(kept.words == "3: Queued for later delivery");

    auto const denied = send("66600001234");
    INFO(denied.code << " " << denied.words);
    CHECK(denied.kind == Kind::permanent);
    CHECK(denied.error == ErrorClass::recipient);

    account.sender.clear();
    auto const nameless = send("13900001234");
    INFO(nameless.code << " " << nameless.words);
    CHECK(nameless.error == ErrorClass::configuration);

    account.user = "nobody";
    auto const unknown = send("13900001234");
    INFO(unknown.code << " " << unknown.words);
    CHECK(unknown.error == ErrorClass::configuration);
    CHECK(unknown.words == "Authorization failed for sendsms");
}
