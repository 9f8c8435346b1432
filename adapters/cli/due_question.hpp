// The question of when a term ends, as it was typed: on the command line, as a line of JSON, or in
// the query of a request. Answered by the calendar's explanation, or by what is wrong with it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/calendar/explanation.hpp"
#include "engine/service/procedures.hpp"

namespace duban::cli {

struct DueQuestion {
    std::string term;
    std::string from;
    std::string calendar = "cn";
    std::string on_rest_day = "stay";
    std::string start_on_rest_day = "stay";
    std::string cut_off;
    std::string ends = "end_of_day";
    std::string time_zone;
};

/// Each part of a question by the name it has in JSON.
struct DueKey {
    std::string_view name;
    std::string DueQuestion::*part;
};

inline constexpr std::array<DueKey, 8> due_keys{{
    {"term", &DueQuestion::term},
    {"from", &DueQuestion::from},
    {"calendar", &DueQuestion::calendar},
    {"on_rest_day", &DueQuestion::on_rest_day},
    {"start_on_rest_day", &DueQuestion::start_on_rest_day},
    {"cut_off", &DueQuestion::cut_off},
    {"ends", &DueQuestion::ends},
    {"time_zone", &DueQuestion::time_zone},
}};

Result<calendar::Explanation, Text> answer_of(service::Calendars const& calendars,
                                              DueQuestion const& question);

}  // namespace duban::cli
