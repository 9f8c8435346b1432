// Every bound of a definition, at it and one past it.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <functional>

#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

namespace {

struct Content {
    std::string fields = "  title: {type: text}\n";
    std::string roles = "  r: {group: g}\n";
    std::string extend;
    std::string reminders;
    std::string actions = "      finish: {by: r, go: closed}\n";
    std::string states = "  closed: {end: true}\n";
    std::string messages = "  m: {subject: s, text: t}\n";
};

std::string times(std::size_t count, std::string_view format) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += fmt::format(fmt::runtime(format), i);
    return text;
}

Definition read(Content const& content) {
    auto const workflow = fmt::format(
        "format: 1\nworkflow: t\nversion: 1\ntitle: {{zh-CN: 甲, en: A}}\ntime_zone: "
        "UTC\ncalendar: cn\n"
        "fields:\n{}roles:\n{}start: open\nstates:\n  open:\n    owner: r\n    due:\n      within: "
        "1 day\n"
        "{}      reminders:\n        - {{at: due, to: r, message: m}}\n{}    actions:\n{}{}",
        content.fields,
        content.roles,
        content.extend,
        content.reminders,
        content.actions,
        content.states);
    auto const messages = [&](char const* language) {
        return fmt::format("format: 1\nlanguage: {}\nmessages:\n{}", language, content.messages);
    };
    return read_definition({.workflow = {"workflow", workflow},
                            .messages = {{"zh-CN", messages("zh-CN")}, {"en", messages("en")}}});
}

/// "2 days, 3 days, …": each longer than the one before.
std::string terms(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += fmt::format("{}{} days", i == 0 ? "" : ", ", i + 2);
    return text;
}

/// States within states within the state `s0`, down to the last one, which leaves.
std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
        std::string const indent(2 + i * 4, ' ');
        text += fmt::format("{}s{}:\n", indent, i);
        if (i + 1 == depth) {
            text += indent + "  actions: {next: {by: r, go: closed}}\n";
        } else {
            text += fmt::format("{0}  start: s{1}\n{0}  states:\n", indent, i + 1);
        }
    }
    return "  closed: {end: true}\n" + text;
}

}  // namespace

TEST_CASE("a definition may be as large as its bounds and no larger", "[workflow]") {
    using Fill = std::function<void(Content&, std::size_t)>;
    auto const [what, most, fill, rule] = GENERATE(table<std::string, std::size_t, Fill, std::string>({
        {"states",
         Bounds::states_max,
         [](Content& c, std::size_t n) { c.states += times(n - 2, "  e{}: {{end: true}}\n"); },
         "too-many"},
        {"fields",
         Bounds::fields_max,
         [](Content& c, std::size_t n) { c.fields = times(n, "  f{}: {{type: text}}\n"); },
         "too-many"},
        {"roles",
         Bounds::roles_max,
         [](Content& c, std::size_t n) { c.roles += times(n - 1, "  r{}: {{group: g}}\n"); },
         "too-many"},
        {"messages",
         Bounds::messages_max,
         [](Content& c, std::size_t n) { c.messages += times(n - 1, "  m{}: {{subject: s, text: t}}\n"); },
         "too-many"},
        {"reminders",
         Bounds::reminders_max,
         [](Content& c, std::size_t n) {
             c.reminders = times(n - 1, "        - {{at: {} days before, to: r, message: m}}\n");
         },
         "too-many"},
        {"extensions",
         Bounds::extensions_max,
         [](Content& c, std::size_t n) {
             c.extend = fmt::format("      extend: {{by: r, to: [{}]}}\n", terms(n));
         },
         "too-many"},
        {"repeats of a reminder",
         std::size_t{Bounds::repeats_max},
         [](Content& c, std::size_t n) {
             c.reminders =
                 fmt::format("        - {{at: due, every: 1 day, at_most: {}, to: r, message: m}}\n", n);
         },
         "out-of-range"},
        {"states within states",
         Bounds::depth_max,
         [](Content& c, std::size_t n) {
             c.states = nested(n);
             c.actions += "      deeper: {by: r, go: s0}\n";
         },
         "too-deep"},
        {"characters of a name",
         64,
         [](Content& c, std::size_t n) { c.fields += fmt::format("  {}: {{type: text}}\n", std::string(n, 'a')); },
         "bad-name"},
        {"characters of a subject",
         200,
         [](Content& c, std::size_t n) { c.messages = fmt::format("  m: {{subject: {}, text: t}}\n", std::string(n, 'a')); },
         "too-long"},
        {"characters of an SMS",
         500,
         [](Content& c, std::size_t n) { c.messages = fmt::format("  m: {{subject: s, text: t, sms: {}}}\n", std::string(n, 'a')); },
         "too-long"},
        {"actions of a state",
         100,
         [](Content& c, std::size_t n) { c.actions = times(n, "      a{}: {{by: r, go: closed}}\n"); },
         "too-many"},
    }));
    CAPTURE(what, most);
    auto const has_rule = [&](std::size_t size) {
        Content content;
        fill(content, size);
        auto const definition = read(content);
        bool found = false;
        for (auto const& problem : definition.problems) {
            found = found || problem.rule == rule;
            bool const about_size = problem.rule == rule || problem.rule == "unreachable-state" ||
                                    problem.severity != Severity::error;
            CAPTURE(problem_lines({problem}));
            CHECK(about_size);
        }
        return found;
    };
    CHECK_FALSE(has_rule(most));
    CHECK(has_rule(most + 1));
}
