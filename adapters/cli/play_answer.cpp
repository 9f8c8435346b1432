#include "adapters/cli/play_answer.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/derived_value.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using tracking::Procedure;

boost::json::value value_json(expression::Value const& value) {
    return boost::json::parse(tracking::encode_value(value));
}

/// Effects as the definition would write them, with what came of them.
class Effects {
  public:
    Effects(Procedure const& procedure, tracking::Case const& state)
        : procedure_{procedure}, state_{state} {}

    void add(tracking::Change const& change) {
        change_ = &change;
        // What a ladder says comes before what the end of the deadline does.
        for (auto const& notice : change.notices) {
            if (notice.reminder >= 0) add(notice);
        }
        for (auto const& effect : change.effects) {
            std::visit([this](auto const& one) { add(one); }, effect);
        }
        for (auto const event : change.unanswered)
            add_one("unanswered", boost::json::value(procedure_.workflow.events[event]));
        if (change.fault) add_one("fault", boost::json::value(change.fault->en));
    }

    array take() { return std::move(json_); }

  private:
    object& add_one(char const* word, boost::json::value what) {
        object one;
        one[word] = std::move(what);
        return json_.emplace_back(std::move(one)).get_object();
    }

    void add_part(object& to, tracking::PartNumber number) const {
        auto const* const part = state_.find_part(number);
        if (part != nullptr) to["part"] = part->key;
    }

    void add_value(char const* word,
                   workflow::Index index,
                   tracking::PartNumber part,
                   expression::Value const& value) {
        auto const& field = procedure_.workflow.fields[index];
        object set;
        set[field.name] = value_json(value);
        add_part(add_one(word, std::move(set)), part);
    }

    void add(tracking::FieldChange const& set) { add_value("set", set.field, set.part, set.value); }

    void add(tracking::FieldAppended const& appended) {
        add_value("append", appended.field, appended.part, appended.item);
    }

    void add(tracking::NoticeMade const& made) { add(change_->notices[made.notice]); }

    void add(tracking::Notice const& notice) {
        auto const& workflow = procedure_.workflow;
        array to;
        for (auto const role : notice.to) to.emplace_back(workflow.roles[role].name);
        object said;
        said["to"] = std::move(to);
        said["message"] = workflow.messages[notice.message].name;
        if (notice.reminder >= 0) {
            said["deadline"] = workflow.states[notice.deadline_state].due->name;
            said["at"] = calendar::to_text(notice.at, procedure_.zone);
        }
        add_part(add_one("notify", std::move(said)), notice.part);
    }

    void add(tracking::EventRaised const& raised) {
        auto const& event = procedure_.workflow.events[raised.event];
        if (!raised.at) {
            add_one("raise", boost::json::value(event));
            return;
        }
        object later;
        later["event"] = event;
        later["at"] = calendar::to_text(*raised.at, procedure_.zone);
        if (!raised.name.empty()) later["id"] = raised.name;
        add_one("raise", std::move(later));
    }

    void add(tracking::EventCancelled const& cancelled) {
        add_one("cancel", boost::json::value(cancelled.name));
    }

    void add(tracking::DeadlineExtended const& extended) {
        object longer;
        longer["deadline"] = procedure_.workflow.states[extended.node.state].due->name;
        longer["to"] = calendar::to_text(extended.to);
        longer["due"] = to_text(extended.due_day);
        add_part(add_one("extend", std::move(longer)), extended.node.part);
    }

    void add(tracking::DeadlineHeld const& held) {
        object one;
        one["deadline"] = procedure_.workflow.states[held.node.state].due->name;
        add_part(add_one(held.stands ? "stop" : "go_on", std::move(one)), held.node.part);
    }

    Procedure const& procedure_;
    tracking::Case const& state_;
    tracking::Change const* change_ = nullptr;
    array json_;
};

array deadlines_json(Procedure const& procedure, tracking::Case const& state) {
    array json;
    for (auto const& deadline : state.deadlines) {
        object one;
        one["name"] = procedure.workflow.states[deadline.state].due->name;
        one["due"] = to_text(deadline.due_day);
        one["due_at"] = calendar::to_text(deadline.due_at, procedure.zone);
        one["provisional"] = deadline.provisional;
        one["passed"] = deadline.passed;
        if (deadline.is_stopped()) {
            one["stopped"] = true;
            one["stopped_since"] =
                calendar::to_text(*deadline.ledger.stopped_since, procedure.zone);
        }
        if (auto const original = tracking::original_due_day(procedure, deadline))
            one["original"] = to_text(*original);
        if (auto const* const part = state.find_part(deadline.part)) one["part"] = part->key;
        json.push_back(std::move(one));
    }
    return json;
}

/// Of the parts that are active: their region, key, own values and whether they have ended.
array parts_json(Procedure const& procedure, tracking::Case const& state) {
    array json;
    auto const& workflow = procedure.workflow;
    for (auto const& part : state.parts) {
        if (!state.position.active.has({part.region, part.number})) continue;  // it waits
        auto const first = workflow.states[part.region].for_each->key;
        object data;
        for (std::size_t i = 0; i < part.fields.size(); ++i) {
            auto const& field = workflow.fields[first + i];
            if (!part.fields[i].is_null()) data[field.name] = value_json(part.fields[i]);
        }
        object one;
        one["region"] = workflow.states[part.region].path;
        one["part"] = part.key;
        one["data"] = std::move(data);
        one["ended"] = tracking::has_ended(procedure.chart, state.position.active, part);
        json.push_back(std::move(one));
    }
    return json;
}

}  // namespace

std::string play_json(Procedure const& procedure,
                      tracking::Rehearsal const& rehearsal,
                      tracking::Rehearsal::Outcome const& outcome,
                      Language language) {
    auto const& state = rehearsal.state();
    Effects effects{procedure, state};
    for (auto const& change : outcome.changes) effects.add(change);
    object json;
    json["at"] = calendar::to_text(rehearsal.now(), procedure.zone);
    json["state"] = boost::json::value_from(tracking::places_of(procedure, state));
    json["data"] = boost::json::parse(tracking::encode_fields(procedure.workflow, state.fields));
    if (procedure.chart.has_parts()) json["parts"] = parts_json(procedure, state);
    json["refused"] = nullptr;
    if (outcome.refusal) {
        object refused;
        refused["kind"] = tracking::to_text(outcome.refusal->kind);
        refused["reason"] = outcome.refusal->reason.in(language);
        json["refused"] = std::move(refused);
    }
    json["effects"] = effects.take();
    json["deadlines"] = deadlines_json(procedure, state);
    json["ended"] = state.closed_at.has_value();
    return boost::json::serialize(json);
}

}  // namespace duban::cli
