#include "engine/revision/portrait.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/tracking/case_data.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::revision {

namespace {

using workflow::Index;
using workflow::none;

void add(Traits& traits, std::string aspect, std::string text) {
    if (!text.empty()) traits.push_back({std::move(aspect), std::move(text)});
}

/// Only where the definition gives one.
void add_title(Traits& traits, Text const& title, std::string const& name) {
    if (title.zh_cn != name) add(traits, "title.zh-CN", title.zh_cn);
    if (title.en != name) add(traits, "title.en", title.en);
}

template <class Number>
std::string number(std::optional<Number> const& value) {
    return value ? fmt::format("{}", *value) : std::string{};
}

std::string_view to_text(workflow::IfMissed if_missed) {
    switch (if_missed) {
        case workflow::IfMissed::latest_only:
            return "latest_only";
        case workflow::IfMissed::all:
            return "all";
        case workflow::IfMissed::nothing:
            return "none";
    }
    return "latest_only";
}

}  // namespace

Portrait Portraitist::workflow() const {
    Portrait portrait{workflow_.name, {}};
    add_title(portrait.traits, workflow_.title, {});
    add(portrait.traits, "time_zone", workflow_.time_zone);
    add(portrait.traits, "calendar", workflow_.calendar);
    add(portrait.traits, "start", path(workflow_.start));
    if (!workflow_.suspension) return portrait;
    auto const& [suspend, resume] = *workflow_.suspension;
    add_action(portrait.traits, "suspend.", suspend);
    add_action(portrait.traits, "resume.", resume);
    return portrait;
}

void Portraitist::add_action(Traits& traits,
                             std::string const& aspect,
                             workflow::Action const& action) const {
    add(traits, aspect + "action", action.name);
    add(traits, aspect + "by", notation_.roles(action.by));
    add(traits, aspect + "need", notation_.fields(action.need));
    add_ways(traits, aspect, action.alternatives);
}

Portraits Portraitist::fields() const {
    Portraits portraits;
    Index index = 0;
    for (auto const& field : workflow_.fields)
        add_field(portraits, notation_.field(index++), field);
    return portraits;
}

/// A record's own fields follow it: "contacts", "contacts.on".
void Portraitist::add_field(Portraits& portraits,
                            std::string const& name,
                            workflow::Field const& field) const {
    auto& traits = portraits.emplace_back(Portrait{name, {}}).traits;
    add_title(traits, field.title, field.name);
    add(traits,
        "type",
        fmt::format("{}{}", field.list ? "list of " : "", workflow::to_text(field.kind)));
    add(traits, "for_each", path(field.region));
    if (field.required) add(traits, "required", "true");
    if (!field.default_value.is_null())
        add(traits, "default", tracking::encode_value(field.default_value));
    add(traits, "at_least", number(field.at_least));
    add(traits, "at_most", number(field.at_most));
    for (auto const& choice : field.choices) add(traits, "of", choice);
    for (auto const& part : field.fields)
        add_field(portraits, fmt::format("{}.{}", name, part.name), part);
}

Portraits Portraitist::roles() const {
    Portraits portraits;
    Index index = 0;
    for (auto const& role : workflow_.roles) {
        auto& [name, traits] = portraits.emplace_back(Portrait{notation_.role(index++), {}});
        add_title(traits, role.title, role.name);
        add(traits, "group", role.group);
        if (role.field != none) add(traits, "field", notation_.field(role.field));
        if (role.part) add(traits, "part", "true");
        if (role.leader) add(traits, "leader", "true");
    }
    return portraits;
}

Portraits Portraitist::deadlines() const {
    Portraits portraits;
    for (auto const& state : workflow_.states) {
        if (state.due) portraits.push_back(deadline(state));
    }
    return portraits;
}

Portrait Portraitist::deadline(workflow::State const& state) const {
    auto const& due = *state.due;
    // A deadline without a name of its own is called like its state, and renamed with it.
    auto const& state_path = notation_.path(state);
    Portrait portrait{
        due.name == state.name ? state_path.substr(state_path.rfind('.') + 1) : due.name, {}};
    auto& traits = portrait.traits;
    add(traits, "state", state_path);
    bool const is_given = ends_on_given_date(due);
    if (!is_given) add(traits, "within", calendar::to_text(due.within));
    add(traits, is_given ? "date" : "from", given_date_name(workflow_, due));
    auto const& counting = due.counting;
    add(traits, "on_rest_day", std::string{calendar::to_text(counting.on_rest_day)});
    add(traits, "start_on_rest_day", std::string{calendar::to_text(counting.start_on_rest_day)});
    if (counting.cut_off) add(traits, "cut_off", calendar::to_text(*counting.cut_off));
    add(traits, "ends", std::string{calendar::to_text(counting.ends)});
    for (auto const& term : due.extensions) add(traits, "extend", calendar::to_text(term));
    add(traits, "if_missed", std::string{to_text(due.if_missed)});
    add(traits, "basis", due.basis);
    for (auto const& one : due.reminders)
        add(traits, one.escalates ? "escalation" : "reminders", notation_.reminder(one));
    if (due.escalation != workflow::none) {
        auto const& unreached = workflow_.escalations[due.escalation].unreached;
        if (unreached) add(traits, "unreached", notation_.unreached(*unreached));
    }
    add_ways(traits, "on_due.", due.on_due);
    return portrait;
}

