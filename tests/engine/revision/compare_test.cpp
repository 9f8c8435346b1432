// What an administrator is told of two definitions: each row changes one thing.
#include <catch2/catch.hpp>

#include "engine/revision/difference.hpp"
#include "tests/engine/revision/office_procedure.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::revision;
using revision_test::Edits;
using revision_test::office_definition;

namespace {

using Told = std::vector<std::string>;

std::string line_of(Difference const& difference) {
    std::string line{to_text(difference.kind)};
    line += " " + std::string{to_text(difference.subject)} + " " + difference.name;
    if (!difference.aspect.empty()) line += " " + difference.aspect;
    if (difference.before.empty() && difference.after.empty()) return line;
    return line + ": " + difference.before + " -> " + difference.after;
}

Told told(workflow::DefinitionText const& from, workflow::DefinitionText const& to) {
    auto const before = workflow::read_definition(from, workflow::Proofs::reported);
    auto const after = workflow::read_definition(to, workflow::Proofs::reported);
    REQUIRE(before.workflow);
    for (auto const& problem : after.problems) UNSCOPED_INFO(problem.message.en);
    REQUIRE(after.workflow);
    Told lines;
    for (auto const& difference : compare(*before.workflow, *after.workflow))
        lines.push_back(line_of(difference));
    return lines;
}

struct Row {
    Edits edits;
    Told lines;
};

}  // namespace

TEST_CASE("what changed between two definitions is told, and nothing else", "[revision]") {
    auto const row = GENERATE(values<Row>({
        {{{"version: 1", "version: 2"}}, {}},
        {{{"# nothing", "# nothing"}}, {}},
        {{{"en: Handling}", "en: Handled}"}},
         {"changed workflow office title.en: Handling -> Handled"}},
        {{{"within: 3 months", "within: 2 months"}},
         {"changed deadline reply within: 3 months -> 2 months"}},
        {{{"start: filed",
           "suspend: {by: office, action: halt}\nresume: {by: office}\nstart: filed"}},
         {"changed workflow office suspend.action:  -> halt",
          "changed workflow office suspend.by:  -> office",
          "changed workflow office resume.action:  -> resume",
          "changed workflow office resume.by:  -> office"}},
        {{{"on_rest_day: next_working_day", "on_rest_day: stay"}},
         {"changed deadline reply on_rest_day: next_working_day -> stay"}},
        {{{"{at: 30 days before", "{at: 20 days before"}},
         {"changed deadline reply reminders: {at: 30 days before, to: [office], message: "
          "reply_soon} -> {at: 20 days before, to: [office], message: reply_soon}"}},
        {{{"        - {at: 30 days before, to: office, message: reply_soon}\n", ""}},
         {"changed deadline reply reminders: {at: 30 days before, to: [office], message: "
          "reply_soon} -> "}},
        {{{"within: 15 working days}", "within: 15 working days, basis: 条例}"}},
         {"changed deadline examination basis:  -> 条例"}},
        {{{"within: 10 working days}", "within: 10 working days, on_due: {go: given}}"}},
         {"changed deadline opinion on_due.go:  -> handling.opinions.given"}},
        {{{"due: {within: 1 month}\n", "due: {within: 1 month, name: pause}\n"}},
         {"removed deadline suspended: 1 month -> ", "added deadline pause:  -> 1 month"}},
        {{{"accept: {by: office", "accept: {by: [office, boss]"}},
         {"changed action filed.accept by: office -> office, boss"}},
        {{{"only_if: 'round > 0'", "only_if: 'round > 1'"}},
         {"changed action handling.answer.drafting.write only_if: round > 0 -> round > 1"}},
        {{{"en: log first", "en: log it"}},
         {"changed action handling.answer.drafting.write because.en: log first -> log it"}},
        {{{"need: [note], do: [{set: {round: round + 1}}]", "do: [{set: {round: round + 2}}]"}},
         {"changed action handling.answer.drafting.log need: note -> ",
          "changed action handling.answer.drafting.log do: set: {round: round + 1} -> set: {round: "
          "round + 2}"}},
        {{{"decline: {by: boss, need: [note], go: declined}",
           "decline: {by: boss, need: [note], choose: [{only_if: 'round > 1', go: closed}, {go: "
           "declined}]}"}},
         {"changed action filed.decline go: declined -> closed",
          "changed action filed.decline only_if:  -> round > 1",
          "changed action filed.decline choose[2].go:  -> declined"}},
        {{{"      suspend: {by: office, go: suspended}\n",
           "      suspend: {by: office, go: suspended}\n      stop: {by: boss, go: closed}\n"}},
         {"added action handling.stop:  -> boss"}},
        {{{"suspend: {by", "pause: {by"}},
         {"renamed action handling.pause: handling.suspend -> handling.pause"}},
        {{{"resume: handling, otherwise: filed", "resume: handling, depth: shallow"}},
         {"changed action suspended.go_on go: {resume: handling, depth: deep, otherwise: filed} -> "
          "{resume: handling, depth: shallow}"}},
        {{{"reply_class: {type: choice, of: [A, B, C]}",
           "reply_class: {type: choice, of: [A, D]}"}},
         {"changed field reply_class of: B -> ",
          "changed field reply_class of: C -> ",
          "changed field reply_class of:  -> D"}},
        {{{"required: true, at_most: 40", "at_most: 30"}},
         {"changed field title required: true -> ", "changed field title at_most: 40 -> 30"}},
        {{{"round: {type: whole_number, default: 1}", "round: {type: whole_number, default: 2}"}},
         {"changed field round default: 1 -> 2"}},
        {{{"note: {type: text, at_most: 100}", "note: {type: long_text, at_most: 100}"}},
         {"changed field note type: text -> long_text"}},
        {{{"  note: {type: text, at_most: 100}\n",
           "  note: {type: text, at_most: 100}\n  phone: {type: text}\n"}},
         {"added field phone:  -> text"}},
        {{{"fields: {opinion: {type: text}}", "fields: {opinion: {type: text, at_most: 9}}"}},
         {"changed field opinion at_most:  -> 9"}},
        {{{"boss: {group: supervisor}", "boss: {group: committee}"}},
         {"changed role boss group: supervisor -> committee"}},
        {{{"  suspended:\n    owner: office", "  suspended:\n    owner: [office, boss]"}},
         {"changed state suspended owner: office -> office, boss"}},
        {{{"en: Closed}", "en: Done}"}}, {"changed state closed title.en: Closed -> Done"}},
        {{{"on_exit: [{cancel: look}]", "on_exit: [{cancel: look}, {set: {note: '\"left\"'}}]"}},
         {"changed state handling on_exit:  -> set: {note: \"left\"}"}},
        {{{"text: 'Please reply to {{title}}'", "text: 'Reply to {{title}}'"}},
         {"changed message reply_soon en.text: Please reply to {{title}} -> Reply to {{title}}"}},
        {{{"reply_soon: {subject: '请答复'", "reply_soon: {at_any_hour: true, subject: '请答复'"},
          {"reply_soon: {subject: 'Reply'", "reply_soon: {at_any_hour: true, subject: 'Reply'"}},
         {"changed message reply_soon at_any_hour:  -> true"}},
    }));
    auto edits = row.edits;
    bool const is_comment = edits.front().first == "# nothing";
    auto after = office_definition(is_comment ? Edits{} : edits);
    if (is_comment) after.workflow.text += "# nothing\n";
    CHECK(told(office_definition(), after) == row.lines);
}

