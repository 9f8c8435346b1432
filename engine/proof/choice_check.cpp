#include "engine/proof/choice_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/proof/combinations.hpp"
#include "engine/proof/effects.hpp"

namespace duban::proof {

namespace {

using workflow::Action;
using workflow::Alternative;
using workflow::none;
using workflow::State;

/// One list of alternatives or branches, as far as its order and its guards go.
struct Choice {
    std::vector<expression::Expression const*> guards;
    std::vector<Position> places;
    Combinations combinations;

    template <class Items>
    Choice(Workflow const& workflow, Items const& items, Facts const& facts)
        : guards{guards_of(items)}, combinations{workflow, guards, facts} {
        for (auto const& item : items) places.push_back(item.at);
    }

    template <class Items>
    static std::vector<expression::Expression const*> guards_of(Items const& items) {
        std::vector<expression::Expression const*> guards;
        for (auto const& item : items) guards.push_back(item.only_if ? &*item.only_if : nullptr);
        return guards;
    }

    /// The first combination of values that holds for `ask`; one without null where there is any.
    template <class Ask>
    std::optional<std::size_t> find(Ask ask) const {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < combinations.size(); ++i) {
            if (found && combinations.has_null(i)) continue;
            if (!ask(i)) continue;
            if (!combinations.has_null(i)) return i;
            found = i;
        }
        return found;
    }

    [[nodiscard]] bool is_never_met(std::size_t guard) const {
        return !find([&](std::size_t i) { return !combinations.never(guard, i); });
    }

    /// Whether, wherever it may be open, one before it is open for sure.
    [[nodiscard]] bool is_never_taken(std::size_t guard) const {
        return !find([&](std::size_t i) {
            if (combinations.never(guard, i)) return false;
            for (std::size_t before = 0; before < guard; ++before) {
                if (combinations.surely(before, i)) return false;
            }
            return true;
        });
    }

    [[nodiscard]] std::optional<std::size_t> find_gap() const {
        return find([&](std::size_t i) {
            for (std::size_t guard = 0; guard < guards.size(); ++guard) {
                if (!combinations.never(guard, i)) return false;
            }
            return true;
        });
    }

    /// Values for which both are open, where each is open without the other elsewhere: a narrower
    /// condition before a wider one is how exceptions are written.
    [[nodiscard]] std::optional<std::size_t> find_overlap(std::size_t a, std::size_t b) const {
        auto const& of = combinations;
        auto const both = find([&](std::size_t i) { return of.surely(a, i) && of.surely(b, i); });
        auto const first = find([&](std::size_t i) { return of.surely(a, i) && of.never(b, i); });
        auto const second = find([&](std::size_t i) { return of.never(a, i) && of.surely(b, i); });
        return first && second ? both : std::nullopt;
    }
};

bool lead_alike(Alternative const& a, Alternative const& b) {
    if (!a.go || !b.go) return a.go.has_value() == b.go.has_value();
    return a.go->state == b.go->state && a.go->kind == b.go->kind &&
           a.go->otherwise == b.go->otherwise;
}

class ChoiceCheck {
  public:
    ChoiceCheck(Workflow const& workflow, SetFields const& set, Findings& findings)
        : workflow_{workflow}, set_{set}, findings_{findings} {}

    void look_at(Index index) {
        auto const& state = workflow_.states[index];
        Facts const facts{.set = set_.in(index)};
        for (auto const& action : state.actions) look_at(action, index, facts);
        bool const rests = !state.actions.empty() || state.due;
        look_at(state.automatically, facts, !rests);
        look_at(state.on_done, facts, true);
        if (state.due) look_at(state.due->on_due, facts, true);
        look_at(state.on_entry, facts);
        look_at(state.on_exit, facts);
    }

  private:
    void look_at(Action const& action, Index state, Facts facts) {
        for (auto const field : action.need) facts.set[field] = true;
        auto const says_why = std::ranges::any_of(
            action.alternatives, [](auto const& one) { return !one.because.en.empty(); });
        look_at(action.alternatives, facts, !says_why && !has_outer_answer(action, state));
    }

