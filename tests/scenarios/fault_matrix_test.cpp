// The fault matrix: each fault at each point of the talk with a mail server, a provider of short
// messages, a robot in a group chat and a plug-in, seen through the courier, the pump and the
// channel of the daemon. One row a cell: what the attempt came to, and how its message ends. In
// each of them nobody else suffers, nothing is lost, and what may have been sent twice is counted.
// What comes back of a mail has a table of its own: bounce_faults_test.cpp.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/service/test_send.hpp"
#include "tests/scenarios/faults/counterpart.hpp"
#include "tests/support/pump_run.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using faults::Counterpart;
using faults::Fault;
using faults::Point;
using faults::Wire;

namespace {

constexpr int letters = 3;  // the first meets the fault

// The outcome and the error class of the first attempt, and how its message ends when the fault is
// over. "waiting": nothing is sent as long as it lasts, and it is tried again.
constexpr char const* matrix_of_faults = R"(
smtp     connect    refused    temporary  network        delivered
smtp     connect    temporary  temporary  provider       delivered
smtp     connect    permanent  temporary  configuration  delivered
smtp     connect    stall      temporary  network        delivered
smtp     connect    cut        temporary  network        delivered
smtp     connect    garbage    temporary  network        delivered
smtp     tls        refused    temporary  configuration  waiting
smtp     tls        temporary  temporary  provider       waiting
smtp     tls        permanent  temporary  configuration  waiting
smtp     tls        stall      temporary  network        waiting
smtp     tls        cut        temporary  network        waiting
smtp     tls        garbage    temporary  network        waiting
smtp     sign_in    refused    temporary  configuration  waiting
smtp     sign_in    temporary  temporary  provider       delivered
smtp     sign_in    permanent  temporary  configuration  delivered
smtp     sign_in    stall      temporary  network        delivered
smtp     sign_in    cut        temporary  network        delivered
smtp     sign_in    garbage    temporary  network        delivered
smtp     sender     temporary  temporary  provider       delivered
smtp     sender     permanent  temporary  configuration  delivered
smtp     sender     stall      temporary  network        delivered
smtp     sender     cut        temporary  network        delivered
smtp     sender     garbage    temporary  network        delivered
smtp     recipient  temporary  temporary  provider       delivered
smtp     recipient  permanent  permanent  recipient      dead
smtp     recipient  stall      temporary  network        delivered
smtp     recipient  cut        temporary  network        delivered
smtp     recipient  garbage    temporary  network        delivered
smtp     body       temporary  temporary  provider       delivered
smtp     body       permanent  permanent  content        dead
smtp     body       stall      temporary  network        delivered
smtp     body       cut        temporary  network        delivered
smtp     body       garbage    temporary  network        delivered
smtp     answer     temporary  temporary  provider       delivered
smtp     answer     permanent  permanent  content        dead
smtp     answer     stall      uncertain  network        delivered
smtp     answer     cut        uncertain  network        delivered
smtp     answer     garbage    uncertain  network        delivered

web      connect    refused    temporary  network        delivered
web      connect    stall      uncertain  provider       uncertain
web      connect    cut        uncertain  provider       uncertain
web      connect    garbage    uncertain  provider       uncertain
web      tls        stall      temporary  network        waiting
web      tls        cut        temporary  network        waiting
web      tls        garbage    temporary  network        waiting
web      sign_in    refused    temporary  configuration  delivered
web      recipient  temporary  temporary  provider       delivered
web      recipient  permanent  permanent  content        dead
web      answer     stall      uncertain  provider       uncertain
web      answer     cut        uncertain  provider       uncertain
web      answer     garbage    uncertain  provider       uncertain

robot    connect    refused    temporary  network        delivered
robot    connect    stall      uncertain  provider       uncertain
robot    connect    cut        uncertain  provider       uncertain
robot    connect    garbage    uncertain  provider       uncertain
robot    tls        stall      temporary  network        waiting
robot    tls        cut        temporary  network        waiting
robot    tls        garbage    temporary  network        waiting
robot    sender     temporary  temporary  provider       delivered
robot    sender     permanent  permanent  content        dead
robot    sender     stall      uncertain  provider       uncertain
robot    sender     cut        uncertain  provider       uncertain
robot    sender     garbage    uncertain  provider       uncertain
robot    body       temporary  temporary  provider       delivered
robot    body       permanent  permanent  content        dead
robot    body       stall      uncertain  provider       uncertain
robot    body       cut        uncertain  provider       uncertain
robot    body       garbage    uncertain  provider       uncertain
robot    sign_in    refused    temporary  configuration  delivered
robot    answer     temporary  throttled  provider       delivered
robot    answer     permanent  permanent  content        dead
robot    answer     stall      uncertain  provider       uncertain
robot    answer     cut        uncertain  provider       uncertain
robot    answer     garbage    uncertain  provider       uncertain

program  connect    cut        temporary  provider       delivered
program  sign_in    stall      temporary  provider       delivered
program  sign_in    cut        temporary  provider       delivered
program  sign_in    garbage    temporary  provider       delivered
program  sender     refused    temporary  configuration  delivered
program  sender     stall      temporary  provider       delivered
program  sender     cut        temporary  provider       delivered
program  sender     garbage    temporary  provider       delivered
program  recipient  temporary  temporary  provider       delivered
program  recipient  permanent  permanent  recipient      dead
program  recipient  stall      uncertain  provider       uncertain
program  recipient  cut        uncertain  provider       uncertain
program  recipient  garbage    uncertain  provider       uncertain
program  answer     stall      uncertain  provider       uncertain
program  answer     cut        uncertain  provider       uncertain
program  answer     garbage    uncertain  provider       uncertain
program  receipt    temporary  delivered  -              delivered
program  receipt    permanent  delivered  -              bounced
program  receipt    cut        delivered  -              delivered
program  receipt    garbage    delivered  -              delivered
)";

