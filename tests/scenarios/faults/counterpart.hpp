// The other side of a channel, with one fault in it: at the given point of the talk it strikes
// once, at whoever comes there first, and never again. It counts what it has taken.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"
#include "tests/support/temporary_folder.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::faults {

enum class Wire { smtp, web, program, wecom, dingtalk, feishu };

/// How far the talk has come. A wire has those that its protocol knows.
enum class Point {
    connect,    // a connection, or the start of a program
    tls,        // encryption; there is none to be had afterwards either
    sign_in,    // who we are: AUTH; a program's hello
    sender,     // MAIL; a program's init; the head of a request
    recipient,  // RCPT
    body,       // DATA, and the message itself; the body of a request
    answer,     // the last one
    receipt,    // later
};

enum class Fault {
    refused,    // is not there, or not offered
    temporary,  // says "not now"
    permanent,  // says "never"
    stall,      // says nothing more
    cut,        // hangs up
    garbage,    // says what makes no sense
};

class Counterpart {
  public:
    virtual ~Counterpart() = default;

    virtual std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                         ports::Clock& clock) = 0;

    /// Ends a fault that lasts (`refused`).
    virtual void mend() {}

    /// How often each recipient's message was taken.
    [[nodiscard]] virtual std::map<std::string, int> taken() const;
    /// A fit recipient: a telephone, or what else the channel takes.
    [[nodiscard]] virtual std::string recipient(int number) const;

  protected:
    /// From the server's own thread.
    void take(std::string const& recipient);

  private:
    mutable std::mutex mutex_;
    std::map<std::string, int> taken_;
};

/// A file with a secret in it that nobody else may read: its path.
std::string write_secret(support::TemporaryFolder const& folder);

std::unique_ptr<Counterpart> make_mail_server(Point point, Fault fault);
std::unique_ptr<Counterpart> make_provider(Point point, Fault fault);
std::unique_ptr<Counterpart> make_plug_in(Point point, Fault fault);
/// `wire`: one of the robots'.
std::unique_ptr<Counterpart> make_robot(Wire wire, Point point, Fault fault);

}  // namespace duban::faults
