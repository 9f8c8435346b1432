#include "engine/delivery/bounce_report.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/delivery/mime_part.hpp"

using namespace duban;
using namespace duban::delivery;
using Action = BounceReport::Action;

namespace {

constexpr std::string_view message_id = "<0123456789abcdef0123456789abcdef@duban.example.org>";

BounceMark mark() {
    return bounce_mark(DeliveryId{7}, message_id, "chen@example.org");
}

/// In the form that Postfix gives it.
struct Bounce {
    std::string to = marked_address("bounce@example.org", mark());
    std::string envelope = "Original-Envelope-Id: " + to_text(mark()) + ">\n";
    std::string recipients =
        "Final-Recipient: rfc822; chen@example.org\n"
        "Original-Recipient: rfc822;chen@example.org>\n"
        "Action: failed\n"
        "Status: 5.1.1\n"
        "Remote-MTA: dns; mx.example.org\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <chen@example.org>: Recipient address\n"
        "    rejected: User unknown\n"
        "\n";
    std::string returned = fmt::format(
        "--B\nContent-Description: Undelivered Message Headers\n"
        "Content-Type: text/rfc822-headers\n\n"
        "Subject: =?UTF-8?B?5YKs5Yqe?=\nMessage-ID: {}\nX-Duban-Delivery:\n {}\n\n",
        message_id,
        to_text(mark()));

    [[nodiscard]] std::string text() const {
        return "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)\n"
               "To: " +
               to +
               "\nAuto-Submitted: auto-replied\n"
               "MIME-Version: 1.0\n"
               "Content-Type: multipart/report; report-type=delivery-status;\n"
               "\tboundary=\"B\"\n\n"
               "This is a MIME-encapsulated message.\n\n"
               "--B\nContent-Type: text/plain; charset=us-ascii\n\nI'm sorry.\n\n"
               "--B\nContent-Description: Delivery report\n"
               "Content-Type: message/delivery-status\n\n"
               "Reporting-MTA: dns; mail.example.org\n" +
               envelope + "Arrival-Date: Mon, 23 Nov 2026 19:00:00 +0800 (CST)\n\n" + recipients +
               returned + "--B--\n";
    }
};

std::string with_crlf(std::string_view text) {
    std::string lines;
    for (char const c : text) {
        if (c == '\n') lines += '\r';
        lines += c;
    }
    return lines;
}

}  // namespace

TEST_CASE("a bounce says of which mail it speaks, and what became of it", "[delivery][bounce]") {
    auto const text = Bounce{}.text();
    for (auto const& mail : {text, with_crlf(text)}) {
        auto const report = read_bounce_report(mail);
        REQUIRE(report);
        CHECK(report->action == Action::failed);
        CHECK(report->mark == mark());
        CHECK(report->recipient == "chen@example.org");
        CHECK(report->status == "5.1.1");
        CHECK(report->words ==
              "550 5.1.1 <chen@example.org>: Recipient address rejected: User unknown");
    }
}

TEST_CASE("where the mark of a bounce may stand", "[delivery][bounce]") {
    auto const marked = marked_address("bounce@example.org", mark());
    auto [to, envelope, found] = GENERATE_COPY(table<std::string, std::string, bool>({
        {marked, "", true},
        {"<" + marked + ">", "", true},
        {"Duban <" + marked + ">", "", true},
        {"bounce@example.org", "Original-Envelope-Id: " + to_text(mark()) + "\n", true},
        {"bounce@example.org", "original-envelope-id:" + to_text(mark()) + ">\n", true},
        {"bounce@example.org\nDelivered-To: " + marked, "", true},
        {"bounce@example.org", "", false},
        {"bounce+7@example.org", "Original-Envelope-Id: 7\n", false},
        {"bounce+0.0123456789abcdef@example.org", "", false},
        {"bounce+-7.0123456789abcdef@example.org", "", false},
        {"bounce+7.0123456789abcdeg@example.org", "", false},
        {"bounce+7.0123456789abcde@example.org", "", false},
        {"bounce+99999999999999999999.0123456789abcdef@example.org", "", false},
    }));
    CAPTURE(to, envelope);
    Bounce bounce;
    bounce.to = to;
    bounce.envelope = envelope;
    bounce.returned.clear();
    auto const report = read_bounce_report(bounce.text());
    REQUIRE(report);
    CHECK(report->mark == (found ? std::optional{mark()} : std::nullopt));
}

