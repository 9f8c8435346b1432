#include "engine/scenario/difference.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/tracking/place.hpp"

namespace duban::scenario {

namespace {

using tracking::Procedure;
using Line = Difference::Line;
using Lines = std::vector<Line>;
using Texts = std::vector<std::string>;

void add(Lines& lines, Line::Kind kind, Texts const& texts) {
    for (auto const& text : texts) lines.push_back({kind, text});
}

/// One thing: the same, or both sides of it.
void add(Lines& lines, bool holds, std::string const& expected, Texts const& found) {
    if (holds) return add(lines, Line::Kind::same, {expected});
    add(lines, Line::Kind::expected, {expected});
    add(lines, Line::Kind::found, found);
}

/// Two lists: what holds at the beginning and at the end of both is the same; between, all that was
/// expected stands before all that was found.
template <class Holds>
Lines align(Texts const& expected, Texts const& found, Holds holds) {
    auto const least = std::min(expected.size(), found.size());
    std::size_t head = 0;
    while (head < least && holds(head, head)) ++head;
    std::size_t tail = 0;
    while (tail < least - head && holds(expected.size() - 1 - tail, found.size() - 1 - tail))
        ++tail;
    auto const slice = [](Texts const& of, std::size_t from, std::size_t to) {
        using At = std::ptrdiff_t;
        return Texts{of.begin() + static_cast<At>(from), of.begin() + static_cast<At>(to)};
    };
    Lines lines;
    add(lines, Line::Kind::same, slice(expected, 0, head));
    add(lines, Line::Kind::expected, slice(expected, head, expected.size() - tail));
    add(lines, Line::Kind::found, slice(found, head, found.size() - tail));
    add(lines, Line::Kind::same, slice(expected, expected.size() - tail, expected.size()));
    return lines;
}

/// What the definition wanted and could not do is a refusal of its own.
std::optional<tracking::Refusal> refusal_of(tracking::Rehearsal::Outcome const& outcome) {
    if (outcome.refusal) return outcome.refusal;
    for (auto const& change : outcome.changes) {
        if (change.fault) return tracking::Refusal{tracking::Refusal::Kind::fault, *change.fault};
    }
    return std::nullopt;
}

/// What was found after a step, set beside what the step expects.
class Findings {
  public:
    Findings(Procedure const& procedure,
             tracking::Case const& state,
             tracking::Rehearsal::Outcome const& outcome)
        : procedure_{procedure}, state_{state}, outcome_{outcome}, refusal_{refusal_of(outcome)} {}

    [[nodiscard]] std::optional<Text> reason() const {
        return refusal_ ? std::optional{refusal_->reason} : std::nullopt;
    }

    [[nodiscard]] Lines refused(Expectation const& expect) const {
        auto const text = [](tracking::Refusal::Kind const* kind) {
            return fmt::format("refused: {}", kind != nullptr ? tracking::to_text(*kind) : "none");
        };
        auto const* const wanted = expect.refused ? &*expect.refused : nullptr;
        auto const* const found = refusal_ ? &refusal_->kind : nullptr;
        bool const is_same = wanted && found ? *wanted == *found : wanted == found;
        Lines lines;
        add(lines, is_same, text(wanted), {text(found)});
        return lines;
    }

    [[nodiscard]] Lines state(Expectation const& expect) const {
        if (!expect.state) return {};
        auto const found = tracking::places_of(procedure_, state_);
        return align(*expect.state, found, [&](std::size_t i, std::size_t j) {
            return (*expect.state)[i] == found[j];
        });
    }

    [[nodiscard]] Lines due(Expectation const& expect) const {
        Lines lines;
        for (auto const& due : expect.due) add_due(due, lines);
        return lines;
    }

    [[nodiscard]] Lines data(Expectation const& expect) const {
        auto const text = [](ExpectedValue const& of, expression::Value const& value) {
            return fmt::format(
                "{}: {}", of.name, value.is_null() ? "none" : expression::to_text(value));
        };
        Lines lines;
        for (auto const& expected : expect.data) {
            auto const value = value_of(expected);
            add(lines,
                value == expected.value,
                text(expected, expected.value),
                {text(expected, value)});
        }
        return lines;
    }

    [[nodiscard]] Lines ended(Expectation const& expect) const {
        Lines lines;
        if (!expect.ended) return lines;
        auto const found = state_.closed_at.has_value();
        auto const text = [](bool ended) { return fmt::format("ended: {}", ended); };
        add(lines, found == *expect.ended, text(*expect.ended), {text(found)});
        return lines;
    }

    [[nodiscard]] Lines sent(Expectation const& expect) const {
        if (!expect.sent) return {};
        auto const found = notices();
        Texts expected_texts;
        Texts found_texts;
        for (auto const& notice : *expect.sent) expected_texts.push_back(text_of(notice));
        for (auto const& notice : found) found_texts.push_back(text_of(notice));
        return align(expected_texts, found_texts, [&](std::size_t i, std::size_t j) {
            auto const& wanted = (*expect.sent)[i];
            return wanted.message == found[j].message && wanted.to == found[j].to &&
                   (!wanted.on || wanted.on == found[j].on) &&
                   (!wanted.part || wanted.part == found[j].part);
        });
    }

