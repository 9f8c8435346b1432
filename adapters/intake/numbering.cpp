#include "adapters/intake/numbering.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

enum class Form {
    chinese,
    bracketed,
    arabic,
    bracketed_arabic,
    half_bracketed,
    circled,
    ordinal,
    is
};

struct Mark {
    Form form;
    int value;
    std::size_t begin;
    std::size_t label_end;
    std::size_t end;
    bool at_line_start;
};

constexpr int value_max = 99;

struct EnclosedRange {
    char32_t first;
    int count;
    Form form;
};

// Numerals that Unicode draws with their brackets, in the order 1, 2, 3 …
constexpr std::array enclosed{EnclosedRange{U'㈠', 10, Form::bracketed},
                              EnclosedRange{U'①', 20, Form::circled},
                              EnclosedRange{U'⑴', 20, Form::bracketed_arabic},
                              EnclosedRange{U'⒈', 20, Form::arabic}};

std::size_t numeral_length(std::u32string_view rest) {
    auto const is_numeral = [](char32_t c) {
        return is_any_of(c, U"十廿卅") || chinese_digit(c).value_or(0) > 0;
    };
    std::size_t length = 0;
    if (!rest.empty() && is_digit(rest.front())) {
        while (length < rest.size() && length < 3 && is_digit(rest[length])) ++length;
        return length;
    }
    while (length < rest.size() && length < 4 && is_numeral(rest[length])) ++length;
    return length;
}

char32_t at_or_space(std::u32string_view text, std::size_t at) {
    return at < text.size() ? text[at] : U' ';
}

std::optional<Mark> enclosed_mark(std::u32string_view rest) {
    for (auto const& range : enclosed) {
        auto const c = rest.front();
        if (c < range.first || c >= range.first + static_cast<char32_t>(range.count)) continue;
        bool const stop = is_any_of(at_or_space(rest, 1), U"、.,");
        return Mark{range.form, static_cast<int>(c - range.first) + 1, 0, 1, stop ? 2U : 1U, false};
    }
    return std::nullopt;
}

std::optional<Mark> bracketed_mark(std::u32string_view rest) {
    std::size_t begin = 1;
    while (at_or_space(rest, begin) == U' ' && begin < 3) ++begin;
    auto const length = numeral_length(rest.substr(std::min(begin, rest.size())));
    auto close = begin + length;
    while (close < rest.size() && rest[close] == U' ' && close < begin + length + 2) ++close;
    if (length == 0 || at_or_space(rest, close) != U')') return std::nullopt;
    auto const value = small_number(rest.substr(begin, length));
    if (!value) return std::nullopt;
    auto const form = is_digit(rest[begin]) ? Form::bracketed_arabic : Form::bracketed;
    bool const stop = is_any_of(at_or_space(rest, close + 1), U"、.,");
    return Mark{form, *value, 0, close + 1, close + (stop ? 2 : 1), false};
}

// "一、二线城市", "二、三产业" count things; they number nothing.
bool counts_things(std::u32string_view rest, std::size_t after, int value) {
    auto const length = numeral_length(rest.substr(std::min(after, rest.size())));
    if (length == 0 || is_digit(rest[after])) return false;
    auto const next = small_number(rest.substr(after, length));
    return next == value + 1 &&
           is_any_of(at_or_space(rest, after + length), U"、线期级类产楼层手等");
}

std::optional<Mark> plain_mark(std::u32string_view rest) {
    auto const length = numeral_length(rest);
    if (length == 0) return std::nullopt;
    auto const value = small_number(rest.substr(0, length));
    if (!value) return std::nullopt;
    auto stop = length;
    if (at_or_space(rest, stop) == U' ' && is_any_of(at_or_space(rest, stop + 1), U"、.)")) ++stop;
    auto const c = at_or_space(rest, stop);
    auto const next = at_or_space(rest, stop + 1);
    if (!is_digit(rest.front())) {
        if (c == U'是' && stop == length)
            return Mark{Form::is, *value, 0, length + 1, length + 1, false};
        bool const mark = is_any_of(c, U"、.,") && !counts_things(rest, stop + 1, *value);
        return mark ? std::optional{Mark{Form::chinese, *value, 0, length, stop + 1, false}}
                    : std::nullopt;
    }
    if (is_digit(next)) return std::nullopt;
    if (c == U')') return Mark{Form::half_bracketed, *value, 0, length, stop + 1, false};
    bool const mark = is_any_of(c, U"、.");
    return mark ? std::optional{Mark{Form::arabic, *value, 0, length, stop + 1, false}}
                : std::nullopt;
}

std::optional<Mark> ordinal_mark(std::u32string_view rest) {
    auto const length = numeral_length(rest.substr(1));
    auto const value = small_number(rest.substr(1, length));
    if (length == 0 || !value || is_digit(rest[1])) return std::nullopt;
    if (!is_any_of(at_or_space(rest, length + 1), U",、:. ")) return std::nullopt;
    return Mark{Form::ordinal, *value, 0, length + 1, length + 2, false};
}

std::optional<Mark> mark_at(std::u32string_view rest) {
    if (rest.front() == U'(') return bracketed_mark(rest);
    if (rest.front() == U'第') return ordinal_mark(rest);
    if (auto const mark = enclosed_mark(rest)) return mark;
    return plain_mark(rest);
}