Portraits Portraitist::messages() const {
    Portraits portraits;
    for (auto const& message : workflow_.messages) {
        auto& [name, traits] = portraits.emplace_back(Portrait{message.name, {}});
        if (message.at_any_hour) add(traits, "at_any_hour", "true");
        add(traits, "attach", fmt::format("{}", fmt::join(message.attach, ", ")));
        for (auto const language : {Language::zh_cn, Language::en}) {
            auto const& text = message.in(language);
            auto const of = [language](char const* what) {
                return fmt::format("{}.{}", duban::to_text(language), what);
            };
            add(traits, of("subject"), text.subject.source());
            add(traits, of("text"), text.text.source());
            add(traits, of("html"), text.html.source());
            add(traits, of("sms"), text.sms.source());
        }
    }
    return portraits;
}

Portrait Portraitist::state(workflow::State const& state) const {
    Portrait portrait{notation_.path(state), {}};
    auto& traits = portrait.traits;
    add_title(traits, state.title, state.name);
    add(traits, "owner", notation_.roles(state.owner));
    if (state.end) add(traits, "end", "true");
    if (state.parallel) add(traits, "regions", "true");
    if (state.start != none) add(traits, "start", path(state.start));
    if (state.for_each) {
        add(traits,
            "for_each",
            fmt::format("{} in {}",
                        notation_.field(state.for_each->key),
                        notation_.field(state.for_each->list)));
    }
    for (auto const stopped : state.stops_clock)
        add(traits, "stops_clock", workflow_.states[stopped].due->name);
    add_effects(traits, "on_entry", state.on_entry);
    add_effects(traits, "on_exit", state.on_exit);
    add_ways(traits, "automatically.", state.automatically);
    add_ways(traits, "on_done.", state.on_done);
    return portrait;
}

Portraits Portraitist::actions(workflow::State const& state) const {
    Portraits portraits;
    auto const& around = notation_.path(state);
    for (auto const& action : state.actions) {
        auto& [name, traits] =
            portraits.emplace_back(Portrait{fmt::format("{}.{}", around, action.name), {}});
        add_title(traits, action.title, action.name);
        add(traits, "by", action.by_engine ? std::string{"engine"} : notation_.roles(action.by));
        add(traits, "need", notation_.fields(action.need));
        add_ways(traits, {}, action.alternatives);
    }
    return portraits;
}

Traits Portraitist::content(workflow::State const& state) const {
    auto traits = this->state(state).traits;
    for (auto const& action : actions(state)) {
        auto const name = action.name.substr(action.name.rfind('.') + 1);
        for (auto const& [aspect, text] : action.traits)
            traits.push_back({fmt::format("{}.{}", name, aspect), text});
    }
    if (state.due) {
        for (auto& trait : deadline(state).traits) {
            if (trait.aspect != "state") traits.push_back(std::move(trait));
        }
    }
    std::erase_if(traits, [](Trait const& trait) {
        return trait.aspect == "start" || trait.aspect == "go" || trait.aspect.ends_with(".go");
    });
    return traits;
}

void Portraitist::add_effects(Traits& traits,
                              std::string const& aspect,
                              std::vector<workflow::Effect> const& effects) const {
    for (auto const& one : effects) add(traits, aspect, notation_.effect(one));
}

void Portraitist::add_ways(Traits& traits,
                           std::string const& aspect,
                           std::vector<workflow::Alternative> const& ways) const {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        auto const& way = ways[i];
        // The first is told like an only one, so that a second one beside it changes nothing of it.
        auto const of = i == 0 ? aspect : fmt::format("{}choose[{}].", aspect, i + 1);
        if (way.only_if) add(traits, of + "only_if", way.only_if->text());
        add(traits, of + "because.zh-CN", way.because.zh_cn);
        add(traits, of + "because.en", way.because.en);
        add_effects(traits, of + "do", way.effects);
        if (way.go) add(traits, of + "go", notation_.target(*way.go));
    }
}

}  // namespace duban::revision
