#include "adapters/cli/channel_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "adapters/cli/configuration_nouns.hpp"
#include "adapters/cli/length_setting.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

namespace {

using yaml::Mapping;

class Reader {
  public:
    Reader(yaml::Values const& values, std::vector<std::string> const& channels)
        : values_{values}, names_{channels.begin(), channels.end()} {}

    std::vector<ChannelRules> read(yaml::Node const& node) {
        std::vector<ChannelRules> rules;
        for (auto const& entry : node.entries) {
            if (auto channel = channel_named(entry.key, entry.at))
                rules.push_back(read_one(entry, std::move(*channel)));
        }
        for (auto const& rule : rules) check_chain(rule, rules, node);
        return rules;
    }

  private:
    ChannelRules read_one(yaml::Entry const& entry, std::string channel) {
        Mapping const from{values_, &entry.value, noun::channel_rules};
        ChannelRules rules;
        rules.channel = std::move(channel);
        if (auto const first = from.text("fallback_for")) {
            rules.fallback_for =
                channel_named(*first, from.find("fallback_for")->at).value_or(std::string{});
        }
        read_duration(from, "after", rules.receipt_within);
        if (auto const most = from.whole_number("at_most"))
            rules.per_recipient.at_most = static_cast<int>(*most);
        read_duration(from, "per", rules.per_recipient.per);
        check_pairs(from, rules);
        from.finish();
        return rules;
    }

    void check_pairs(Mapping const& from, ChannelRules const& rules) {
        auto const needs = [&](std::string_view key, std::string_view other) {
            if (from.find(key) == nullptr || from.find(other) != nullptr) return;
            values_.error(
                from.find(key)->at,
                "missing-key",
                {.zh_cn = fmt::format("渠道 {}：{} 须与 {} 同写", rules.channel, key, other),
                 .en = fmt::format(
                     "the channel {}: {} needs {} beside it", rules.channel, key, other)});
        };
        needs("after", "fallback_for");
        needs("at_most", "per");
        needs("per", "at_most");
    }

    std::optional<std::string> channel_named(std::string const& name, Position at) {
        auto const place = values_.name_among(
            names_, name, at, "unknown-channel", {.zh_cn = "渠道", .en = "channel"});
        if (!place) return std::nullopt;
        return std::string{names_[*place]};
    }

    static void read_duration(Mapping const& from, std::string_view key, Duration& to) {
        using namespace std::chrono_literals;
        if (auto const length = read_length(from, key, {.shortest = 1s, .longest = 31 * 24h}))
            to = *length;
    }

    /// A reserve of a reserve would wait for what is not sent.
    void check_chain(ChannelRules const& rule,
                     std::vector<ChannelRules> const& rules,
                     yaml::Node const& node) {
        if (rule.fallback_for.empty()) return;
        auto const first = std::ranges::find(rules, rule.fallback_for, &ChannelRules::channel);
        bool const is_reserve = first != rules.end() && !first->fallback_for.empty();
        if (!is_reserve && rule.fallback_for != rule.channel) return;
        values_.error(
            node.at,
            "reserve-of-a-reserve",
            {.zh_cn = fmt::format(
                 "渠道 {} 不能替补 {}：后者自己也是替补", rule.channel, rule.fallback_for),
             .en = fmt::format("the channel {} cannot be the fallback for {}, which is "
                               "a fallback itself",
                               rule.channel,
                               rule.fallback_for)});
    }

    yaml::Values const& values_;
    std::vector<std::string_view> names_;
};

}  // namespace

std::vector<ChannelRules> read_channel_rules(yaml::Values const& values,
                                             yaml::Node const* node,
                                             std::vector<std::string> const& channels) {
    auto const* const rules = values.mapping(node);
    if (rules == nullptr) return {};
    return Reader{values, channels}.read(*rules);
}

}  // namespace duban::cli