struct Cell {
    std::string line;
    Wire wire = Wire::smtp;
    Point point = Point::connect;
    Fault fault = Fault::cut;
    std::string outcome;
    std::string error;
    std::string end;

    [[nodiscard]] bool waits() const { return end == "waiting"; }

    /// A program starts by itself: what strikes before it is ready may do so before there is
    /// anything to send.
    [[nodiscard]] bool may_be_over_before_it_counts() const {
        return wire == Wire::program && point < Point::recipient;
    }

    /// The next message may be on its way into a program that has ended after its last answer.
    [[nodiscard]] bool takes_the_next_along() const {
        return wire == Wire::program && point == Point::receipt && fault == Fault::cut;
    }
};

constexpr std::array<std::string_view, 6> wires{
    "smtp", "web", "program", "wecom", "dingtalk", "feishu"};
constexpr std::array<std::string_view, 8> points{
    "connect", "tls", "sign_in", "sender", "recipient", "body", "answer", "receipt"};
constexpr std::array<std::string_view, 6> fault_words{
    "refused", "temporary", "permanent", "stall", "cut", "garbage"};

/// The words stand in the order of the enumeration.
template <class Enumeration, std::size_t size>
Enumeration meant_by(std::string const& word, std::array<std::string_view, size> const& words) {
    auto const found = std::ranges::find(words, word);
    if (found == words.end()) FAIL("the table has no word " << word);
    return static_cast<Enumeration>(found - words.begin());
}

Cell cell_in(std::string const& line) {
    Cell cell{.line = line, .outcome = {}, .error = {}, .end = {}};
    std::string wire, point, fault;
    std::istringstream{line} >> wire >> point >> fault >> cell.outcome >> cell.error >> cell.end;
    cell.wire = meant_by<Wire>(wire, wires);
    cell.point = meant_by<Point>(point, points);
    cell.fault = meant_by<Fault>(fault, fault_words);
    if (cell.error == "-") cell.error.clear();
    return cell;
}

std::vector<Cell> cells_of(std::string const& text) {
    constexpr std::string_view any_robot = "robot";
    std::vector<Cell> cells;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(any_robot)) {
            for (auto const* const robot : {"wecom", "dingtalk", "feishu"})
                cells.push_back(cell_in(robot + line.substr(any_robot.size())));
        } else if (!line.empty()) {
            cells.push_back(cell_in(line));
        }
    }
    return cells;
}

/// Runs ahead of another clock, so that an attempt has little of its eleven minutes left.
class ClockAhead : public ports::Clock {
  public:
    ClockAhead(ports::Clock& clock, Duration ahead) : clock_{clock}, ahead_{ahead} {}

    Instant now() override { return clock_.now() + ahead_; }

  private:
    ports::Clock& clock_;
    Duration ahead_;
};

std::unique_ptr<Counterpart> counterpart_of(Cell const& cell) {
    if (cell.wire == Wire::smtp) return faults::make_mail_server(cell.point, cell.fault);
    if (cell.wire == Wire::web) return faults::make_provider(cell.point, cell.fault);
    if (cell.wire == Wire::program) return faults::make_plug_in(cell.point, cell.fault);
    return faults::make_robot(cell.wire, cell.point, cell.fault);
}