    void look_at(std::vector<Alternative> const& alternatives,
                 Facts const& facts,
                 bool must_be_whole) {
        for (auto const& alternative : alternatives) look_at(alternative.effects, facts);
        if (alternatives.empty()) return;
        Choice const choice{workflow_, alternatives, facts};
        if (choice.combinations.is_beyond()) return;
        report_never(choice);
        if (must_be_whole && alternatives.size() > 1) report_gap(choice);
        report_overlaps(choice, alternatives);
    }

    void look_at(std::vector<workflow::Effect> const& effects, Facts const& facts) {
        each_effect(effects, [&](workflow::Effect const& effect) {
            auto const* const choose = std::get_if<workflow::Choose>(&effect);
            if (choose == nullptr) return;
            Choice const choice{workflow_, choose->branches, facts};
            if (!choice.combinations.is_beyond()) report_never(choice);
        });
    }

    [[nodiscard]] bool has_outer_answer(Action const& action, Index state) const {
        for (auto outer = workflow_.states[state].parent; outer != none;
             outer = workflow_.states[outer].parent) {
            for (auto const& other : workflow_.states[outer].actions) {
                if (other.event == action.event && other.by_engine == action.by_engine) return true;
            }
        }
        return false;
    }

    void report_never(Choice const& choice) {
        for (std::size_t i = 0; i < choice.guards.size(); ++i) {
            if (choice.is_never_met(i)) {
                auto const& text = choice.guards[i]->text();
                findings_.warning(
                    choice.places[i],
                    "never-true",
                    {.zh_cn = fmt::format("条件永远不成立：{}", text),
                     .en = fmt::format("this condition can never be true: {}", text)});
            } else if (i > 0 && choice.is_never_taken(i)) {
                findings_.warning(
                    choice.places[i],
                    "never-taken",
                    {.zh_cn = "前面各项的条件合起来总已成立，永远轮不到这一项",
                     .en = "wherever this alternative is open, one before it is open too: it is "
                           "never taken"});
            }
        }
    }

    void report_gap(Choice const& choice) {
        auto const gap = choice.find_gap();
        if (!gap) return;
        auto const example = choice.combinations.describe(*gap);
        findings_.warning(
            choice.places.front(),
            "gap",
            {.zh_cn = fmt::format("有的值没有一项成立，例如：{}；最后加一项不带“only_if”的",
                                  example.zh_cn),
             .en = fmt::format("for some values no alternative is open, such as {}; add a last one "
                               "without “only_if”",
                               example.en)});
    }

    void report_overlaps(Choice const& choice, std::vector<Alternative> const& alternatives) {
        for (std::size_t b = 1; b < alternatives.size(); ++b) {
            for (std::size_t a = 0; a < b && alternatives[b].only_if; ++a) {
                if (lead_alike(alternatives[a], alternatives[b])) continue;
                auto const both = choice.find_overlap(a, b);
                if (!both) continue;
                report_overlap(choice, a, b, choice.combinations.describe(*both));
                break;
            }
        }
    }

    void report_overlap(Choice const& choice, std::size_t a, std::size_t b, Text const& example) {
        findings_.note(
            choice.places[b],
            "overlap",
            {.zh_cn = fmt::format(
                 "与第 {} 项可同时成立，例如：{}；以前面一项为准", a + 1, example.zh_cn),
             .en = fmt::format("alternative {} may be open at the same time, as for {}: the first "
                               "one is taken",
                               a + 1,
                               example.en)});
    }

    Workflow const& workflow_;
    SetFields const& set_;
    Findings& findings_;
};

}  // namespace

void check_choices(Workflow const& workflow, SetFields const& set, Findings& findings) {
    ChoiceCheck check{workflow, set, findings};
    for (std::size_t i = 0; i < workflow.states.size(); ++i) check.look_at(static_cast<Index>(i));
}

}  // namespace duban::proof
