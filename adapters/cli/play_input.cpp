#include "adapters/cli/play_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "adapters/cli/eval_json.hpp"
#include "engine/base/problem.hpp"
#include "engine/calendar/delay.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

using tracking::Rehearsal;

Failure<Text> refuse(Text why) {
    return Failure<Text>{std::move(why)};
}

Result<Instant, Text> instant_at(tracking::Procedure const& procedure,
                                 Rehearsal const& rehearsal,
                                 std::string const& at) {
    if (at.empty()) return rehearsal.now();
    auto const instant = calendar::parse_instant(at, procedure.zone);
    if (!instant) {
        return refuse({.zh_cn = fmt::format("“{}”不是时刻；写法如 2026-03-04T10:00", at),
                       .en = fmt::format("\"{}\" is no time; write 2026-03-04T10:00", at)});
    }
    if (*instant >= rehearsal.now()) return *instant;
    return refuse({.zh_cn = fmt::format("{} 已经过去：时间不能倒流", at),
                   .en = fmt::format("{} is past already: time does not run back", at)});
}

constexpr std::array<std::string_view, 6> keys{"do", "as", "with", "at", "event", "wait"};

Result<PlayInput, Text> take_key(std::string_view key,
                                 boost::json::value const& value,
                                 PlayInput input) {
    if (key == "with") {
        if (!value.is_object()) {
            return refuse({.zh_cn = "“with”应为 JSON 对象", .en = "\"with\" must be an object"});
        }
        input.with = boost::json::serialize(value);
        return input;
    }
    if (std::ranges::find(keys, key) == keys.end()) {
        auto const near = nearest(key, {keys.begin(), keys.end()});
        auto const meant = near.empty() ? Text{}
                                        : Text{.zh_cn = fmt::format("；是否指“{}”？", near),
                                               .en = fmt::format("; did you mean \"{}\"?", near)};
        return refuse({.zh_cn = fmt::format("没有键“{}”{}", key, meant.zh_cn),
                       .en = fmt::format("there is no key \"{}\"{}", key, meant.en)});
    }
    if (!value.is_string()) {
        return refuse({.zh_cn = fmt::format("“{}”应为文字", key),
                       .en = fmt::format("\"{}\" must be a text", key)});
    }
    std::string text{value.get_string()};
    if (key == "as") {
        input.as = std::move(text);
    } else if (key == "at") {
        input.at = std::move(text);
    } else {
        input.kind = key == "do"      ? PlayInput::Kind::act
                     : key == "event" ? PlayInput::Kind::raise
                                      : PlayInput::Kind::wait;
        input.name = std::move(text);
    }
    return input;
}

}  // namespace

Result<PlayInput, Text> read_play_input(std::string_view text) {
    boost::system::error_code error;
    auto const json = boost::json::parse(text, error);
    if (error || !json.is_object()) {
        return refuse({.zh_cn = "每行应为一个 JSON 对象", .en = "each line must be a JSON object"});
    }
    // Boost keeps the last of two equal keys.
    if (auto const strict = read_json(text); !strict) return refuse(strict.error());
    auto const& object = json.get_object();
    auto const asked = object.count("do") + object.count("event") + object.count("wait");
    if (asked != 1) {
        return refuse({.zh_cn = "每行写“do”“event”“wait”之一",
                       .en = "each line has one of \"do\", \"event\" and \"wait\""});
    }
    PlayInput input;
    for (auto const& [key, value] : object) {
        auto taken = take_key(key, value, std::move(input));
        if (!taken) return taken;
        input = std::move(*taken);
    }
    return input;
}

Result<Rehearsal::Outcome, Text> play(tracking::Procedure const& procedure,
                                      Rehearsal& rehearsal,
                                      PlayInput const& input,
                                      bool unchecked) {
    if (input.kind == PlayInput::Kind::wait) {
        auto const delay = calendar::parse_delay(input.name);
        if (!delay) return refuse(delay.error());
        return rehearsal.wait(
            calendar::later_by(*delay, rehearsal.now(), procedure.calendar, procedure.zone));
    }
    auto const at = instant_at(procedure, rehearsal, input.at);
    if (!at) return refuse(at.error());
    if (input.kind == PlayInput::Kind::raise)
        return rehearsal.raise({.event = input.name, .at = *at});
    auto with = tracking::read_values(
        procedure.workflow, input.with.empty() ? "{}" : input.with, tracking::MadeUpFiles::taken);
    if (!with) return Rehearsal::Outcome{.changes = {}, .refusal = std::move(with.error())};
    return rehearsal.act({.action = input.name,
                          .as = input.as,
                          .with = std::move(*with),
                          .at = *at,
                          .unchecked = unchecked});
}

}  // namespace duban::cli