  private:
    void add_due(ExpectedDue const& expected, Lines& lines) const {
        auto const text = [&](std::string_view name, tracking::Deadline const* deadline) {
            if (deadline == nullptr) return fmt::format("{}: none", name);
            if (!expected.at) return fmt::format("{}: {}", name, to_text(deadline->due_day));
            auto const at = calendar::to_text(deadline->due_at, procedure_.zone);
            return fmt::format("{}: {}", name, at.substr(0, 16));
        };
        tracking::Deadline wanted;
        if (expected.day) wanted.due_day = *expected.day;
        if (expected.at) wanted.due_at = *expected.at;
        bool const runs = expected.day || expected.at;
        bool holds = true;
        Texts found;
        for (auto const& deadline : state_.deadlines) {
            if (deadline.state != expected.state) continue;
            auto const key = key_of(deadline.part);
            if (!expected.part.empty() && key != expected.part) continue;
            holds = holds && runs && (!expected.day || deadline.due_day == *expected.day) &&
                    (!expected.at || deadline.due_at == *expected.at);
            auto const& name = procedure_.workflow.states[deadline.state].due->name;
            found.push_back(text(key ? fmt::format("{}[{}]", name, *key) : name, &deadline));
        }
        holds = holds && found.empty() == !runs;
        if (found.empty()) found.push_back(text(expected.name, nullptr));
        add(lines, holds, text(expected.name, runs ? &wanted : nullptr), found);
    }

    /// A part that is gone has no values any more.
    [[nodiscard]] expression::Value value_of(ExpectedValue const& expected) const {
        auto const region = procedure_.workflow.fields[expected.field].region;
        if (region == workflow::none) return state_.fields[expected.field];
        auto const first = procedure_.workflow.states[region].for_each->key;
        for (auto const& part : state_.parts) {
            if (part.region == region && part.key == expected.part)
                return part.fields[expected.field - std::size_t{first}];
        }
        return {};
    }

    [[nodiscard]] std::optional<std::string> key_of(tracking::PartNumber number) const {
        if (auto const* const part = state_.find_part(number)) return part->key;
        // It was dropped, or ended with the case, since it spoke.
        for (auto const& change : outcome_.changes) {
            for (auto const& closed : change.parts_closed) {
                if (closed.number == number) return closed.key;
            }
        }
        return std::nullopt;
    }

    /// One for each role, in the order in which they were said.
    [[nodiscard]] std::vector<ExpectedNotice> notices() const {
        std::vector<ExpectedNotice> notices;
        for (auto const& change : outcome_.changes) {
            for (auto const& notice : change.notices) {
                for (auto const role : notice.to) {
                    notices.push_back({.message = notice.message,
                                       .to = role,
                                       .on = procedure_.zone.day_of(notice.at),
                                       .part = key_of(notice.part)});
                }
            }
        }
        return notices;
    }

    [[nodiscard]] std::string text_of(ExpectedNotice const& notice) const {
        auto const& workflow = procedure_.workflow;
        auto text = fmt::format("{{message: {}, to: {}",
                                workflow.messages[notice.message].name,
                                workflow.roles[notice.to].name);
        if (notice.on) text += fmt::format(", on: {}", to_text(*notice.on));
        if (notice.part) text += fmt::format(", part: {}", *notice.part);
        return text + "}";
    }

    Procedure const& procedure_;
    tracking::Case const& state_;
    tracking::Rehearsal::Outcome const& outcome_;
    std::optional<tracking::Refusal> refusal_;
};

Texts texts_of(Lines const& lines, Line::Kind kind) {
    Texts texts;
    for (auto const& line : lines) {
        if (line.kind == kind || line.kind == Line::Kind::same) texts.push_back(line.text);
    }
    return texts;
}

}  // namespace

std::vector<std::string> Difference::expected() const {
    return texts_of(lines, Line::Kind::expected);
}

std::vector<std::string> Difference::found() const {
    return texts_of(lines, Line::Kind::found);
}

std::optional<Difference> first_difference(Procedure const& procedure,
                                           Step const& step,
                                           tracking::Case const& state,
                                           tracking::Rehearsal::Outcome const& outcome) {
    Findings const findings{procedure, state, outcome};
    using Compare = Lines (Findings::*)(Expectation const&) const;
    constexpr std::pair<char const*, Compare> questions[]{{"refused", &Findings::refused},
                                                          {"state", &Findings::state},
                                                          {"due", &Findings::due},
                                                          {"data", &Findings::data},
                                                          {"ended", &Findings::ended},
                                                          {"sent", &Findings::sent}};
    for (auto const& [what, compare] : questions) {
        auto lines = (findings.*compare)(step.expect);
        bool const differs = std::ranges::any_of(
            lines, [](Line const& line) { return line.kind != Line::Kind::same; });
        if (!differs) continue;
        return Difference{
            .at = step.at, .what = what, .lines = std::move(lines), .reason = findings.reason()};
    }
    return std::nullopt;
}

}  // namespace duban::scenario
