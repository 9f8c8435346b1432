#include "adapters/cli/program_limits.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "adapters/cli/configuration_nouns.hpp"
#include "engine/calendar/delay.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

namespace {

using program::megabyte;

// What a program needs to start at all, and more than any machine of ours has.
constexpr std::uint64_t bytes_least = megabyte;
constexpr std::uint64_t bytes_most = 1024 * 1024 * megabyte;

/// "256 MB", "1 GB". Nothing for what is not a size, or beyond the bounds.
std::optional<std::uint64_t> parse_size(std::string_view text) {
    constexpr std::array units{std::pair{std::string_view{" MB"}, megabyte},
                               std::pair{std::string_view{" GB"}, 1024 * megabyte}};
    std::uint64_t count = 0;
    auto const* const last = text.data() + text.size();
    auto const [end, error] = std::from_chars(text.data(), last, count);
    if (error != std::errc{} || count > bytes_most / bytes_least) return std::nullopt;
    for (auto const& [word, size] : units) {
        if (std::string_view{end, static_cast<std::size_t>(last - end)} != word) continue;
        auto const bytes = count * size;
        if (bytes >= bytes_least && bytes <= bytes_most) return bytes;
    }
    return std::nullopt;
}

void read_size(yaml::Values const& values, yaml::Node const* node, std::uint64_t& to) {
    auto const given = values.text(node);
    if (!given) return;
    if (auto const size = parse_size(*given)) {
        to = *size;
        return;
    }
    values.error(node->at,
                 "not-a-size",
                 {.zh_cn = "应为大小，1 MB 至 1024 GB，如 256 MB",
                  .en = "a size from 1 MB to 1024 GB is expected, like 256 MB"});
}

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
    read_size(values, limits["memory"], to.memory_bytes);
    read_processor_time(values, limits["processor"], to.processor);
    if (auto const files = limits.whole_number("files")) {
        to.files = static_cast<std::uint64_t>(*files);
    }
    read_size(values, limits["file_size"], to.file_bytes);
    limits.finish();
}

}  // namespace duban::cli
