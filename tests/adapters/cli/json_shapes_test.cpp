// The shapes that other programs read. A key that goes missing or changes its type is a break.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
using boost::json::object;
using boost::json::value;

namespace {

std::string kind_of(value const& one) {
    return std::string{boost::json::to_string(one.kind())};
}

/// {"a":1,"b":[]} -> "a:int64 b:array": keys in their order, with their types.
std::string shape_of(value const& one) {
    std::string shape;
    for (auto const& [key, inner] : one.as_object()) {
        shape += (shape.empty() ? "" : " ") + std::string{key} + ":" + kind_of(inner);
    }
    return shape;
}

std::vector<std::string> dates_of(value const& skipped) {
    std::vector<std::string> dates;
    for (auto const& day : skipped.as_array()) {
        dates.emplace_back(day.at("date").as_string());
    }
    return dates;
}

}  // namespace

TEST_CASE("due answers one question with one object") {
    Office const office;
    auto const ran = office.run(
        {"due", "3 months", "--from", "2025-07-01", "--on-rest-day", "next_working_day", "--json"});
    REQUIRE(ran.exit == 0);
    CHECK(ran.err.empty());
    auto const answer = ran.json();
    CHECK(shape_of(answer) == "raw:string due:string provisional:bool skipped:array");
    CHECK(answer.at("raw") == "2025-10-01");
    CHECK(answer.at("due") == "2025-10-09");
    CHECK(answer.at("provisional") == false);
    CHECK(dates_of(answer.at("skipped")).front() == "2025-10-01");
    CHECK(dates_of(answer.at("skipped")).size() == 8);
}

TEST_CASE("eval answers with a type and a value, an error or a problem") {
    Office const office;
    auto const [expression, exit, shape, says] =
        GENERATE(table<std::string, int, std::string, std::string>({
            {"1 + 2", 0, "type:string value:int64", "\"int\",\"value\":3"},
            {"x.name", 0, "type:string value:string", "Huang"},
            {"duration('90s')", 0, "type:string value:string", "\"90s\""},
            {"b'abcd'", 0, "type:string value:string", "YWJjZA=="},
            {"null", 0, "type:string value:null", "null"},
            {"[1, 2.0, {3u: true}]", 0, "type:string value:array", "[1,2.0,{\"3\":true}]"},
            {"workdays_between(date('2026-09-30'), date('2026-10-12'))",
             0,
             "type:string value:int64",
             "4"},
            {"timestamp('2026-03-01T00:00:00Z').getHours('Asia/Shanghai')",
             0,
             "type:string value:int64",
             "8"},
            {"1 / 0", 1, "error:string", "division by zero"},
            {"y", 1, "problem:object", "there is no field `y`"},
        }));
    CAPTURE(expression);
    auto const ran =
        office.run({"eval", expression, "--with", R"({"x":{"name":"Huang"}})", "--json"});
    CHECK(ran.exit == exit);
    CHECK(ran.err.empty());
    CHECK(shape_of(ran.json()) == shape);
    CHECK_THAT(ran.out, Catch::Contains(says));
}

TEST_CASE("eval takes the types of a definition's fields") {
    Office const office;
    auto const [expression, says] = GENERATE(table<std::string, std::string>({
        {"size(proposers)", "2 (int)\n"},
        {"proposers[1]", "\"li\" (string)\n"},
        {"round + 1", "2 (int)\n"},
        {"has(rating)", "false (bool)\n"},
    }));
    CAPTURE(expression);
    auto const ran = office.run({"eval",
                                 expression,
                                 "--workflow",
                                 "cppcc-proposal",
                                 "--with",
                                 R"({"proposers":["huang","li"]})"});
    CHECK(ran.exit == 0);
    CHECK(ran.out == says);
}

