#include "adapters/channels/program/dialogue.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace duban::program {

namespace {

using std::chrono::milliseconds;

// Time is counted in slices of waiting, so that no clock is asked.
constexpr milliseconds slice{20};

bool wait_for(int descriptor, short events, milliseconds time) {
    pollfd wanted{.fd = descriptor, .events = events, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(time.count())) > 0;
}

/// Standard error is not judged here, but a full pipe would stop the program.
void empty(int descriptor) {
    std::array<char, 4'096> buffer{};
    while (::read(descriptor, buffer.data(), buffer.size()) > 0) {
    }
}

}  // namespace

Dialogue::Dialogue(Program const& program)
    : child_{program.path, {}, program.limits},
      input_{child_.take_input()},
      output_{child_.take_output()},
      errors_{child_.take_errors()},
      lines_{line_bytes_max} {}

Dialogue::~Dialogue() {
    hang_up();
    ::close(output_);
    ::close(errors_);
}

bool Dialogue::say(std::string_view line, milliseconds time) {
    while (!line.empty() && input_ >= 0) {
        auto const written = ::write(input_, line.data(), line.size());
        if (written > 0) {
            line.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (written < 0 && errno != EAGAIN && errno != EINTR) return false;
        if (time <= milliseconds::zero()) return false;
        if (!wait_for(input_, POLLOUT, slice)) time -= slice;
        read(milliseconds::zero());  // it may be waiting for us to read
    }
    return line.empty();
}

std::optional<Message> Dialogue::hear(milliseconds time,
                                      std::function<bool(Message const&)> const& wanted) {
    while (true) {
        auto const found = std::ranges::find_if(heard_, wanted);
        if (found != heard_.end()) {
            auto message = std::move(*found);
            heard_.erase(found);
            return message;
        }
        if (time <= milliseconds::zero()) return std::nullopt;
        if (!read(slice)) return std::nullopt;
        time -= slice;
    }
}

void Dialogue::hang_up() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

bool Dialogue::read(milliseconds time) {
    empty(errors_);
    if (!wait_for(output_, POLLIN, time)) return true;
    std::array<char, 16'384> buffer{};
    auto const size = ::read(output_, buffer.data(), buffer.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    if (size == 0) return false;
    auto const bytes = std::string_view{buffer.data(), static_cast<std::size_t>(size)};
    if (lines_.feed(bytes, [this](std::string_view line) { take(line); })) return true;
    take("a line of more than 256 KiB");
    return false;
}

void Dialogue::take(std::string_view line) {
    if (auto message = parse_line(line)) return heard_.push_back(std::move(*message));
    if (stray_lines_++ == 0) stray_line_ = delivery::printable_words(line, 200);
}

}  // namespace duban::program
