#include "engine/calendar/calendar_reader.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "engine/calendar/calendar_nouns.hpp"
#include "engine/calendar/written_day.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using yaml::Mapping;
using yaml::Node;
using yaml::Values;

constexpr std::size_t name_bytes_max = 64;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_bytes_max &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") ==
               std::string_view::npos;
}

/// The reader of one file: gathers the facts and the problems side by side, beginning with what is
/// taken over.
class CalendarReader {
  public:
    CalendarReader(yaml::Document const& document, Problems& problems, CalendarFacts const* parent);

    CalendarFacts read(Node const& root);

  private:
    std::string name(Node const* node) const;
    void rest_weekdays(Node const* node);
    void office_hours(Node const* node);
    void laws(Node const* node);
    void known(Node const* node);
    void check_parent_knows(Position at, Day from, Day to) const;
    void holidays(Node const* node);
    void paper(Node const& node);
    void holiday_days(Node const& node, std::string const& source);
    bool half_day_hours(Mapping const& map, Node const* half_day, Entry& like) const;
    void days_of(Node const* node, Entry const& like);
    void add(Node const& node, Entry entry);
    void take_over_days();
    void check_hours(Entry const& entry) const;

    std::optional<Text> holiday(Node const* node) const;
    [[nodiscard]] bool is_known(Day day) const;

    Values values_;
    CalendarFacts const* parent_;
    CalendarFacts facts_;
    Position office_hours_at_;  // line 0: not said
    bool is_orphan_ = false;    // extends what cannot be read
    bool known_was_read_ = false;
};

CalendarReader::CalendarReader(yaml::Document const& document,
                               Problems& problems,
                               CalendarFacts const* parent)
    : values_{document, problems}, parent_{parent} {
    if (parent == nullptr) return;
    facts_.definition = parent->definition;
    facts_.definition.entries.clear();
    facts_.holidays = parent->holidays;
    facts_.parent_known_to = parent->definition.known_to;
    known_was_read_ = true;
}

CalendarFacts CalendarReader::read(Node const& root) {
    Mapping const file{values_, &root, noun::calendar};
    auto const* const parent = file["extends"];
    bool const extends = parent != nullptr;
    (void)values_.text(parent);
    is_orphan_ = extends && parent_ == nullptr;
    // Only a calendar that extends another may leave them out.
    auto const own = [&](char const* key) { return extends ? file[key] : file.required(key); };
    (void)file.whole_number("format");
    facts_.definition.name = name(file["calendar"]);
    facts_.definition.title = file.localized("title").value_or(Text{});
    rest_weekdays(own("rest_weekdays"));
    office_hours(file["office_hours"]);
    laws(file["laws"]);
    known(own("known"));
    holidays(file["holidays"]);
    if (auto const* const papers = file.sequence(file["papers"])) {
        for (auto const& item : papers->items) paper(item);
    }
    file.finish();
    take_over_days();
    return std::move(facts_);
}

std::string CalendarReader::name(Node const* node) const {
    auto const text = values_.text(node);
    if (!text) return {};
    if (!is_name(*text)) {
        values_.error(
            node->at,
            "bad-name",
            {.zh_cn = "日历名称只能用小写字母、数字、“-”和“_”，最长 64 个字符，如 cn",
             .en = "a calendar's name is made of small letters, digits, - and _, at most 64, "
                   "like cn"});
    }
    return *text;
}

void CalendarReader::rest_weekdays(Node const* node) {
    if (node == nullptr) return;
    static std::vector<std::string_view> const names{noun::weekday_words.begin(),
                                                     noun::weekday_words.end()};
    auto& weekdays = facts_.definition.rest_weekdays;
    weekdays.reset();
    for (auto const* const item : values_.texts(node)) {
        if (auto const weekday = values_.word(item, names)) weekdays.set(*weekday);
    }
    if (weekdays.all()) {
        values_.error(node->at,
                      "no-working-day",
                      {.zh_cn = "一周七天都是休息日：至少要有一天工作",
                       .en = "all seven days are rest days: at least one must be worked"});
    }
}

void CalendarReader::office_hours(Node const* node) {
    if (node == nullptr) return;
    office_hours_at_ = node->at;
    Mapping const map{values_, node, noun::office_hours};
    OfficeHours const usual;
    auto& hours = facts_.definition.office_hours;
    hours.opens = read_clock(values_, map["opens"]).value_or(usual.opens);
    hours.closes = read_clock(values_, map["closes"]).value_or(usual.closes);
    map.finish();
    if (hours.opens >= hours.closes) {
        values_.error(node->at,
                      "wrong-order",
                      {.zh_cn = "下班时间（closes）须晚于上班时间（opens）",
                       .en = "the office must close after it opens"});
    }
}

