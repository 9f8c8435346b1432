#include "engine/picture/caption.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/utf8.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::picture {

using calendar::Unit;

namespace {

constexpr std::size_t guard_cells = 40;

/// Han characters and what is set like them: a line may end behind each.
bool is_wide(char32_t point) {
    return point >= 0x2E80 && point < 0xFE00;
}

/// What must not begin a line: it hangs over the end of the one before.
bool closes(char32_t point) {
    constexpr std::u32string_view marks = U"、，。；：！？）】》”’〉」";
    return marks.find(point) != std::u32string_view::npos;
}

/// Controls, marks of direction, and what XML cannot hold.
bool is_unprintable(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x200E && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0xFFFE || point == 0xFFFF;
}

}  // namespace

std::string Captions::title() const {
    return fmt::format("{} · v{}", workflow.title.in(language), workflow.version);
}

std::string Captions::legend() const {
    if (language == Language::zh_cn) {
        return "◷ 时限（到期自动）　✉ 催办　• 不离开此状态的操作　虚线：自动　双线框：终结　"
               "◇ 按条件分流　H 回到离开时的状态";
    }
    return "◷ deadline (by the clock)   ✉ reminder (wd: working days)   • action that stays   "
           "dashed: by itself   double frame: end   ◇ first condition that is true   "
           "H back to where it was";
}

std::string Captions::roles(std::vector<workflow::Index> const& roles) const {
    std::vector<std::string_view> titles;
    for (auto const role : roles) titles.emplace_back(workflow.roles[role].title.in(language));
    return fmt::format("{}", fmt::join(titles, language == Language::zh_cn ? "、" : ", "));
}

std::string Captions::owner(workflow::State const& state) const {
    if (state.owner.empty()) return {};
    return language == Language::zh_cn ? fmt::format("责任：{}", roles(state.owner))
                                       : fmt::format("owner: {}", roles(state.owner));
}

std::string Captions::count(int number, Unit unit) const {
    bool const zh = language == Language::zh_cn;
    switch (unit) {
        case Unit::months:
            return zh ? fmt::format("{}个月", number)
                      : fmt::format("{} {}", number, number == 1 ? "month" : "months");
        case Unit::weeks:
            return zh ? fmt::format("{}周", number)
                      : fmt::format("{} {}", number, number == 1 ? "week" : "weeks");
        case Unit::working_hours:
            return zh ? fmt::format("{}个工作小时", number) : fmt::format("{} wh", number);
        case Unit::working_days:
            return zh ? fmt::format("{}个工作日", number) : fmt::format("{} wd", number);
        case Unit::hours:
            return zh ? fmt::format("{}小时", number) : fmt::format("{} h", number);
        default:
            return zh ? fmt::format("{}天", number)
                      : fmt::format("{} {}", number, number == 1 ? "day" : "days");
    }
}

std::string Captions::term(workflow::Due const& due) const {
    if (ends_on_given_date(due)) {
        auto const date = given_date_name(workflow, due);
        return language == Language::zh_cn ? fmt::format("◷ 到期日为 {}（{}）", date, due.name)
                                           : fmt::format("◷ on {} ({})", date, due.name);
    }
    auto const term = calendar::describe(due.within).in(language);
    return language == Language::zh_cn ? fmt::format("◷ 期限{}（{}）", term, due.name)
                                       : fmt::format("◷ {} ({})", term, due.name);
}

std::vector<std::string> Captions::reminders(workflow::Due const& due) const {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < due.reminders.size();) {
        auto const& to = due.reminders[i].to;
        std::vector<std::string> moments;
        for (; i < due.reminders.size() && due.reminders[i].to == to; ++i)
            moments.push_back(moment(due.reminders[i]));
        auto const separator = language == Language::zh_cn ? "、" : "; ";
        lines.push_back(fmt::format("✉ {} → {}", fmt::join(moments, separator), roles(to)));
    }
    return lines;
}

