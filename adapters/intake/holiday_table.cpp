#include "adapters/intake/holiday_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "adapters/intake/table.hpp"

namespace duban::intake {

namespace {

constexpr std::array<std::string_view, 3> date_words{"date", "day", "日期"};
constexpr std::array<std::string_view, 6> name_words{
    "name", "holiday", "节日", "名称", "节日名称", "假日"};
constexpr std::array<std::string_view, 8> kind_words{
    "kind", "type", "isoffday", "offday", "isholiday", "类型", "是否放假", "是否休息"};

constexpr std::array<std::string_view, 11> rest_words{
    "off", "rest", "holiday", "true", "1", "yes", "是", "休", "休息", "放假", "假"};
constexpr std::array<std::string_view, 11> work_words{
    "work", "workday", "false", "0", "no", "否", "班", "上班", "补班", "调休上班", "工作"};

/// Case, blanks and underscores make no difference: isOffDay, is_off_day.
std::string folded(std::string_view text) {
    std::string word;
    for (char const c : text) {
        if (c == ' ' || c == '_' || c == '-' || c == '\t') continue;
        word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return word;
}

bool is_among(std::string_view word, std::span<std::string_view const> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_on_one_line(Cell const& cell) {
    return cell.text.find('\n') == std::string::npos;
}

class Table {
  public:
    Table(std::string_view text, std::string const& file) : text_{text}, file_{file} {}

    HolidayList read();

  private:
    std::optional<std::size_t> column(std::vector<Cell> const& heading,
                                      std::span<std::string_view const> words,
                                      Text const& what);
    bool read_heading(Row const& row);
    void read_row(Row const& row);
    std::optional<Day> day(Cell const& cell);
    std::optional<bool> is_rest(Cell const& cell);
    void error(int column, char const* rule, Text message);

    std::string_view text_;
    std::string const& file_;
    HolidayList list_;
    int line_ = 1;
    std::size_t cells_ = 0;
    std::size_t date_ = 0;
    std::size_t name_ = 0;
    std::size_t kind_ = 0;
};

HolidayList Table::read() {
    bool heading_was_read = false;
    for (auto const& row : read_rows(text_)) {
        line_ = row.line;
        if (heading_was_read) {
            read_row(row);
        } else if (!read_heading(row)) {
            return std::move(list_);
        }
        heading_was_read = true;
    }
    if (list_.days.empty() && list_.problems.empty())
        error(1,
              "empty-list",
              {.zh_cn = "这个文件里没有任何日子", .en = "there is no day in this file"});
    return std::move(list_);
}

std::optional<std::size_t> Table::column(std::vector<Cell> const& heading,
                                         std::span<std::string_view const> words,
                                         Text const& what) {
    auto const found = std::find_if(heading.begin(), heading.end(), [&](Cell const& cell) {
        return is_among(folded(cell.text), words);
    });
    if (found != heading.end()) return static_cast<std::size_t>(found - heading.begin());
    error(1,
          "missing-column",
          {.zh_cn = fmt::format("表头缺少{}一列", what.zh_cn),
           .en = fmt::format("the heading has no column for the {}", what.en)});
    return std::nullopt;
}

bool Table::read_heading(Row const& row) {
    auto const& heading = row.cells;
    auto const date = column(heading, date_words, {.zh_cn = "日期（date）", .en = "day (date)"});
    auto const name =
        column(heading, name_words, {.zh_cn = "节日（name）", .en = "holiday (name)"});
    auto const kind =
        column(heading,
               kind_words,
               {.zh_cn = "放假与否（kind 或 isOffDay）", .en = "kind of day (kind or isOffDay)"});
    if (!date || !name || !kind) return false;
    cells_ = heading.size();
    date_ = *date;
    name_ = *name;
    kind_ = *kind;
    return true;
}

void Table::read_row(Row const& row) {
    auto const& cells = row.cells;
    if (cells.size() != cells_ || !std::ranges::all_of(cells, is_on_one_line)) {
        return error(1,
                     "bad-row",
                     {.zh_cn = fmt::format("这一行应有 {} 格，与表头相同，引号须成对", cells_),
                      .en = fmt::format("the row must have {} cells, as the heading has, and its "
                                        "quotes must be closed",
                                        cells_)});
    }
    auto const& name = cells[name_];
    auto const date = day(cells[date_]);
    auto const rest = is_rest(cells[kind_]);
    if (name.text.empty()) {
        error(name.at.column,
              "no-holiday",
              {.zh_cn = "没有写是哪个节日", .en = "the holiday is not named"});
    }
    if (!date || !rest || name.text.empty()) return;
    list_.days.push_back(
        {.day = *date, .is_rest = *rest, .holiday = name.text, .at = cells[date_].at});
}

std::optional<Day> Table::day(Cell const& cell) {
    auto const day = parse_day(cell.text);
    if (!day) {
        error(cell.at.column,
              "not-a-day",
              {.zh_cn = "没有这一天：日期须写成“2026-10-01”的形式",
               .en = "there is no such day: write it like 2026-10-01"});
    }
    return day;
}

std::optional<bool> Table::is_rest(Cell const& cell) {
    auto const word = folded(cell.text);
    if (is_among(word, rest_words)) return true;
    if (is_among(word, work_words)) return false;
    error(cell.at.column,
          "unknown-kind",
          {.zh_cn = "看不出这天放假还是上班：放假写 off（或 true），上班写 work（或 false）",
           .en = "it is not clear whether this day is worked: write off (or true) for a day off, "
                 "work (or false) for a workday"});
    return std::nullopt;
}

void Table::error(int column, char const* rule, Text message) {
    list_.problems.push_back(
        list_problem(file_, text_, {.line = line_, .column = column}, rule, std::move(message)));
}

}  // namespace

HolidayList read_holiday_table(std::string_view text, std::string const& file) {
    return Table{text, file}.read();
}

}  // namespace duban::intake
