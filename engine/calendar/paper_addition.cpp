#include "engine/calendar/paper_addition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/ensure.hpp"
#include "engine/calendar/file_edit.hpp"
#include "engine/calendar/paper_text.hpp"
#include "engine/yaml/yaml_text.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

struct Holiday {
    std::string const* key;
    Text const* names;
};

int year_of(Day day) {
    return static_cast<int>(year_month_day{day}.year());
}

/// The year that the paper plans: its last days may lie in the one before.
int planned_year(std::vector<AnnouncedDay> const& announced) {
    std::map<int, int> counts;
    for (auto const& one : announced) ++counts[year_of(one.day)];
    auto const most =
        std::max_element(counts.begin(), counts.end(), [](auto const& a, auto const& b) {
            return a.second < b.second;
        });
    return most == counts.end() ? 0 : most->first;
}

class PaperAdder {
  public:
    PaperAdder(ShelvedFile const& file, Announcement const& announcement)
        : file_{file},
          facts_{*file.facts},
          announcement_{announcement},
          list_{.file = announcement.file, .text = announcement.text, .root = {}, .problems = {}} {}

    Result<Addition, Problems> add();

  private:
    void take(AnnouncedDay const& announced);
    std::optional<Holiday> find_holiday(AnnouncedDay const& announced);
    bool becomes_known(AnnouncedDay const& announced);
    void error(Position at, char const* rule, Text message, std::string suggestion = {});
    void said_otherwise(AnnouncedDay const& announced, Entry const& entry);
    void write();

    [[nodiscard]] Entry const* entry_on(Day day) const;
    [[nodiscard]] Day known_to() const;

    ShelvedFile const& file_;
    CalendarFacts const& facts_;
    Announcement const& announcement_;
    yaml::Document list_;
    Addition addition_;
    std::vector<std::pair<Text, std::string>> keys_;
    Problems problems_;
};

Result<Addition, Problems> PaperAdder::add() {
    for (auto const& announced : announcement_.days) take(announced);
    if (problems_.empty()) write();
    std::stable_sort(problems_.begin(), problems_.end(), [](auto const& a, auto const& b) {
        return a.at < b.at;
    });
    if (!problems_.empty()) return Failure<Problems>{std::move(problems_)};
    return std::move(addition_);
}

void PaperAdder::take(AnnouncedDay const& announced) {
    auto const holiday = find_holiday(announced);
    if (!holiday) return;
    if (auto const* const entry = entry_on(announced.day)) {
        if (entry->kind == announced.kind && entry->holiday == *holiday->names) {
            ++addition_.said_before;
            return;
        }
        // What a parent says may be said otherwise by its child.
        if (facts_.places.contains(announced.day)) return said_otherwise(announced, *entry);
    }
    if (!becomes_known(announced)) return;
    keys_.emplace_back(*holiday->names, yaml::yaml_text(*holiday->key));
    addition_.added.push_back({.day = announced.day,
                               .kind = announced.kind,
                               .holiday = *holiday->names,
                               .source = announcement_.source});
}

std::optional<Holiday> PaperAdder::find_holiday(AnnouncedDay const& announced) {
    auto const& name = announced.holiday;
    auto const found =
        std::find_if(facts_.holidays.begin(), facts_.holidays.end(), [&](auto const& one) {
            return one.first == name || one.second.zh_cn == name || one.second.en == name;
        });
    if (found != facts_.holidays.end()) return Holiday{&found->first, &found->second};
    std::vector<std::string_view> known;
    for (auto const& [key, unused] : facts_.holidays) known.push_back(key);
    error(announced.at,
          "unknown-holiday",
          {.zh_cn = fmt::format("日历的 holidays 里没有“{}”：请先在那里写上它的中英文名称", name),
           .en = fmt::format("\"{}\" is not in the calendar's `holidays`: give its names in both "
                             "languages there first",
                             name)},
          nearest(name, known));
    return std::nullopt;
}

