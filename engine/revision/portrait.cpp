#include "engine/revision/portrait.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/tracking/case_data.hpp"

namespace duban::revision {

namespace {

using workflow::Index;
using workflow::none;

std::string const& renamed(Names::Map const& map, std::string const& name) {
    auto const found = map.find(name);
    return found == map.end() ? name : found->second;
}

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

std::string Portraitist::path(Index state) const {
    return state == none ? std::string{} : renamed(names_.states, workflow_.states[state].path);
}

Portrait Portraitist::workflow() const {
    Portrait portrait{workflow_.name, {}};
    add_title(portrait.traits, workflow_.title, {});
    add(portrait.traits, "time_zone", workflow_.time_zone);
    add(portrait.traits, "calendar", workflow_.calendar);
    add(portrait.traits, "start", path(workflow_.start));
    return portrait;
}

Portraits Portraitist::fields() const {
    Portraits portraits;
    for (auto const& field : workflow_.fields) {
        auto& [name, traits] =
            portraits.emplace_back(Portrait{renamed(names_.fields, field.name), {}});
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
    }
    return portraits;
}

Portraits Portraitist::roles() const {
    Portraits portraits;
    for (auto const& role : workflow_.roles) {
        auto& [name, traits] =
            portraits.emplace_back(Portrait{renamed(names_.roles, role.name), {}});
        add_title(traits, role.title, role.name);
        add(traits, "group", role.group);
        if (role.field != none)
            add(traits, "field", renamed(names_.fields, workflow_.fields[role.field].name));
        if (role.part) add(traits, "part", "true");
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
    auto const& state_path = renamed(names_.states, state.path);
    Portrait portrait{
        due.name == state.name ? state_path.substr(state_path.rfind('.') + 1) : due.name, {}};
    auto& traits = portrait.traits;
    add(traits, "state", state_path);
    add(traits, "within", calendar::to_text(due.within));
    add(traits, "on_rest_day", std::string{calendar::to_text(due.on_rest_day)});
    add(traits, "if_missed", std::string{to_text(due.if_missed)});
    add(traits, "basis", due.basis);
    for (auto const& one : due.reminders) add(traits, "reminders", reminder(one));
    add_ways(traits, "on_due.", due.on_due);
    return portrait;
}

Portraits Portraitist::messages() const {
    Portraits portraits;
    for (auto const& message : workflow_.messages) {
        auto& [name, traits] = portraits.emplace_back(Portrait{message.name, {}});
        if (message.at_any_hour) add(traits, "at_any_hour", "true");
        for (auto const language : {Language::zh_cn, Language::en}) {
            auto const& text = message.in(language);
            auto const of = [language](char const* what) {
                return fmt::format("{}.{}", duban::to_text(language), what);
            };
            add(traits, of("subject"), text.subject.source());
            add(traits, of("text"), text.text.source());
            add(traits, of("sms"), text.sms.source());
        }
    }
    return portraits;
}

Portrait Portraitist::state(workflow::State const& state) const {
    Portrait portrait{renamed(names_.states, state.path), {}};
    auto& traits = portrait.traits;
    add_title(traits, state.title, state.name);
    add(traits, "owner", role_names(state.owner));
    if (state.end) add(traits, "end", "true");
    if (state.parallel) add(traits, "regions", "true");
    if (state.start != none) add(traits, "start", path(state.start));
    if (state.for_each) {
        auto const& fields = workflow_.fields;
        add(traits,
            "for_each",
            fmt::format("{} in {}",
                        renamed(names_.fields, fields[state.for_each->key].name),
                        renamed(names_.fields, fields[state.for_each->list].name)));
    }
    add_effects(traits, "on_entry", state.on_entry);
    add_effects(traits, "on_exit", state.on_exit);
    add_ways(traits, "automatically.", state.automatically);
    add_ways(traits, "on_done.", state.on_done);
    return portrait;
}

Portraits Portraitist::actions(workflow::State const& state) const {
    Portraits portraits;
    auto const& around = renamed(names_.states, state.path);
    for (auto const& action : state.actions) {
        auto& [name, traits] =
            portraits.emplace_back(Portrait{fmt::format("{}.{}", around, action.name), {}});
        add_title(traits, action.title, action.name);
        add(traits, "by", action.by_engine ? std::string{"engine"} : role_names(action.by));
        add(traits, "need", field_names(action.need));
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

std::string Portraitist::role_names(std::vector<Index> const& roles) const {
    std::vector<std::string_view> names;
    for (auto const role : roles)
        names.emplace_back(renamed(names_.roles, workflow_.roles[role].name));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string Portraitist::field_names(std::vector<Index> const& fields) const {
    std::vector<std::string_view> names;
    for (auto const field : fields)
        names.emplace_back(renamed(names_.fields, workflow_.fields[field].name));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string Portraitist::target(workflow::Target const& target) const {
    auto text = path(target.state);
    if (target.kind != workflow::Target::Kind::state) {
        bool const deep = target.kind == workflow::Target::Kind::resume_deep;
        text = fmt::format("{{resume: {}, depth: {}", text, deep ? "deep" : "shallow");
        if (target.otherwise != none)
            text += fmt::format(", otherwise: {}", path(target.otherwise));
        text += '}';
    }
    return target.internal ? text + ", internal: true" : text;
}

std::string Portraitist::reminder(workflow::Reminder const& reminder) const {
    auto text = fmt::format("{{at: {}", calendar::to_text(reminder.at));
    if (reminder.every) {
        text += fmt::format(
            ", every: {}",
            calendar::to_text(calendar::Term{reminder.every->unit, reminder.every->count}));
        if (reminder.until_due) text += ", until: due";
        text += fmt::format(", at_most: {}", reminder.at_most);
    }
    auto const& message = workflow_.messages[reminder.message].name;
    return fmt::format("{}, to: [{}], message: {}}}", text, role_names(reminder.to), message);
}

void Portraitist::add_effects(Traits& traits,
                              std::string const& aspect,
                              std::vector<workflow::Effect> const& effects) const {
    for (auto const& one : effects) add(traits, aspect, effect(one));
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
        if (way.go) add(traits, of + "go", target(*way.go));
    }
}

std::string Portraitist::effects(std::vector<workflow::Effect> const& effects) const {
    std::vector<std::string> texts;
    for (auto const& one : effects) texts.push_back(fmt::format("{{{}}}", effect(one)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string Portraitist::effect(workflow::Effect const& effect) const {
    struct Writer {
        Portraitist const& of;

        [[nodiscard]] std::string const& field(Index index) const {
            return renamed(of.names_.fields, of.workflow_.fields[index].name);
        }

        std::string operator()(workflow::SetField const& set) const {
            return fmt::format("set: {{{}: {}}}", field(set.field), set.value.text());
        }

        std::string operator()(workflow::AppendToField const& append) const {
            return fmt::format("append: {{{}: {}}}", field(append.field), append.value.text());
        }

        std::string operator()(workflow::Notify const& notify) const {
            return fmt::format("notify: {{to: [{}], message: {}}}",
                               of.role_names(notify.to),
                               of.workflow_.messages[notify.message].name);
        }

        std::string operator()(workflow::Raise const& raise) const {
            auto text = fmt::format("raise: {{event: {}", of.workflow_.events[raise.event]);
            if (raise.after) text += fmt::format(", after: {}", calendar::to_text(*raise.after));
            if (!raise.id.empty()) text += fmt::format(", id: {}", raise.id);
            return text + "}";
        }

        std::string operator()(workflow::Cancel const& cancel) const {
            return fmt::format("cancel: {}", cancel.id);
        }

        std::string operator()(workflow::Choose const& choose) const {
            std::vector<std::string> branches;
            for (auto const& branch : choose.branches) {
                auto const only_if =
                    branch.only_if ? fmt::format("only_if: {}, ", branch.only_if->text()) : "";
                branches.push_back(
                    fmt::format("{{{}do: {}}}", only_if, of.effects(branch.effects)));
            }
            return fmt::format("choose: [{}]", fmt::join(branches, ", "));
        }
    };

    return std::visit(Writer{*this}, effect);
}

}  // namespace duban::revision
