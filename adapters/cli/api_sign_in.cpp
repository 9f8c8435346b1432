#include <fmt/format.h>

#include <boost/json.hpp>

#include "adapters/cli/api.hpp"
#include "adapters/cli/api_answer.hpp"
#include "adapters/http/known_hosts.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t body_bytes_max = 4096;

/// {"key":"…"}; nothing for another shape.
std::optional<std::string> key_in(http::Request const& request) {
    if (request.body.size() > body_bytes_max) return std::nullopt;
    boost::system::error_code error;
    auto const body = boost::json::parse(request.body, error);
    auto const* const object = error ? nullptr : body.if_object();
    auto const* const key = object != nullptr ? object->if_contains("key") : nullptr;
    if (key == nullptr || !key->is_string() || object->size() != 1) return std::nullopt;
    return std::string{key->get_string()};
}

http::Response with_cookie(ApiCall const& call, std::string_view value, std::chrono::seconds age) {
    return {.status = 204,
            .body = {},
            .headers = {{"Set-Cookie",
                         fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}",
                                     http::Gate::cookie,
                                     value,
                                     age.count(),
                                     http::must_be_secure(call.request) ? "; Secure" : "")}}};
}

/// A form of another site cannot be sent with this content type.
bool sends_json(http::Request const& request) {
    return request.header("Content-Type").starts_with("application/json");
}

http::Response not_json() {
    return problem_answer(415,
                          {.zh_cn = "内容类型应为 application/json",
                           .en = "the content type must be application/json"});
}

}  // namespace

http::Response too_many_keys(ApiCall const& call) {
    auto const wait = call.gate.closed_for(call.now).count();
    auto answer =
        problem_answer(429,
                       {.zh_cn = fmt::format("错误的钥匙太多；请 {} 秒后再试", wait),
                        .en = fmt::format("too many wrong keys; try again in {} seconds", wait)});
    answer.headers.emplace_back("Retry-After", fmt::format("{}", wait));
    return answer;
}

http::Response sign_in(ApiCall& call) {
    if (!sends_json(call.request)) return not_json();
    auto const key = key_in(call.request);
    if (!key)
        return problem_answer(
            400,
            {.zh_cn = R"(内容应为 {"key":"钥匙"})", .en = R"(the body must be {"key":"KEY"})"});
    auto const answer = call.gate.sign_in(*key, call.now);
    switch (answer.verdict) {
        case http::Gate::Verdict::welcome:
            return with_cookie(call, answer.token, http::Gate::session_length);
        case http::Gate::Verdict::too_many:
            return too_many_keys(call);
        case http::Gate::Verdict::stranger:
            break;
    }
    return problem_answer(401, {.zh_cn = "钥匙不对", .en = "this is not the key"});
}

http::Response sign_out(ApiCall& call) {
    if (!sends_json(call.request)) return not_json();
    call.gate.sign_out(call.request);
    return with_cookie(call, "", std::chrono::seconds{0});
}

}  // namespace duban::cli
