#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/cli/why_view.hpp"
#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

using expression::Account;
using service::ConditionStanding;

constexpr std::size_t people_shown = 5;

class WhyText {
  public:
    explicit WhyText(Language language) : zh_{language == Language::zh_cn}, language_{language} {}

    /// "水务局（water）", "sun-housing" where the directory knows no name.
    [[nodiscard]] std::string named(service::Named const& named) const {
        if (named.name == named.id) return named.id;
        return zh_ ? fmt::format("{}（{}）", named.name, named.id)
                   : fmt::format("{} ({})", named.name, named.id);
    }

    [[nodiscard]] std::string people(std::vector<service::Named> const& people) const {
        if (people.empty()) return zh_ ? "通讯录中无人" : "nobody in the directory";
        std::vector<std::string> names;
        for (auto const& person : people) {
            if (names.size() == people_shown) break;
            names.push_back(named(person));
        }
        auto const listed = fmt::format("{}", fmt::join(names, separator()));
        if (people.size() == names.size()) return listed;
        return zh_ ? fmt::format("{}等{}人", listed, people.size())
                   : fmt::format("{} and {} more", listed, people.size() - names.size());
    }

    [[nodiscard]] std::string roles(std::vector<Text> const& roles) const {
        std::vector<std::string> titles;
        for (auto const& role : roles) titles.push_back(role.in(language_));
        return fmt::format("{}", fmt::join(titles, separator()));
    }

    void add_place(service::PlaceStanding const& place, calendar::Zone const& zone) {
        text_ += zh_ ? fmt::format("  {}（{}）", place.path, place.title.zh_cn)
                     : fmt::format("  {} ({})", place.path, place.title.en);
        if (place.part) {
            text_ += zh_ ? fmt::format("；{}的部分", named(*place.part))
                         : fmt::format("; the part of {}", named(*place.part));
        }
        text_ += '\n';
        if (place.entered) {
            auto const& step = *place.entered;
            auto const at = service::wall_text(step.at, zone);
            auto const what = step.action.empty() ? step.kind : step.action;
            text_ += zh_ ? fmt::format("      自 {} 起：{}，{}\n", at, what, named(place.by))
                         : fmt::format("      since {}: {} by {}\n", at, what, named(place.by));
        }
        if (!place.owner.empty() && !place.ended) {
            text_ +=
                zh_ ? fmt::format("      责任：{}：{}\n", roles(place.owner), people(place.people))
                    : fmt::format(
                          "      owner: {}: {}\n", roles(place.owner), people(place.people));
        }
    }

    void add_action(service::ActionStanding const& action) {
        auto const mark = action.possible ? "+" : "-";
        auto const who = roles(action.by);
        text_ += zh_ ? fmt::format("  {} {}（{}）由 {}", mark, action.name, action.title.zh_cn, who)
                     : fmt::format("  {} {} ({}) by {}", mark, action.name, action.title.en, who);
        if (!action.part.empty()) text_ += fmt::format(" [{}]", action.part);
        if (!action.need.empty()) {
            auto const need = fmt::format("{}", fmt::join(action.need, separator()));
            text_ += zh_ ? fmt::format("；须填 {}", need) : fmt::format("; needs {}", need);
        }
        text_ += '\n';
        for (auto const& guard : action.guards) {
            add_condition(guard.condition, 6);
            if (guard.hangs_on_need)
                text_ +=
                    zh_ ? "        （取决于所填内容）\n" : "        (hangs on what is supplied)\n";
        }
        if (!action.possible && !action.because.en.empty())
            text_ += fmt::format("      {}\n", action.because.in(language_));
        text_ += zh_ ? fmt::format("      人员：{}\n", people(action.people))
                     : fmt::format("      who: {}\n", people(action.people));
    }

    void add_deadline(service::DeadlineStanding const& deadline, calendar::Zone const& zone) {
        text_ += zh_ ? fmt::format("\n时限 {}（{}）", deadline.name, deadline.state)
                     : fmt::format("\nDeadline {} ({})", deadline.name, deadline.state);
        if (deadline.part) {
            text_ += zh_ ? fmt::format("；{}的部分", named(*deadline.part))
                         : fmt::format("; the part of {}", named(*deadline.part));
        }
        text_ += '\n' + calendar::to_text(deadline.explanation, language_);
        if (deadline.next_alarm) {
            auto const at = service::wall_text(*deadline.next_alarm, zone);
            text_ +=
                zh_ ? fmt::format("下一次动作：{}\n", at) : fmt::format("Next alarm: {}\n", at);
        } else {
            text_ += zh_ ? "不再有催办\n" : "No alarm is left\n";
        }
    }

