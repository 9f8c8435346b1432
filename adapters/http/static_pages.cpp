#include "adapters/http/static_pages.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "engine/base/ensure.hpp"
#include "engine/base/sha256.hpp"

namespace duban::http {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t bytes_max = 32U << 20U;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view content_type_of(fs::path const& path) {
    for (auto const& [extension, type] : content_types) {
        if (path.extension() == extension) return type;
    }
    return {};
}

std::string content_of(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{fmt::format("cannot read {}", path.string())};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

StaticPages StaticPages::read(std::string const& folder) {
    StaticPages read;
    std::error_code error;
    std::uintmax_t bytes = 0;
    for (auto const& entry : fs::recursive_directory_iterator{folder, error}) {
        auto const type = content_type_of(entry.path());
        if (!entry.is_regular_file() || type.empty()) continue;
        bytes += entry.file_size();
        if (bytes > bytes_max) {
            throw std::runtime_error{
                fmt::format("the pages in {} exceed {} bytes", folder, bytes_max)};
        }
        auto body = content_of(entry.path());
        auto tag = fmt::format("\"{}\"", to_text(sha256(body)).substr(0, 32));
        read.pages_.emplace(
            fmt::format("/{}", entry.path().lexically_relative(folder).generic_string()),
            Page{
                .content_type = std::string{type}, .body = std::move(body), .tag = std::move(tag)});
    }
    return read;
}

Response StaticPages::answer(Request const& request, std::string_view path) const {
    auto const found = pages_.find(path);
    ensure(found != pages_.end(), "a page is asked for by a path that is held");
    auto const& page = found->second;
    // The names of assets hold a hash of their content; all else is asked for again each time.
    Response response{
        .content_type = page.content_type,
        .body = {},
        .headers = {
            {"ETag", page.tag},
            {"Cache-Control",
             path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"}}};
    if (request.header("If-None-Match") == page.tag) {
        response.status = 304;
    } else {
        response.body = page.body;
    }
    return response;
}

}  // namespace duban::http
