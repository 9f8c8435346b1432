#include "engine/tracking/derived_value.hpp"

#include <algorithm>

#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"
#include "engine/tracking/standstill.hpp"

namespace duban::tracking {

namespace {

using expression::Map;
using expression::Value;
using workflow::Derived;

/// Within a part one sees one's own and the case's; from outside all parts.
bool concerns(PartNumber of, PartNumber seen_from) {
    return of == 0 || seen_from == 0 || of == seen_from;
}

Value part_value(Procedure const& procedure, Present const& present, Part const& part) {
    auto const& region = procedure.workflow.states[part.region];
    Map map;
    for (std::size_t i = 0; i < part.fields.size(); ++i) {
        auto const& field = procedure.workflow.fields[region.for_each->key + i];
        map.emplace(Value{field.name}, part.fields[i]);
    }
    map.emplace(Value{std::string{"ended"}},
                Value{has_ended(procedure.chart, present.active, part)});
    auto const leaf = std::find_if(present.active.begin(), present.active.end(), [&](Node node) {
        return node.part == part.number && procedure.chart.children(node.state).empty();
    });
    if (leaf != present.active.end()) {
        map.emplace(Value{std::string{"state"}},
                    Value{procedure.workflow.states[leaf->state].name});
    }
    return Value{std::move(map)};
}

/// Of the parts that are active; those that wait to be resumed are not there.
Value parts_value(Procedure const& procedure, Derived const& derived, Present const& present) {
    expression::List list;
    for (auto const& part : present.parts) {
        bool const active = present.active.has({part.region, part.number});
        if (part.region == derived.state && active)
            list.push_back(part_value(procedure, present, part));
    }
    return Value{std::move(list)};
}

Value deadline_value(Procedure const& procedure,
                     Derived const& derived,
                     Present const& present,
                     PartNumber part) {
    Deadline const* found = nullptr;
    for (auto const* deadline : present.deadlines) {
        if (deadline->state != derived.state || !concerns(deadline->part, part)) continue;
        if (found == nullptr || deadline->due_at < found->due_at) found = deadline;
    }
    Map map;
    bool const running = found != nullptr;
    map.emplace(Value{std::string{"running"}}, Value{running});
    map.emplace(Value{std::string{"passed"}}, Value{running && found->passed});
    bool const stopped = running && !found->passed &&
                         (present.is_suspended || found->stopped_by_hand ||
                          stands_still(procedure.workflow, present.active, found->node()));
    map.emplace(Value{std::string{"stopped"}}, Value{stopped});
    if (running) {
        map.emplace(Value{std::string{"due"}}, Value{found->due_day});
        map.emplace(Value{std::string{"original"}},
                    Value{original_due_day(procedure, *found).value_or(found->due_day)});
        map.emplace(Value{std::string{"started"}},
                    Value{procedure.zone.day_of(found->ledger.started_at)});
    }
    return Value{std::move(map)};
}

}  // namespace

bool has_ended(statechart::Chart const& chart,
               statechart::NodeList const& active,
               Part const& part) {
    return std::any_of(active.begin(), active.end(), [&](Node node) {
        return node.part == part.number && chart.is_end(node.state) &&
               chart.parent_of(node) == Node{part.region, part.number};
    });
}

Value derive_value(Procedure const& procedure,
                   Derived const& derived,
                   Present const& present,
                   PartNumber part) {
    switch (derived.kind) {
        case Derived::Kind::state: {
            auto const& active = present.active;
            return Value{std::any_of(active.begin(), active.end(), [&](Node node) {
                return node.state == derived.state && concerns(node.part, part);
            })};
        }
        case Derived::Kind::parts:
            return parts_value(procedure, derived, present);
        case Derived::Kind::deadline:
            return deadline_value(procedure, derived, present, part);
    }
    return {};
}

}  // namespace duban::tracking
