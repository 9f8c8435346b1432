#include "tests/adapters/cli/office.hpp"

#include <sqlite3.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace duban::test {

namespace fs = std::filesystem;

namespace {

constexpr char const* program = DUBAN_PROGRAM;

/// Runs `command` with its standard streams in files of `folder`.
Ran run_in(std::string const& folder,
           std::vector<std::string> const& command,
           std::string const& input) {
    std::ofstream{folder + "/in"} << input;
    std::vector<std::string> words{
        "/bin/sh", "-c", R"(exec "$@" <"$0/in" >"$0/out" 2>"$0/err")", folder};
    words.insert(words.end(), command.begin(), command.end());
    support::ChildProcess child{std::move(words)};
    Ran ran;
    ran.exit = child.wait();
    ran.out = text_of(folder + "/out");
    ran.err = text_of(folder + "/err");
    return ran;
}

std::unique_ptr<support::ChildProcess> serve_with(std::string const& executable,
                                                  std::string const& settings) {
    return std::make_unique<support::ChildProcess>(
        std::vector<std::string>{"/bin/sh",
                                 "-c",
                                 R"(exec "$0" "$@" 2>&1)",
                                 executable,
                                 "--config",
                                 settings,
                                 "--language",
                                 "en",
                                 "serve"});
}

}  // namespace

std::string text_of(std::string const& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

boost::json::value Ran::json() const {
    boost::system::error_code error;
    auto value = boost::json::parse(out, error);
    INFO(out << err);
    REQUIRE_FALSE(error);
    return value;
}

std::vector<std::string> Ran::lines() const {
    std::vector<std::string> lines;
    std::istringstream text{out};
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

Office::Office() {
    for (auto const* name : {"config", "workflows"}) {
        fs::copy(name, folder_.path() / name, fs::copy_options::recursive);
    }
    edit("config/example/duban.yaml", "127.0.0.1:8080", "127.0.0.1:0");
}

Ran Office::run(std::vector<std::string> const& words, std::string const& input) const {
    std::vector<std::string> command{
        program, "--config", path("config/example/duban.yaml"), "--language", "en"};
    command.insert(command.end(), words.begin(), words.end());
    return run_in(folder_.path(), command, input);
}

Ran Office::shell(std::string const& line) const {
    auto const settings = "DUBAN_CONFIG=" + path("config/example/duban.yaml");
    auto const found = "PATH=" + fs::path{program}.parent_path().string() + ":/usr/bin:/bin";
    auto const script = "cd \"" + folder_.path().string() + "\" && { " + line + "; } 2>&1";
    return run_in(
        folder_.path(),
        {"/usr/bin/env", "-i", "LC_ALL=C.UTF-8", settings, found, "/bin/sh", "-c", script},
        {});
}

std::unique_ptr<support::ChildProcess> Office::serve() const {
    return serve_with(program, path("config/example/duban.yaml"));
}

std::unique_ptr<support::ChildProcess> Office::serve_copy() const {
    fs::create_directories(path("bin"));
    fs::copy_file(program, path("bin/duban"));
    return serve_with(path("bin/duban"), path("config/example/duban.yaml"));
}

void Office::file_example() const {
    auto const ran = run({"example"});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
}

void Office::edit(std::string const& name, std::string const& from, std::string const& to) const {
    auto text = text_of(path(name));
    auto const at = text.find(from);
    INFO(name << " holds no " << from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream{path(name), std::ios::binary} << text;
}

void Office::edit_store(char const* statement) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path("var/example/duban.sqlite").c_str(), &database) == SQLITE_OK);
    sqlite3_busy_timeout(database, 30'000);  // a daemon may be writing
    auto const done = sqlite3_exec(database, statement, nullptr, nullptr, nullptr);
    CAPTURE(statement, sqlite3_errmsg(database));
    CHECK(done == SQLITE_OK);
    CHECK(sqlite3_changes(database) > 0);
    sqlite3_close(database);
}

}  // namespace duban::test
