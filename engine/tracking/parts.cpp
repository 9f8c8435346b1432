// The parts of a case that is worked on: made from a list, following it, and closed.
#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

using expression::Value;
using workflow::Index;
using workflow::none;
using workflow::PartItem;

/// The items of the region's list, each once.
std::vector<PartItem> WorkingCase::items_of(Index region) const {
    auto const list = procedure_.workflow.states[region].for_each->list;
    return workflow::part_items(procedure_.workflow.fields[list], own_value(list));
}

PartNumber WorkingCase::open_part(Index region, PartItem item) {
    auto const& fields = procedure_.workflow.fields;
    auto const first = procedure_.workflow.states[region].for_each->key;
    Part part{.number = ++last_part_,
              .region = region,
              .key = std::move(item.key),
              .fields = {},
              .opened_at = moment_};
    part.fields.push_back(std::move(item.value));
    for (auto i = first + std::size_t{1}; i < fields.size() && fields[i].region == region; ++i) {
        part.fields.push_back(fields[i].default_value);
    }
    auto const number = part.number;
    change_.parts_opened.push_back(part);
    parts_.push_back(std::move(part));
    return number;
}

/// A region that begins afresh has no use for the parts that waited to be resumed.
std::vector<PartNumber> WorkingCase::open_parts(Index region) {
    std::erase_if(parts_, [&](Part const& part) {
        if (part.region != region) return false;
        forget(part.number);
        close(part, PartClosed::Why::left);
        return true;
    });
    std::vector<PartNumber> numbers;
    for (auto& item : items_of(region)) numbers.push_back(open_part(region, std::move(item)));
    return numbers;
}

/// A record that was corrected is the same part, with its life.
void WorkingCase::correct_part(Part const& part, PartItem const& item) {
    if (part.fields.front() == item.value) return;
    store(procedure_.workflow.states[part.region].for_each->key, part.number, item.value);
}

statechart::Host::PartChanges WorkingCase::change_parts(statechart::Position const& position) {
    PartChanges changes;
    auto const& states = procedure_.workflow.states;
    for (auto const region : procedure_.chart.part_regions()) {
        if (!position.active.has({states[region].parent, 0})) continue;
        auto wanted = items_of(region);
        for (auto const node : position.active) {
            if (node.state != region) continue;
            auto const* const part = find_part(node.part);
            ensure(part != nullptr, "an active part is known");
            auto const item = std::ranges::find(wanted, part->key, &PartItem::key);
            if (item != wanted.end()) {
                correct_part(*part, *item);
                wanted.erase(item);
                continue;
            }
            changes.dropped.push_back(node);
            dropped_.push_back(node.part);
            forget(node.part);
        }
        for (auto& item : wanted) {
            changes.added.push_back({region, open_part(region, std::move(item))});
        }
    }
    return changes;
}

/// A part that a move may resume waits; all others are over when they are left.
void WorkingCase::close_parts() {
    auto const& active = change_.position.active;
    std::erase_if(parts_, [&](Part const& part) {
        bool const dropped = std::ranges::find(dropped_, part.number) != dropped_.end();
        bool const lives = active.has({part.region, part.number}) || is_remembered(part.number);
        if (lives && !dropped) return false;
        close(part, dropped ? PartClosed::Why::dropped : PartClosed::Why::left);
        return true;
    });
}

void WorkingCase::close(Part const& part, PartClosed::Why why) {
    change_.parts_closed.push_back(
        {.number = part.number, .region = part.region, .key = part.key, .why = why});
    end_raises([&](Pending const& pending) { return pending.part == part.number; });
}

/// What was remembered of a part that is dropped can never be resumed.
void WorkingCase::forget(PartNumber number) {
    for (auto& memory : change_.position.memories) {
        for (std::size_t i = memory.nodes.size(); i-- > 0;) {
            if (memory.nodes[i].part == number) memory.nodes.erase(i);
        }
    }
}

bool WorkingCase::is_remembered(PartNumber number) const {
    return std::ranges::any_of(change_.position.memories, [&](auto const& memory) {
        return std::any_of(memory.nodes.begin(), memory.nodes.end(), [&](Node node) {
            return node.part == number;
        });
    });
}

Part* WorkingCase::find_part(PartNumber number) {
    auto const part = std::ranges::find(parts_, number, &Part::number);
    return part == parts_.end() ? nullptr : &*part;
}

Value& WorkingCase::part_value(Index field, PartNumber number) {
    auto* const part = find_part(number);
    ensure(part != nullptr, "a part's field is used within its part");
    auto const first = procedure_.workflow.states[part->region].for_each->key;
    return part->fields[static_cast<std::size_t>(field - first)];
}

}  // namespace duban::tracking