TEST_CASE("eval answers line by line, in order, and goes on after a bad line") {
    Office const office;
    std::vector<std::pair<std::string, std::string>> const rows{
        {R"({"expression":"x + 1 > 2","with":{"x":3}})", R"({"type":"bool","value":true})"},
        {"nonsense", "no JSON"},
        {"", "no JSON"},
        {"[]", "JSON object"},
        {"{}", R"(\"expression\" is missing)"},
        {R"({"expression":1})", "must be a text"},
        {R"({"expression":"1","whence":1})", "whence"},
        {R"({"expression":"1","with":[]})", "names and values"},
        {R"({"expression":"1","with":{"now":1}})", "a word of the language"},
        {R"({"expression":"1","with":{"x":1,"x":2}})", "is there twice"},
        {R"({"expression":"x","with":{"x":9223372036854775807}})", "9223372036854775807}"},
        {R"({"expression":"x","with":{"x":9223372036854775808}})", "out of range"},
        {R"({"expression":"x","with":{"x":-123456789012345678901}})", "out of range"},
        {R"({"expression":"x","with":{"x":1e999}})", "out of range"},
        {R"({"expression":"x","with":{"x":0.1}})", R"({"type":"double","value":0.1})"},
        {R"({"expression":"x + 1 == 'a'","with":{"x":3}})",
         R"({"problem":{"line":1,"column":7,"message":)"},
        {R"({"expression":"0.0 / 0.0"})", R"({"type":"double","value":"NaN"})"},
        {std::string(2'000'000, '['), "too long"},
        {R"({"expression":"1","with":{"x":)" + std::string(30, '[') + std::string(30, ']') + "}}",
         R"({"type":"int","value":1})"},
        {R"({"expression":"1","with":{"x":)" + std::string(31, '[') + std::string(31, ']') + "}}",
         "nested deeper than 32"},
        {R"({"expression":"1 / 0"})", R"({"error":"division by zero"})"},
    };
    std::string input;
    for (auto const& [line, unused] : rows) input += line + "\n";
    auto const ran = office.run({"eval", "--json"}, input);
    CHECK(ran.exit == 0);
    CHECK(ran.err.empty());
    auto const lines = ran.lines();
    REQUIRE(lines.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(rows[i].first.substr(0, 80), lines[i]);
        CHECK(boost::json::parse(lines[i]).is_object());
        CHECK_THAT(lines[i], Catch::Contains(rows[i].second));
    }
}

