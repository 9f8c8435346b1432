#include "engine/service/trail.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "engine/tracking/place.hpp"

namespace duban::service {

namespace {

constexpr std::int64_t records_max = 5000;
constexpr std::size_t page = 500;

std::string text_at(boost::json::object const& record, std::string_view key) {
    auto const* const value = record.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

Step step_of(ports::JournalRow const& row, tracking::Procedure const& procedure) {
    boost::system::error_code error;
    auto const value = boost::json::parse(row.record, error);
    // A record that cannot be read hides no other; the audit tells of it.
    Step step;
    step.number = row.number;
    step.at = row.at;
    if (error || !value.is_object()) return step;
    auto const& record = value.get_object();
    step.kind = text_at(record, "kind");
    step.action = text_at(record, "action");
    step.actor = text_at(record, "actor");
    if (auto from = tracking::decode_place(procedure, text_at(record, "from")))
        step.from = std::move(*from);
    if (auto to = tracking::decode_place(procedure, text_at(record, "to")))
        step.to = std::move(*to);
    if (auto const* const started = record.if_contains("started")) {
        for (auto const& one : started->is_array() ? started->get_array() : boost::json::array{}) {
            if (one.is_object()) step.started.push_back(text_at(one.get_object(), "deadline"));
        }
    }
    return step;
}

bool has(statechart::NodeList const& active, tracking::Node const& node) {
    return std::find(active.begin(), active.end(), node) != active.end();
}

/// Left and entered again: the places before and after are the same, but its deadline is a new one.
bool begins_again(Step const& step, workflow::State const& state) {
    return state.due && step.from == step.to &&
           std::ranges::find(step.started, state.due->name) != step.started.end();
}

}  // namespace

std::vector<Step> trail_of(ports::Reader& reader, CaseFile const& file) {
    std::vector<Step> trail;
    auto after = std::max<std::int64_t>(file.row.journal_length - records_max, 0);
    for (bool more = true; more;) {
        auto const rows = reader.journal(file.row.id, after, page);
        more = rows.size() == page;
        for (auto const& row : rows) {
            after = row.number;
            trail.push_back(step_of(row, *file.procedure));
        }
    }
    return trail;
}

Step const* entry_of(std::vector<Step> const& trail,
                     CaseFile const& file,
                     tracking::Node const& node) {
    auto const& state = file.procedure->workflow.states[node.state];
    for (auto step = trail.rbegin(); step != trail.rend(); ++step) {
        if (!has(step->to, node)) continue;
        if (!has(step->from, node) || begins_again(*step, state)) return &*step;
    }
    return nullptr;
}

}  // namespace duban::service
