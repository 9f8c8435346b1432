// The REST API of a real daemon: who is let in, what is refused, and that its answers are those of
// the command line.
#include <signal.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/api_client.hpp"
#include "tests/adapters/cli/daemon_output.hpp"
#include "tests/adapters/cli/web_client.hpp"

using namespace duban::test;
using Catch::Contains;

namespace {

std::string session_of(HttpAnswer const& answer) {
    auto const cookie = answer.header("Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
}

constexpr char const* as_json = "Content-Type: application/json\r\n";

std::string bearer(std::string const& key) {
    return "Authorization: Bearer " + key + "\r\n";
}

std::string body_with(std::string const& key) {
    return boost::json::serialize(boost::json::object{{"key", key}});
}

}  // namespace

TEST_CASE("what the API answers is what the command line answers") {
    ApiClient const api;
    // One daemon for all rows: a row of GENERATE would start its own.
    std::vector<std::pair<std::string, std::vector<std::string>>> const rows{
        {"/api/v1/cases/1?language=en", {"why", "1", "--json"}},
        {"/api/v1/cases/1?language=zh-CN", {"why", "1", "--json", "--language", "zh-CN"}},
        {"/api/v1/due?term=3%20months&from=2025-07-01&on_rest_day=next_working_day&language=en",
         {"due",
          "3 months",
          "--from",
          "2025-07-01",
          "--on-rest-day",
          "next_working_day",
          "--explain",
          "--json"}},
        {"/api/v1/due?term=15+working+days&from=2025-09-25T18:00&cut_off=17:30&ends=closing_hour"
         "&calendar=cn&start_on_rest_day=next_working_day&time_zone=Asia/Shanghai&language=zh-CN",
         {"due",
          "15 working days",
          "--from",
          "2025-09-25T18:00",
          "--cut-off",
          "17:30",
          "--ends",
          "closing_hour",
          "--start-on-rest-day",
          "next_working_day",
          "--explain",
          "--json",
          "--language",
          "zh-CN"}},
    };
    for (auto const& [target, command] : rows) {
        CAPTURE(target);
        auto const answer = api.get(target);
        CHECK(answer.status == 200);
        CHECK(answer.header("Content-Type") == "application/json");
        CHECK(answer.header("Cache-Control") == "no-store");
        auto const said = api.office().run(command);
        CHECK(answer.body + "\n" == said.out);
    }
}

TEST_CASE("lists are those of the command line, a page at a time") {
    ApiClient const api;
    for (auto const* title : {"二号", "三号"}) file_another(api.office(), title);
    auto const listed = api.office().run({"list", "--json"}).json().at("cases");
    auto const all = api.get("/api/v1/cases").json();
    CHECK(all.at("cases") == listed);
    CHECK(all.at("next").is_null());

    auto const first = api.get("/api/v1/cases?limit=2").json();
    CHECK(first.at("cases").as_array().size() == 2);
    CHECK(first.at("next") == 2);
    auto const last = api.get("/api/v1/cases?limit=2&after=2").json();
    CHECK(last.at("cases").as_array().size() == 1);
    CHECK(last.at("next").is_null());

    auto const count = [&](std::string const& query) {
        return api.get("/api/v1/cases?" + query).json().at("cases").as_array().size();
    };
    CHECK(count("state=handling") == 1);
    CHECK(count("state=filed") == 2);
    CHECK(count("search=%E4%B8%89%E8%99%9F") == 1);  // 三號, in traditional characters
    CHECK(count("show=overdue") == 0);
    CHECK(count("show=closed") == 0);
    auto const declined =
        api.office().run({"act", "3", "decline", "--as", "lin-committee", "--set", "reason=重复"});
    INFO(declined.err);
    REQUIRE(declined.exit == 0);
    CHECK(count("show=closed") == 1);
    CHECK(count("show=open") == 2);
    CHECK(count("show=all") == 3);
    CHECK(count("due_before=2015-01-01") == 0);
    CHECK(count("workflow=cppcc-proposal&due_before=2199-01-01") == 2);

    auto const records = api.office().run({"log", "1", "--json"}).json().at("records");
    auto const journal = api.get("/api/v1/cases/1/journal").json();
    CHECK(journal.at("records") == records);
    CHECK(journal.at("next").is_null());
    auto const page = api.get("/api/v1/cases/1/journal?limit=1&after=1").json();
    CHECK(page.at("records").as_array().front() == records.as_array().at(1));
    CHECK(page.at("next") == 2);
}

TEST_CASE("overdue is what runs and is over, not what stands still") {
    ApiClient const api;
    auto const overdue = [&] {
        return api.get("/api/v1/cases?show=overdue").json().at("cases").as_array().size();
    };
    CHECK(overdue() == 0);
    api.office().edit_store("UPDATE deadline SET due_at = started_at WHERE name = 'reply'");
    CHECK(overdue() == 1);
    api.office().edit_store("UPDATE deadline SET stopped_since = started_at WHERE name = 'reply'");
    CHECK(overdue() == 0);
    api.office().edit_store("UPDATE deadline SET stopped_since = NULL WHERE name = 'reply'");
    CHECK(overdue() == 1);
    api.office().edit_store("UPDATE \"case\" SET suspended_since = opened_at");
    CHECK(overdue() == 0);
}

TEST_CASE("a page of large cases ends early, and the next goes on behind it") {
    ApiClient const api;
    for (int i = 0; i < 5; ++i) file_another(api.office(), "又一号");
    // 900,000 characters each.
    api.office().edit_store(
        "UPDATE \"case\" SET data = json_set(data, '$.reasons', hex(zeroblob(450000)))");
    auto const first = api.get("/api/v1/cases").json();
    CHECK(first.at("cases").as_array().size() == 5);
    CHECK(first.at("next") == 5);
    auto const last = api.get("/api/v1/cases?after=5").json();
    CHECK(last.at("cases").as_array().size() == 1);
    CHECK(last.at("next").is_null());
}

TEST_CASE("calendars say how far they know, and what runs beyond") {
    ApiClient const api;
    auto const listed = api.office().run({"calendar", "list", "--json"}).json().at("calendars");
    auto const answer = api.get("/api/v1/calendars").json();
    CHECK(answer.at("today").as_string().size() == 10);
    CHECK(answer.at("time_zone") == "Asia/Shanghai");
    auto const& calendars = answer.at("calendars").as_array();
    REQUIRE(calendars.size() == listed.as_array().size());
    auto const& cn = calendars.front().as_object();
    CHECK(cn.at("calendar") == "cn");
    CHECK(cn.at("version") == listed.at(0).at("version"));
    CHECK(cn.at("source").is_string());
    api.office().edit_store("UPDATE deadline SET due_at = 7258118400000");  // 2200
    CHECK(api.get("/api/v1/calendars").json().at("calendars").at(0).at("deadlines_beyond") == 1);
}

TEST_CASE("texts are in the language that is accepted most gladly") {
    ApiClient const api;
    std::vector<std::pair<std::string, bool>> const rows{
        {"en-GB,zh;q=0.5", true},
        {"zh;q=0.5, en;q=0.6", true},
        {"fr, en;q=0.2", true},
        {"zh;q=0, en;q=0.1", true},
        {"en;q=0.9,zh-CN", false},
        {"en;q=0", false},
        {"en;q=often", false},
        {"zh,en", false},
        {"fr", false},
        {"", false},
    };
    for (auto const& [accepted, is_english] : rows) {
        CAPTURE(accepted);
        auto const headers = bearer(api.key()) + "Accept-Language: " + accepted + "\r\n";
        auto const body = api.send("GET", "/api/v1/cases/1", headers).body;
        CHECK_THAT(body, Contains(is_english ? "\"Log a contact\"" : "\"记录沟通\""));
    }
}

TEST_CASE("a request that is not understood is told what is wrong with it") {
    ApiClient const api;
    std::vector<std::tuple<std::string, int, std::string>> const rows{
        {"/api/v1/cases?serch=x", 400, "did you mean \"search\"?"},
        {"/api/v1/cases?zzzz=x", 400, "there is no parameter \"zzzz\""},
        {"/api/v1/cases?limit=1&limit=2", 400, "\"limit\" is given twice"},
        {"/api/v1/cases?limit=0", 400, "from 1 to 100"},
        {"/api/v1/cases?limit=101", 400, "from 1 to 100"},
        {"/api/v1/cases/1/journal?limit=501", 400, "from 1 to 500"},
        {"/api/v1/cases?after=-1", 400, "\"after\" must be"},
        {"/api/v1/cases?show=some", 400, "open, overdue, closed or all"},
        {"/api/v1/cases?due_before=tomorrow", 400, "\"tomorrow\" is no date"},
        {"/api/v1/cases?search=%FF", 400, "a text of at most 300 bytes"},
        {"/api/v1/cases?search=%E3%80%82", 400, "nothing to look for"},
        {"/api/v1/cases?search=%00", 400, "a text of at most 300 bytes"},
        {"/api/v1/cases?search=" + std::string(301, 'x'), 400, "a text of at most 300 bytes"},
        {"/api/v1/cases?search=%zz", 400, "rightly encoded"},
        {"/api/v1/cases?language=fr", 400, "must be zh-CN or en"},
        {"/api/v1/cases/99", 404, "there is no case 99"},
        {"/api/v1/cases/99/journal", 404, "there is no case 99"},
        {"/api/v1/cases/0", 404, "there is no such address"},
        {"/api/v1/cases/01", 404, "there is no such address"},
        {"/api/v1/cases/-1", 404, "there is no such address"},
        {"/api/v1/cases/99999999999999999999", 404, "there is no such address"},
        {"/api/v1/cases/1/../2", 404, "there is no such address"},
        {"/api/v1/cases/", 404, "there is no such address"},
        {"/api/v2/cases", 404, "there is no such address"},
        {"/api", 404, "there is no such address"},
        {"/api/v1/due?from=2025-07-01", 400, "name a term"},
        {"/api/v1/due?term=3+months&from=2025-02-30", 400, "no day that exists"},
        {"/api/v1/due?term=soon&from=2025-07-01", 400, "\"soon\""},
        {"/api/v1/due?term=3+months&from=2025-07-01&calendar=mars", 400, "no calendar \"mars\""},
        {"/api/v1/due?term=3+months&from=2025-07-01&on_rest_day=go", 400, "next_working_day"},
        {"/api/v1/due?term=3+months&from=2025-07-01&time_zone=Mars", 400, "no time zone \"Mars\""},
    };
    for (auto const& [target, status, words] : rows) {
        CAPTURE(target);
        auto const answer = api.get(target);
        CHECK(answer.status == status);
        CHECK_THAT(answer.problem(), Contains(words));
        CHECK(answer.json().at("problem").at("message").at("zh-CN").is_string());
    }
}

TEST_CASE("nobody is let in without the key, under another's name, or to write") {
    ApiClient const api;
    auto const key = "Authorization: Bearer " + api.key() + "\r\n";
    std::vector<std::tuple<std::string, std::string, std::string, int>> const rows{
        {"GET", "/api/v1/cases", "", 401},
        {"GET", "/api/v1/cases/1", "Authorization: Bearer x\r\n", 401},
        {"GET", "/api/v1/cases/1/journal", "Cookie: duban_session=x\r\n", 401},
        {"GET", "/api/v1/due?term=3+months&from=2025-07-01", "", 401},
        {"GET", "/api/v1/calendars", "", 401},
        {"GET", "/api/v1/openapi.json", "", 401},
        {"GET", "/api/v1/cases", key + "Host: evil.example\r\n", 421},
        {"GET", "/cases", key + "Host: evil.example\r\n", 421},
        {"POST", "/api/v1/sign-in", "Host: evil.example\r\n", 421},
        {"POST", "/api/v1/cases", key, 405},
        {"DELETE", "/api/v1/cases/1", key, 405},
        {"OPTIONS", "/api/v1/cases/1", key, 405},
        {"GET", "/api/v1/sign-in", key, 405},
        {"POST", "/cases", key, 405},
        {"HEAD", "/api/v1/cases", key, 200},
        {"GET", "/api/v1/cases", key, 200},
    };
    for (auto const& [method, target, headers, status] : rows) {
        CAPTURE(method, target, headers);
        auto const answer = api.send(method, target, headers);
        CHECK(answer.status == status);
        CHECK_THAT(answer.header("Content-Security-Policy"), Contains("default-src 'none'"));
        CHECK(answer.header("X-Frame-Options") == "DENY");
        CHECK(answer.header("Referrer-Policy") == "no-referrer");
        if (status == 405) CHECK_THAT(answer.header("Allow"), Contains("GET") || Contains("POST"));
        if (status == 401) CHECK(answer.header("WWW-Authenticate") == "Bearer");
    }
    auto const head = api.send("HEAD", "/api/v1/cases", key);
    CHECK(head.body.empty());
    CHECK(head.header("Content-Length") == std::to_string(api.get("/api/v1/cases").body.size()));
}

TEST_CASE("a browser signs in with the key, reads by its cookie, and signs out") {
    ApiClient const api;
    auto const sign_in = [&](std::string const& headers, std::string const& body) {
        return api.send("POST", "/api/v1/sign-in", headers, body);
    };
    auto const good = body_with(api.key());
    CHECK(sign_in(as_json, body_with("wrong")).status == 401);
    CHECK(sign_in("Content-Type: text/plain\r\n", good).status == 415);
    for (auto const* wrong : {"", "{", "[]", "{\"key\":1}", "{\"kee\":\"x\"}"}) {
        CAPTURE(wrong);
        CHECK(sign_in(as_json, wrong).status == 400);
    }
    auto const welcome = sign_in(as_json, good);
    CHECK(welcome.status == 204);
    CHECK_THAT(welcome.header("Set-Cookie"),
               Contains("duban_session=") &&
                   Contains("; Path=/; Max-Age=43200; HttpOnly; "
                            "SameSite=Strict") &&
                   !Contains("Secure"));
    CHECK_THAT(
        sign_in("X-Forwarded-Proto: https\r\n" + std::string{as_json}, good).header("Set-Cookie"),
        Contains("; Secure"));
    auto const cookie = "Cookie: " + session_of(welcome) + "\r\n";
    CHECK(api.send("GET", "/api/v1/cases", cookie).status == 200);
    CHECK(api.send("POST", "/api/v1/sign-out", cookie).status == 415);  // of another site's form
    CHECK(api.send("GET", "/api/v1/cases", cookie).status == 200);
    auto const leave = api.send("POST", "/api/v1/sign-out", cookie + std::string{as_json});
    CHECK(leave.status == 204);
    CHECK_THAT(leave.header("Set-Cookie"), Contains("Max-Age=0"));
    CHECK(api.send("GET", "/api/v1/cases", cookie).status == 401);
}

TEST_CASE("a script with an old key locks nobody out") {
    ApiClient const api;
    for (int i = 0; i < 20; ++i)
        CHECK(api.send("GET", "/api/v1/cases", bearer("an-old-key")).status == 401);
    CHECK(api.get("/api/v1/cases").status == 200);
}

TEST_CASE("whoever tries keys must wait, and is told how long") {
    ApiClient const api;
    for (int i = 0; i < 10; ++i)
        CHECK(api.send("GET", "/api/v1/cases", bearer("wrong-" + std::to_string(i))).status == 401);
    CHECK_THAT(api.logged("event=keys_refused"), Contains("seconds="));
    auto const answer = api.get("/api/v1/cases");
    CHECK(answer.status == 429);
    auto const wait = std::stoi(answer.header("Retry-After"));
    CHECK(wait > 0);
    CHECK(wait <= 60);
    CHECK(api.send("POST", "/api/v1/sign-in", as_json, body_with(api.key())).status == 429);
}

TEST_CASE("without a key, or with a bad one, the door is closed and says how to open it") {
    auto const [key, why] = GENERATE(table<std::string, std::string>({
        {"", "cannot be read"},
        {"short", "needs 32 characters"},
    }));
    CAPTURE(key);
    Office const office;
    if (!key.empty()) {
        std::filesystem::create_directories(office.path("var/example"));
        std::ofstream{office.path("var/example/console.key")} << key << '\n';
        std::filesystem::permissions(office.path("var/example/console.key"),
                                     std::filesystem::perms::owner_read);
    }
    auto const daemon = office.serve();
    CHECK_THAT(line_with(*daemon, "event=console_closed"), Contains(why));
    auto const port = port_of(line_with(*daemon, "http://127.0.0.1:"));
    for (auto const* target : {"/api/v1/cases", "/cases", "/sign-in", "/api"}) {
        CHECK_THAT(http_get(port, target),
                   Contains("404") && Contains("console: {key_file: FILE}"));
    }
    CHECK_THAT(http_get(port, "/readyz"), Contains("200 OK"));
    daemon->signal(SIGINT);
    daemon->wait();
}

TEST_CASE("pages that cannot be used leave the API and the reminders alone") {
    Office const office;
    office.file_example();
    auto const page = office.path("bin/console/index.html");
    std::filesystem::create_directories(office.path("bin/console"));
    std::ofstream{page} << "<p>";
    std::filesystem::resize_file(page, 33U << 20U);  // more than all pages together may take
    auto const daemon = office.serve_copy();
    CHECK_THAT(line_with(*daemon, "event=console_pages_missing"), Contains("exceed"));
    auto const port = port_of(line_with(*daemon, "http://127.0.0.1:"));
    CHECK_THAT(http_get(port, "/readyz"), Contains("200 OK"));
    CHECK_THAT(http_get(port, "/api/v1/cases"), Contains("401 Unauthorized"));
    CHECK_THAT(http_get(port, "/cases"), Contains("404") && Contains("are not installed"));
    daemon->signal(SIGINT);
    daemon->wait();
}

TEST_CASE("the example makes its key once, for its owner alone") {
    Office const office;
    office.file_example();
    auto const path = office.path("var/example/console.key");
    auto const key = text_of(path);
    CHECK(key.size() == 65);
    CHECK((std::filesystem::status(path).permissions() ==
           (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
    office.file_example();
    CHECK(text_of(path) == key);
}