TEST_CASE("due answers line by line, in order, and goes on after a bad line") {
    Office const office;
    auto const good = std::string{R"({"term":"3 months","from":"2025-07-01","calendar":"cn",)"
                                  R"("on_rest_day":"next_working_day"})"};
    auto const ran = office.run({"due", "--json"},
                                good + "\nnonsense\n\n{\"term\":\"3 months\"}\n" +
                                    R"({"term":"3 months","from":"2025-07-01","whence":"x"})"
                                    "\n" +
                                    R"({"term":3,"from":"2025-07-01"})"
                                    "\n" +
                                    std::string(100'000, '[') + "\n" +
                                    R"({"term":"3 months","term":"4 months","from":"2025-07-01"})"
                                    "\n" +
                                    R"({"trem":"3 months","from":"2025-07-01"})"
                                    "\n\xEF\xBB\xBF" +
                                    good);
    CHECK(ran.exit == 0);
    auto const lines = ran.lines();
    REQUIRE(lines.size() == 10);
    CHECK(lines.front() == lines.back());
    CHECK(boost::json::parse(lines.front()).at("due") == "2025-10-09");
    auto const [line, says] = GENERATE(table<std::size_t, char const*>({
        {1, "JSON object"},
        {2, "JSON object"},
        {3, "\"from\" is missing"},
        {4, "whence"},
        {5, "\"term\" must be a text"},
        {6, "too long"},
        {7, "the key \"term\" is there twice"},
        {8, "did you mean \"term\"?"},
    }));
    CAPTURE(line, lines[line]);
    auto const answer = boost::json::parse(lines[line]);
    CHECK(shape_of(answer) == "problem:object");
    CHECK_THAT(std::string{answer.at("problem").at("message").as_string()}, Catch::Contains(says));
}

TEST_CASE("check names every problem with its place and the right word") {
    Office const office;
    office.edit("workflows/cppcc-proposal/workflow.yaml", "\nstart: filed", "\nstrt: filed");
    auto const ran = office.run({"check", office.workflow_file(), "--json"});
    CHECK(ran.exit == 1);
    CHECK(ran.err.empty());
    auto const problems = ran.json().at("problems").as_array();
    REQUIRE(problems.size() == 2);
    CHECK(shape_of(problems[1]) ==
          "file:string line:int64 column:int64 severity:string rule:string message:string "
          "suggestion:string");
    CHECK(problems[1].at("file") == value(office.workflow_file()));
    CHECK(problems[1].at("column") == 1);
    CHECK(problems[1].at("severity") == "error");
    CHECK(problems[1].at("rule") == "unknown-key");
    CHECK(problems[1].at("suggestion") == "start");
}

TEST_CASE("check of a sound definition is an empty list") {
    Office const office;
    auto const ran = office.run({"check", "workflows/cppcc-proposal", "--json"});
    CHECK(ran.exit == 0);
    CHECK(ran.out == "{\"problems\":[]}\n");
}

TEST_CASE("check tells what a definition silences only where all is asked for") {
    Office const office;
    office.edit("workflows/cppcc-proposal/workflow.yaml",
                "\nroles:",
                "\nsilence: [{rule: unused-role, because: {zh-CN: 备用, en: kept}}]\nroles:\n"
                "  nobody: {group: nobody}");
    CHECK(office.run({"check", office.workflow_file(), "--json"}).out == "{\"problems\":[]}\n");
    auto const ran = office.run({"check", office.workflow_file(), "--json", "--all"});
    CHECK(ran.exit == 0);
    auto const problems = ran.json().at("problems").as_array();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].at("rule") == "unused-role");
    CHECK(problems[0].at("silenced").at("because") == "kept");
}

TEST_CASE("check --longest says how long a case takes at most, step by step") {
    Office const office;
    auto const ran = office.run(
        {"check", "workflows/cppcc-proposal", "--longest", "--from", "2024-03-04", "--json"});
    CHECK(ran.exit == 0);
    auto const time = ran.json().at("longest").at(0);
    CHECK(shape_of(time) ==
          "workflow:string from:string ends:array unbounded:array no_clock:array complete:bool");
    auto const& closed = time.at("ends").at(0);
    CHECK(shape_of(closed) == "end:string latest:string days:int64 provisional:bool path:array");
    CHECK(closed.at("latest") == "2026-02-24");
    CHECK(closed.at("days") == 722);
    CHECK(shape_of(closed.at("path").at(0)) ==
          "state:string deadline:string term:string from:string to:string move:string");
    CHECK(office.run({"check", "workflows/cppcc-proposal", "--longest", "--from", "today"}).exit ==
          2);
}

TEST_CASE("check --sarif is a log of one run, each result with its rule and its region") {
    Office const office;
    office.edit("workflows/cppcc-proposal/workflow.yaml", "\nstart: filed", "\nstrt: filed");
    auto const ran = office.run({"check", office.workflow_file(), "--sarif"});
    CHECK(ran.exit == 1);
    auto const log = ran.json();
    CHECK(log.at("version") == "2.1.0");
    REQUIRE(log.at("runs").as_array().size() == 1);
    auto const& run = log.at("runs").at(0);
    auto const& driver = run.at("tool").at("driver");
    CHECK(driver.at("name") == "duban");
    auto const& result = run.at("results").at(1);
    CHECK(result.at("ruleId") == "unknown-key");
    CHECK(result.at("level") == "error");
    auto const index = result.at("ruleIndex").to_number<std::size_t>();
    CHECK(driver.at("rules").at(index).at("id") == "unknown-key");
    CHECK(driver.at("rules").at(index).at("shortDescription").at("text").is_string());
    auto const& place = result.at("locations").at(0).at("physicalLocation");
    CHECK(place.at("artifactLocation").at("uri") == value(office.workflow_file()));
    CHECK(place.at("region").at("startLine").to_number<int>() > 1);
    CHECK(place.at("region").at("startColumn") == 1);
}

