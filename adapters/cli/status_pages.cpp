#include "adapters/cli/status_pages.hpp"

#include <fmt/format.h>

#include "adapters/http/plain_answer.hpp"

namespace duban::cli {

namespace {

/// For programs: one word.
http::Response word(std::string body) {
    return {.status = 200, .body = std::move(body)};
}

http::Response readiness(runtime::Daemon const& daemon) {
    auto const state = daemon.state();
    if (state == runtime::DaemonLife::State::healthy) return word("ready\n");
    auto const& trouble = daemon.trouble();
    return http::plain_answer(503,
                              {.zh_cn = fmt::format("未就绪：{}{}{}",
                                                    runtime::to_text(state),
                                                    trouble.zh_cn.empty() ? "" : "：",
                                                    trouble.zh_cn),
                               .en = fmt::format("not ready: {}{}{}",
                                                 runtime::to_text(state),
                                                 trouble.en.empty() ? "" : ": ",
                                                 trouble.en)});
}

}  // namespace

http::Response status_page(http::Request const& request, runtime::Daemon const& daemon) {
    if (request.method != "GET" && request.method != "HEAD") {
        auto response =
            http::plain_answer(405, {.zh_cn = "这里只接受 GET", .en = "only GET is answered here"});
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    auto const path = request.target.substr(0, request.target.find('?'));
    if (path == "/healthz") return word("alive\n");
    if (path == "/readyz") return readiness(daemon);
    if (path == "/metrics") {
        return {.status = 200,
                .content_type = "text/plain; version=0.0.4; charset=utf-8",
                .body = daemon.metrics()};
    }
    if (path == "/") {
        return http::plain_answer(
            200,
            {.zh_cn = "督办系统正在运行。状态见 /healthz、/readyz 和 "
                      "/metrics；办理案件用命令行：duban list",
             .en = "Duban is running. See /healthz, /readyz and /metrics; work with cases by the "
                   "command line: duban list"});
    }
    return no_such_page();
}

http::Response no_such_page() {
    return http::plain_answer(
        404, {.zh_cn = "没有这个页面，请从 / 看起", .en = "there is no such page; see /"});
}

}  // namespace duban::cli