/// With the cell's channel alone: what a refused account tells by others is another test's.
service::Office office_of(Cell const& cell) {
    auto office = support::sample_office();
    auto const medium = cell.wire == Wire::smtp ? service::Medium::mail : service::Medium::sms;
    delivery::RetryPolicy retry;
    retry.idempotent = cell.wire == Wire::smtp;
    office.routes = {{.channel = cell.line, .medium = medium, .retry = retry}};
    return office;
}

/// All cells share one, since to put a procedure in force takes longer than most of them.
support::World& world_with(Cell const& cell) {
    static support::World shared{nullptr, office_of(cell)};
    shared.office.put_in_force(office_of(cell));
    return shared;
}

/// An outbox with three letters, and the channel that takes them to the faulty other side.
class Matrix {
  public:
    explicit Matrix(Cell const& cell)
        : cell_{cell},
          world_{world_with(cell)},
          other_side_{counterpart_of(cell)},
          ahead_{world_.clock, time_to_lose(cell)},
          run_{world_, cell.line, [this](boost::asio::io_context& context) {
                   return other_side_->make_channel(context, ahead_);
               }} {
        auto const transaction = world_.store->write();
        for (int number = 1; number <= letters; ++number) {
            auto row = service::test_send(cell.line,
                                          other_side_->recipient(number),
                                          Language::en,
                                          *world_.office.get(),
                                          world_.clock.now());
            row->expires_at = world_.clock.now() + 24h;
            // A provider is asked by several at once: the first alone comes first.
            if (cell.wire == Wire::web) row->not_before += (number - 1) * 1min;
            rows_.push_back(*transaction->insert_delivery(*row));
        }
        transaction->commit();
    }

    void send() { run_.work(); }

    /// The fault is mended; what is tried again gets its time.
    void recover() {
        other_side_->mend();
        for (int quarter = 0; quarter < (cell_.waits() ? 1 : 24); ++quarter) {
            world_.clock.set(world_.clock.now() + 15min);
            run_.work();
        }
    }

    /// What comes after the answers.
    void hear() {
        run_.run_until([this] { return to_text(row(1).phase) == cell_.end; });
    }

    delivery::Delivery row(int number) {
        return *world_.store->read()->find_delivery(rows_.at(static_cast<std::size_t>(number) - 1));
    }

    std::vector<delivery::Attempt> attempts(int number) {
        return world_.store->read()->attempts(row(number).id);
    }

    int taken(int number) {
        auto const taken = other_side_->taken();
        auto const found = taken.find(other_side_->recipient(number));
        return found == taken.end() ? 0 : found->second;
    }

  private:
    static Duration time_to_lose(Cell const& cell) {
        bool const waits = cell.fault == Fault::stall || cell.fault == Fault::garbage;
        return cell.wire != Wire::program && waits ? 11min - 500ms : 0ms;
    }

    Cell cell_;
    support::World& world_;
    std::unique_ptr<Counterpart> other_side_;
    ClockAhead ahead_;
    support::PumpRun run_;
    std::vector<DeliveryId> rows_;
};

}  // namespace

TEST_CASE("every fault at every point of a talk ends well", "[scenario][fault]") {
    auto const cell = GENERATE(from_range(cells_of(matrix_of_faults)));
    CAPTURE(cell.line);
    Matrix matrix{cell};
    matrix.send();
    auto const first = matrix.attempts(1).at(0);
    CAPTURE(first.code, first.words);
    if (!cell.may_be_over_before_it_counts() || first.outcome != "delivered") {
        CHECK(first.outcome == cell.outcome);
        CHECK(first.error_class == cell.error);
    }
    CHECK(matrix.taken(1) <= 1);

    matrix.recover();
    if (cell.point == Point::receipt) matrix.hear();
    for (int number = 1; number <= letters; ++number) {
        CAPTURE(number);
        auto const row = matrix.row(number);
        // What the other side took twice, we know that it may have.
        CHECK(matrix.taken(number) <= 1 + row.uncertain);
        if (cell.waits()) {
            CHECK((row.phase == Phase::queued || row.phase == Phase::backing_off));
            CHECK(matrix.taken(number) == 0);
        } else if (number == 1) {
            CHECK(to_text(row.phase) == cell.end);
            CHECK(row.uncertain == (cell.outcome == "uncertain" ? 1 : 0));
        } else if (cell.takes_the_next_along() && row.phase == Phase::uncertain) {
            CHECK(row.uncertain == 1);
        } else {
            CHECK(to_text(row.phase) == "delivered");
            CHECK(row.uncertain == 0);
            CHECK(matrix.taken(number) == 1);
        }
    }
}