TEST_CASE("import --dry-run says what a page holds, null where it says nothing") {
    Office const office;
    auto const ran = office.run({"import", "config/example/proposal.txt", "--dry-run", "--json"});
    REQUIRE(ran.exit == 0);
    auto const answer = ran.json();
    auto const& page = answer.at("cases").at(0);
    CHECK(shape_of(page) ==
          "file:string kind:string number:string title:string proposers:array unit:null "
          "co_handlers:array reply_class:null reply_date:null reasons:string requests:array "
          "reply:null answers:array doubts:array");
    CHECK(page.at("number") == "017");
    CHECK(page.at("proposers") == boost::json::array({"程远", "沈知秋"}));
    REQUIRE(page.at("requests").as_array().size() == 3);
    CHECK(shape_of(page.at("requests").at(0)) == "label:string heading:string text:string");
    CHECK(page.at("requests").at(0).at("label") == "(一)");
    CHECK(shape_of(page.at("doubts").at(0)) == "field:string message:string");
}

TEST_CASE("import --dry-run files nothing") {
    Office const office;
    CHECK(office.run({"import", "config/example/proposal.txt", "--dry-run"}).exit == 0);
    CHECK(office.run({"list", "--all", "--json"}).out == "{\"cases\":[],\"unreadable\":[]}\n");
}

TEST_CASE("promises are proposed with their places, and dates are null where none is named") {
    Office const office;
    auto const ran =
        office.shell("echo '将于2027年6月底前完成，并尽快公布。' | duban promises - --json");
    REQUIRE(ran.exit == 0);
    auto const answer = ran.json();
    CHECK(shape_of(answer) == "promises:array more:bool");
    std::string const shape =
        "text:string phrase:string line:int64 column:int64 offset:int64 length:int64 "
        "phrase_offset:int64 date:";
    REQUIRE(answer.at("promises").as_array().size() == 2);
    CHECK(shape_of(answer.at("promises").at(0)) == shape + "string rule:string doubts:array");
    CHECK(shape_of(answer.at("promises").at(1)) == shape + "null rule:string doubts:array");
}

TEST_CASE("commands on a case answer in their shapes") {
    Office const office;
    office.file_example();
    using Words = std::vector<std::string>;
    auto const [words, shape] = GENERATE(table<Words, char const*>({
        {{"show", "1"},
         "case:int64 workflow:string version:int64 state:array state_title:object revision:int64 "
         "title:string "
         "opened_at:string closed_at:null data:object deadlines:array personal_reminders:array"},
        {{"why", "1"},
         "case:int64 workflow:string version:int64 state:array state_title:object revision:int64 "
         "title:string "
         "opened_at:string closed_at:null data:object deadlines:array personal_reminders:array "
         "actions:array explanations:array places:array waits:array next:array newer_version:null"},
        {{"why", "1", "sign"},
         "case:int64 action:string here:bool possible:bool reason:string ways:array"},
        {{"log", "1"}, "records:array"},
        {{"list"}, "cases:array unreadable:array"},
        {{"plan", "--until", "2099-12-31"}, "plan:array"},
        {{"outbox"}, "deliveries:array"},
        {{"outbox", "list"}, "deliveries:array"},
        {{"outbox", "show", "1"},
         "delivery:int64 case:int64 message:string recipient:string address:string channel:string "
         "phase:string attempts:int64 not_before:string expires_at:string confirmed_at:null "
         "message_id:string occurrence:string reason:string subject:string text:string "
         "html:string calendar:string attachments:array attempt_log:array"},
        {{"outbox", "preview", "1"}, "delivery:int64 bytes:string"},
        {{"outbox", "redrive", "--all", "--as", "chen-secretary"},
         "redriven:int64 channels:object dry_run:bool"},
        {{"outbox", "purge", "--all", "--because", "x", "--as", "chen-secretary", "--dry-run"},
         "purged:int64 channels:object dry_run:bool"},
        {{"message", "preview", "reply_soon", "--case", "1"}, "previews:array"},
        {{"channel", "list"}, "channels:array"},
        {{"outbox", "hold", "--all", "--because", "x", "--as", "chen-secretary"},
         "held:int64 channels:object dry_run:bool"},
        {{"outbox", "release", "--all", "--as", "chen-secretary"},
         "released:int64 channels:object dry_run:bool"},
        {{"remind", "1", "--on", "2034-09-01", "--as", "sun-housing"},
         "case:int64 revision:int64 reminder:object refused:null"},
        {{"remind", "1", "--on", "2034-09-01", "--as", "brown-requester"}, "refused:object"},
        {{"verify"},
         "cases:int64 records:int64 files:int64 described_only:int64 zone_databases:array "
         "breaks:array"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=x"},
         "case:int64 revision:int64 state:array repeated:bool warnings:array refused:null"},
        {{"act", "1", "dance", "--as", "sun-housing"}, "refused:object"},
    }));
    auto asked = words;
    asked.emplace_back("--json");
    CAPTURE(asked);
    auto const ran = office.run(asked);
    auto got = shape_of(ran.json());
    // Numbers of the store are int64 or uint64 as they come: both are JSON integers.
    for (auto at = got.find("uint64"); at != std::string::npos; at = got.find("uint64")) {
        got.erase(at, 1);
    }
    CHECK(got == shape);
}