void CalendarReader::laws(Node const* node) {
    if (node == nullptr) return;
    Mapping const map{values_, node, noun::laws};
    auto& laws = facts_.definition.laws;
    laws.start = map.localized("start").value_or(laws.start);
    laws.month_end = map.localized("month_end").value_or(laws.month_end);
    laws.rest_day = map.localized("rest_day").value_or(laws.rest_day);
    laws.end_of_day = map.localized("end_of_day").value_or(laws.end_of_day);
    map.finish();
}

void CalendarReader::known(Node const* node) {
    if (node == nullptr) return;
    known_was_read_ = false;
    facts_.known_at = node->at;
    Mapping const map{values_, node, noun::known};
    auto const from = read_day(values_, map["from"]);
    auto const to = read_day(values_, map["to"]);
    map.finish();
    if (!from || !to) return;
    if (*from > *to) {
        values_.error(node->at,
                      "wrong-order",
                      {.zh_cn = "起始日（from）不能晚于结束日（to）",
                       .en = "`from` must not be later than `to`"});
        return;
    }
    check_parent_knows(node->at, *from, *to);
    facts_.definition.known_from = *from;
    facts_.definition.known_to = *to;
    known_was_read_ = true;
}

/// Of a year that the nation has not settled, a district's own days settle nothing.
void CalendarReader::check_parent_knows(Position at, Day from, Day to) const {
    if (parent_ == nullptr) return;
    auto const& parent = parent_->definition;
    if (parent.known_from <= from && to <= parent.known_to) return;
    values_.error(at,
                  "known-beyond-parent",
                  {.zh_cn = fmt::format("known 超出了所扩展的日历“{}”已知的 {} 至 {}：不写 known "
                                        "就与之相同；新一年的文件请先导入那个日历",
                                        parent.name,
                                        to_text(parent.known_from),
                                        to_text(parent.known_to)),
                   .en = fmt::format("`known` reaches beyond {} to {}, what “{}” knows, which is "
                                     "extended: leave it out to take that over, and import the "
                                     "paper of a new year there first",
                                     to_text(parent.known_from),
                                     to_text(parent.known_to),
                                     parent.name)});
}

void CalendarReader::holidays(Node const* node) {
    auto const* const map = values_.mapping(node);
    if (map == nullptr) return;
    for (auto const& entry : map->entries) {
        facts_.holidays[entry.key] = values_.localized(&entry.value).value_or(Text{});
    }
}

void CalendarReader::paper(Node const& node) {
    Mapping const map{values_, &node, noun::paper};
    auto const source = map.text("source").value_or("");
    (void)map.text("link");
    auto const* const list = map.sequence(map["days"]);
    map.finish();
    if (list == nullptr) return;
    for (auto const& item : list->items) holiday_days(item, source);
}

void CalendarReader::holiday_days(Node const& node, std::string const& source) {
    Mapping const map{values_, &node, noun::holiday_days};
    Entry like{.day = {}, .holiday = holiday(map["holiday"]).value_or(Text{}), .source = source};
    auto const* const rest = map["rest"];
    auto const* const work = map["work"];
    auto const* const half_day = map["half_day"];
    if (node.is_mapping() && rest == nullptr && work == nullptr && half_day == nullptr) {
        values_.error(
            node.at,
            "missing-key",
            {.zh_cn = "没有写日期：放假日写在 rest，调休上班日写在 work，半天班写在 half_day",
             .en = "no days are given: rest days stand in `rest`, make-up workdays in `work`, days "
                   "worked at other hours in `half_day`"});
    }
    days_of(rest, like);
    like.kind = EntryKind::work;
    days_of(work, like);
    like.kind = EntryKind::half_day;
    if (half_day_hours(map, half_day, like)) days_of(half_day, like);
    map.finish();
}

