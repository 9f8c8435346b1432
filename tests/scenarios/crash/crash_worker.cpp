// An office at work until it is killed: clients file and act, time passes, alarms ring, letters go.
//   crash_worker FILE SEED WALL_TIME HOURS   (how long its time may run)
// It says a line, each written at once and whole:
//   answered CASE REVISION STATE         an action, when its client was answered
//   sent DELIVERY MESSAGE_ID ATTEMPT     a letter, when it is handed over
//   failed WORDS                         the machine failed; never expected
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <future>
#include <semaphore>
#include <thread>

#include "adapters/runtime/writer.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;
using namespace std::chrono_literals;
using runtime::Writer;
using support::SeededRandom;
using support::World;

constexpr int clients = 4;
constexpr auto stride_max = 6h;
constexpr std::size_t letters_at_once = 4;

/// One write: a pipe takes it whole or not at all, so a kill leaves no half line.
void say(std::string const& line) {
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(EXIT_FAILURE);
}

struct Step {
    char const* action;
    char const* actor;
    char const* values;
};

constexpr std::array<Step, 6> life{{
    {"accept", "lin-committee", "{}"},
    {"assign", "chen-secretary", R"({"host":"education-bureau"})"},
    {"sign", "zhao-education", "{}"},
    {"log_contact", "zhao-education", R"({"contact":"电话沟通"})"},
    {"reply", "zhao-education", R"({"reply_text":"已采纳","reply_class":"A"})"},
    {"rate", "huang-member", R"({"rating":"satisfied"})"},
}};

/// Files proposals and takes each some steps on its way; some are left for the reminders.
class Client {
  public:
    Client(World& world, Writer& writer, std::counting_semaphore<>& pace, std::uint64_t seed)
        : world_{world}, writer_{writer}, pace_{pace}, random_{seed} {}

    [[noreturn]] void work() {
        while (true) {
            auto const filed = ask(world_.filing(
                fmt::format(R"({{"title":"提案{}","proposers":["huang-member"]}})", ++filed_)));
            auto const steps = random_.next() % (life.size() + 1);
            for (std::size_t i = 0; filed && i < steps; ++i) {
                // Time may have moved the case elsewhere; then the rest is refused.
                if (!ask(world_.acting(*filed, life[i].action, life[i].actor, life[i].values))) {
                    break;
                }
            }
        }
    }

  private:
    std::optional<CaseId> ask(Result<service::Request, tracking::Refusal> request) {
        auto const reply = writer_.perform(std::move(request.value()));
        pace_.release();
        if (!reply.answer) say(fmt::format("failed {}\n", reply.failure));
        if (!reply.answer || !*reply.answer) return std::nullopt;
        auto const& done = **reply.answer;
        say(fmt::format("answered {} {} {}\n", done.id.value, done.revision, done.state));
        return done.id;
    }

    World& world_;
    Writer& writer_;
    std::counting_semaphore<>& pace_;
    SeededRandom random_;
    int filed_ = 0;
};

/// Lets time pass, a stride for each answer that a client was given, and sends what is due. What a
/// letter came to is known a stride later, so that a kill finds letters under way.
class Time {
  public:
    Time(World& world, Writer& writer, std::counting_semaphore<>& pace, Instant until)
        : world_{world}, writer_{writer}, pace_{pace}, until_{until} {}

    [[noreturn]] void pass() {
        std::vector<service::Settled> outcomes;
        while (true) {
            pace_.acquire();
            auto const letters = in_writer([&] {
                world_.courier.settle(outcomes, world_.clock.now());
                return stride();
            });
            outcomes.clear();
            for (auto const& letter : letters) {
                say(fmt::format(
                    "sent {} {} {}\n", letter.id.value, letter.message_id, letter.attempt));
                delivery::Outcome delivered;
                delivered.kind = delivery::Outcome::Kind::delivered;
                outcomes.push_back(
                    {.id = letter.id, .attempt = letter.attempt, .outcome = delivered});
            }
        }
    }

  private:
    /// To the next thing that is due, and not beyond the end.
    std::vector<ports::Outgoing> stride() {
        auto const now = world_.clock.now();
        auto to = std::min<Instant>(now + stride_max, until_);
        for (auto const& next : {world_.alarms.next(), world_.courier.next("mail")}) {
            if (next) to = std::min(to, *next);
        }
        if (to > now) world_.clock.set(to);
        world_.alarms.ring(world_.clock.now(), 64);
        return world_.courier.claim("mail", world_.clock.now(), letters_at_once).outgoing;
    }

    template <class Work>
    auto in_writer(Work work) -> decltype(work()) {
        std::packaged_task<decltype(work())()> task{std::move(work)};
        auto result = task.get_future();
        writer_.post([&task] { task(); });
        return result.get();
    }

    World& world_;
    Writer& writer_;
    std::counting_semaphore<>& pace_;
    Instant const until_;
};

}  // namespace

int main(int arguments, char** argument) {
    if (arguments != 5) return 2;
    try {
        World world{sqlite::open_sqlite_store({.path = argument[1]})};
        world.at(argument[3]);
        Writer writer{world.tracker, world.clock};
        std::counting_semaphore<> pace{0};
        auto const seed = std::strtoull(argument[2], nullptr, 10);
        std::vector<std::jthread> threads;
        for (std::uint64_t client = 0; client < clients; ++client) {
            threads.emplace_back(
                [&, client] { Client(world, writer, pace, seed + client).work(); });
        }
        auto const until = world.clock.now() + std::chrono::hours{std::atoi(argument[4])};
        Time(world, writer, pace, until).pass();
    } catch (std::exception const& failure) {
        say(fmt::format("failed {}\n", failure.what()));
        std::_Exit(EXIT_FAILURE);  // the clients never end
    }
}
