#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "adapters/channels/program/session_impl.hpp"

namespace duban::program {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t waiting_bytes_max = 1'048'576;
constexpr std::size_t error_line_bytes_max = 2'000;

// Per life or per ping. A library that prints now and then is no reason to end a child; one that
// only prints is.
constexpr int bad_lines_max = 20;
constexpr int unasked_lines_max = 10'000;
constexpr int receipts_max = 1'000;  // between two pings
constexpr int noted_lines_max = 200;

/// A child's log line may begin with its level: "E! …".
std::pair<Level, std::string_view> level_of(std::string_view line) {
    if (line.size() < 3 || line[1] != '!') return {Level::info, line};
    auto const words = line.substr(3);
    switch (line[0]) {
        case 'E':
            return {Level::error, words};
        case 'W':
            return {Level::warning, words};
        case 'D':
            return {Level::debug, words};
        default:
            return {Level::info, words};
    }
}

}  // namespace

Session::Session(asio::io_context& context,
                 Program const& program,
                 NamedTexts secrets,
                 Log log,
                 Listener listener)
    : program_(program),
      secrets_(std::move(secrets)),
      known_secrets_(secrets_),
      log_(std::move(log)),
      listener_(std::move(listener)),
      child_(program.path, {}, program.limits),
      input_(context, child_.take_input()),
      output_(context, child_.take_output()),
      errors_(context, child_.take_errors()),
      end_(context, child_.end()),
      timer_(context),
      output_lines_(line_bytes_max),
      error_lines_(error_line_bytes_max) {
    // For the few calls that are not asynchronous: at the end of a life.
    input_.non_blocking(true);
    output_.non_blocking(true);
    errors_.non_blocking(true);
}

Session::~Session() {
    let_go();
}

void Session::let_go() {
    error_code ignored;
    for (auto* descriptor : {&input_, &output_, &errors_}) descriptor->close(ignored);
    if (end_.is_open()) end_.release();
    timer_.cancel();
}

void Session::start() {
    await_end();
    read_output();
    read_errors();
    expect(Stage::greeting, program_.patience.hello, "no hello in time");
    say({}, hello_line(program_.name));
}

bool Session::say(std::string id, std::string line) {
    if (!input_.is_open() || waiting_bytes_ + line.size() > waiting_bytes_max) return false;
    waiting_bytes_ += line.size();
    waiting_.push_back({std::move(id), std::move(line)});
    write_next();
    return true;
}

bool Session::take_back(std::string const& id) {
    auto const line = std::ranges::find(waiting_, id, &Line::id);
    if (line == waiting_.end()) return false;
    waiting_bytes_ -= line->text.size();
    waiting_.erase(line);
    return true;
}

void Session::write_next() {
    if (!writing_.empty() || waiting_.empty() || !input_.is_open()) return;
    writing_ = std::move(waiting_.front().text);
    waiting_bytes_ -= writing_.size();
    waiting_.pop_front();
    asio::async_write(input_,
                      asio::buffer(writing_),
                      [self = shared_from_this()](error_code const& error, std::size_t) {
                          if (error) return self->hang_up("it reads no more");
                          self->writing_.clear();
                          self->write_next();
                      });
}

void Session::read_output() {
    output_.async_read_some(
        asio::buffer(output_buffer_),
        [self = shared_from_this()](error_code const& error, std::size_t size) {
            if (error) return self->end("it closed its output");
            auto const take = [&](std::string_view line) {
                if (self->stage_ < Stage::ending) self->take(line);
            };
            if (!self->output_lines_.feed({self->output_buffer_.data(), size}, take)) {
                return self->end("a line of more than 256 KiB");
            }
            if (self->stage_ < Stage::ending) self->read_output();
        });
}

void Session::read_errors() {
    errors_.async_read_some(asio::buffer(errors_buffer_),
                            [self = shared_from_this()](error_code const& error, std::size_t size) {
                                if (error) return;
                                self->error_lines_.feed(
                                    {self->errors_buffer_.data(), size},
                                    [&](std::string_view line) { self->note_error_line(line); });
                                self->read_errors();
                            });
}

void Session::take(std::string_view line) {
    heard_ = true;
    auto message = parse_line(line);
    if (!message) return count_bad(line);
    known_secrets_.leave_out(*message, line);
    if (auto const* hello = std::get_if<Hello>(&*message); hello && stage_ == Stage::greeting) {
        bad_lines_ = 0;
        return take_hello(*hello);
    }
    if (std::holds_alternative<Ready>(*message) && stage_ == Stage::preparing) {
        stage_ = Stage::serving;
        watch();
        return listener_.ready(hello_);
    }
    if (auto* fatal = std::get_if<Fatal>(&*message); fatal && stage_ != Stage::greeting) {
        note(Level::error, "program_fatal", fatal->code + " " + fatal->words);
        listener_.refused(std::move(*fatal));
        return end("it cannot serve");
    }
    if (stage_ != Stage::serving) return count_bad(line);
    bad_lines_ = 0;
    if (auto* answer = std::get_if<Answer>(&*message)) {
        auto const id = answer->id;
        if (!listener_.answered(std::move(*answer))) count_unasked("an answer to " + id);
    } else if (auto* receipt = std::get_if<Receipt>(&*message)) {
        if (++receipts_ > receipts_max) return end("it talks too much");
        listener_.received(std::move(receipt->receipt));
    } else if (auto const* other = std::get_if<Other>(&*message)) {
        count_unasked(other->operation);
    } else if (std::holds_alternative<Pong>(*message) && pongs_owed_ > 0) {
        --pongs_owed_;
    } else {
        count_unasked("hello, ready or pong, once more than it was asked for");
    }
}

