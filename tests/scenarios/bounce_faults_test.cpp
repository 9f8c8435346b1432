// The fault matrix of what comes after the last answer to a mail: each fault at each point of the
// talk with the mailbox in which its bounce lies. One row a cell: how the two letters that came
// back stand after the round that met the fault, and after the next. In each of them nothing is
// lost, nothing is taken twice, and the mail that is for people is left for them.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "adapters/mailbox/bounces.hpp"
#include "engine/delivery/bounce_mark.hpp"
#include "engine/service/test_send.hpp"
#include "tests/scenarios/faults/mailbox_server.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using faults::Fault;
using faults::MailboxServer;
using faults::Point;
using mailbox::FetchedBounces;
using mailbox::Mailbox;
using mailbox::MailboxFailure;

namespace {

struct Row {
    Point point;
    Fault fault;
    Phase first;
    Phase second;
};

constexpr Phase there = Phase::delivered;  // it is not known yet
constexpr Phase back = Phase::bounced;

std::vector<Row> const rows{
    {Point::connect, Fault::refused, there, there},
    {Point::connect, Fault::temporary, there, there},
    {Point::connect, Fault::permanent, there, there},
    {Point::connect, Fault::stall, there, there},
    {Point::connect, Fault::cut, there, there},
    {Point::connect, Fault::garbage, there, there},
    {Point::sign_in, Fault::temporary, there, there},
    {Point::sign_in, Fault::permanent, there, there},
    {Point::sign_in, Fault::stall, there, there},
    {Point::sign_in, Fault::cut, there, there},
    {Point::sign_in, Fault::garbage, there, there},
    {Point::recipient, Fault::temporary, there, there},
    {Point::recipient, Fault::permanent, there, there},
    {Point::recipient, Fault::stall, there, there},
    {Point::recipient, Fault::cut, there, there},
    {Point::recipient, Fault::garbage, there, there},
    {Point::body, Fault::temporary, there, back},
    {Point::body, Fault::permanent, there, back},
    {Point::body, Fault::stall, there, back},
    {Point::body, Fault::cut, there, back},
    {Point::body, Fault::garbage, there, back},
    {Point::answer, Fault::temporary, back, there},
    {Point::answer, Fault::permanent, back, there},
    {Point::answer, Fault::stall, back, there},
    {Point::answer, Fault::cut, back, there},
    {Point::answer, Fault::garbage, back, there},
};

std::string bounce_of(delivery::Delivery const& letter) {
    return fmt::format(
        "To: {}\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example.org\r\n\r\n"
        "Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--B--\r\n",
        delivery::marked_address(
            "bounce@example.org",
            delivery::bounce_mark(letter.id, letter.message_id, letter.address)),
        letter.address);
}

/// Three letters that the office's server has taken; two of them come back, and somebody is away.
/// Before them lie mails that can never be had, each for its reason.
class Post {
  public:
    Post(Point point, Fault fault, std::vector<Fault> const& flaws = {}) : server_{point, fault} {
        world().clock.set(world().clock.now() + 1min);  // these are letters of their own
        for (int number = 1; number <= 3; ++number) {
            auto row = service::test_send("mail",
                                          fmt::format("person{}@example.org", number),
                                          Language::en,
                                          *world().office.get(),
                                          world().clock.now());
            auto const transaction = world().store->write();
            letters_.push_back(*transaction->insert_delivery(*row));
            transaction->commit();
        }
        world().deliver();
        for (auto const flaw : flaws) server_.put("Subject: damaged\r\n\r\n", flaw);
        server_.put(bounce_of(letter(1)));
        server_.put("Subject: I am away\r\n\r\nback soon\r\n");
        server_.put(bounce_of(letter(2)));
    }

    /// False where the server was away or refused something.
    bool fetch() {
        mailbox::Bounces bounces{*world().store, world().courier, world().clock};
        auto const passed_by = fetched_.passed_by;
        try {
            Mailbox mailbox{server_.account()};
            bounces.fetch(mailbox, fetched_);
            return fetched_.passed_by == passed_by;
        } catch (MailboxFailure const&) {
            return false;
        }
    }

    MailboxServer& server() { return server_; }

    [[nodiscard]] FetchedBounces const& fetched() const { return fetched_; }

    delivery::Delivery letter(std::size_t number) {
        return *world().store->read()->find_delivery(letters_.at(number - 1));
    }

  private:
    /// All cells share one, since to put a procedure in force takes longer than most of them.
    static support::World& world() {
        static support::World shared;
        return shared;
    }

    MailboxServer server_;
    std::vector<DeliveryId> letters_;
    FetchedBounces fetched_;
};

}  // namespace

TEST_CASE("every fault at every point of reading a mailbox of bounces ends well",
          "[scenario][fault]") {
    auto const row = GENERATE(from_range(rows));
    CAPTURE(static_cast<int>(row.point), static_cast<int>(row.fault));
    Post post{row.point, row.fault};
    CHECK_FALSE(post.fetch());
    CHECK(to_text(post.letter(1).phase) == to_text(row.first));
    CHECK(to_text(post.letter(2).phase) == to_text(row.second));
    CHECK(to_text(post.letter(3).phase) == "delivered");

    post.server().mend();
    CHECK(post.fetch());
    CHECK(to_text(post.letter(1).phase) == "bounced");
    CHECK(to_text(post.letter(2).phase) == "bounced");
    CHECK(to_text(post.letter(3).phase) == "delivered");
    CHECK(post.server().count() == std::pair{1, 1});
    CHECK(post.fetched().taken == 2);
    CHECK(post.fetched().left == 1);
}

TEST_CASE("mails that can never be had stand in nobody's way", "[scenario][fault]") {
    using Faults = std::vector<Fault>;
    auto const [flaws, first, passed_by] = GENERATE(table<Faults, Phase, int>({
        {Faults(5, Fault::permanent), back, 5},  // by the server's own word
        {Faults(2, Fault::cut), back, 0},        // the server ends at them
        {Faults(5, Fault::cut), there, 0},
        {Faults(5, Fault::stall), there, 0},
        {{Fault::cut, Fault::permanent, Fault::stall, Fault::temporary}, back, 2},
    }));
    CAPTURE(flaws.size(), static_cast<int>(flaws.front()));
    // No fault but those: the server is never asked to come back.
    Post post{Point::connect, Fault::refused, flaws};
    post.server().mend();
    CHECK_FALSE(post.fetch());
    CHECK(to_text(post.letter(1).phase) == to_text(first));
    CHECK(post.fetched().passed_by == passed_by);
    // Those that were tried come last, so that each has its turn.
    CHECK_FALSE(post.fetch());
    CHECK(to_text(post.letter(1).phase) == "bounced");
    CHECK(to_text(post.letter(2).phase) == "bounced");
    CHECK(post.fetched().taken == 2);
    CHECK(post.fetched().left == 1);
    // They stay as they are, and are told of each time.
    CHECK(post.server().count() == std::pair{static_cast<int>(flaws.size()) + 1, 1});
    CHECK_FALSE(post.fetch());
}
