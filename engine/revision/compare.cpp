#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "engine/revision/difference.hpp"
#include "engine/revision/portrait.hpp"

namespace duban::revision {

namespace {

using workflow::none;
using workflow::State;
using workflow::Workflow;
using Kind = Difference::Kind;

std::vector<std::string> texts_of(Traits const& traits, std::string_view aspect) {
    std::vector<std::string> texts;
    for (auto const& trait : traits) {
        if (trait.aspect == aspect) texts.push_back(trait.text);
    }
    return texts;
}

/// Of what stands in `texts` that which `others` does not have as often.
std::vector<std::string> rest(std::vector<std::string> const& texts,
                              std::vector<std::string> others) {
    std::vector<std::string> left;
    for (auto const& text : texts) {
        auto const found = std::ranges::find(others, text);
        if (found == others.end()) {
            left.push_back(text);
        } else {
            others.erase(found);
        }
    }
    return left;
}

Portrait const* find(Portraits const& portraits, std::string_view name) {
    auto const found = std::ranges::find(portraits, name, &Portrait::name);
    return found == portraits.end() ? nullptr : &*found;
}

/// What is gone and what has come with equal content, where there is only one of each.
Names::Map suspected_renames(Portraits const& before, Portraits const& after) {
    Names::Map renames;
    auto const alike = [](Portraits const& among, Portrait const& one, Portraits const& others) {
        std::vector<Portrait const*> found;
        for (auto const& candidate : among) {
            if (candidate.traits == one.traits && find(others, candidate.name) == nullptr)
                found.push_back(&candidate);
        }
        return found;
    };
    for (auto const& gone : before) {
        if (find(after, gone.name) != nullptr) continue;
        auto const come = alike(after, gone, before);
        if (come.size() == 1 && alike(before, gone, after).size() == 1)
            renames.emplace(gone.name, come.front()->name);
    }
    return renames;
}

/// The one trait that tells most of what came or went.
std::string gist_of(Subject subject, Traits const& traits) {
    auto const aspect = subject == Subject::field      ? "type"
                        : subject == Subject::deadline ? "within"
                        : subject == Subject::action   ? "by"
                                                       : "";
    return fmt::format("{}", fmt::join(texts_of(traits, aspect), ", "));
}

std::string path_within(std::string const& around, std::string const& name) {
    return around.empty() ? name : fmt::format("{}.{}", around, name);
}

class Comparison {
  public:
    Comparison(Workflow const& before, Workflow const& after)
        : before_{before}, after_{after}, old_{before, names_}, new_{after, same_} {}

    std::vector<Difference> run() {
        names_.fields = suspected_renames(old_.fields(), new_.fields());
        names_.roles = suspected_renames(old_.roles(), new_.roles());
        name_states(none, {});
        compare_traits(Subject::workflow, old_.workflow(), new_.workflow());
        for (auto const& [from, to] : names_.fields) tell_renamed(Subject::field, from, to);
        compare_all(Subject::field, old_.fields(), new_.fields());
        for (auto const& [from, to] : names_.roles) tell_renamed(Subject::role, from, to);
        compare_all(Subject::role, old_.roles(), new_.roles());
        compare_states();
        compare_order();
        compare_all(Subject::deadline, old_.deadlines(), new_.deadlines());
        compare_all(Subject::message, old_.messages(), new_.messages());
        return std::move(differences_);
    }

  private:
    /// Gives every old state within `parent` the path that it has now, were it only renamed.
    void name_states(workflow::Index parent, std::string const& around) {
        Portraits before;
        Portraits after;
        auto const above = parent == none ? none : after_.find_state(around);
        auto const draw = [](Workflow const& of, Portraitist const& by, workflow::Index within) {
            Portraits drawn;
            for (auto const& state : of.states) {
                if (state.parent == within) drawn.push_back({state.name, by.content(state)});
            }
            return drawn;
        };
        before = draw(before_, old_, parent);
        if (parent == none || above != none) after = draw(after_, new_, above);
        auto const renames = suspected_renames(before, after);
        for (std::size_t i = 0; i < before_.states.size(); ++i) {
            auto const& state = before_.states[i];
            if (state.parent != parent) continue;
            auto const renamed = renames.find(state.name);
            auto const& name = renamed == renames.end() ? state.name : renamed->second;
            auto const path = path_within(around, name);
            if (path != state.path) names_.states.insert_or_assign(state.path, path);
            if (name != state.name) renamed_states_.emplace_back(state.path, path);
            name_states(static_cast<workflow::Index>(i), path);
        }
    }

    void compare_states() {
        for (auto const& [from, to] : renamed_states_) tell_renamed(Subject::state, from, to);
        std::set<std::string> kept;
        for (std::size_t i = 0; i < before_.states.size(); ++i) {
            auto const path = old_.path(static_cast<workflow::Index>(i));
            auto const now = after_.find_state(path);
            if (now == none) {
                tell(Kind::removed, Subject::state, before_.states[i].path);
                continue;
            }
            kept.insert(path);
            compare_traits(
                Subject::state, old_.state(before_.states[i]), new_.state(after_.states[now]));
            compare_actions(before_.states[i], after_.states[now]);
        }
        for (auto const& state : after_.states) {
            if (!kept.contains(state.path)) tell(Kind::added, Subject::state, state.path);
        }
    }

