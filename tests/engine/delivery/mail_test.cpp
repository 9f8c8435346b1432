#include "engine/delivery/mail.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/utf8.hpp"

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;

namespace {

Outgoing reminder() {
    Outgoing message;
    message.message_id = "<d7.chen@duban.example.org>";
    message.thread_id = "<case-3@duban.example.org>";
    message.date = *parse_instant("2026-11-23T11:00:00.250Z");
    message.recipient_name = "陈秘书";
    message.address = "chen@example.org";
    message.subject = "催办：关于加强校门口交通管理的提案将于12月1日到期";
    message.text = "陈秘书：\n请于12月1日前答复。\n";
    return message;
}

Mailbox const office{.name = "区政协督办", .address = "duban@example.org"};

std::string composed(Outgoing const& message) {
    auto mail = compose_mail(message, office);
    REQUIRE(mail);
    return *mail;
}

std::vector<std::string> lines_of(std::string_view mail) {
    std::vector<std::string> lines;
    while (!mail.empty()) {
        auto const end = mail.find("\r\n");
        lines.emplace_back(mail.substr(0, end));
        mail.remove_prefix(end == std::string_view::npos ? mail.size() : end + 2);
    }
    return lines;
}

/// The field unfolded, empty where there is none.
std::string header(std::string const& mail, std::string const& name) {
    std::string value;
    bool within = false;
    for (auto const& line : lines_of(mail)) {
        if (line.empty()) break;
        if (line.front() == ' ') {
            if (within) value += line;
            continue;
        }
        within = line.starts_with(name + ": ");
        if (within) value = line.substr(name.size() + 2);
    }
    return value;
}

/// A decoder of its own, bit by bit, so that it shares no mistake with the encoder.
std::string from_base64(std::string_view text) {
    std::string const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bits;
    for (char const c : text) {
        if (c == '=') break;
        auto const value = digits.find(c);
        if (value == std::string::npos) return "not base64";
        for (int bit = 5; bit >= 0; --bit) bits += (value >> bit & 1U) != 0 ? '1' : '0';
    }
    std::string octets;
    for (std::size_t at = 0; at + 8 <= bits.size(); at += 8) {
        octets += static_cast<char>(std::stoi(bits.substr(at, 8), nullptr, 2));
    }
    return octets;
}

/// RFC 2047: encoded words are joined without the white space between them.
std::string decoded(std::string text) {
    std::string result;
    while (text.starts_with("=?UTF-8?B?")) {
        auto const end = text.find("?=");
        if (end == std::string::npos || end + 2 > 75) return "a word too long";
        auto const word = from_base64(std::string_view{text}.substr(10, end - 10));
        if (find_invalid_utf8(word)) return "a character cut in two";
        result += word;
        text.erase(0, end + 2);
        if (text.starts_with(" =?")) text.erase(0, 1);
    }
    return result + text;
}

std::string body(std::string const& mail) {
    std::string encoded;
    auto const lines = lines_of(mail.substr(mail.find("\r\n\r\n") + 4));
    for (auto const& line : lines) encoded += line;
    return from_base64(encoded);
}

std::size_t longest_line(std::string const& mail) {
    std::size_t longest = 0;
    for (auto const& line : lines_of(mail)) longest = std::max(longest, line.size());
    return longest;
}

}  // namespace

TEST_CASE("a reminder as it goes over the wire", "[delivery][mail]") {
    auto const mail = composed(reminder());
    CHECK(decoded(header(mail, "Subject")) == reminder().subject);
    CHECK(header(mail, "To") == "=?UTF-8?B?6ZmI56eY5Lmm?= <chen@example.org>");
    CHECK(header(mail, "From") == "=?UTF-8?B?5Yy65pS/5Y2P552j5Yqe?= <duban@example.org>");
    CHECK(header(mail, "Date") == "Mon, 23 Nov 2026 19:00:00 +0800");
    CHECK(header(mail, "Message-ID") == "<d7.chen@duban.example.org>");
    CHECK(header(mail, "References") == "<case-3@duban.example.org>");
    CHECK(header(mail, "In-Reply-To") == "<case-3@duban.example.org>");
    CHECK(header(mail, "Auto-Submitted") == "auto-generated");
    CHECK(header(mail, "MIME-Version") == "1.0");
    CHECK(header(mail, "Content-Type") == "text/plain; charset=UTF-8");
    CHECK(body(mail) == "陈秘书：\r\n请于12月1日前答复。\r\n");
    CHECK(longest_line(mail) <= 76);
}