TEST_CASE("the headers that are returned tell whose they are where nothing else does",
          "[delivery][bounce]") {
    Bounce bounce;
    bounce.to = "bounce@example.org";
    bounce.envelope.clear();
    auto const report = read_bounce_report(bounce.text());
    REQUIRE(report);
    CHECK(report->mark == mark());
}

TEST_CASE("of several recipients the worst is told", "[delivery][bounce]") {
    auto const group = [](std::string_view recipient, std::string_view action) {
        return fmt::format(
            "Final-Recipient: rfc822;{}\nAction: {}\nStatus: 4.2.0\n\n", recipient, action);
    };
    auto [first, second, action, recipient] =
        GENERATE(table<std::string, std::string, Action, std::string>({
            {"delivered", "delayed", Action::delayed, "b@example.org"},
            {"failed", "delivered", Action::failed, "a@example.org"},
            {"relayed", "FAILED (really)", Action::failed, "b@example.org"},
            {"expanded", "delivered", Action::delayed, "a@example.org"},
            {"thought-about", "delayed", Action::delayed, "b@example.org"},
        }));
    Bounce bounce;
    bounce.recipients = group("a@example.org", first) + group("b@example.org", second);
    auto const report = read_bounce_report(bounce.text());
    REQUIRE(report);
    CHECK(report->action == action);
    CHECK(report->recipient == recipient);
}

TEST_CASE("what is missing is left out, what is no report is refused", "[delivery][bounce]") {
    Bounce bounce;
    SECTION("a report without the mail, and cut off") {
        bounce.returned.clear();
        auto const whole = bounce.text();
        auto const report = read_bounce_report(whole.substr(0, whole.size() - 6));
        REQUIRE(report);
        CHECK(report->status == "5.1.1");
    }
    SECTION("a report within a mail of a mailing list") {
        auto const inner = bounce.text();
        auto const report = read_bounce_report(
            "Content-Type: Multipart/Mixed; boundary=outer\n\n--outer\n" +
            inner.substr(inner.find("Content-Type: multipart/report")) + "\n--outer--\n");
        REQUIRE(report);
        CHECK(report->status == "5.1.1");
        CHECK(report->mark == mark());
    }
    SECTION("words of a server that cannot be trusted") {
        bounce.recipients =
            "Action: failed\nStatus: 5.1.1.1.1\nDiagnostic-Code: smtp; \x1B[2J\xFF" +
            std::string(9'000, 'x') + "\n\n";
        auto const report = read_bounce_report(bounce.text());
        REQUIRE(report);
        CHECK(report->status.empty());
        CHECK(report->words.size() <= 500);
        CHECK(report->words.find('\x1B') == std::string::npos);
    }
    SECTION("no reports") {
        bounce.recipients = "";
        std::string deep = "x";
        for (int i = 0; i < 20; ++i)
            deep = fmt::format(
                "Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n{1}\n--b{0}--\n", i, deep);
        for (auto const& text : {bounce.text(),
                                 deep,
                                 std::string{},
                                 std::string{"\n\n\n"},
                                 std::string{"Subject: out of office\n\nI am away.\n"},
                                 std::string{"Content-Type: multipart/report; boundary=\n\n--\n"},
                                 std::string{"Content-Type: multipart/report; boundary=\"x"},
                                 std::string(2'000'000, '-')}) {
            auto const report = read_bounce_report(text);
            REQUIRE_FALSE(report);
            CHECK_FALSE(report.error().zh_cn.empty());
        }
    }
}

TEST_CASE("a mark comes back from its address, and belongs to one mail", "[delivery][bounce]") {
    auto const address = marked_address("bounce@example.org", mark());
    CHECK(address == "bounce+" + to_text(mark()) + "@example.org");
    CHECK(mark_of_address(address) == mark());
    CHECK(mark() != bounce_mark(DeliveryId{7}, "<another@duban.example.org>", "chen@example.org"));
    CHECK(mark() != bounce_mark(DeliveryId{8}, message_id, "chen@example.org"));
    CHECK(mark() != bounce_mark(DeliveryId{7}, message_id, "chen@example.com"));
    auto capitals = to_text(mark());
    for (auto& c : capitals) c = static_cast<char>(std::toupper(c));
    CHECK(parse_bounce_mark(capitals) == mark());
}
