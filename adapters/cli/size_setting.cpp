#include "adapters/cli/size_setting.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace duban::cli {

namespace {

constexpr std::uint64_t megabyte = std::uint64_t{1024} * 1024;
constexpr std::uint64_t gigabyte = 1024 * megabyte;

/// "256 MB", "1 GB". Nothing for what is not a size, or beyond the bounds.
std::optional<std::uint64_t> parse_size(std::string_view text, SizeBounds const& bounds) {
    constexpr std::array units{std::pair{std::string_view{" MB"}, megabyte},
                               std::pair{std::string_view{" GB"}, gigabyte}};
    std::uint64_t count = 0;
    auto const* const last = text.data() + text.size();
    auto const [end, error] = std::from_chars(text.data(), last, count);
    if (error != std::errc{} || count > bounds.most / megabyte) return std::nullopt;
    for (auto const& [word, size] : units) {
        if (std::string_view{end, static_cast<std::size_t>(last - end)} != word) continue;
        auto const bytes = count * size;
        if (bytes >= bounds.least && bytes <= bounds.most) return bytes;
    }
    return std::nullopt;
}

std::string words_of(std::uint64_t size) {
    return size > 0 && size % gigabyte == 0 ? fmt::format("{} GB", size / gigabyte)
                                            : fmt::format("{} MB", size / megabyte);
}

}  // namespace

void read_size(yaml::Mapping const& from,
               std::string_view key,
               SizeBounds const& bounds,
               std::uint64_t& to) {
    auto const given = from.text(key);
    if (!given) return;
    if (auto const size = parse_size(*given, bounds)) {
        to = *size;
        return;
    }
    auto const least = words_of(bounds.least);
    auto const most = words_of(bounds.most);
    from.error(from.find(key)->at,
               "not-a-size",
               {.zh_cn = fmt::format("应为大小，{} 至 {}", least, most),
                .en = fmt::format("a size from {} to {} is expected", least, most)});
}

}  // namespace duban::cli