TEST_CASE("a repeat is the same mail, byte for byte", "[delivery][mail]") {
    auto again = reminder();
    again.attempt = 5;
    again.deadline = again.date + 24h;
    CHECK(composed(again) == composed(reminder()));
}

TEST_CASE("a digest can be done without, a reminder cannot", "[delivery][mail]") {
    auto message = reminder();
    CHECK(header(composed(message), "List-Unsubscribe").empty());
    message.message = digest_message;
    CHECK(header(composed(message), "List-Unsubscribe") ==
          "<mailto:duban@example.org?subject=single%20letters%20please>");
}

TEST_CASE("dates carry the office's zone", "[delivery][mail]") {
    auto [instant, offset, date] = GENERATE(table<std::string, std::chrono::minutes, std::string>({
        {"2026-03-04T16:30:05Z", 8h, "Thu, 5 Mar 2026 00:30:05 +0800"},
        {"2026-03-04T16:30:05Z", 0min, "Wed, 4 Mar 2026 16:30:05 +0000"},
        {"2024-02-29T01:00:00Z", -210min, "Wed, 28 Feb 2024 21:30:00 -0330"},
        {"1969-12-31T23:59:59.900Z", 0min, "Wed, 31 Dec 1969 23:59:59 +0000"},
    }));
    CHECK(mail_date(*parse_instant(instant), offset) == date);
}

TEST_CASE("ASCII that is safe stays readable, what is not is encoded", "[delivery][mail]") {
    auto [subject, raw] = GENERATE(table<std::string, bool>({
        {"Reply due on 1 December", true},
        {"", true},
        {"=?UTF-8?B?6ZmI?=", false},
        {"two  spaces", false},
        {" leading", false},
        {"trailing ", false},
        {"a, b; c: (d) \"e\" <f@g.h>", false},
        {std::string(67, 'x'), true},
        {std::string(68, 'x'), false},
    }));
    CAPTURE(subject);
    auto message = reminder();
    message.subject = subject;
    auto const mail = composed(message);
    CHECK((header(mail, "Subject") == subject) == raw);
    CHECK(decoded(header(mail, "Subject")) == subject);
}

TEST_CASE("nothing breaks out of a header", "[delivery][mail]") {
    std::string const poison = GENERATE(as<std::string>{},
                                        "\r\nBcc: eve@example.org",
                                        "\n",
                                        "\r",
                                        std::string{"\0", 1},
                                        "\t",
                                        "\x1B[2J",
                                        "\x7F",
                                        "\xFF");
    auto const field = GENERATE(0, 1, 2, 3, 4);
    CAPTURE(poison, field);
    auto message = reminder();
    std::array const fields{&message.subject,
                            &message.recipient_name,
                            &message.address,
                            &message.message_id,
                            &message.thread_id};
    *fields.at(static_cast<std::size_t>(field)) += poison;
    auto const mail = compose_mail(message, office);
    REQUIRE_FALSE(mail);
    CHECK_FALSE(mail.error().zh_cn.empty());
    CHECK_FALSE(mail.error().en.empty());
}

