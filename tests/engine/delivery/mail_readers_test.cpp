// Mails as others read them: npm mailparser and Python's email find in any mail what was put there.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <random>

#include "engine/base/sha256.hpp"
#include "engine/base/utf8.hpp"
#include "engine/delivery/calendar_entry.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/delivery/mail_body.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::delivery;
namespace json = boost::json;

namespace {

constexpr int mails = 150;

/// Makes things up, the same from the same seed.
class Imagination {
  public:
    explicit Imagination(std::uint64_t seed) : random_{seed} {}

    int below(int end) { return std::uniform_int_distribution<int>{0, end - 1}(random_); }

    std::string words(int characters_max, bool lines) {
        std::string text;
        auto const count = below(characters_max + 1);
        for (int i = 0; i < count; ++i) append_utf8(text, character(lines));
        return text;
    }

    Outgoing message(int number) {
        Outgoing message;
        message.message_id = fmt::format("<{}.chen@duban.example.org>", number);
        message.thread_id = fmt::format("<case-{}@duban.example.org>", below(100));
        message.date = *parse_instant("2026-11-23T11:00:00Z") + std::chrono::hours{below(10'000)};
        message.recipient_name = name();
        message.address = "chen@example.org";
        message.subject = "x" + words(200, false) + "x";
        message.text = words(2'000, true) + "。\n";
        if (below(3) > 0) message.html = "<p>" + words(2'000, true) + "</p>\n";
        if (below(3) > 0) message.calendar = to_icalendar(entry());
        for (int i = below(4); i > 0; --i) message.attachments.push_back(file());
        return message;
    }

    /// Its name in any characters but those that a name of a file cannot have.
    AttachedFile file() {
        auto name = "x" + words(40, false) + "x";
        std::ranges::replace(name, '/', '_');
        std::ranges::replace(name, '\\', '_');
        return {.name = name,
                .media_type = below(2) == 0 ? "application/pdf" : "text/plain",
                .octets = std::make_shared<std::string const>(octets(below(5'000)))};
    }

    std::string octets(int count) {
        std::string octets;
        while (static_cast<int>(octets.size()) < count)
            octets.push_back(static_cast<char>(below(256)));
        return octets;
    }

    /// One encoded word: what readers make of several in a name differs (a blank between them).
    std::string name() {
        std::string name;
        for (int i = below(14); i >= 0; --i)
            append_utf8(name, static_cast<char32_t>(0x4E00 + below(0x5000)));
        return name;
    }

    CalendarEntry entry() {
        entry_.method =
            below(2) == 0 ? CalendarEntry::Method::publish : CalendarEntry::Method::cancel;
        entry_.uid = fmt::format("deadline-{}@duban.example.org", below(1'000'000));
        entry_.sequence = below(1'000'000);
        entry_.stamp = *parse_instant("2026-11-23T11:00:00Z") + std::chrono::minutes{below(99'999)};
        entry_.day = *parse_day("2026-01-01") + std::chrono::days{below(9'999)};
        entry_.summary = "x" + words(120, true) + "x";
        entry_.link = below(2) == 0 ? "" : fmt::format("https://example.org/cases/{}", below(99));
        entry_.organizer_name = "办" + words(30, false);
        entry_.organizer = below(2) == 0 ? "" : "duban@example.org";
        return entry_;
    }

    [[nodiscard]] CalendarEntry const& last_entry() const { return entry_; }

  private:
    char32_t character(bool lines) {
        switch (below(8)) {
            case 0:
                return lines ? U'\n' : U' ';
            case 1:
                return static_cast<char32_t>(0x20 + below(0x5F));
            case 2:
                return U"\\;,:\"'=?_<>&%.-"[below(15)];
            case 3:
                return static_cast<char32_t>(0xA1 + below(0x300));
            case 4:
                return static_cast<char32_t>(0x1F300 + below(0x200));
            default:
                return static_cast<char32_t>(0x4E00 + below(0x5000));
        }
    }

    std::mt19937_64 random_;
    CalendarEntry entry_;
};

struct Written {
    Outgoing message;
    CalendarEntry entry;
    std::string file;
};

std::vector<Written> write_mails(Imagination& imagination, support::TemporaryFolder const& folder) {
    std::vector<Written> all;
    for (int i = 0; i < mails; ++i) {
        auto message = imagination.message(i);
        auto const mail = compose_mail(message, {.name = "督办", .address = "duban@example.org"});
        REQUIRE(mail);
        auto const file = folder.file(fmt::format("{}.eml", i));
        std::ofstream{file, std::ios::binary} << *mail;
        all.push_back({std::move(message), imagination.last_entry(), file});
    }
    return all;
}

std::vector<json::object> read_by(std::vector<std::string> program,
                                  std::vector<Written> const& written) {
    for (auto const& one : written) program.push_back(one.file);
    support::ChildProcess reader{std::move(program)};
    std::vector<json::object> read;
    while (auto const line = reader.read_line()) read.push_back(json::parse(*line).as_object());
    REQUIRE(read.size() == written.size());
    return read;
}

std::string with_lf(std::string text) {
    std::erase(text, '\r');
    return text;
}

void check_what_all_readers_see(json::object const& seen, Outgoing const& message) {
    CHECK(seen.at("subject").as_string() == message.subject);
    CHECK(seen.at("to").as_string() == message.recipient_name);
    CHECK(seen.at("messageId").as_string() == message.message_id);
    json::array references;
    references.emplace_back(message.thread_id);
    CHECK(seen.at("references").as_array() == references);
    CHECK(seen.at("text").as_string() == message.text);
    CHECK(seen.at("html").as_string() == message.html);
    CHECK(with_lf(std::string{seen.at("calendar").as_string()}) == with_lf(message.calendar));
    json::array files;
    for (auto const& file : message.attachments) {
        files.push_back(json::object{{"name", file.name},
                                     {"type", file.media_type},
                                     {"sha256", to_text(sha256(*file.octets))}});
    }
    CHECK(seen.at("files").as_array() == files);
}

json::object event_of(CalendarEntry const& entry) {
    auto const text_or_null = [](std::string const& text) {
        return text.empty() ? json::value(nullptr) : json::value(json::string{text});
    };
    auto name = entry.organizer_name;
    std::erase(name, '"');
    bool const cancelled = entry.method == CalendarEntry::Method::cancel;
    json::object event{{"method", cancelled ? "CANCEL" : "PUBLISH"},
                       {"uid", entry.uid},
                       {"sequence", entry.sequence},
                       {"stamp", to_text(entry.stamp).substr(0, 19) + "Z"},
                       {"date", to_text(entry.day)},
                       {"allDay", true},
                       {"summary", entry.summary},
                       {"organizer", nullptr},
                       {"url", text_or_null(entry.link)},
                       {"status", cancelled ? "CANCELLED" : "CONFIRMED"}};
    if (!entry.organizer.empty()) {
        event["organizer"] = "mailto:" + entry.organizer;
        event["organizerName"] = name;
    }
    return event;
}

}  // namespace

TEST_CASE("three megabytes of random octets come out of a mail as they went in",
          "[delivery][mail]") {
    Imagination imagination{20'261'127};
    auto message = imagination.message(1);
    message.attachments = {
        {.name = "关于加强校门口交通管理的提案的答复函（正式稿）.pdf",
         .media_type = "application/pdf",
         .octets = std::make_shared<std::string const>(imagination.octets(3 * 1024 * 1024))}};
    support::TemporaryFolder const folder;
    auto const file = folder.file("large.eml");
    auto const mail = compose_mail(message, {.name = "督办", .address = "duban@example.org"});
    REQUIRE(mail);
    std::ofstream{file, std::ios::binary} << *mail;
    std::vector<Written> const written{{message, imagination.last_entry(), file}};
    for (auto const& reader :
         {std::vector<std::string>{"/usr/bin/env", "node", "tests/support/npm/mail_reader.mjs"},
          {"/usr/bin/env", "python3", "tests/support/mail_reader.py"}}) {
        check_what_all_readers_see(read_by(reader, written).front(), message);
    }
}

TEST_CASE("two parsers by others find in any mail what was put there", "[delivery][mail]") {
    std::uint64_t const seed = 20'261'126;
    CAPTURE(seed);
    Imagination imagination{seed};
    support::TemporaryFolder const folder;
    auto const written = write_mails(imagination, folder);
    auto const by_node =
        read_by({"/usr/bin/env", "node", "tests/support/npm/mail_reader.mjs"}, written);
    auto const by_python =
        read_by({"/usr/bin/env", "python3", "tests/support/mail_reader.py"}, written);
    for (std::size_t i = 0; i < written.size(); ++i) {
        CAPTURE(i);
        auto const& [message, entry, file] = written[i];
        check_what_all_readers_see(by_node[i], message);
        check_what_all_readers_see(by_python[i], message);
        CHECK(by_python[i].at("defects").as_array().empty());
        if (message.calendar.empty()) continue;
        CHECK(by_python[i].at("method").as_string() == *calendar_method(message.calendar));
        CHECK(by_node[i].at("event").as_object() == event_of(entry));
    }
}