TEST_CASE("a backup answers with its path") {
    Office const office;
    office.file_example();
    CHECK(shape_of(office.run({"backup", office.path("copy"), "--json"}).json()) ==
          "backup:string");
}

TEST_CASE("entries of lists have their shapes") {
    Office const office;
    office.file_example();
    auto const plan = office.run({"plan", "--until", "2099-12-31", "--json"}).json();
    CHECK(shape_of(plan.at("plan").at(0)) ==
          "at:string kind:string case:int64 title:string deadline:string due:string message:string "
          "recipient:string channel:string to_state:string why_not:string note:string");
    auto const log = office.run({"log", "1", "--json"}).json();
    CHECK(log.at("records").as_array().size() == 4);
    CHECK(shape_of(log.at("records").at(0)) == "number:int64 at:string record:object hash:string");
    auto const why = office.run({"why", "1", "--json"}).json();
    auto const& actions = why.at("actions").as_array();
    auto const* const reply = std::ranges::find_if(
        actions, [](value const& action) { return action.at("action").as_string() == "reply"; });
    REQUIRE(reply != actions.end());
    CHECK(reply->at("possible") == false);
    CHECK(shape_of(*reply) ==
          "action:string title:string possible:bool by:array need:array guards:array "
          "because:string state:string part:null people:array");
    CHECK(shape_of(reply->at("guards").at(0)) ==
          "guard:string open:bool values:object hangs_on_need:bool condition:object");
    CHECK(shape_of(why.at("places").at(0)) ==
          "state:string title:string part:null ended:bool owner:array people:array since:string "
          "entered_by:object");
    CHECK(shape_of(why.at("explanations").at(0)) ==
          "name:string explanation:string derivation:object state:string part:null "
          "next_alarm:string");
    // Whether the term ends on a rest day hangs on the day on which the test runs.
    auto derivation = why.at("explanations").at(0).at("derivation");
    derivation.at("rest_on_raw") = nullptr;
    CHECK(shape_of(derivation) ==
          "start:object term:object parts:array extensions:array stops:array stopped_since:null "
          "raw:string on_rest_day:string rest_on_raw:null due:string due_at:null skipped:array "
          "made_up:array basis:string calendar:object provisional:bool");
    CHECK(shape_of(why.at("deadlines").at(0)) ==
          "name:string state:string started_at:string term:string due:string due_at:string "
          "provisional:bool passed:bool calendar_version:string");
}
