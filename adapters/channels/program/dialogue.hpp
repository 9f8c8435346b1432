// A dialogue: one child, talked to line by line and waited for. For the rehearsal alone, which has
// all the time in the world; the daemon talks through session_impl.hpp and never waits.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/channels/program/child.hpp"
#include "adapters/channels/program/line_reader.hpp"
#include "adapters/channels/program/protocol.hpp"

namespace duban::program {

class Dialogue {
  public:
    /// Throws std::system_error where the program cannot be started.
    explicit Dialogue(Program const& program);
    ~Dialogue();
    Dialogue(Dialogue const&) = delete;
    Dialogue& operator=(Dialogue const&) = delete;

    /// False where it reads no more, or does not read so much within `time`.
    bool say(std::string_view line, std::chrono::milliseconds time);

    /// The next message of the protocol that `wanted` accepts. Nothing where none comes in time,
    /// or the program ends.
    std::optional<Message> hear(std::chrono::milliseconds time,
                                std::function<bool(Message const&)> const& wanted);

    /// No more is said: the end of its input.
    void hang_up();

    [[nodiscard]] Child& child() { return child_; }

    /// Lines on its standard output that are not of the protocol; the first of them.
    [[nodiscard]] std::string const& stray_line() const { return stray_line_; }

    [[nodiscard]] std::size_t stray_lines() const { return stray_lines_; }

  private:
    /// Reads what is there, waiting a little. False at the end of its output.
    bool read(std::chrono::milliseconds time);
    void take(std::string_view line);

    Child child_;
    int input_;
    int output_;
    int errors_;
    LineReader lines_;
    std::deque<Message> heard_;
    std::size_t stray_lines_ = 0;
    std::string stray_line_;
};

}  // namespace duban::program