std::string Captions::moment(workflow::Reminder const& reminder) const {
    bool const zh = language == Language::zh_cn;
    auto const& at = reminder.at;
    std::string text = zh ? "到期日" : "on the day";
    if (at.count > 0) {
        auto const far = count(at.count, at.unit);
        if (reminder.escalates) {
            text = zh ? fmt::format("再过{}", far) : fmt::format("{} later", far);
        } else if (at.before) {
            text = zh ? fmt::format("提前{}", far) : fmt::format("{} before", far);
        } else {
            text = zh ? fmt::format("逾期{}", far) : fmt::format("{} late", far);
        }
    }
    if (!reminder.every) return text;
    auto every = count(reminder.every->count, reminder.every->unit);
    if (reminder.every->count == 1) every.erase(0, zh ? 1 : 2);  // "every wd"
    text += zh ? fmt::format("起每{}", every) : fmt::format(", then every {}", every);
    return reminder.until_due ? text : text + fmt::format("×{}", reminder.at_most);
}

std::string Captions::each_part(workflow::ForEach const& parts) const {
    auto const& list = workflow.fields[parts.list];
    auto const& key = workflow.fields[parts.key];
    return language == Language::zh_cn
               ? fmt::format("“{}”中每个 {} 各一份", list.title.zh_cn, key.name)
               : fmt::format("one for each {} in {}", key.name, list.title.en);
}

std::string Captions::stay(workflow::Action const& action) const {
    if (action.by_engine) return fmt::format("• {}", event(action.name));
    auto const& title = action.title.in(language);
    return language == Language::zh_cn ? fmt::format("• {}（{}）", title, roles(action.by))
                                       : fmt::format("• {} ({})", title, roles(action.by));
}

std::string Captions::guard(expression::Expression const& guard) const {
    return fmt::format("[{}]", cut_to_width(guard.text(), guard_cells));
}

std::string Captions::event(std::string_view name) const {
    return language == Language::zh_cn ? fmt::format("事件 {}", name)
                                       : fmt::format("event {}", name);
}

std::string Captions::when_due(workflow::Due const& due) const {
    return language == Language::zh_cn ? fmt::format("◷ {} 到期", due.name)
                                       : fmt::format("◷ {} ends", due.name);
}

std::string Captions::when_due_stay() const {
    return language == Language::zh_cn ? "◷ 到期自动处理，状态不变"
                                       : "◷ acts by itself then, and stays";
}

std::string Captions::when_done() const {
    return language == Language::zh_cn ? "内部全部终结" : "all inside has ended";
}

std::string Captions::by_itself() const {
    return language == Language::zh_cn ? "自动" : "by itself";
}

std::string Captions::else_way() const {
    return language == Language::zh_cn ? "否则" : "else";
}

std::string Captions::nothing_remembered() const {
    return language == Language::zh_cn ? "没有可回到的状态时" : "where nothing is remembered";
}

std::vector<std::string> fold(std::string_view text, std::size_t cells) {
    std::vector<std::string> lines;
    std::string line;
    std::size_t break_at = 0;  // bytes of `line` that may stand alone
    auto const end_line = [&](std::size_t bytes) {
        auto rest = line.substr(bytes);
        line.resize(bytes);
        line.erase(line.find_last_not_of(' ') + 1);
        if (!line.empty()) lines.push_back(std::move(line));
        rest.erase(0, rest.find_first_not_of(' '));
        line = std::move(rest);
        break_at = 0;
    };
    while (!text.empty()) {
        auto point = take_code_point(text);
        if (is_unprintable(point)) point = U' ';
        if (point == U' ' && line.empty()) continue;
        auto const before = line.size();
        append_utf8(line, point);
        bool const hangs = closes(point) || point == U' ';
        if (hangs) {
            break_at = line.size();
        } else if (display_width(line) > cells) {
            end_line(break_at > 0 ? break_at : before);
        }
        if (is_wide(point)) break_at = line.size();
    }
    end_line(line.size());
    return lines;
}

}  // namespace duban::picture