TEST_CASE("a state that is only called otherwise is told as renamed, wherever moves lead to it",
          "[revision]") {
    auto text = office_definition();
    for (auto const* from : {"  suspended:\n", "go: suspended"}) {
        auto const at = text.workflow.text.find(from);
        std::string to{from};
        to.replace(to.find("suspended"), 9, "paused");
        text.workflow.text.replace(at, std::string{from}.size(), to);
    }
    CHECK(told(office_definition(), text) == Told{"renamed state paused: suspended -> paused"});
}

TEST_CASE("what lies within a renamed state is not told again", "[revision]") {
    auto const after = office_definition({{"  handling:\n", "  in_hand:\n"},
                                          {"go: handling}", "go: in_hand}"},
                                          {"resume: handling", "resume: in_hand"}});
    CHECK(told(office_definition(), after) == Told{"renamed state in_hand: handling -> in_hand"});
}

TEST_CASE("two states of equal content are not taken for each other", "[revision]") {
    Edits const ends{
        {"closed: {end: true, title: {zh-CN: 办结, en: Closed}}", "closed: {end: true}"},
        {"declined: {end: true, title: {zh-CN: 不予立案, en: Declined}}", "declined: {end: true}"}};
    auto edits = ends;
    edits.insert(edits.end(),
                 {{"on_done: {go: closed}", "on_done: {go: over}"},
                  {"  closed: {end: true}", "  over: {end: true}"},
                  {"need: [note], go: declined", "need: [note], go: refused"},
                  {"  declined: {end: true}", "  refused: {end: true}"}});
    auto const lines = told(office_definition(ends), office_definition(edits));
    CHECK(std::ranges::count(lines, "removed state closed") == 1);
    CHECK(std::ranges::count(lines, "added state over") == 1);
    CHECK(std::ranges::count_if(lines,
                                [](auto const& line) { return line.starts_with("renamed"); }) == 0);
}

TEST_CASE("a renamed field or role is told once", "[revision]") {
    auto const after = office_definition({{"  boss: {group", "  chief: {group"},
                                          {"decline: {by: boss", "decline: {by: chief"},
                                          {"to: [office, boss]", "to: [office, chief]"},
                                          {"reply_class: {type", "class: {type"},
                                          {"need: [reply_class]", "need: [class]"}});
    CHECK(told(office_definition(), after) ==
          Told{"renamed field class: reply_class -> class", "renamed role chief: boss -> chief"});
}

TEST_CASE("states that changed places are told, for the first in the file goes first",
          "[revision]") {
    auto text = office_definition();
    std::string const closed = "  closed: {end: true, title: {zh-CN: 办结, en: Closed}}\n";
    text.workflow.text.erase(text.workflow.text.find(closed), closed.size());
    text.workflow.text += closed;
    auto const lines = told(office_definition(), text);
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("changed workflow office order: filed, handling"));
}

TEST_CASE("every line of the shipped procedure that says something is told when it goes",
          "[revision]") {
    auto const shipped = support::shipped_definition("cppcc-proposal");
    std::size_t tried = 0;
    for (std::size_t at = 0; at < shipped.workflow.text.size();) {
        auto const end = shipped.workflow.text.find('\n', at) + 1;
        auto const line = shipped.workflow.text.substr(at, end - at);
        auto without = shipped;
        without.workflow.text.erase(at, end - at);
        at = end;
        auto const first = line.find_first_not_of(" \n");
        bool const says_nothing = first == std::string::npos || line[first] == '#';
        // What would be so anyway says nothing either.
        if (says_nothing || line.find("if_missed: latest_only") != std::string::npos) continue;
        if (line == "      name: rating\n") continue;
        auto const read = workflow::read_definition(without, workflow::Proofs::reported);
        if (!read.workflow) continue;
        ++tried;
        CAPTURE(line);
        CHECK_FALSE(told(shipped, without).empty());
    }
    CHECK(tried > 50);
}
