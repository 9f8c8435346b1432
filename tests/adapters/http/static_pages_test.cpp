#include "adapters/http/static_pages.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

using namespace duban;
using http::StaticPages;

namespace {

void write(support::TemporaryFolder const& folder,
           std::string const& name,
           std::string const& text) {
    std::filesystem::create_directories(std::filesystem::path{folder.file(name)}.parent_path());
    std::ofstream{folder.file(name)} << text;
}

std::string header_of(http::Response const& response, std::string_view name) {
    for (auto const& [one, value] : response.headers) {
        if (one == name) return value;
    }
    return {};
}

}  // namespace

TEST_CASE("only what was read at the start is answered") {
    support::TemporaryFolder const folder;
    write(folder, "pages/index.html", "<p>");
    write(folder, "pages/assets/a-1.js", "let a;");
    write(folder, "pages/notes.secret", "no page");
    write(folder, "outside.html", "no");
    auto const pages = StaticPages::read(folder.file("pages"));
    write(folder, "pages/late.html", "late");
    CHECK(pages.holds("/index.html"));
    CHECK(pages.holds("/assets/a-1.js"));
    for (auto const* path : {"/notes.secret",
                             "/late.html",
                             "/../outside.html",
                             "/assets/../index.html",
                             "/assets",
                             "/",
                             "index.html",
                             ""}) {
        CAPTURE(path);
        CHECK_FALSE(pages.holds(path));
    }
}

TEST_CASE("a folder without a first page, or none at all, has no page to begin with") {
    support::TemporaryFolder const folder;
    write(folder, "assets/a-1.js", "let a;");
    CHECK_FALSE(StaticPages::read(folder.path().string()).holds(StaticPages::index));
    CHECK_FALSE(StaticPages::read(folder.file("nowhere")).holds(StaticPages::index));
    write(folder, "index.html", "<p>");
    CHECK(StaticPages::read(folder.path().string()).holds(StaticPages::index));
}

TEST_CASE("an asset may be kept for ever, a page is asked for again") {
    support::TemporaryFolder const folder;
    write(folder, "index.html", "<p>");
    write(folder, "assets/a-1.js", "let a;");
    auto const pages = StaticPages::read(folder.path().string());
    auto const asset = pages.answer({}, "/assets/a-1.js");
    CHECK(asset.body == "let a;");
    CHECK(asset.content_type == "text/javascript; charset=utf-8");
    CHECK(header_of(asset, "Cache-Control") == "public, max-age=31536000, immutable");

    auto const page = pages.answer({}, "/index.html");
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(header_of(page, "Cache-Control") == "no-cache");
    http::Request again;
    again.headers.emplace_back("If-None-Match", header_of(page, "ETag"));
    CHECK(pages.answer(again, "/index.html").status == 304);
    CHECK(pages.answer(again, "/index.html").body.empty());
    CHECK(pages.answer(again, "/assets/a-1.js").status == 200);
}

TEST_CASE("pages beyond all measure are refused") {
    support::TemporaryFolder const folder;
    write(folder, "big.html", "");
    std::filesystem::resize_file(folder.file("big.html"), 33U << 20U);
    CHECK_THROWS_WITH(StaticPages::read(folder.path().string()), Catch::Contains("exceed"));
}
