#include "engine/delivery/calendar_entry.hpp"

#include <libical/ical.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <memory>

#include "engine/base/utf8.hpp"

using namespace duban;
using namespace duban::delivery;

namespace {

CalendarEntry entry() {
    return {.method = CalendarEntry::Method::publish,
            .uid = "deadline-9@duban.example.org",
            .sequence = 4,
            .stamp = *parse_instant("2026-03-23T01:00:00.250Z"),
            .day = *parse_day("2026-04-02"),
            .summary = "“办理”截止：校门口交通（案件 7）",
            .link = "https://duban.example.org/cases/7",
            .organizer_name = "示范区政协提案委",
            .organizer = "duban@example.org"};
}

std::string summary_as_read(std::string const& calendar) {
    std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> const read{
        icalparser_parse_string(calendar.c_str()), &icalcomponent_free};
    bool const is_read = read != nullptr;
    RC_ASSERT(is_read);
    RC_ASSERT(icalcomponent_count_errors(read.get()) == 0);
    RC_ASSERT(icalrestriction_check(read.get()) != 0);
    return icalcomponent_get_summary(read.get());
}

}  // namespace

TEST_CASE("a deadline's day as an entry for the calendar", "[delivery][calendar]") {
    CHECK(to_icalendar(entry()) ==
          "BEGIN:VCALENDAR\r\n"
          "PRODID:-//Duban//Deadlines//EN\r\n"
          "VERSION:2.0\r\n"
          "METHOD:PUBLISH\r\n"
          "BEGIN:VEVENT\r\n"
          "UID:deadline-9@duban.example.org\r\n"
          "DTSTAMP:20260323T010000Z\r\n"
          "SEQUENCE:4\r\n"
          "ORGANIZER;CN=示范区政协提案委:mailto:duban@example.org\r\n"
          "DTSTART;VALUE=DATE:20260402\r\n"
          "SUMMARY:“办理”截止：校门口交通（案件 7）\r\n"
          "URL:https://duban.example.org/cases/7\r\n"
          "TRANSP:TRANSPARENT\r\n"
          "STATUS:CONFIRMED\r\n"
          "END:VEVENT\r\n"
          "END:VCALENDAR\r\n");
    auto cancelled = entry();
    cancelled.method = CalendarEntry::Method::cancel;
    CHECK_THAT(to_icalendar(cancelled),
               Catch::Contains("\r\nMETHOD:CANCEL\r\n") && Catch::Contains("STATUS:CANCELLED"));
}

TEST_CASE("any summary is read back, from lines of at most 75 octets of whole characters",
          "[delivery][calendar][property]") {
    CHECK(rc::check([] {
        auto const code_point =
            rc::gen::map(rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0x20, 0x7F),
                                        rc::gen::just<std::uint32_t>('\n'),
                                        rc::gen::inRange<std::uint32_t>(0xA1, 0x800),
                                        rc::gen::inRange<std::uint32_t>(0x4E00, 0x9FFF),
                                        rc::gen::inRange<std::uint32_t>(0x1F300, 0x1F600)),
                         [](std::uint32_t value) { return static_cast<char32_t>(value); });
        auto one = entry();
        one.summary = "x";
        for (auto const c : *rc::gen::container<std::vector<char32_t>>(code_point))
            append_utf8(one.summary, c);
        one.summary += 'x';  // libical's reader trims blanks at the end
        auto const calendar = to_icalendar(one);
        RC_ASSERT(summary_as_read(calendar) == one.summary);
        std::size_t start = 0;
        while (start < calendar.size()) {
            auto const end = calendar.find("\r\n", start);
            RC_ASSERT(end != std::string::npos);
            auto const line = std::string_view{calendar}.substr(start, end - start);
            RC_ASSERT(line.size() <= 75U);
            RC_ASSERT(!find_invalid_utf8(line));
            start = end + 2;
        }
    }));
}