    void compare_actions(State const& before, State const& after) {
        auto was = old_.actions(before);
        auto const is = new_.actions(after);
        auto const renames = suspected_renames(was, is);
        for (auto const& [from, to] : renames) tell_renamed(Subject::action, from, to);
        for (auto& portrait : was) {
            auto const renamed = renames.find(portrait.name);
            if (renamed != renames.end()) portrait.name = renamed->second;
        }
        compare_all(Subject::action, was, is);
    }

    /// Of several moves at once the first in the file wins: the order of states says something.
    void compare_order() {
        std::vector<std::string> was;
        std::vector<std::string> is;
        for (std::size_t i = 0; i < before_.states.size(); ++i) {
            auto path = old_.path(static_cast<workflow::Index>(i));
            if (after_.find_state(path) != none) was.push_back(std::move(path));
        }
        for (auto const& state : after_.states) {
            if (std::ranges::find(was, state.path) != was.end()) is.push_back(state.path);
        }
        if (was == is) return;
        differences_.push_back({Kind::changed,
                                Subject::workflow,
                                after_.name,
                                "order",
                                fmt::format("{}", fmt::join(was, ", ")),
                                fmt::format("{}", fmt::join(is, ", "))});
    }

    void compare_all(Subject subject, Portraits const& before, Portraits const& after) {
        for (auto const& portrait : before) {
            if (auto const* const now = find(after, portrait.name)) {
                compare_traits(subject, portrait, *now);
            } else {
                tell(Kind::removed, subject, portrait.name);
                differences_.back().before = gist_of(subject, portrait.traits);
            }
        }
        for (auto const& portrait : after) {
            if (find(before, portrait.name) != nullptr) continue;
            tell(Kind::added, subject, portrait.name);
            differences_.back().after = gist_of(subject, portrait.traits);
        }
    }

    void compare_traits(Subject subject, Portrait const& before, Portrait const& after) {
        std::vector<std::string> aspects;
        for (auto const* traits : {&before.traits, &after.traits}) {
            for (auto const& trait : *traits) {
                if (std::ranges::find(aspects, trait.aspect) == aspects.end())
                    aspects.push_back(trait.aspect);
            }
        }
        for (auto const& aspect : aspects) {
            compare_texts({Kind::changed, subject, after.name, aspect, {}, {}},
                          texts_of(before.traits, aspect),
                          texts_of(after.traits, aspect));
        }
    }

    void compare_texts(Difference const& draft,
                       std::vector<std::string> const& before,
                       std::vector<std::string> const& after) {
        if (before == after) return;
        auto gone = rest(before, after);
        auto come = rest(after, before);
        if (gone.empty() && come.empty()) {
            gone = {fmt::format("{}", fmt::join(before, "; "))};
            come = {fmt::format("{}", fmt::join(after, "; "))};
        }
        // Where as many came as went, each has most likely taken the place of the other.
        bool const paired = gone.size() == come.size();
        if (!paired) {
            auto const fill = std::vector<std::string>(gone.size());
            come.insert(come.begin(), fill.begin(), fill.end());
            gone.resize(come.size());
        }
        for (std::size_t i = 0; i < gone.size(); ++i) {
            differences_.push_back(draft);
            differences_.back().before = gone[i];
            differences_.back().after = come[i];
        }
    }

    void tell(Kind kind, Subject subject, std::string name) {
        differences_.push_back({kind, subject, std::move(name), {}, {}, {}});
    }

    void tell_renamed(Subject subject, std::string const& from, std::string const& to) {
        differences_.push_back({Kind::renamed, subject, to, {}, from, to});
    }

    Workflow const& before_;
    Workflow const& after_;
    Names names_;
    Names const same_;
    Portraitist old_;
    Portraitist new_;
    std::vector<std::pair<std::string, std::string>> renamed_states_;
    std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare(Workflow const& before, Workflow const& after) {
    return Comparison{before, after}.run();
}

std::string_view to_text(Difference::Kind kind) {
    switch (kind) {
        case Kind::added:
            return "added";
        case Kind::removed:
            return "removed";
        case Kind::renamed:
            return "renamed";
        case Kind::changed:
            return "changed";
    }
    return "changed";
}

std::string_view to_text(Subject subject) {
    switch (subject) {
        case Subject::workflow:
            return "workflow";
        case Subject::field:
            return "field";
        case Subject::role:
            return "role";
        case Subject::state:
            return "state";
        case Subject::deadline:
            return "deadline";
        case Subject::action:
            return "action";
        case Subject::message:
            return "message";
    }
    return "workflow";
}

}  // namespace duban::revision
