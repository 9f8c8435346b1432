#include "adapters/intake/people_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/intake/table.hpp"

namespace duban::intake {

namespace {

using delivery::Listed;
using delivery::ListedPerson;
using delivery::PeopleList;

struct ColumnWords {
    std::string_view en;
    std::string_view zh_cn;
};

enum Column : std::size_t { id, name, email, phone, language, groups, units, leads };

constexpr std::array<ColumnWords, 8> columns{{{"id", "标识"},
                                              {"name", "姓名"},
                                              {"email", "邮箱"},
                                              {"phone", "手机"},
                                              {"language", "语言"},
                                              {"groups", "组"},
                                              {"units", "单位"},
                                              {"leads", "负责"}}};

constexpr std::string_view formula_marks = "=+-@\t\r";

bool is_formula(std::string_view cell) {
    auto const first = cell.find_first_not_of('\'');
    return first != std::string_view::npos &&
           formula_marks.find(cell[first]) != std::string_view::npos;
}

std::string guarded(std::string const& cell) {
    return is_formula(cell) ? '\'' + cell : cell;
}

Listed unguarded(Cell const& cell) {
    bool const is_guarded = cell.text.starts_with('\'') && is_formula(cell.text);
    return {is_guarded ? cell.text.substr(1) : cell.text, cell.at};
}

std::string folded(std::string_view text) {
    std::string word;
    for (char const c : text) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

/// With ";" wherever "；" stands.
std::string with_narrow_marks(std::string_view text) {
    constexpr std::string_view wide = "；";
    std::string narrow;
    for (auto at = text.find(wide); at != text.npos; at = text.find(wide)) {
        narrow.append(text.substr(0, at)) += ';';
        text.remove_prefix(at + wide.size());
    }
    return narrow.append(text);
}

/// Between ";" or "；", without the blanks around them.
std::vector<Listed> parts_of(Cell const& cell) {
    auto const text = with_narrow_marks(unguarded(cell).text);
    std::vector<Listed> parts;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(';', at), text.size());
        auto const first = text.find_first_not_of(' ', at);
        if (first < end) {
            auto const last = text.find_last_not_of(' ', end - 1);
            parts.push_back({text.substr(first, last - first + 1), cell.at});
        }
        at = end + 1;
    }
    return parts;
}

/// 1.39E+10: the digits are gone.
bool is_rounded_number(std::string_view text) {
    auto const e = text.find("E+");
    return e != std::string_view::npos && e > 0 &&
           text.find_first_not_of("0123456789.E+") == std::string_view::npos;
}

class TableReader {
  public:
    TableReader(std::string_view text, std::string const& file) : rows_{rows_of(text)} {
        list_.file = file;
    }

    PeopleList read() {
        if (!rows_.empty() && !read_heading(rows_.front())) return std::move(list_);
        for (std::size_t i = 1; i < rows_.size(); ++i) read_row(rows_[i]);
        if (list_.people.empty() && list_.problems.empty())
            error({1, 1},
                  "empty-list",
                  {.zh_cn = "表头下面没有任何人", .en = "there is nobody below a heading"});
        return std::move(list_);
    }

  private:
    /// What spreadsheets call "Unicode text" has tabs between its cells.
    static std::vector<Row> rows_of(std::string_view text) {
        auto const heading = text.substr(0, text.find('\n'));
        bool const has_tabs =
            heading.find('\t') != heading.npos && heading.find(',') == heading.npos;
        return read_rows(text, has_tabs ? '\t' : ',');
    }

    bool read_heading(Row const& heading) {
        for (auto const& cell : heading.cells) {
            auto const word = folded(cell.text);
            auto const found = std::ranges::find_if(
                columns, [&](auto const& one) { return word == one.en || word == one.zh_cn; });
            if (found == columns.end()) {
                report_unknown(cell);
                which_.emplace_back(std::nullopt);
                continue;
            }
            auto const column = static_cast<std::size_t>(found - columns.begin());
            if (std::ranges::find(which_, std::optional{column}) != which_.end())
                report_twice(cell);
            which_.emplace_back(column);
        }
        bool const has_id =
            std::ranges::find(which_, std::optional<std::size_t>{id}) != which_.end();
        if (!has_id)
            error({heading.line, 1},
                  "missing-column",
                  {.zh_cn = "表头缺少“标识”（id）一列", .en = "the heading has no column \"id\""});
        return list_.problems.empty();
    }