// A mark begins a line, or follows white space or the end of a clause; "一是" may follow a comma.
bool may_begin(std::u32string_view shadow, std::size_t at, Form form) {
    if (at == 0) return true;
    auto const before = shadow[at - 1];
    if (is_space(before)) {
        bool const figure = form == Form::arabic || form == Form::half_bracketed;
        return !figure || at < 2 || !is_any_of(shadow[at - 2], U"第为至到约达共和");
    }
    if (form == Form::is && before == U',') return true;
    if (before == U':' && form == Form::arabic) return at < 2 || !is_digit(shadow[at - 2]);
    return is_any_of(before, U"。;:!?|”》)");
}

std::vector<Mark> find_marks(std::u32string_view shadow) {
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < shadow.size(); ++at) {
        auto mark = mark_at(shadow.substr(at));
        if (!mark || !may_begin(shadow, at, mark->form)) continue;
        auto line_start = at;
        while (line_start > 0 && shadow[line_start - 1] == U' ') --line_start;
        mark->at_line_start = line_start == 0 || shadow[line_start - 1] == U'\n';
        mark->begin = at;
        mark->label_end += at;
        mark->end += at;
        marks.push_back(*mark);
        at = mark->end - 1;
    }
    return marks;
}

// The outermost form: the first that counts from one, at a line's start if the section has lines;
// "一是" is a manner of speaking and numbers only where nothing else does.
std::optional<Form> outermost(std::vector<Mark> const& marks) {
    std::optional<Form> first;
    std::optional<Form> spoken;
    std::optional<Form> any;
    for (auto const& mark : marks) {
        if (mark.form == Form::is) {
            if (!spoken) spoken = mark.form;
            continue;
        }
        if (!any) any = mark.form;
        if (mark.value == 1 && mark.at_line_start) return mark.form;
        if (mark.value == 1 && !first) first = mark.form;
    }
    if (first) return first;
    auto const spoken_lists = std::count_if(marks.begin(), marks.end(), [](Mark const& mark) {
        return mark.form == Form::is && mark.value == 1;
    });
    if (spoken_lists > 1) spoken.reset();  // several asides number nothing together
    auto const of_any = std::count_if(
        marks.begin(), marks.end(), [&](Mark const& mark) { return any && mark.form == *any; });
    return of_any > 1 ? any : spoken;
}

struct Sequence {
    std::vector<Mark> marks;
    bool consecutive = true;
};

// The marks of one form that count upwards. A value that comes too early is skipped where the right
// one follows later (a number inside a sentence); where it never does, the gap is kept and told.
Sequence count_up(std::vector<Mark> const& marks, Form form) {
    std::array<std::size_t, value_max + 2> last_seen{};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].form == form) last_seen[static_cast<std::size_t>(marks[i].value)] = i + 1;
    }
    Sequence sequence;
    int expected = 1;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        auto const& mark = marks[i];
        if (mark.form != form) continue;
        if (mark.value < expected) {
            bool const repeated =
                mark.at_line_start && (mark.value == expected - 1 || mark.value == 1);
            sequence.consecutive = sequence.consecutive && !repeated;
            continue;
        }
        bool const comes_later =
            mark.value > expected && last_seen[static_cast<std::size_t>(expected)] > i;
        constexpr int widest_gap = 5;
        if (comes_later || mark.value > expected + widest_gap) continue;
        sequence.consecutive = sequence.consecutive && mark.value == expected;
        sequence.marks.push_back(mark);
        expected = mark.value + 1;
    }
    return sequence;
}

bool ends_heading(std::u32string_view shadow, std::size_t at) {
    auto const c = shadow[at];
    if (is_any_of(c, U"\n。;!?")) return true;
    auto const before = at_or_space(shadow, at == 0 ? shadow.size() : at - 1);
    auto const after = at_or_space(shadow, at + 1);
    auto const is_ascii_word = [](char32_t w) { return is_digit(w) || is_latin(w); };
    if (c == U':') return !(is_digit(before) && is_digit(after));
    return c == U' ' && !is_ascii_word(before) && !is_ascii_word(after);
}

// The heading is the opening up to its first stop, if that comes soon; inside quotes nothing stops.
NumberedItem item_of(Passage label, Passage body) {
    constexpr std::size_t longest_heading = 80;
    body = trimmed(body);
    int depth = 0;
    for (std::size_t at = 0; at < body.size() && at <= longest_heading; ++at) {
        auto const c = body.shadow[at];
        if (is_any_of(c, U"“《(〈")) ++depth;
        if (is_any_of(c, U"”》)〉")) depth = std::max(0, depth - 1);
        if (c == U'\n') depth = 0;
        if (depth == 0 && ends_heading(body.shadow, at)) {
            return {label, trimmed(body.until(at)), trimmed(body.part(at + 1))};
        }
    }
    if (body.size() <= longest_heading) return {label, body, body.until(0)};
    return {label, body.until(0), body};
}

}  // namespace

Numbering find_numbering(Passage section) {
    Numbering numbering;
    numbering.preface = section;
    auto const marks = find_marks(section.shadow);
    auto const form = outermost(marks);
    if (!form) return numbering;
    auto const sequence = count_up(marks, *form);
    numbering.consecutive = sequence.consecutive;
    for (std::size_t i = 0; i < sequence.marks.size(); ++i) {
        auto const& mark = sequence.marks[i];
        auto const end =
            i + 1 < sequence.marks.size() ? sequence.marks[i + 1].begin : section.size();
        numbering.items.push_back(item_of(section.part(mark.begin, mark.label_end - mark.begin),
                                          section.part(mark.end, end - mark.end)));
    }
    if (!sequence.marks.empty()) numbering.preface = section.until(sequence.marks.front().begin);
    return numbering;
}

}  // namespace duban::intake
