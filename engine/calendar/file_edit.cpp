#include "engine/calendar/file_edit.hpp"

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"

namespace duban::calendar {

namespace {

constexpr std::size_t usual_indent = 2;

bool is_blank_or_comment(std::string_view line) {
    auto const first = line.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos || line[first] == '#';
}

}  // namespace

std::optional<std::size_t> FileEdit::papers_indent() const {
    auto const& root = document_.root;
    if (document_.text[offset_of(root.at)] == '{') return std::nullopt;
    auto const* const papers = root.find("papers");
    if (papers == nullptr) return usual_indent;
    if (document_.text[offset_of(papers->at)] != '-') return std::nullopt;
    return static_cast<std::size_t>(papers->at.column - 1);
}

std::string FileEdit::text() const {
    auto text = document_.text;
    auto const end = end_of_papers();
    auto paper = paper_;
    if (!paper.empty() && document_.root.find("papers") == nullptr) paper = "\npapers:\n" + paper;
    if (!paper.empty() && end > 0 && text[end - 1] != '\n') paper = "\n" + paper;
    // The later place first: the earlier one stays where it was.
    auto const* const known = document_.root.find("known");
    auto const* const to = known == nullptr ? nullptr : known->find("to");
    auto const to_at = to == nullptr ? 0 : offset_of(to->at) + (to->quoted ? 1 : 0);
    bool const known_is_later = to_at > end;
    if (known_to_ && known_is_later) text.replace(to_at, to->text.size(), to_text(*known_to_));
    text.insert(end, with_line_ends(paper));
    if (known_to_ && !known_is_later) text.replace(to_at, to->text.size(), to_text(*known_to_));
    return text;
}

/// Behind the last line of `papers`; comments and blank lines before the next key are the next
/// key's. Where there are no papers, behind everything.
std::size_t FileEdit::end_of_papers() const {
    auto const& entries = document_.root.entries;
    std::string_view const text = document_.text;
    auto const papers = std::find_if(
        entries.begin(), entries.end(), [](auto const& one) { return one.key == "papers"; });
    bool const is_last = papers == entries.end() || papers + 1 == entries.end();
    auto end = is_last ? text.size() : line_start((papers + 1)->at.line);
    if (papers == entries.end()) return end;
    while (end > 0) {
        auto const before = text.substr(0, end - 1).rfind('\n');
        auto const start = before == std::string_view::npos ? 0 : before + 1;
        if (!is_blank_or_comment(text.substr(start, end - start))) break;
        end = start;
    }
    return end;
}

std::size_t FileEdit::line_start(int line) const {
    std::size_t offset = 0;
    for (int i = 1; i < line; ++i) {
        auto const end = document_.text.find('\n', offset);
        ensure(end != std::string::npos, "a place in a file lies on one of its lines");
        offset = end + 1;
    }
    return offset;
}

std::size_t FileEdit::offset_of(Position at) const {
    auto const start = line_start(at.line);
    auto rest = std::string_view{document_.text}.substr(start);
    auto const length = rest.size();
    if (at.line == 1 && rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    for (int i = 1; i < at.column && !rest.empty(); ++i) (void)take_code_point(rest);
    return start + length - rest.size();
}

std::string FileEdit::with_line_ends(std::string_view lines) const {
    if (document_.text.find("\r\n") == std::string::npos) return std::string{lines};
    std::string ended;
    for (char const c : lines) {
        if (c == '\n') ended += '\r';
        ended += c;
    }
    return ended;
}

}  // namespace duban::calendar
