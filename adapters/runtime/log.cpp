#include "adapters/runtime/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json.hpp>

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
    logger().set_pattern(form == Form::json
                             ? R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","entry":%v})"
                             : "%Y-%m-%dT%H:%M:%S.%e%z %l %v");
}

void Log::write(Level level, std::string_view event, Pairs pairs) const {
    if (level < least_) return;
    logger().log(to_spdlog(level), log_line(form_, event, pairs));
}

}  // namespace duban::runtime
