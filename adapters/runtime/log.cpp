#include "adapters/runtime/log.hpp"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdlib>

namespace duban::runtime {

namespace {

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

bool is_plain(std::string_view value) {
    constexpr std::string_view special = " \"=\\";
    for (char const c : value) {
        if (static_cast<unsigned char>(c) < 0x20 || special.find(c) != std::string_view::npos) {
            return false;
        }
    }
    return !value.empty();
}

/// How journald ranks a line, where it stands at its beginning (sd-daemon(3)).
std::string_view priority_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return "<3>";
    if (level == spdlog::level::warn) return "<4>";
    return level == spdlog::level::debug ? "<7>" : "<6>";
}

class Priority final : public spdlog::custom_flag_formatter {
  public:
    void format(spdlog::details::log_msg const& message,
                std::tm const& /*time*/,
                spdlog::memory_buf_t& to) override {
        auto const text = priority_of(message.level);
        to.append(text.data(), text.data() + text.size());
    }

    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<Priority>();
    }
};

/// Whether standard error is the journal's own stream, as systemd says (systemd.exec(5)), and not
/// one that somebody has turned elsewhere since.
bool goes_to_journal() {
    auto const* const stream = std::getenv("JOURNAL_STREAM");

    struct stat now {};

    if (stream == nullptr || fstat(STDERR_FILENO, &now) != 0) return false;
    return stream == fmt::format("{}:{}", now.st_dev, now.st_ino);
}

spdlog::logger& logger() {
    static auto const instance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "duban", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_level(spdlog::level::trace);
        return made;
    }();
    return *instance;
}

}  // namespace

std::string log_line(Log::Form form, std::string_view event, Pairs pairs) {
    if (form == Log::Form::json) {
        boost::json::object object{{"event", event}};
        for (auto const& [key, value] : pairs) object[key] = value;
        return boost::json::serialize(object);
    }
    std::string line = "event=";
    line += event;
    for (auto const& [key, value] : pairs) {
        line += ' ';
        line += key;
        line += '=';
        line += is_plain(value) ? value : boost::json::serialize(boost::json::string{value});
    }
    return line;
}

Log::Log(Level least, Form form) : least_{least}, form_{form} {
    std::string const line = form == Form::json
                                 ? R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","entry":%v})"
                                 : "%Y-%m-%dT%H:%M:%S.%e%z %l %v";
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<Priority>('*').set_pattern((goes_to_journal() ? "%*" : "") + line);
    logger().set_formatter(std::move(formatter));
}

void Log::write(Level level, std::string_view event, Pairs pairs) const {
    if (level < least_) return;
    logger().log(to_spdlog(level), log_line(form_, event, pairs));
}

}  // namespace duban::runtime
