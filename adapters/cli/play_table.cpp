#include "adapters/cli/play_table.hpp"

#include <editline/readline.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "adapters/cli/given_values.hpp"
#include "adapters/cli/play_answer.hpp"
#include "adapters/cli/play_input.hpp"
#include "engine/base/problem.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/place.hpp"

namespace duban::cli {

namespace {

using tracking::Procedure;
using tracking::Rehearsal;
using workflow::Action;

/// What Tab may complete; libedit's call-backs are plain functions.
std::vector<std::string> present_words;

char* next_word(char const* begun, int first_call) {
    static std::size_t at = 0;
    if (first_call == 0) at = 0;
    while (at < present_words.size()) {
        auto const& word = present_words[at++];
        if (word.starts_with(begun)) return ::strdup(word.c_str());
    }
    return nullptr;
}

char** complete(char const* begun, int, int) {
    return rl_completion_matches(begun, next_word);
}

class PlayTable {
  public:
    PlayTable(Session const& session, Procedure const& procedure, Rehearsal& rehearsal)
        : zh_{session.language == Language::zh_cn},
          language_{session.language},
          procedure_{procedure},
          rehearsal_{rehearsal} {}

    void show(Rehearsal::Outcome const& outcome) {
        for (auto const& change : outcome.changes) show(change);
        if (outcome.refusal) {
            print(fmt::format(
                "{}{}\n", zh_ ? "不行：" : "no: ", outcome.refusal->reason.in(language_)));
        }
        show_place();
    }

    /// False: the player leaves.
    bool play(std::string const& line) {
        auto const space = line.find(' ');
        auto const word = line.substr(0, space);
        auto const rest = space == std::string::npos ? std::string{} : line.substr(space + 1);
        if (word == "quit" || word == "exit") return false;
        if (word.empty() || word == "actions" || word == "help") {
            show_help();
        } else if (word == "wait") {
            answer({.kind = PlayInput::Kind::wait, .name = rest, .as = {}, .with = {}, .at = {}});
        } else if (word == "event") {
            answer({.kind = PlayInput::Kind::raise, .name = rest, .as = {}, .with = {}, .at = {}});
        } else {
            act(word, rest);
        }
        return true;
    }

    void offer_words() const {
        present_words = {"actions", "wait", "event", "help", "quit", "as"};
        each_action([](auto const& action, auto) { present_words.push_back(action.name); });
        for (auto const& role : procedure_.workflow.roles) present_words.push_back(role.name);
        for (auto const& field : procedure_.workflow.fields)
            present_words.push_back(field.name + "=");
    }

  private:
    template <class See>
    void each_action(See see) const {
        auto const& active = rehearsal_.state().position.active;
        for (auto i = active.size(); i-- > 0;) {
            for (auto const& action : procedure_.workflow.states[active[i].state].actions)
                see(action, active[i]);
        }
        if (!procedure_.workflow.suspension) return;
        auto const& [suspend, resume] = *procedure_.workflow.suspension;
        constexpr tracking::Node whole{workflow::none, 0};
        see(rehearsal_.state().suspended_since ? resume : suspend, whole);
    }

    /// `accept as committee reason=…`; without `as` the first role that may speaks.
    void act(std::string const& name, std::string rest) {
        PlayInput input{.kind = PlayInput::Kind::act, .name = name, .as = {}, .with = {}, .at = {}};
        if (rest.starts_with("as ")) {
            rest.erase(0, 3);
            auto const space = std::min(rest.find(' '), rest.size());
            input.as = rest.substr(0, space);
            rest.erase(0, std::min(space + 1, rest.size()));
        } else {
            each_action([&](Action const& action, auto) {
                if (action.name == name && input.as.empty() && !action.by.empty())
                    input.as = procedure_.workflow.roles[action.by.front()].name;
            });
        }
        auto const with = values_of(rest);
        if (!with) return print(with.error().in(language_) + "\n");
        input.with = *with;
        answer(input);
    }

