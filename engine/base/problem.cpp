#include "engine/base/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"

namespace duban {

namespace {

constexpr std::size_t source_cells_max = 160;

std::string severity_word(Severity severity, Language language) {
    bool const zh = language == Language::zh_cn;
    switch (severity) {
        case Severity::error:
            return zh ? "错误" : "error";
        case Severity::warning:
            return zh ? "警告" : "warning";
        case Severity::note:
            return zh ? "提示" : "note";
    }
    return {};
}

/// Spaces as wide as the characters before `column`.
std::string indent_to(std::string_view line, int column) {
    std::size_t cells = 0;
    for (int i = 1; i < column && !line.empty(); ++i) {
        auto rest = line;
        take_code_point(rest);
        cells += display_width(line.substr(0, line.size() - rest.size()));
        line = rest;
    }
    return std::string(cells, ' ');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Damerau-Levenshtein with adjacent swaps: "assinged" is one slip from "assigned".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const same = lower(a[i - 1]) == lower(b[j - 1]);
            current[j] =
                std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0U : 1U)});
            bool const swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                                 lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        before = previous;
        previous = current;
    }
    return previous[b.size()];
}

}  // namespace

bool has_errors(Problems const& problems) {
    return std::any_of(problems.begin(), problems.end(), [](Problem const& problem) {
        return problem.severity == Severity::error;
    });
}

std::string_view to_text(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
    }
    return {};
}

std::string to_text(Problem const& problem, Language language) {
    auto text = fmt::format("{}:{}:{}: {}: {} [{}]\n",
                            problem.file,
                            problem.at.line,
                            problem.at.column,
                            severity_word(problem.severity, language),
                            on_one_line(problem.message.in(language)),
                            problem.rule);
    if (problem.source_line.empty()) return text;
    auto const line = on_one_line(problem.source_line);
    text += "    " + cut_to_width(line, source_cells_max) + "\n";
    auto const indent = indent_to(line, problem.at.column);
    if (problem.at.column > 0 && indent.size() < source_cells_max) text += "    " + indent + "^\n";
    return text;
}

std::string nearest(std::string_view word, std::vector<std::string_view> const& candidates) {
    constexpr std::size_t word_bytes_max = 64;  // the distance is quadratic; names are short
    if (word.size() > word_bytes_max) return {};
    std::string best;
    auto allowed = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (auto const candidate : candidates) {
        if (candidate.size() > word_bytes_max) continue;
        auto const d = distance(word, candidate);
        if (d < allowed) {
            allowed = d;
            best = candidate;
        }
    }
    return best;
}

}  // namespace duban