    /// Else the last of them would win, and an empty one would empty the field.
    void report_twice(Cell const& cell) {
        error(cell.at,
              "duplicate-column",
              {.zh_cn = fmt::format("“{}”一列出现了两次：请只留一列", cell.text),
               .en = fmt::format("the column \"{}\" stands twice: keep one of them", cell.text)});
    }

    void report_unknown(Cell const& cell) {
        std::vector<std::string_view> known;
        for (auto const& column : columns) known.insert(known.end(), {column.en, column.zh_cn});
        error(cell.at,
              "unknown-column",
              {.zh_cn = fmt::format("不认识“{}”一列：可用的列有 标识、姓名、邮箱、手机、语言、组、"
                                    "单位、负责",
                                    cell.text),
               .en = fmt::format("there is no column \"{}\": there are id, name, email, phone, "
                                 "language, groups, units and leads",
                                 cell.text)});
        list_.problems.back().suggestion = nearest(cell.text, known);
    }

    void read_row(Row const& row) {
        auto const& cells = row.cells;
        if (std::ranges::all_of(cells, [](auto const& cell) { return cell.text.empty(); }) &&
            !row.broken)
            return;
        if (cells.size() != which_.size()) {
            return error(
                {row.line, 1},
                "bad-row",
                {.zh_cn = fmt::format("这一行应有 {} 格，与表头相同，引号须成对", which_.size()),
                 .en = fmt::format("the row must have {} cells, as the heading has, and its "
                                   "quotes must be closed",
                                   which_.size())});
        }
        ListedPerson person;
        for (std::size_t i = 0; i < cells.size(); ++i) read_cell(*which_[i], cells[i], person);
        if (person.id.text.empty())
            return error(
                {row.line, 1},
                "no-id",
                {.zh_cn = "这一行没有标识（id）：请填写", .en = "the row has no id: write one"});
        list_.people.push_back(std::move(person));
    }

    void read_cell(std::size_t column, Cell const& cell, ListedPerson& person) {
        switch (column) {
            case id:
                person.id = unguarded(cell);
                break;
            case name:
                person.name = unguarded(cell);
                break;
            case email:
                person.email = unguarded(cell);
                break;
            case phone:
                read_phone(cell, person);
                break;
            case language:
                person.language = unguarded(cell);
                break;
            case groups:
                person.groups = parts_of(cell);
                break;
            case units:
                person.units = parts_of(cell);
                break;
            default:
                person.leads = parts_of(cell);
                break;
        }
    }

    void read_phone(Cell const& cell, ListedPerson& person) {
        person.phone = unguarded(cell);
        if (!is_rounded_number(cell.text)) return;
        person.phone.reset();
        error(cell.at,
              "rounded-number",
              {.zh_cn = "电子表格把号码改成了科学计数法，原来的数字已丢失：请把该列设为“文本”后"
                        "重新填写",
               .en = "the spreadsheet has rounded the number and its digits are lost: format the "
                     "column as text and write it again"});
    }

    void error(Position at, char const* rule, Text message) {
        list_.problems.push_back({.file = list_.file,
                                  .at = at,
                                  .severity = Severity::error,
                                  .rule = rule,
                                  .message = std::move(message),
                                  .suggestion = {},
                                  .source_line = {}});
    }

    std::vector<Row> rows_;
    std::vector<std::optional<std::size_t>> which_;  // the column of each cell
    PeopleList list_;
};

std::string joined(std::vector<std::string> const& names) {
    std::string text;
    for (auto const& one : names) text += (text.empty() ? "" : ";") + one;
    return text;
}

}  // namespace

PeopleList read_people_table(std::string_view text, std::string const& file) {
    return TableReader{text, file}.read();
}

std::string people_table(delivery::Directory const& directory) {
    std::vector<std::string> heading;
    for (auto const& column : columns) heading.emplace_back(column.en);
    auto text = "\xEF\xBB\xBF" + row_text(heading);
    for (auto const& person : directory.people()) {
        text += row_text({guarded(person.id),
                          guarded(person.name),
                          guarded(person.email),
                          guarded(person.phone),
                          std::string{to_text(person.language)},
                          guarded(joined(person.groups)),
                          guarded(joined(person.units)),
                          guarded(joined(person.leads))});
    }
    return text;
}

}  // namespace duban::intake