/// Whether the hours are such that the days may have them.
bool CalendarReader::half_day_hours(Mapping const& map, Node const* half_day, Entry& like) const {
    auto const* const opens = map["opens"];
    auto const* const closes = map["closes"];
    auto const* const given = closes == nullptr ? opens : closes;
    like.opens = read_clock(values_, opens);
    like.closes = read_clock(values_, closes);
    if (given == nullptr && half_day != nullptr) {
        values_.error(half_day->at,
                      "missing-key",
                      {.zh_cn = "半天班须写明几点下班（closes）或几点上班（opens）",
                       .en = "a half day needs the hour at which it closes, or opens"},
                      "closes");
    } else if (given != nullptr && half_day == nullptr) {
        values_.error(given->at,
                      "without-half-day",
                      {.zh_cn = "opens 和 closes 只用于半天班：请在 half_day 写上日期",
                       .en = "opens and closes are those of a half day: give its days in "
                             "`half_day`"});
    }
    if (!like.opens && !like.closes) return false;
    auto const hours = hours_of(like, facts_.definition.office_hours);
    if (hours.opens < hours.closes) return true;
    values_.error(
        given->at,
        "wrong-order",
        {.zh_cn = "半天班的下班时间须晚于上班时间", .en = "a half day must close after it opens"});
    return false;
}

void CalendarReader::days_of(Node const* node, Entry const& like) {
    for (auto const* const item : values_.texts(node, yaml::Short::allowed)) {
        auto const range = read_day_range(values_, *item);
        if (!range) continue;
        for (auto day = range->first; day <= range->last; day += days{1}) {
            auto entry = like;
            entry.day = day;
            add(*item, std::move(entry));
        }
    }
}

void CalendarReader::add(Node const& node, Entry entry) {
    auto const [place, is_new] = facts_.places.emplace(entry.day, node.at);
    auto const day = to_text(entry.day);
    if (!is_new) {
        values_.error(
            node.at,
            "duplicate-day",
            {.zh_cn = fmt::format("{} 已在第 {} 行写过：每天只能写一次", day, place->second.line),
             .en = fmt::format("{} was given on line {} already: a day stands only once",
                               day,
                               place->second.line)});
        return;
    }
    if (known_was_read_ && !is_known(entry.day)) {
        values_.error(
            node.at,
            "outside-known",
            {.zh_cn = fmt::format("{} 不在已知日期范围内：请核对日期，或调整 known", day),
             .en = fmt::format("{} lies outside the known days: check it, or widen `known`", day)});
        return;
    }
    facts_.definition.entries.push_back(std::move(entry));
}

/// What the file says itself of a day comes before what its parent says; of days that it does not
/// know it says nothing.
void CalendarReader::take_over_days() {
    if (parent_ == nullptr || !known_was_read_) return;
    for (auto const& entry : parent_->definition.entries) {
        if (!is_known(entry.day) || facts_.places.contains(entry.day)) continue;
        check_hours(entry);
        facts_.definition.entries.push_back(entry);
    }
}

/// A half day of the parent must fit the hours that the file gives itself.
void CalendarReader::check_hours(Entry const& entry) const {
    auto const hours = hours_of(entry, facts_.definition.office_hours);
    if (hours.opens < hours.closes || office_hours_at_.line == 0) return;
    auto const day = to_text(entry.day);
    values_.error(
        office_hours_at_,
        "wrong-order",
        {.zh_cn = fmt::format("{} 是所扩展日历的半天班，按此办公时间便没有上班时间", day),
         .en = fmt::format("{} is a half day of the calendar that is extended: with these hours it "
                           "would close before it opens",
                           day)});
}

std::optional<Text> CalendarReader::holiday(Node const* node) const {
    auto const name = values_.text(node);
    if (!name) return std::nullopt;
    auto const found = facts_.holidays.find(*name);
    if (found != facts_.holidays.end()) return found->second;
    if (is_orphan_) return std::nullopt;  // perhaps a name of the parent
    std::vector<std::string_view> names;
    for (auto const& entry : facts_.holidays) names.push_back(entry.first);
    auto const near = nearest(*name, names);
    auto message =
        near.empty()
            ? Text{.zh_cn = "holidays 里没有这个节日：请先在那里写上它的中英文名称",
                   .en =
                       "this holiday is not in `holidays`: give its names in both languages there"}
            : Text{
                  .zh_cn = fmt::format("holidays 里没有这个节日，是否为“{}”？", near),
                  .en = fmt::format("this holiday is not in `holidays`; did you mean “{}”?", near)};
    values_.error(node->at, "unknown-holiday", std::move(message), near);
    return std::nullopt;
}

bool CalendarReader::is_known(Day day) const {
    return facts_.definition.known_from <= day && day <= facts_.definition.known_to;
}

}  // namespace

CalendarFacts read_facts(yaml::Document const& document,
                         Problems& problems,
                         CalendarFacts const* parent) {
    return CalendarReader{document, problems, parent}.read(document.root);
}

}  // namespace duban::calendar
