#include "adapters/cli/receipt_pages.hpp"

#include <optional>
#include <string_view>

#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/cli/status_pages.hpp"
#include "adapters/http/plain_answer.hpp"

namespace duban::cli {

namespace {

constexpr std::string_view beginning = "/receipts/";

struct Called {
    std::string channel;
    sms::CallBack call_back;
};

/// Nothing for another path.
std::optional<Called> called_by(http::Request const& request) {
    auto path = std::string_view{request.target}.substr(beginning.size());
    auto const mark = std::min(path.find('?'), path.size());
    auto const query = path.substr(std::min(mark + 1, path.size()));
    path = path.substr(0, mark);
    auto const slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    auto channel = web::url_decoded(path.substr(0, slash));
    if (!channel) return std::nullopt;
    return Called{.channel = std::move(*channel),
                  .call_back = {.method = request.method,
                                .token = std::string{path.substr(slash + 1)},
                                .query = std::string{query},
                                .body = request.body,
                                .signature = request.header("X-Twilio-Signature")}};
}

}  // namespace

bool is_receipt_page(http::Request const& request) {
    return request.target.starts_with(beginning);
}

void receipt_page(http::Request const& request,
                  ReceiptDoors const& doors,
                  runtime::Log const& log,
                  Keep const& keep,
                  http::Answer const& answer) {
    auto const called = called_by(request);
    auto const door = called ? doors.find(called->channel) : doors.end();
    if (door == doors.end()) return answer(no_such_page());
    auto told = door->second->answer(called->call_back);
    if (told.status == 404) return answer(no_such_page());
    http::Response const response{.status = told.status,
                                  .content_type = std::move(told.content_type),
                                  .body = std::move(told.body)};
    if (!told.trouble.empty()) {
        log.warning("call_back_refused", {{"channel", called->channel}, {"why", told.trouble}});
        return answer(response);
    }
    keep(called->channel, std::move(told.receipts), [answer, response](bool is_kept) {
        answer(is_kept
                   ? response
                   : http::plain_answer(503,
                                        {.zh_cn = "现在无法保存，请稍后再送",
                                         .en = "this cannot be kept now; send it again later"}));
    });
}

}  // namespace duban::cli
