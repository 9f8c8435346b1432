// Changes to a calendar's file as its keeper would make them by hand: a paper more, a later end of
// the known days; every other byte stays.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/yaml/node.hpp"

namespace duban::calendar {

class FileEdit {
  public:
    /// The document must outlive the edit, and have been read without errors.
    explicit FileEdit(yaml::Document const& document) : document_{document} {}

    /// The column of the dashes of `papers`, or of those that would be made; nothing where it is
    /// written in brackets.
    [[nodiscard]] std::optional<std::size_t> papers_indent() const;

    /// As the last one. Whole lines that end in "\n".
    void add_paper(std::string paper) { paper_ = std::move(paper); }

    void set_known_to(Day day) { known_to_ = day; }

    [[nodiscard]] std::string text() const;

  private:
    [[nodiscard]] std::size_t offset_of(Position at) const;
    [[nodiscard]] std::size_t line_start(int line) const;
    [[nodiscard]] std::size_t end_of_papers() const;
    [[nodiscard]] std::string with_line_ends(std::string_view lines) const;

    yaml::Document const& document_;
    std::string paper_;
    std::optional<Day> known_to_;
};

}  // namespace duban::calendar
