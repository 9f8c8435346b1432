// The same channel against another server: Postfix's smtp-sink, for load and for refusals of each
// command in turn.

#include <catch2/catch.hpp>
#include <filesystem>

#include "adapters/channels/smtp/smtp_channel.hpp"
#include "tests/adapters/channels/loop.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/free_port.hpp"

using namespace duban;
using namespace duban::smtp;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

namespace {

constexpr char const* program = "/usr/sbin/smtp-sink";

class Sink {
  public:
    explicit Sink(std::vector<std::string> const& options)
        : port_(support::free_port()), process_(command(options)) {}

    [[nodiscard]] SmtpAccount account() const {
        SmtpAccount account;
        account.host = "127.0.0.1";
        account.port = port_;
        account.security = Security::none;
        account.from = {.name = "督办", .address = "duban@example.org"};
        account.hello = "duban.example.org";
        return account;
    }

    int wait() { return process_.wait(); }

  private:
    [[nodiscard]] std::vector<std::string> command(std::vector<std::string> const& options) const {
        if (!std::filesystem::exists(program)) FAIL("smtp-sink is not installed: it is in postfix");
        std::vector<std::string> words{program};
        if (::geteuid() == 0) words.insert(words.end(), {"-u", "nobody"});
        words.insert(words.end(), options.begin(), options.end());
        words.push_back("127.0.0.1:" + std::to_string(port_));
        words.emplace_back("50");
        return words;
    }

    std::uint16_t port_;
    support::ChildProcess process_;
};

/// The sink does not say when it listens: until then connections fail, and nothing is lost.
ports::Outcome sent_when_listening(support::Loop& loop, ports::Channel& channel) {
    auto outcome = loop.send(channel, loop.message_to("chen@example.org"));
    for (int n = 0; n < 100'000 && outcome.words.starts_with("Failed to connect"); ++n) {
        outcome = loop.send(channel, loop.message_to("chen@example.org"));
    }
    return outcome;
}

}  // namespace

TEST_CASE("two thousand mails over four connections all arrive", "[smtp][load]") {
    Sink sink{{"-M", "2001"}};
    support::Loop loop;
    auto const channel = make_smtp_channel(loop.context(), loop.clock(), sink.account());
    REQUIRE(channel);
    REQUIRE(sent_when_listening(loop, **channel).kind == Kind::delivered);
    std::vector<ports::Outgoing> messages;
    for (int n = 1; n < 2'000; ++n) messages.push_back(loop.message_to("chen@example.org"));
    std::size_t delivered = 0;
    for (auto const& outcome : loop.send_all(**channel, std::move(messages))) {
        delivered += outcome.kind == Kind::delivered ? 1U : 0U;
    }
    CHECK(delivered == 1'999);
    // It counts for itself, and ends with the one after them.
    loop.send(**channel, loop.message_to("chen@example.org"));
    CHECK(sink.wait() == 0);
}

TEST_CASE("each command of a submission refused, or answered by the end of the line", "[smtp]") {
    auto [option, command, kind, error] =
        GENERATE(table<std::string, std::string, Kind, ErrorClass>({
            {"-f", "CONNECT", Kind::temporary, ErrorClass::configuration},
            {"-r", "CONNECT", Kind::temporary, ErrorClass::provider},
            {"-f", "MAIL", Kind::temporary, ErrorClass::configuration},
            {"-r", "MAIL", Kind::temporary, ErrorClass::provider},
            {"-f", "RCPT", Kind::permanent, ErrorClass::recipient},
            {"-r", "RCPT", Kind::temporary, ErrorClass::provider},
            {"-f", "DATA", Kind::permanent, ErrorClass::content},
            {"-r", "DATA", Kind::temporary, ErrorClass::provider},
            {"-f", ".", Kind::permanent, ErrorClass::content},
            {"-r", ".", Kind::temporary, ErrorClass::provider},
            {"-q", "CONNECT", Kind::temporary, ErrorClass::network},
            {"-q", "MAIL", Kind::temporary, ErrorClass::network},
            {"-q", "RCPT", Kind::temporary, ErrorClass::network},
            {"-q", "DATA", Kind::temporary, ErrorClass::network},
            {"-q", ".", Kind::uncertain, ErrorClass::network},
            {"-Q", "MAIL", Kind::temporary, ErrorClass::provider},
            {"-Q", ".", Kind::temporary, ErrorClass::provider},
        }));
    CAPTURE(option, command);
    Sink const sink{{option, command}};
    support::Loop loop;
    auto const channel = make_smtp_channel(loop.context(), loop.clock(), sink.account());
    REQUIRE(channel);
    auto const outcome = sent_when_listening(loop, **channel);
    CAPTURE(outcome.code, outcome.words);
    CHECK(to_text(outcome.kind) == to_text(kind));
    CHECK(to_text(outcome.error) == to_text(error));
}
