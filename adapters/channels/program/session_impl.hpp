// One life of the child: from its start over hello, init and ready to its end. Reads lines, writes
// lines, and ends a child that breaks the protocol or falls silent. Lives on the loop's thread; its
// handlers hold it until the child is reaped.
//
//   greeting --hello--> preparing --ready--> serving
//      |                    |                   |
//      +---- too late, garbage, silence --------+--> ending --its end--> ended (told once)
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/channels/program/child.hpp"
#include "adapters/channels/program/known_secrets.hpp"
#include "adapters/channels/program/line_reader.hpp"
#include "adapters/channels/program/program_channel.hpp"
#include "adapters/channels/program/protocol.hpp"

namespace duban::program {

class Session : public std::enable_shared_from_this<Session> {
  public:
    /// Told on the loop's thread, never from within a call of the session.
    struct Listener {
        std::function<void(Hello const&)> ready;
        /// False where nobody asked for it.
        std::function<bool(Answer)> answered;
        std::function<void(delivery::Receipt)> received;
        std::function<void(Fatal)> refused;
        /// Why, and the lines that were not begun to be written. The session is over.
        std::function<void(std::string why, std::vector<std::string> unsent)> ended;
    };

    /// Throws std::system_error where the child cannot be started.
    Session(boost::asio::io_context& context,
            Program const& program,
            NamedTexts secrets,
            Log log,
            Listener listener);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    void start();

    /// Queues a line under a name. False where the child reads too slowly for more.
    bool say(std::string id, std::string line);

    /// Takes back a line that has not begun to be written. False where there is none.
    bool take_back(std::string const& id);

    /// Ends the child, waiting for it; the listener hears nothing more.
    void close();

  private:
    enum class Stage { greeting, preparing, serving, ending, ended };

    struct Line {
        std::string id;
        std::string text;
    };

    void read_output();
    void read_errors();
    void take(std::string_view line);
    void take_hello(Hello const& hello);
    void refuse_settings(std::vector<Text> const& faults);
    void write_next();
    void expect(Stage stage, std::chrono::milliseconds time, char const* why);
    void watch();
    void hang_up(std::string why);
    void end(std::string why);
    void kill_later();
    void await_end();
    void let_go();
    void read_rest();
    void ended();
    void count_bad(std::string_view line);
    void count_unasked(std::string_view words);
    void note_error_line(std::string_view line);
    void note(Level level, std::string_view event, std::string_view words) const;

    Program const program_;
    NamedTexts const secrets_;
    KnownSecrets const known_secrets_;
    Log const log_;
    Listener listener_;
    Child child_;
    boost::asio::posix::stream_descriptor input_;
    boost::asio::posix::stream_descriptor output_;
    boost::asio::posix::stream_descriptor errors_;
    boost::asio::posix::stream_descriptor end_;  // borrowed from the child
    boost::asio::steady_timer timer_;
    std::array<char, 16'384> output_buffer_{};
    std::array<char, 4'096> errors_buffer_{};
    LineReader output_lines_;
    LineReader error_lines_;
    std::deque<Line> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::string writing_;
    Stage stage_ = Stage::greeting;
    std::string why_;  // it ends
    Hello hello_;
    int bad_lines_ = 0;        // in a row
    int unasked_lines_ = 0;    // since the last ping: late answers and the like
    int receipts_ = 0;         // since the last ping
    int noted_errors_ = 0;     // since the last ping
    int noted_bad_lines_ = 0;  // since the last ping
    std::int64_t pongs_owed_ = 0;
    bool heard_ = true;  // anything since the last ping
    std::int64_t pings_ = 0;
};

}  // namespace duban::program
