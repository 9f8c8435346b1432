#include "tests/engine/tracking/handling_stage.hpp"

#include <fmt/format.h>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/place.hpp"

namespace duban::support {

std::string HandlingStage::act(std::string const& action,
                               std::string const& as,
                               std::string const& with) {
    outcome_ = rehearsal_.act({.action = action,
                               .as = as,
                               .with = *tracking::read_values(procedure_->workflow, with),
                               .at = rehearsal_.now()});
    return outcome_.refusal ? outcome_.refusal->reason.en : "";
}

std::string HandlingStage::assign(std::string const& co_handlers) {
    return act(
        "assign", "secretariat", fmt::format(R"({{"host":"edu","co_handlers":{}}})", co_handlers));
}

tracking::Rehearsal::Outcome HandlingStage::wait(std::chrono::days days) {
    return rehearsal_.wait(rehearsal_.now() + days);
}

HandlingStage::Names HandlingStage::places() const {
    return tracking::places_of(*procedure_, state());
}

HandlingStage::Names HandlingStage::log() const {
    Names names;
    auto const* const list = state().fields[procedure_->workflow.find_field("log")].as_list();
    if (list == nullptr) return names;
    for (auto const& item : *list) names.push_back(*item.as<std::string>());
    return names;
}

HandlingStage::Names HandlingStage::deadlines() const {
    Names names;
    for (auto const& deadline : state().deadlines) {
        auto const* const part = state().find_part(deadline.part);
        names.push_back(fmt::format("{}{} {}",
                                    procedure_->workflow.states[deadline.state].due->name,
                                    part == nullptr ? "" : " " + part->key,
                                    to_text(deadline.due_day)));
    }
    return names;
}

tracking::Part const* HandlingStage::part(std::string const& key) const {
    for (auto const& part : state().parts) {
        if (part.key == key) return &part;
    }
    return nullptr;
}

}  // namespace duban::support
