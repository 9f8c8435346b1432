#include "adapters/intake/table.hpp"

#include <csv.h>

#include <new>
#include <stdexcept>
#include <utility>

namespace duban::intake {

namespace {

constexpr unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;

/// The places of bytes that are asked for from the front to the back.
class Places {
  public:
    explicit Places(std::string_view text) : text_{text} {}

    Position of(std::size_t offset) {
        for (; offset_ < offset; ++offset_) {
            bool const continues = (static_cast<unsigned char>(text_[offset_]) & 0xC0U) == 0x80U;
            if (text_[offset_] == '\n') {
                at_ = {.line = at_.line + 1, .column = 1};
            } else if (!continues) {
                ++at_.column;
            }
        }
        return at_;
    }

  private:
    std::string_view text_;
    std::size_t offset_ = 0;
    Position at_{.line = 1, .column = 1};
};

struct Parser {
    explicit Parser(char delimiter) {
        if (csv_init(&state, options) != 0) throw std::runtime_error{"libcsv cannot be set up"};
        csv_set_delim(&state, static_cast<unsigned char>(delimiter));
    }

    Parser(Parser const&) = delete;
    Parser& operator=(Parser const&) = delete;

    ~Parser() { csv_free(&state); }

    csv_parser state{};
};

/// libcsv is handed one byte at a time: so the place of each cell is known.
class RowReader {
  public:
    RowReader(std::string_view text, char delimiter)
        : text_{text}, delimiter_{delimiter}, places_{text} {}

    std::vector<Row> read() {
        while (at_ < text_.size()) read_until_broken();
        return std::move(rows_);
    }

  private:
    void read_until_broken() {
        Parser parser{delimiter_};
        cell_at_ = row_at_ = at_;
        for (; at_ < text_.size(); ++at_) {
            if (csv_parse(&parser.state, &text_[at_], 1, on_cell, on_row, this) == 1) continue;
            if (csv_error(&parser.state) == CSV_ENOMEM) throw std::bad_alloc{};
            return skip_broken();
        }
        if (csv_fini(&parser.state, on_cell, on_row, this) != 0) skip_broken();
    }

    static void on_cell(void* data, std::size_t size, void* self) {
        static_cast<RowReader*>(self)->add_cell({static_cast<char const*>(data), size});
    }

    static void on_row(int, void* self) { static_cast<RowReader*>(self)->end_row(); }

    void add_cell(std::string_view text) {
        cells_.emplace_back(cell_at_, text);
        cell_at_ = at_ + 1;
    }

    void end_row() {
        if (!cells_.empty()) {
            Row row{.line = places_.of(row_at_).line, .cells = {}, .broken = false};
            for (auto& [offset, text] : cells_)
                row.cells.push_back({.text = std::move(text), .at = places_.of(offset)});
            rows_.push_back(std::move(row));
        }
        cells_.clear();
        cell_at_ = row_at_ = at_ + 1;
    }

    /// The line in which the row began is given up; what follows is read anew.
    void skip_broken() {
        rows_.push_back({.line = places_.of(row_at_).line, .cells = {}, .broken = true});
        cells_.clear();
        auto const end = text_.find('\n', row_at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
    }

    std::string_view text_;
    char delimiter_;
    Places places_;
    std::size_t at_ = 0;
    std::size_t row_at_ = 0;
    std::size_t cell_at_ = 0;
    std::vector<std::pair<std::size_t, std::string>> cells_;
    std::vector<Row> rows_;
};

bool needs_quotes(std::string_view cell) {
    return cell.starts_with(' ') || cell.ends_with(' ') ||
           cell.find_first_of(",;\"\r\n\t") != std::string_view::npos;
}

std::string quoted(std::string_view cell) {
    std::string text(cell.size() * 2 + 2, '\0');
    text.resize(csv_write(text.data(), text.size(), cell.data(), cell.size()));
    return text;
}

}  // namespace

std::vector<Row> read_rows(std::string_view text, char delimiter) {
    return RowReader{text, delimiter}.read();
}

std::string row_text(std::vector<std::string> const& cells) {
    std::string text;
    for (auto const& cell : cells) {
        if (&cell != &cells.front()) text += ',';
        text += needs_quotes(cell) ? quoted(cell) : cell;
    }
    return text + "\r\n";
}

}  // namespace duban::intake
