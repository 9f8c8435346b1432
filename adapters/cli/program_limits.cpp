#include "adapters/cli/program_limits.hpp"

#include <chrono>
#include <optional>

#include "adapters/cli/configuration_nouns.hpp"
#include "adapters/cli/size_setting.hpp"
#include "engine/calendar/delay.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

namespace {

// What a program needs to start at all, and more than any machine of ours has.
constexpr SizeBounds program_size{.least = program::megabyte,
                                  .most = 1024 * 1024 * program::megabyte};

std::optional<std::chrono::seconds> parse_processor_time(std::string_view text) {
    using Unit = calendar::Delay::Unit;
    auto const delay = calendar::parse_delay(text);
    if (!delay || delay->count == 0) return std::nullopt;
    if (delay->unit == Unit::seconds) return std::chrono::seconds{delay->count};
    if (delay->unit == Unit::minutes) return std::chrono::minutes{delay->count};
    if (delay->unit == Unit::hours) return std::chrono::hours{delay->count};
    return std::nullopt;
}

void read_processor_time(yaml::Values const& values,
                         yaml::Node const* node,
                         std::optional<std::chrono::seconds>& to) {
    auto const given = values.text(node);
    if (!given) return;
    to = parse_processor_time(*given);
    if (to) return;
    values.error(node->at,
                 "not-a-processor-time",
                 {.zh_cn = "应为处理器时间，以 seconds、minutes 或 hours 计，如 1 hour",
                  .en = "a time in seconds, minutes or hours is expected, like 1 hour"});
}

}  // namespace

void read_limits(yaml::Values const& values, yaml::Node const* node, program::Limits& to) {
    if (node == nullptr) return;
    yaml::Mapping const limits{values, node, noun::limits};
    read_size(limits, "memory", program_size, to.memory_bytes);
    read_processor_time(values, limits["processor"], to.processor);
    if (auto const files = limits.whole_number("files")) {
        to.files = static_cast<std::uint64_t>(*files);
    }
    read_size(limits, "file_size", program_size, to.file_bytes);
    limits.finish();
}

}  // namespace duban::cli
