#include <boost/json.hpp>

#include "adapters/cli/check_answer.hpp"
#include "adapters/cli/json_output_impl.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using workflow::none;
using workflow::Workflow;

value path_of(Workflow const& workflow, workflow::Index state) {
    // With braces it would be a list of one.
    return state == none ? value(nullptr) : value(workflow.states[state].path);
}

object stay_object(Workflow const& workflow, proof::Stay const& stay) {
    object item{{"state", path_of(workflow, stay.state)},
                {"deadline", nullptr},
                {"term", nullptr},
                {"from", to_text(stay.from)},
                {"to", to_text(stay.to)},
                {"move", nullptr}};
    if (stay.deadline != none) {
        auto const& due = *workflow.states[stay.deadline].due;
        item["deadline"] = due.name;
        item["term"] = calendar::to_text(due.longest());
    }
    if (!stay.move.empty()) item["move"] = stay.move;
    return item;
}

object way_object(Workflow const& workflow, proof::LongestWay const& way, Day from) {
    array stays;
    for (auto const& stay : way.stays) stays.push_back(stay_object(workflow, stay));
    return {{"end", path_of(workflow, way.end)},
            {"latest", to_text(way.closed)},
            {"days", (way.closed - from).count()},
            {"provisional", way.provisional},
            {"path", std::move(stays)}};
}

object loop_object(Workflow const& workflow, proof::Loop const& loop) {
    array steps;
    for (std::size_t i = 0; i < loop.states.size(); ++i) {
        steps.push_back(
            object{{"state", path_of(workflow, loop.states[i])}, {"move", loop.moves[i]}});
    }
    return {{"loop", std::move(steps)}};
}

object time_object(CheckedTime const& checked) {
    auto const& [workflow, time] = checked;
    array ends;
    for (auto const& way : time.ways) ends.push_back(way_object(workflow, way, time.from));
    array unbounded;
    for (auto const& loop : time.loops) unbounded.push_back(loop_object(workflow, loop));
    for (auto const state : time.stopped_by_hand)
        unbounded.push_back(object{{"stopped", workflow.states[state].due->name}});
    for (auto const state : time.told_start)
        unbounded.push_back(object{{"counted_from", workflow.states[state].due->name}});
    if (time.may_be_suspended) unbounded.push_back(object{{"suspended", true}});
    array no_clock;
    for (auto const state : time.no_clock) no_clock.push_back(path_of(workflow, state));
    return {{"workflow", workflow.name},
            {"from", to_text(time.from)},
            {"ends", std::move(ends)},
            {"unbounded", std::move(unbounded)},
            {"no_clock", std::move(no_clock)},
            {"complete", time.is_complete}};
}

}  // namespace

std::string check_json(CheckAnswer const& answer, Language language) {
    array problems;
    for (auto const& problem : answer.problems)
        problems.push_back(problem_object(problem, language));
    for (auto const& [problem, because] : answer.silenced) {
        if (!answer.tells_silenced) break;
        auto item = problem_object(problem, language);
        item["silenced"] = object{{"because", because.in(language)}};
        problems.push_back(std::move(item));
    }
    object whole{{"problems", std::move(problems)}};
    if (answer.tells_times) {
        array times;
        for (auto const& checked : answer.times) times.push_back(time_object(checked));
        whole["longest"] = std::move(times);
    }
    return boost::json::serialize(whole);
}

}  // namespace duban::cli
