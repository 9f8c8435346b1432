#include "engine/calendar/calendar_file.hpp"

#include "engine/base/ensure.hpp"
#include "engine/calendar/calendar_shelf.hpp"

namespace duban::calendar {

Result<Calendar, Problems> read_calendar(std::string_view text, std::string file) {
    auto shelf = read_shelf({{.file = std::move(file), .text = std::string{text}}});
    if (has_errors(shelf.problems)) return Failure<Problems>{std::move(shelf.problems)};
    ensure(shelf.calendars.size() == 1, "a file without errors is a calendar");
    return std::move(shelf.calendars.begin()->second);
}

}  // namespace duban::calendar
