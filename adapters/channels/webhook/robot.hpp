// A robot in a group chat: WeCom's, DingTalk's, Feishu's. A message as its request, its answer as
// our outcome. Pure: the time is handed in.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/channels/web/web_request.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/outgoing.hpp"
#include "engine/delivery/rate_limit.hpp"

namespace duban::webhook {

enum class Service : std::uint8_t { wecom, dingtalk, feishu };

/// In the order of Service.
inline constexpr std::array<std::string_view, 3> service_names{"wecom", "dingtalk", "feishu"};

/// DingTalk is silent for ten minutes after the twenty-first of a minute, WeCom takes no more
/// either.
inline constexpr delivery::Rate rate_of_robots{.at_most = 20, .per = std::chrono::minutes{1}};

/// The address holds the key that lets anybody write to the group, so it is a secret itself.
struct Robot {
    Service service = Service::wecom;
    std::filesystem::path url_file;
    std::filesystem::path secret_file;  // of the signature, where one was chosen for the robot
    std::filesystem::path ca_file;      // empty: the machine's own authorities
};

struct RobotSecrets {
    std::string url;
    std::string secret;  // empty: not signed
};

/// DingTalk's, base64; milliseconds.
std::string dingtalk_sign(std::int64_t milliseconds, std::string_view secret);
/// Feishu's, base64; seconds, and key and message the other way round.
std::string feishu_sign(std::int64_t seconds, std::string_view secret);

/// What it says is free of control characters, but for the line breaks of a text.
web::WebRequest request_of(Service service,
                           RobotSecrets const& secrets,
                           delivery::Outgoing const& message,
                           Instant at);

/// The service would refuse it for its length, or cut it.
bool is_too_long(Service service,
                 delivery::Outgoing const& message,
                 web::WebRequest const& request);

delivery::Outcome outcome_of(Service service, web::WebAnswer const& answer);

}  // namespace duban::webhook
