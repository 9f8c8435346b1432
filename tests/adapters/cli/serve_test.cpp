// The daemon as a process: what it says, answers and does on signals. Nothing waits by the clock:
// each step is known by a line of its log.
#include <signal.h>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/daemon_output.hpp"
#include "tests/adapters/cli/office.hpp"
#include "tests/adapters/cli/web_client.hpp"

using namespace duban::test;

TEST_CASE("the daemon serves its pages, reloads on SIGHUP and drains on SIGTERM") {
    Office const office;
    office.file_example();
    auto const daemon = office.serve();
    auto const port = port_of(line_with(*daemon, "http://127.0.0.1:"));
    line_with(*daemon, "mail is written to");

    CHECK_THAT(http_get(port, "/healthz"), Catch::Contains("200 OK") && Catch::Contains("alive"));
    CHECK_THAT(http_get(port, "/readyz"), Catch::Contains("200 OK") && Catch::Contains("ready"));
    CHECK_THAT(http_get(port, "/metrics"),
               Catch::Contains("text/plain; version=0.0.4") && Catch::Contains("# TYPE duban_"));
    CHECK_THAT(http_get(port, "/nowhere"), Catch::Contains("404"));

    office.edit("workflows/cppcc-proposal/workflow.yaml", "\nstart: filed", "\nstrt: filed");
    daemon->signal(SIGHUP);
    auto const refused = line_with(*daemon, "event=definition_refused");
    CHECK_THAT(refused, Catch::Contains("workflow.yaml") && Catch::Contains("line="));
    CHECK_THAT(line_with(*daemon, "event=reloaded"), Catch::Contains("not all"));
    CHECK_THAT(http_get(port, "/readyz"), Catch::Contains("200 OK"));

    office.edit("workflows/cppcc-proposal/workflow.yaml", "\nstrt: filed", "\nstart: filed");
    daemon->signal(SIGHUP);
    CHECK_THAT(line_with(*daemon, "event=reloaded"), Catch::Contains("accepted=all"));

    daemon->signal(SIGTERM);
    line_with(*daemon, "event=signal_received");
    line_with(*daemon, "event=draining");
    line_with(*daemon, "event=stopped");
    CHECK(daemon->wait() == 0);
}

TEST_CASE("commands work beside the daemon") {
    Office const office;
    auto const daemon = office.serve();
    line_with(*daemon, "http://");
    office.file_example();
    CHECK_THAT(office.run({"verify"}).out,
               Catch::EndsWith("verified 4 records and 0 files of 1 cases: 0 broken\n"));
    daemon->signal(SIGINT);
    line_with(*daemon, "event=stopped");
    CHECK(daemon->wait() == 0);
}

TEST_CASE("a test of a channel goes the way of all mail, and says what came of it") {
    Office const office;
    auto const daemon = office.serve();
    line_with(*daemon, "http://");
    auto const ran = office.run({"channel", "test", "mail", "--to", "postmaster@example.org"});
    CHECK(ran.out == "test 1 was taken for postmaster@example.org\n");
    CHECK(ran.exit == 0);
    CHECK_THAT(line_with(*daemon, "event=attempt_settled"), Catch::Contains("outcome=delivered"));
    auto const mail = office.run({"outbox", "preview", "1"}).out;
    CHECK_THAT(mail, Catch::Contains("To: ") && Catch::Contains("postmaster@example.org"));
    daemon->signal(SIGINT);
    line_with(*daemon, "event=stopped");
    CHECK(daemon->wait() == 0);
}

TEST_CASE("letters that have gathered before the first start are held, and the secretariat asked") {
    Office const office;
    office.file_example();
    office.edit_store("UPDATE delivery SET created_at = created_at - 7200000");
    auto const daemon = office.serve();
    CHECK_THAT(line_with(*daemon, "event=backlog_held"),
               Catch::Contains("channel=mail") && Catch::Contains("messages="));
    CHECK_THAT(line_with(*daemon, "event=attempt_settled"), Catch::Contains("outcome=delivered"));
    daemon->signal(SIGINT);
    line_with(*daemon, "event=stopped");
    CHECK(daemon->wait() == 0);
    auto const outbox = office.run({"outbox", "list"}).out;
    CHECK_THAT(outbox, Catch::Contains("held") && Catch::Contains("house.backlog"));

    auto const again = office.serve();
    line_with(*again, "event=serving");
    again->signal(SIGINT);
    std::string rest;
    while (auto line = again->read_line()) rest += *line + "\n";
    CHECK_THAT(rest, !Catch::Contains("backlog_held"));
    CHECK(office.run({"outbox", "release", "--channel", "mail", "--as", "secretariat"}).exit == 0);
    CHECK_THAT(office.run({"outbox", "list"}).out, !Catch::Contains("held"));
}

TEST_CASE("a daemon that cannot listen says where") {
    Office const office;
    office.edit("config/example/duban.yaml", "127.0.0.1:0", "192.0.2.1:8080");
    auto const daemon = office.serve();
    CHECK_THAT(line_with(*daemon, "cannot listen"), Catch::Contains("192.0.2.1:8080"));
    CHECK(daemon->wait() == 3);
}
