#include "adapters/cli/channel_settings.hpp"

#include "adapters/cli/channel_nouns.hpp"
#include "adapters/cli/length_setting.hpp"

namespace duban::cli {

namespace {

void read_rate(yaml::Mapping const& from, ChannelSettings& to) {
    auto const* const node = from["rate"];
    if (node == nullptr) return;
    yaml::Mapping const mapping{from, node, noun::rate};
    delivery::Rate rate;
    if (auto const most = mapping.whole_number("at_most")) {
        rate.at_most = static_cast<std::size_t>(*most);
    }
    constexpr Bounds bounds{.shortest = std::chrono::seconds{1}, .longest = std::chrono::hours{24}};
    if (auto const per = read_length(mapping, "per", bounds)) rate.per = *per;
    mapping.finish();
    to.rate = rate;
}

}  // namespace

void read_for_all(yaml::Mapping const& from, ChannelSettings& to) {
    read_rate(from, to);
}

}  // namespace duban::cli
