#include "adapters/cli/console.hpp"

#include <array>
#include <filesystem>

#include "adapters/cli/api_answer.hpp"
#include "adapters/http/plain_answer.hpp"
#include "adapters/runtime/secret_random.hpp"
#include "adapters/secret/secret_file.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t key_characters_min = 32;

/// Addresses that the page itself tells apart; the files behind them are one.
bool is_room(std::string_view path) {
    constexpr std::array<std::string_view, 4> rooms{"/", "/sign-in", "/due", "/cases"};
    return std::ranges::find(rooms, path) != rooms.end() || path.starts_with("/cases/");
}

/// Beside the program, or where an installation puts what programs read; empty where in neither.
std::string folder_of_pages() {
    namespace fs = std::filesystem;
    std::error_code ignored;
    auto const program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    for (auto const& path : {program / "console", program / "../share/duban/console"}) {
        if (fs::exists(path / "index.html", ignored)) return path.string();
    }
    return {};
}

Result<std::string, Text> read_key(std::string const& path) {
    auto key = secret::read_line(
        {.path = path, .what = {.zh_cn = "网页的钥匙", .en = "console key"}, .is_key = true});
    if (key && key->size() < key_characters_min)
        return Failure<Text>{
            {.zh_cn = "网页的钥匙太短，至少 32 个字符：openssl rand -hex 32",
             .en = "the console key is too short, it needs 32 characters: openssl rand -hex 32"}};
    return key;
}

/// A browser runs, frames and sends on nothing but what comes from here.
void guard(http::Response& response) {
    for (auto const& [name, value] : std::initializer_list<std::pair<char const*, char const*>>{
             {"Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
              "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
             {"X-Frame-Options", "DENY"},
             {"Referrer-Policy", "no-referrer"},
             {"Cross-Origin-Opener-Policy", "same-origin"},
             {"Cross-Origin-Resource-Policy", "same-origin"}})
        response.headers.emplace_back(name, value);
}

}  // namespace

Console::Console(House& house, runtime::Log const& log)
    : house_{house}, log_{log}, hosts_{house.configuration().console_address} {
    auto const& path = house.configuration().console_key_file;
    if (path.empty()) return;
    auto const key = read_key(path);
    if (!key) {
        log.error("console_closed", {{"why", key.error().en}});
        return;
    }
    gate_.emplace(*key, runtime::make_token);
    read_pages();
}

/// Reminders matter more than the page: without it the API answers alone.
void Console::read_pages() {
    std::string why = "it lies neither beside the program nor in ../share/duban";
    try {
        auto const folder = folder_of_pages();
        if (!folder.empty()) pages_ = http::StaticPages::read(folder);
    } catch (std::exception const& failure) {
        why = failure.what();
    }
    if (!has_pages())
        log_.warning("console_pages_missing", {{"looked_for", "console/index.html"}, {"why", why}});
}

bool Console::owns(http::Request const& request) const {
    if (is_api_page(request)) return true;
    auto const path = std::string_view{request.target}.substr(0, request.target.find('?'));
    if (path == "/") return has_pages();
    return is_room(path) || pages_.holds(path);
}

http::Response Console::answer(http::Request const& request) {
    auto response = unguarded_answer(request);
    guard(response);
    return response;
}

http::Response Console::unguarded_answer(http::Request const& request) {
    if (!gate_)
        return http::plain_answer(
            404,
            {.zh_cn = "网页和 API 没有开放：请在 duban.yaml 写明钥匙（console: {key_file: "
                      "文件}），原因见日志",
             .en = "the console and the API are closed: name a key in duban.yaml "
                   "(console: {key_file: FILE}), and see the log"});
    if (!hosts_.know(request))
        return http::plain_answer(
            421,
            {.zh_cn = "本服务不认得这个名称：请在 duban.yaml 的 console.address "
                      "写明对外的地址",
             .en = "this daemon is not known by that name: set console.address in "
                   "duban.yaml to its public address"});
    if (is_api_page(request)) return api_page(request, house_, *gate_, log_);
    if (request.method != "GET" && request.method != "HEAD") {
        auto response =
            http::plain_answer(405, {.zh_cn = "这里只接受 GET", .en = "only GET is answered here"});
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    if (!has_pages())
        return http::plain_answer(
            404,
            {.zh_cn = "没有安装网页的文件，原因见日志；API 在 /api/v1",
             .en = "the pages of the console are not installed, the log says why; the API "
                   "is at /api/v1"});
    return pages_.answer(request, page_for(request));
}

std::string Console::page_for(http::Request const& request) const {
    auto const path = request.target.substr(0, request.target.find('?'));
    return pages_.holds(path) ? path : std::string{http::StaticPages::index};
}

}  // namespace duban::cli