/// A paper of the year that follows the known days makes that year known.
bool PaperAdder::becomes_known(AnnouncedDay const& announced) {
    auto const& definition = facts_.definition;
    auto const planned = planned_year(announcement_.days);
    auto const end = make_day(planned, 12, 31);
    bool const follows = planned == year_of(definition.known_to + days{1});
    bool const waits_for_parent = facts_.parent_known_to && *facts_.parent_known_to < end;
    bool const is_own = facts_.known_at.line > 0 && !(follows && waits_for_parent);
    if (announced.day > definition.known_to && follows && is_own) addition_.known_to = end;
    if (definition.known_from <= announced.day && announced.day <= known_to()) return true;
    auto const day = to_text(announced.day);
    auto const from = to_text(definition.known_from);
    auto const to = to_text(definition.known_to);
    error(announced.at,
          "outside-known",
          is_own
              ? Text{.zh_cn = fmt::format("{} 不在日历已知的 {} 至 {} 内，也不是紧接着的一年：请先"
                                          "调整 known",
                                          day,
                                          from,
                                          to),
                     .en = fmt::format("{} lies outside the known days, {} to {}, and not in the "
                                       "year that follows: widen `known` first",
                                       day,
                                       from,
                                       to)}
              : Text{.zh_cn = fmt::format("{} 不在日历已知的 {} 至 {} 内，而 known "
                                          "不超出所扩展的日历：请先导入那个日历",
                                          day,
                                          from,
                                          to),
                     .en = fmt::format("{} lies outside the known days, {} to {}, which reach no "
                                       "further than those of the calendar that is extended: "
                                       "import into that first",
                                       day,
                                       from,
                                       to)});
    return false;
}

void PaperAdder::said_otherwise(AnnouncedDay const& announced, Entry const& entry) {
    auto const day = to_text(announced.day);
    auto const line = facts_.places.at(announced.day).line;
    auto const& file = file_.document.file;
    bool const rests = entry.kind == EntryKind::rest;
    error(announced.at,
          "said-otherwise",
          {.zh_cn = fmt::format("{} 在 {} 第 {} 行已写为“{}”{}：请先核对哪个对",
                                day,
                                file,
                                line,
                                entry.holiday.zh_cn,
                                rests ? "放假" : "上班"),
           .en = fmt::format("{} is {} of \"{}\" on line {} of {}: find out which is right first",
                             day,
                             rests ? "a day off" : "a workday",
                             entry.holiday.en,
                             line,
                             file)});
}

void PaperAdder::write() {
    addition_.text = file_.document.text;
    if (addition_.added.empty()) return;
    FileEdit edit{file_.document};
    auto const indent = edit.papers_indent();
    if (!indent) {
        auto const* const papers = file_.document.root.find("papers");
        problems_.push_back(file_.document.problem(
            papers == nullptr ? Position{1, 1} : papers->at,
            "in-brackets",
            {.zh_cn = "papers 写在括号里，无法添加：请改成一行一项",
             .en =
                 "`papers` is written in brackets and cannot be added to: write one item a line"}));
        return;
    }
    auto const key_of = [&](Text const& names) {
        auto const found = std::find_if(
            keys_.begin(), keys_.end(), [&](auto const& one) { return one.first == names; });
        ensure(found != keys_.end(), "each holiday that is added has its key");
        return found->second;
    };
    addition_.paper = paper_text(
        {.source = announcement_.source, .link = announcement_.link, .entries = addition_.added},
        key_of,
        *indent);
    edit.add_paper(addition_.paper);
    if (addition_.known_to) edit.set_known_to(*addition_.known_to);
    addition_.text = edit.text();
}

void PaperAdder::error(Position at, char const* rule, Text message, std::string suggestion) {
    problems_.push_back(list_.problem(at, rule, std::move(message), std::move(suggestion)));
}

Entry const* PaperAdder::entry_on(Day day) const {
    auto const& entries = facts_.definition.entries;
    auto const found = std::find_if(
        entries.begin(), entries.end(), [&](Entry const& entry) { return entry.day == day; });
    return found == entries.end() ? nullptr : &*found;
}

Day PaperAdder::known_to() const {
    return addition_.known_to.value_or(facts_.definition.known_to);
}

}  // namespace

Result<Addition, Problems> add_paper(ShelvedFile const& file, Announcement const& announcement) {
    ensure(file.facts.has_value(), "only a file without errors is added to");
    return PaperAdder{file, announcement}.add();
}

}  // namespace duban::calendar
