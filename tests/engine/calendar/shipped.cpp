#include "tests/engine/calendar/shipped.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "engine/calendar/calendar_file.hpp"

namespace duban::calendar {

std::string contents(std::string const& path) {
    std::ifstream const file{path};
    INFO("reading " << path);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Calendar const& cn() {
    static Calendar const calendar = [] {
        auto const path = std::string{"config/calendars/cn.yaml"};
        auto const read = read_calendar(contents(path), path);
        if (!read) FAIL(to_text(read.error().front(), Language::en));
        return *read;
    }();
    return calendar;
}

Day on(std::string_view day) {
    auto const parsed = parse_day(day);
    INFO(day);
    REQUIRE(parsed);
    return *parsed;
}

Term term(std::string_view text) {
    auto const parsed = parse_term(text);
    INFO(text);
    REQUIRE(parsed);
    return *parsed;
}

}  // namespace duban::calendar