void Session::take_hello(Hello const& hello) {
    if (hello.protocol != 1) return end("it speaks another protocol");
    hello_ = hello;
    if (hello.settings_unclear)
        note(Level::warning, "program_schema_unclear", "its config_schema is not understood");
    auto const faults = hello.settings ? faults_of(*hello.settings, program_.config, secrets_)
                                       : std::vector<Text>{};
    if (!faults.empty()) return refuse_settings(faults);
    expect(Stage::preparing, program_.patience.ready, "not ready in time");
    say({}, init_line(program_.config, secrets_));
}

void Session::refuse_settings(std::vector<Text> const& faults) {
    std::vector<std::string_view> words;
    for (auto const& fault : faults) {
        note(Level::error, "program_misconfigured", fault.en);
        words.emplace_back(known_secrets_.shown(fault.en));
    }
    listener_.refused({.code = "SETTINGS", .words = fmt::format("{}", fmt::join(words, "; "))});
    end("its settings are not what it takes");
}

void Session::count_bad(std::string_view line) {
    if (bad_lines_ == 0 && ++noted_bad_lines_ <= noted_lines_max)
        note(Level::warning, "program_bad_line", line);
    if (++bad_lines_ > bad_lines_max) end("it does not speak the protocol");
}

void Session::count_unasked(std::string_view words) {
    if (++unasked_lines_ > unasked_lines_max) return end("it talks too much");
    if (unasked_lines_ <= noted_lines_max) note(Level::info, "program_unasked", words);
}

void Session::note_error_line(std::string_view line) {
    if (++noted_errors_ > noted_lines_max) return;
    auto const [level, words] = level_of(line);
    note(level, "program_says", words);
}

void Session::expect(Stage stage, std::chrono::milliseconds time, char const* why) {
    stage_ = stage;
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this(), stage, why](error_code const& error) {
        if (!error && self->stage_ == stage) self->end(why);
    });
}

/// A ping at half the patience; who has said nothing by the next one is taken for dead.
void Session::watch() {
    timer_.expires_after(program_.patience.silence / 2);
    timer_.async_wait([self = shared_from_this()](error_code const& error) {
        if (error || self->stage_ != Stage::serving) return;
        if (!self->heard_) return self->end("it does not answer");
        self->heard_ = false;
        self->unasked_lines_ = 0;
        self->receipts_ = 0;
        self->noted_errors_ = 0;
        self->noted_bad_lines_ = 0;
        ++self->pongs_owed_;
        self->say({}, ping_line(++self->pings_));
        self->watch();
    });
}

/// It can be told nothing more; what it still says is heard.
void Session::hang_up(std::string why) {
    if (stage_ >= Stage::ending) return;
    if (why_.empty()) why_ = std::move(why);
    error_code ignored;
    input_.close(ignored);
    kill_later();
}

/// Nothing it says is heard any more.
void Session::end(std::string why) {
    if (stage_ >= Stage::ending) return;
    stage_ = Stage::ending;
    if (why_.empty()) why_ = std::move(why);
    error_code ignored;
    input_.close(ignored);
    output_.close(ignored);
    kill_later();
}

void Session::kill_later() {
    child_.ask_to_end();
    timer_.expires_after(program_.patience.end);
    timer_.async_wait([self = shared_from_this()](error_code const& error) {
        if (!error && self->stage_ != Stage::ended) self->child_.kill();
    });
}

void Session::await_end() {
    end_.async_wait(asio::posix::stream_descriptor::wait_read,
                    [self = shared_from_this()](error_code const& error) {
                        if (!error) self->ended();
                    });
}

/// Last answers and last words that are still in the pipes.
void Session::read_rest() {
    error_code error;
    for (int n = 0; n < 64 && stage_ < Stage::ending; ++n) {
        auto const size = output_.read_some(asio::buffer(output_buffer_), error);
        if (error) break;
        output_lines_.feed({output_buffer_.data(), size}, [this](std::string_view line) {
            if (stage_ < Stage::ending) take(line);
        });
    }
    for (int n = 0; n < 64; ++n) {
        auto const size = errors_.read_some(asio::buffer(errors_buffer_), error);
        if (error) break;
        error_lines_.feed({errors_buffer_.data(), size},
                          [this](std::string_view line) { note_error_line(line); });
    }
}

void Session::ended() {
    if (stage_ == Stage::ended) return;
    auto const how = child_.reap();
    read_rest();
    auto const why = why_.empty() ? how : why_ + " (" + how + ")";
    std::vector<std::string> unsent;
    unsent.reserve(waiting_.size());
    for (auto& line : waiting_) unsent.push_back(std::move(line.id));
    stage_ = Stage::ended;
    let_go();
    note(Level::warning, "program_ended", why);
    auto const listener = std::move(listener_);
    listener.ended(why, std::move(unsent));
}

void Session::close() {
    if (stage_ == Stage::ended) return;
    stage_ = Stage::ended;
    listener_ = {};
    if (input_.is_open()) {
        auto const farewell = drain_line();
        error_code ignored;
        if (writing_.empty()) input_.write_some(asio::buffer(farewell), ignored);
    }
    let_go();
    child_.ask_to_end();
    if (!child_.wait(program_.patience.end)) child_.kill();
    child_.reap();
}

void Session::note(Level level, std::string_view event, std::string_view words) const {
    log_(level, event, delivery::printable_words(known_secrets_.shown(words)));
}

}  // namespace duban::program