    void add_waits(std::vector<service::WaitStanding> const& waits, calendar::Zone const& zone) {
        if (waits.empty()) return;
        text_ += zh_ ? "\n等待中的事件：\n" : "\nEvents that wait:\n";
        for (auto const& wait : waits) {
            text_ += fmt::format("  {}  {}", service::wall_text(wait.at, zone), wait.event);
            if (wait.part) text_ += fmt::format("  [{}]", wait.part->id);
            text_ += '\n';
        }
    }

    void add_next(std::vector<service::Forecast> const& next, calendar::Zone const& zone) {
        text_ += zh_ ? "\n接下来（若无人操作）：\n" : "\nNext, if nobody acts:\n";
        std::size_t cells = 0;
        for (auto const& entry : next) cells = std::max(cells, display_width(what_of(entry)));
        for (auto const& entry : next) {
            auto line = fmt::format("  {}  {}  {}",
                                    service::wall_text(entry.at, zone),
                                    pad_to_width(what_of(entry), cells),
                                    entry.recipient.in(language_));
            line.erase(line.find_last_not_of(' ') + 1);
            text_ += line + "\n";
        }
        if (next.empty()) text_ += zh_ ? "  无\n" : "  nothing\n";
    }

    void add(std::string_view text) { text_ += text; }

    /// Names of people and units are anybody's words.
    [[nodiscard]] std::string text() const { return on_its_lines(text_); }

  private:
    [[nodiscard]] std::string_view separator() const { return zh_ ? "、" : ", "; }

    [[nodiscard]] std::string what_of(service::Forecast const& entry) const {
        if (entry.kind == service::Forecast::Kind::personal_reminder)
            return zh_ ? "个人提醒" : "personal reminder";
        auto const what = entry.kind == service::Forecast::Kind::reminder ? entry.message
                          : entry.kind == service::Forecast::Kind::moves  ? "→ " + entry.to_state
                                                                          : entry.deadline;
        return entry.part.empty() ? what : fmt::format("{} [{}]", what, entry.part);
    }

    /// "size(contacts) > 0: false (size(contacts) = 0)", and below it what it is made of.
    void add_condition(ConditionStanding const& condition, std::size_t indent) {
        text_.append(indent, ' ');
        if (!condition.item.empty()) text_ += fmt::format("[{}] ", condition.item);
        text_ += fmt::format("{}: {}", condition.text, answer_of(condition));
        std::vector<std::string> seen;
        for (auto const& [name, value] : condition.seen)
            seen.push_back(fmt::format("{} = {}", name, value));
        if (!seen.empty()) {
            auto const joined = fmt::format("{}", fmt::join(seen, separator()));
            text_ += zh_ ? fmt::format("（{}）", joined) : fmt::format(" ({})", joined);
        }
        text_ += '\n';
        for (auto const& part : condition.parts) add_condition(part, indent + 2);
    }

    /// A guard that fails is not open.
    [[nodiscard]] std::string answer_of(ConditionStanding const& condition) const {
        if (condition.answer == Account::Answer::yes) return "true";
        if (condition.error.empty()) return "false";
        return zh_ ? fmt::format("false（{}）", condition.error)
                   : fmt::format("false ({})", condition.error);
    }

    bool zh_;
    Language language_;
    std::string text_;
};

}  // namespace

std::string actions_text(std::vector<service::ActionStanding> const& actions, Language language) {
    WhyText text{language};
    for (auto const& action : actions) text.add_action(action);
    return text.text();
}

std::string why_text(Why const& why, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const& zone = why.file.procedure->zone;
    auto const& standing = why.standing;
    WhyText text{language};
    if (why.newer_version) {
        auto const version = why.file.procedure->workflow.version;
        text.add(
            zh ? fmt::format("\n按第{}版流程办理；新案件已用第{}版\n", version, *why.newer_version)
               : fmt::format("\nIt runs under version {} of its procedure; new cases begin "
                             "under version {}\n",
                             version,
                             *why.newer_version));
    }
    text.add(zh ? "\n现在的位置：\n" : "\nWhere it stands:\n");
    for (auto const& place : standing.places) text.add_place(place, zone);
    text.add(zh ? "\n现在可做的操作（+ 可做，- 现在不可）：\n"
                : "\nActions here (+ possible, - not now):\n");
    for (auto const& action : standing.actions) text.add_action(action);
    if (standing.actions.empty()) text.add(zh ? "  无\n" : "  none\n");
    for (auto const& deadline : standing.deadlines) text.add_deadline(deadline, zone);
    text.add_waits(standing.waits, zone);
    text.add_next(why.next, zone);
    return text.text();
}

}  // namespace duban::cli
