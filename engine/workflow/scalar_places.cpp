#include "engine/workflow/scalar_places.hpp"

#include <algorithm>
#include <string_view>

#include "engine/base/utf8.hpp"

namespace duban::workflow {

namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Reads along the lines of the file, one character after the other.
class Walk {
  public:
    Walk(yaml::Document const& document, Position at, std::size_t wanted)
        : below_{document.text}, wanted_{wanted} {
        while (place_.line < at.line && next_line()) {
        }
        while (place_.column < at.column && !rest_.empty()) skip();
    }

    [[nodiscard]] char here() const { return rest_.empty() ? '\0' : rest_.front(); }

    /// Plain and quoted scalars: lines are folded, quotes and backslashes escape.
    std::vector<Position> flow(char quote) {
        if (quote != '\0') skip();
        while (!is_done()) {
            if (is_blank(rest_)) {
                fold();
            } else if (quote == '"' && rest_.front() == '\\') {
                escape();
            } else {
                bool const doubled = quote == '\'' && rest_.starts_with("''");
                put();
                if (doubled) skip();
            }
        }
        return finished();
    }

    /// `|` and `>`: the lines after this one, without their indentation.
    /// `own` are the spaces that the first line keeps: behind them it was indented.
    std::vector<Position> block(std::size_t own) {
        bool const folded = here() == '>';
        std::size_t indentation = 0;
        bool started = false;
        std::size_t blank_lines = 0;
        bool indented_before = false;
        while (!is_done() && next_line()) {
            if (is_blank(rest_)) {
                ++blank_lines;
                if (!folded || !started) put_line_end();
                continue;
            }
            if (!started) {
                auto const spaces = rest_.find_first_not_of(' ');
                indentation = spaces - std::min(spaces, own);
            }
            for (std::size_t i = 0; i < indentation && rest_.starts_with(' '); ++i) skip();
            bool const indented = rest_.starts_with(' ') || rest_.starts_with('\t');
            if (folded && started) {
                auto const ends = blank_lines + (indented || indented_before ? 1 : 0);
                for (std::size_t i = 0; i < std::max<std::size_t>(ends, 1); ++i) put_line_end();
            }
            while (!is_done() && !rest_.empty()) put();
            if (!folded) put_line_end();
            started = true;
            blank_lines = 0;
            indented_before = indented;
        }
        return finished();
    }

  private:
    [[nodiscard]] bool is_done() const { return ended_ || places_.size() >= wanted_; }

    bool next_line() {
        ended_ = below_.empty();
        if (ended_) return false;
        auto const end = std::min(below_.find('\n'), below_.size() - 1);
        rest_ = below_.substr(0, end + 1);
        below_.remove_prefix(rest_.size());
        while (rest_.ends_with('\n') || rest_.ends_with('\r')) rest_.remove_suffix(1);
        place_ = {.line = place_.line + 1, .column = 1};
        return true;
    }

    void skip() {
        take_code_point(rest_);
        ++place_.column;
    }

    void put() {
        places_.push_back(place_);
        skip();
    }

    void put_line_end() { places_.push_back(place_); }

    void skip_blanks() {
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) skip();
    }

    /// One line end is a space, each further one a line end.
    void fold() {
        auto const end = place_;
        std::size_t blank_lines = 0;
        while (next_line() && is_blank(rest_)) ++blank_lines;
        if (ended_) return;
        skip_blanks();
        for (std::size_t i = 0; i < std::max<std::size_t>(blank_lines, 1); ++i)
            places_.push_back(end);
    }

    void escape() {
        if (is_blank(rest_.substr(1))) {  // the line goes on without a space
            if (next_line()) skip_blanks();
            return;
        }
        char const kind = rest_[1];
        int const digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        put();
        for (int i = 0; i < digits + 1 && !rest_.empty(); ++i) skip();
    }

    std::vector<Position> finished() {
        places_.resize(std::min(places_.size(), wanted_));
        places_.push_back(place_);
        return std::move(places_);
    }

    std::string_view below_;  // the lines after this one
    std::size_t wanted_;
    Position place_;
    std::string_view rest_;  // of this line
    std::vector<Position> places_;
    bool ended_ = false;
};

std::vector<Position> places_of(yaml::Document const& document, yaml::Node const& scalar) {
    Walk walk{document, scalar.at, count_characters(scalar.text)};
    if (!scalar.block) return walk.flow(scalar.quoted ? walk.here() : '\0');
    std::string_view const text = scalar.text;
    auto const first_line = text.substr(std::min(text.find_first_not_of('\n'), text.size()));
    return walk.block(std::min(first_line.find_first_not_of(' '), first_line.size()));
}

}  // namespace

ScalarPlaces::ScalarPlaces(yaml::Document const& document, yaml::Node const& scalar)
    : scalar_{&scalar}, places_{places_of(document, scalar)} {}

Position ScalarPlaces::of_character(std::size_t number) const {
    return places_[std::min(number, places_.size() - 1)];
}

Position ScalarPlaces::of_byte(std::size_t offset) const {
    return of_character(count_characters(std::string_view{scalar_->text}.substr(0, offset)));
}

Position ScalarPlaces::of(Position inside) const {
    std::string_view const text = scalar_->text;
    std::size_t start = 0;
    for (int line = 1; line < inside.line; ++line) {
        auto const end = text.find('\n', start);
        if (end == std::string_view::npos) break;
        start = end + 1;
    }
    auto const column = static_cast<std::size_t>(std::max(inside.column, 1) - 1);
    return of_character(count_characters(text.substr(0, start)) + column);
}

}  // namespace duban::workflow