TEST_CASE("limits of a mail", "[delivery][mail]") {
    auto message = reminder();
    SECTION("a text of a million bytes passes, one more does not") {
        message.text = std::string(1'000'000, 'x');
        CHECK(longest_line(composed(message)) <= 76);
        message.text += 'x';
        CHECK_FALSE(compose_mail(message, office));
    }
    SECTION("an endless subject") {
        message.subject = std::string(2'001, 'x');
        CHECK_FALSE(compose_mail(message, office));
    }
    SECTION("identities and text that are not what they should be") {
        message.message_id = GENERATE(as<std::string>{}, "", "a@b", "<>", "<a b@c>", "<a@b>>");
        CHECK_FALSE(compose_mail(message, office));
    }
    SECTION("the longest address stands on a line of its own") {
        message.address = std::string(64, 'a') + "@" + std::string(60, 'b') + "." +
                          std::string(60, 'c') + "." + std::string(60, 'd');
        CHECK(header(composed(message), "To").ends_with(" <" + message.address + ">"));
    }
}

TEST_CASE("line ends of a text become CRLF, whatever they were", "[delivery][mail]") {
    auto [text, sent] = GENERATE(table<std::string, std::string>({
        {"a\nb", "a\r\nb"},
        {"a\r\nb", "a\r\nb"},
        {"a\rb", "a\r\nb"},
        {"a\n\r\nb", "a\r\n\r\nb"},
        {".\n.a\r\n.", ".\r\n.a\r\n."},
        {"", ""},
    }));
    auto message = reminder();
    message.text = text;
    CHECK(body(composed(message)) == sent);
}

TEST_CASE("25: no text of ours ends a mail early or bares a line's end (CloudMeet 42)",
          "[delivery][mail][pains]") {
    auto message = reminder();
    message.text = GENERATE(as<std::string>{},
                            ".",
                            "\r\n.\r\n",
                            "\n.\nMAIL FROM:<eve@example.org>\n",
                            "\r.\r",
                            "a\n..\n...\n",
                            std::string(2'000, '.'));
    message.html = "<p>" + message.text + "</p>";
    message.recipient_name = GENERATE(as<std::string>{}, ".", "..", "陈秘书");
    message.subject = message.recipient_name;
    auto const octets = std::make_shared<std::string const>(message.text);
    message.attachments = {{.name = "..txt", .media_type = "text/plain", .octets = octets}};
    auto const mail = composed(message);
    CHECK(mail.find("\n.") == std::string::npos);
    for (std::size_t i = 0; i < mail.size(); ++i) {
        if (mail[i] == '\n') REQUIRE(mail[i - 1] == '\r');
        if (mail[i] == '\r') REQUIRE(mail.at(i + 1) == '\n');
    }
}

namespace {

rc::Gen<std::string> any_text(int characters_max) {
    auto const code_point =
        rc::gen::map(rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0x20, 0x7F),
                                    rc::gen::inRange<std::uint32_t>(0xA0, 0x800),
                                    rc::gen::inRange<std::uint32_t>(0x4E00, 0x9FFF),
                                    rc::gen::inRange<std::uint32_t>(0xE000, 0x110000)),
                     [](std::uint32_t value) { return static_cast<char32_t>(value); });
    return rc::gen::mapcat(rc::gen::inRange(0, characters_max), [code_point](int count) {
        auto const points =
            rc::gen::container<std::vector<char32_t>>(static_cast<std::size_t>(count), code_point);
        return rc::gen::map(points, [](std::vector<char32_t> const& characters) {
            std::string text;
            for (auto const character : characters) append_utf8(text, character);
            return text;
        });
    });
}

}  // namespace

TEST_CASE("any subject and name decode to themselves on lines that fit",
          "[delivery][mail][property]") {
    CHECK(rc::check([] {
        auto message = reminder();
        message.subject = *any_text(200);
        message.recipient_name = *any_text(60);
        auto const mail = compose_mail(message, office);
        RC_ASSERT(mail.has_value());
        RC_ASSERT(decoded(header(*mail, "Subject")) == message.subject);
        auto to = header(*mail, "To");
        std::string const address = "<chen@example.org>";
        RC_ASSERT(to.ends_with(address));
        to.resize(to.size() - address.size());
        if (!message.recipient_name.empty()) {
            RC_ASSERT(to.back() == ' ');
            to.pop_back();
        }
        RC_ASSERT(decoded(to) == message.recipient_name);
        RC_ASSERT(longest_line(*mail) <= 76U);
    }));
}

TEST_CASE("any text arrives as it was written", "[delivery][mail][property]") {
    CHECK(rc::check([] {
        auto message = reminder();
        message.text = *any_text(500);
        auto const mail = compose_mail(message, office);
        RC_ASSERT(mail.has_value());
        RC_ASSERT(body(*mail) == message.text);
    }));
}
