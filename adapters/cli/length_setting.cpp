#include "adapters/cli/length_setting.hpp"

#include <fmt/format.h>

#include "engine/calendar/delay.hpp"

namespace duban::cli {

namespace {

/// Nothing for days and what is longer.
std::optional<Duration> exact_length(calendar::Delay const& delay) {
    using Unit = calendar::Delay::Unit;
    if (delay.unit == Unit::seconds) return std::chrono::seconds{delay.count};
    if (delay.unit == Unit::minutes) return std::chrono::minutes{delay.count};
    if (delay.unit == Unit::hours) return std::chrono::hours{delay.count};
    return std::nullopt;
}

/// In the largest unit that gives a whole number; shorter than a minute: in seconds.
Text words_of(Duration length) {
    using namespace std::chrono;
    if (length >= hours{2} && length % hours{1} == Duration::zero()) {
        auto const count = duration_cast<hours>(length).count();
        return {.zh_cn = fmt::format("{} 小时", count), .en = fmt::format("{} hours", count)};
    }
    if (length >= minutes{1} || length == Duration::zero()) {
        auto const count = duration_cast<minutes>(length).count();
        return {.zh_cn = fmt::format("{} 分钟", count),
                .en = fmt::format("{} {}", count, count == 1 ? "minute" : "minutes")};
    }
    auto const count = duration_cast<seconds>(length).count();
    return {.zh_cn = fmt::format("{} 秒", count),
            .en = fmt::format("{} {}", count, count == 1 ? "second" : "seconds")};
}

}  // namespace

std::optional<Duration> read_length(yaml::Mapping const& from,
                                    std::string_view key,
                                    Bounds const& bounds) {
    auto const given = from.text(key);
    if (!given) return std::nullopt;
    auto const delay = calendar::parse_delay(*given);
    auto const length = delay ? exact_length(*delay) : std::nullopt;
    if (length && *length >= bounds.shortest && *length <= bounds.longest) return length;
    auto const shortest = words_of(bounds.shortest);
    auto const longest = words_of(bounds.longest);
    from.error(
        from.find(key)->at,
        "not-a-length",
        {.zh_cn =
             fmt::format("应为 {} 到 {} 之间的时长，如 15 minutes", shortest.zh_cn, longest.zh_cn),
         .en = fmt::format(
             "a length from {} to {} is expected, like 15 minutes", shortest.en, longest.en)});
    return std::nullopt;
}

}  // namespace duban::cli