    /// `host=edu reason=because of this`: each value up to the next `name=`.
    Result<std::string, Text> values_of(std::string_view text) const {
        boost::json::object with;
        auto const& workflow = procedure_.workflow;
        while (!text.empty()) {
            auto const equals = std::min(text.find('='), text.size());
            auto const index = workflow.find_field(text.substr(0, equals));
            if (index == workflow::none) {
                auto const name = text.substr(0, equals);
                return Failure<Text>{Text{.zh_cn = fmt::format("没有字段“{}”", name),
                                          .en = fmt::format("there is no field \"{}\"", name)}};
            }
            text.remove_prefix(std::min(equals + 1, text.size()));
            auto const end = end_of_value(text);
            auto const value = read_typed(
                workflow.fields[index], text.substr(0, end), tracking::MadeUpFiles::taken);
            if (!value) return Failure<Text>{value.error()};
            with[workflow.fields[index].name] = boost::json::parse(tracking::encode_value(*value));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return boost::json::serialize(with);
    }

    [[nodiscard]] std::size_t end_of_value(std::string_view text) const {
        for (auto space = text.find(' '); space != std::string_view::npos;
             space = text.find(' ', space + 1)) {
            auto const next = text.substr(space + 1);
            auto const name = next.substr(0, std::min(next.find('='), next.size()));
            if (procedure_.workflow.find_field(name) != workflow::none) return space;
        }
        return text.size();
    }

    void answer(PlayInput const& input) {
        auto const outcome = cli::play(procedure_, rehearsal_, input, false);
        if (!outcome) return print(outcome.error().in(language_) + "\n");
        show(*outcome);
    }

    void show(tracking::Change const& change) const {
        auto const& workflow = procedure_.workflow;
        auto const at = calendar::to_text(change.at, procedure_.zone).substr(0, 16);
        for (auto const& notice : change.notices) {
            std::vector<std::string> to;
            for (auto const role : notice.to)
                to.push_back(workflow.roles[role].title.in(language_));
            auto const who = fmt::format("{}", fmt::join(to, zh_ ? "、" : ", "));
            auto const& message = workflow.messages[notice.message].name;
            print(zh_ ? fmt::format("  {}  通知{}：{}\n", at, who, message)
                      : fmt::format("  {}  tells {}: {}\n", at, who, message));
        }
        for (auto const& set : change.fields) {
            auto const& title = workflow.fields[set.field].title.in(language_);
            print(fmt::format("  {}  {} = {}\n", at, title, expression::to_text(set.value)));
        }
        for (auto const event : change.unanswered) {
            auto const& name = workflow.events[event];
            print(zh_ ? fmt::format("  {}  事件{}无人应答\n", at, name)
                      : fmt::format("  {}  nobody answers the event {}\n", at, name));
        }
        if (change.fault)
            print(fmt::format(
                "  {}  {}{}\n", at, zh_ ? "未做成：" : "failed: ", change.fault->in(language_)));
        if (change.deadline_passed) {
            print(zh_ ? fmt::format("  {}  时限已到\n", at)
                      : fmt::format("  {}  a deadline has passed\n", at));
        }
    }

    void show_place() const {
        auto const& state = rehearsal_.state();
        print(fmt::format("{}  {}\n",
                          calendar::to_text(rehearsal_.now(), procedure_.zone).substr(0, 16),
                          fmt::join(tracking::places_of(procedure_, state), "  ")));
        for (auto const& deadline : state.deadlines) {
            auto const& due = *procedure_.workflow.states[deadline.state].due;
            auto const* const part = state.find_part(deadline.part);
            auto const whose = part == nullptr ? std::string{} : fmt::format(" [{}]", part->key);
            auto const day = to_text(deadline.due_day);
            print(zh_ ? fmt::format(
                            "    时限 {}{}：{}{}\n", due.name, whose, day, stopped_text(deadline))
                      : fmt::format(
                            "    due {}{}: {}{}\n", due.name, whose, day, stopped_text(deadline)));
        }
        if (state.closed_at) print(zh_ ? "    已办结\n" : "    closed\n");
    }

    [[nodiscard]] std::string stopped_text(tracking::Deadline const& deadline) const {
        if (!deadline.is_stopped()) return {};
        auto const since =
            calendar::to_text(*deadline.ledger.stopped_since, procedure_.zone).substr(0, 16);
        return zh_ ? fmt::format("（自 {} 起停止计算）", since)
                   : fmt::format(" (stopped since {})", since);
    }

    void show_help() const {
        auto const& workflow = procedure_.workflow;
        each_action([&](Action const& action, tracking::Node) {
            if (action.by_engine) return;
            std::vector<std::string> by;
            for (auto const role : action.by) by.push_back(workflow.roles[role].name);
            std::vector<std::string> need;
            for (auto const field : action.need) need.push_back(workflow.fields[field].name + "=…");
            print(fmt::format("  {} as {} {}  {}\n",
                              action.name,
                              fmt::join(by, "|"),
                              fmt::join(need, " "),
                              action.title.in(language_)));
            for (auto const& way : action.alternatives) show_way(way);
        });
        print(zh_ ? "  wait 3 months · event 事件 · quit\n"
                  : "  wait 3 months · event NAME · quit\n");
    }

    void show_way(workflow::Alternative const& way) const {
        auto const& states = procedure_.workflow.states;
        std::string text = "      ";
        if (way.only_if) text += way.only_if->text() + "  ";
        if (way.go) text += fmt::format("→ {}", states[way.go->state].path);
        if (way.only_if || way.go) print(text + "\n");
    }

    bool zh_;
    Language language_;
    Procedure const& procedure_;
    Rehearsal& rehearsal_;
};

/// A line as it was typed; nothing at the end of the input.
std::optional<std::string> ask(char const* prompt) {
    std::unique_ptr<char, decltype(&std::free)> const line{readline(prompt), std::free};
    if (line == nullptr) return std::nullopt;
    if (*line != '\0') add_history(line.get());
    return std::string{line.get()};
}

}  // namespace

void play_at_table(Session const& session,
                   Procedure const& procedure,
                   Rehearsal& rehearsal,
                   Rehearsal::Outcome const& begun) {
    PlayTable table{session, procedure, rehearsal};
    rl_attempted_completion_function = complete;
    table.show(begun);
    table.play("help");
    for (bool stays = true; stays;) {
        table.offer_words();
        auto const line = ask("> ");
        stays = line && table.play(*line);
    }
}

}  // namespace duban::cli
