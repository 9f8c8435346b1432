#include <fmt/format.h>

#include "adapters/cli/check_answer.hpp"
#include "adapters/cli/session.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::cli {

namespace {

using workflow::none;
using workflow::Workflow;

std::string line(Language language, Text const& text) {
    return text.in(language) + "\n";
}

/// The deadline that ends a stay, and how long it is.
std::string deadline_of(Workflow const& workflow, proof::Stay const& stay, Language language) {
    if (stay.deadline == none) return "–";
    auto const& due = *workflow.states[stay.deadline].due;
    return fmt::format("{} ({})", due.name, describe(due.longest()).in(language));
}

std::string way_text(Workflow const& workflow,
                     proof::LongestWay const& way,
                     Day from,
                     Language language) {
    auto const& end = workflow.states[way.end].path;
    auto const closed = to_text(way.closed);
    auto const days = (way.closed - from).count();
    auto text =
        line(language,
             {.zh_cn = fmt::format("\n到“{}”：最迟 {}，共 {} 天{}",
                                   end,
                                   closed,
                                   days,
                                   way.provisional ? "（暂定：日历尚未包括这些日子）" : ""),
              .en = fmt::format(
                  "\nto \"{}\": {} at the latest, {} days{}",
                  end,
                  closed,
                  days,
                  way.provisional ? " (provisional: the calendar does not reach so far)" : "")});
    Table table{language == Language::zh_cn
                    ? std::vector<std::string>{"起", "止", "状态", "时限", "操作"}
                    : std::vector<std::string>{"from", "to", "state", "deadline", "move"}};
    for (auto const& stay : way.stays) {
        table.add({to_text(stay.from),
                   to_text(stay.to),
                   workflow.states[stay.state].path,
                   deadline_of(workflow, stay, language),
                   stay.move.empty() ? "–" : stay.move});
    }
    return text + table.to_text();
}

std::string loop_text(Workflow const& workflow, proof::Loop const& loop, Language language) {
    std::string steps;
    for (std::size_t i = 0; i < loop.states.size(); ++i)
        steps += fmt::format("{} –{}→ ", workflow.states[loop.states[i]].path, loop.moves[i]);
    steps += workflow.states[loop.states.front()].path;
    return line(
        language,
        {.zh_cn =
             fmt::format("\n没有上限：定义没有限制这个循环的次数，以上不含再走一遍：{}", steps),
         .en = fmt::format("\nunbounded: nothing says how often this loop is gone round, and "
                           "it is not in the times above: {}",
                           steps)});
}

/// Where nothing that can be known beforehand ends the stay: a date that people give does not
/// count.
Text unbounded_stay(Workflow const& workflow, workflow::Index state) {
    auto const& path = workflow.states[state].path;
    auto given = state;
    while (given != workflow::none &&
           !(workflow.states[given].due && ends_on_given_date(*workflow.states[given].due)))
        given = workflow.states[given].parent;
    if (given == workflow::none) {
        return {.zh_cn = fmt::format("\n没有时限：案件可在“{}”停留任意久，以上按零天计", path),
                .en = fmt::format("\nno clock: a case may stay in \"{}\" for any time, counted "
                                  "as none above",
                                  path)};
    }
    auto const date = given_date_name(workflow, *workflow.states[given].due);
    return {
        .zh_cn = fmt::format("\n日期另定：案件在“{}”停留到 {} 所定之日，以上按零天计", path, date),
        .en = fmt::format("\na given date: a case stays in \"{}\" until the date in {}, counted "
                          "as none above",
                          path,
                          date)};
}

/// What lies in the hands of people.
std::string people_text(Workflow const& workflow,
                        proof::LongestTime const& time,
                        Language language) {
    std::string text;
    auto const name = [&](workflow::Index state) { return workflow.states[state].due->name; };
    for (auto const state : time.stopped_by_hand) {
        text += line(
            language,
            {.zh_cn = fmt::format("\n可以中止：“{}”中止的时间没有上限，不在以上之内", name(state)),
             .en = fmt::format("\nunbounded: people may stop the clock of \"{}\"; while it "
                               "stands still is not in the times above",
                               name(state))});
    }
    for (auto const state : time.told_start) {
        text += line(language,
                     {.zh_cn = fmt::format("\n起算日另定：“{}”以上自进入该状态起算；填入将来的日期"
                                           "则更晚",
                                           name(state)),
                      .en = fmt::format("\na told start: \"{}\" is counted from its entry above; a "
                                        "date that lies ahead makes it later",
                                        name(state))});
    }
    if (!time.may_be_suspended) return text;
    return text + line(language,
                       {.zh_cn = "\n可以暂停：整个案件暂停的时间没有上限，不在以上之内",
                        .en = "\nunbounded: the whole case may be suspended; that is not in the "
                              "times above"});
}

}  // namespace

std::string longest_text(CheckedTime const& checked, Language language) {
    auto const& [workflow, time] = checked;
    auto text =
        line(language,
             {.zh_cn = fmt::format(
                  "{}：{} 提交，每个时限都在最后一日办理", workflow.name, to_text(time.from)),
              .en = fmt::format("{}: filed on {}, every deadline kept on its last day",
                                workflow.name,
                                to_text(time.from))});
    for (auto const& way : time.ways) text += way_text(workflow, way, time.from, language);
    for (auto const& loop : time.loops) text += loop_text(workflow, loop, language);
    for (auto const state : time.no_clock) text += line(language, unbounded_stay(workflow, state));
    text += people_text(workflow, time, language);
    if (time.is_complete) return text;
    return text + line(language,
                       {.zh_cn = "\n途径太多，没有全部走完：可能还有更长的",
                        .en = "\nnot complete: there were too many ways, a longer one may exist"});
}

}  // namespace duban::cli
