#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "adapters/cli/api.hpp"
#include "adapters/cli/api_answer.hpp"
#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/due_question.hpp"
#include "adapters/cli/json_output.hpp"
#include "adapters/http/openapi.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/service/horizon.hpp"

namespace duban::cli {

http::Response due_date(ApiCall& call) {
    DueQuestion question;
    question.time_zone = call.house.configuration().time_zone;
    for (auto const& [name, value] : call.parameters) {
        auto const key = std::ranges::find(due_keys, name, &DueKey::name);
        if (key != due_keys.end()) question.*key->part = value;
    }
    if (question.term.empty() || question.from.empty())
        return problem_answer(400,
                              {.zh_cn = "请给出期限（term）和起始日（from）",
                               .en = "name a term (term) and its first day (from)"});
    auto const explanation = answer_of(call.house.procedures().calendars(), question);
    if (!explanation) return problem_answer(400, explanation.error());
    return json_answer(due_json(*explanation, call.language, true));
}

http::Response calendar_list(ApiCall& call) {
    auto const reader = call.house.store().read();
    auto const beyond = service::beyond_known(*reader, call.house.procedures());
    boost::json::array listed;
    for (auto const& [name, calendar] : call.house.procedures().calendars()) {
        auto entry = calendar_object(calendar);
        auto const& days = calendar.entries();
        entry["source"] = nullptr;
        if (!days.empty()) entry["source"] = days.back().source;
        auto const late = std::ranges::find(beyond, name, &service::BeyondKnown::calendar);
        entry["deadlines_beyond"] = late != beyond.end() ? late->deadlines : 0;
        listed.push_back(std::move(entry));
    }
    auto const& zone = call.house.configuration().time_zone;
    auto const today = calendar::Zone::find(zone)->day_of(call.now);
    return json_answer(boost::json::serialize(boost::json::object{
        {"calendars", std::move(listed)}, {"today", to_text(today)}, {"time_zone", zone}}));
}

http::Response openapi(ApiCall&) {
    return json_answer(std::string{http::openapi_document()});
}

}  // namespace duban::cli
