#include <fmt/format.h>

#include <boost/json.hpp>
#include <optional>

#include "adapters/cli/explanation_json_impl.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using calendar::Explanation;

value text_or_null(Text const& text, Language language) {
    return text.en.empty() ? value(nullptr) : value(text.in(language));
}

value wall_or_null(std::optional<WallTime> const& time) {
    return time ? value(wall_text(*time)) : value(nullptr);
}

object start_of(Explanation const& e, Language language) {
    object start{{"counts_from", to_text(e.from)}, {"came", nullptr}, {"why_later", nullptr}};
    if (e.clock) start["counts_from"] = wall_text(e.clock->from);
    if (!e.later_start) return start;
    start["came"] = wall_text(e.later_start->came);
    start["why_later"] = e.later_start->why.in(language);
    return start;
}

object part_of(calendar::ExplainedPart const& part) {
    return {{"term", calendar::to_text(part.term)}, {"end", to_text(part.end)}};
}

object extension_of(calendar::ExplainedExtension const& extension) {
    return {{"at", wall_text(extension.at)},
            {"to", calendar::to_text(extension.to)},
            {"end", to_text(extension.end)}};
}

/// What is not counted: days of the term's own unit, or seconds of a term in hours.
object stop_of(calendar::ExplainedStop const& stop) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(stop.pause.time).count();
    return {{"from", wall_text(stop.from)},
            {"until", wall_text(stop.until)},
            {"days", stop.pause.days},
            {"seconds", seconds}};
}

template <class Item, class Convert>
array array_of(std::vector<Item> const& items, Convert convert) {
    array json;
    for (auto const& item : items) json.push_back(convert(item));
    return json;
}

}  // namespace

std::string wall_text(WallTime time) {
    auto const day = std::chrono::floor<std::chrono::days>(time);
    auto const of_day = std::chrono::floor<std::chrono::minutes>(time - day);
    return fmt::format("{}T{}", to_text(Day{day}), calendar::to_text(of_day));
}

array days_array(std::vector<calendar::SkippedDay> const& days, Language language) {
    return array_of(days, [language](calendar::SkippedDay const& day) {
        return object{{"date", to_text(day.day)}, {"why", day.why.in(language)}};
    });
}

object explanation_object(Explanation const& e, Language language) {
    auto const due_at = e.clock ? std::optional{e.clock->until} : e.closing;
    object const source{{"name", e.calendar},
                        {"version", e.calendar_version},
                        {"known_from", to_text(e.known_from)},
                        {"known_to", to_text(e.known_to)}};
    return {{"start", start_of(e, language)},
            {"term", object{{"text", calendar::to_text(e.term)}, {"end", to_text(e.term_end)}}},
            {"parts", array_of(e.parts, part_of)},
            {"extensions", array_of(e.extensions, extension_of)},
            {"stops", array_of(e.stops, stop_of)},
            {"stopped_since", wall_or_null(e.stopped_since)},
            {"raw", to_text(e.date.raw)},
            {"on_rest_day", calendar::to_text(e.counting.on_rest_day)},
            {"rest_on_raw", text_or_null(e.rest_on_raw, language)},
            {"due", to_text(e.date.due)},
            {"due_at", wall_or_null(due_at)},
            {"skipped", days_array(e.skipped, language)},
            {"made_up", days_array(e.made_up, language)},
            {"basis", e.basis.empty() ? value(nullptr) : value(e.basis)},
            {"calendar", source},
            {"provisional", e.date.provisional}};
}

}  // namespace duban::cli
