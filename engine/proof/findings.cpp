#include "engine/proof/findings.hpp"

#include <utility>

namespace duban::proof {

namespace {

std::string line_of(std::string const& text, int number) {
    std::size_t begin = 0;
    for (int line = 1; line < number; ++line) {
        auto const end = text.find('\n', begin);
        if (end == std::string::npos) return {};
        begin = end + 1;
    }
    auto line = text.substr(begin, text.find('\n', begin) - begin);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

void Findings::warning(Position at, std::string rule, Text message) {
    add(Severity::warning, at, std::move(rule), std::move(message));
}

void Findings::note(Position at, std::string rule, Text message) {
    add(Severity::note, at, std::move(rule), std::move(message));
}

void Findings::add(Severity severity, Position at, std::string rule, Text message) {
    if (problems_.size() >= most) return;
    problems_.push_back({.file = file_->file,
                         .at = at,
                         .severity = severity,
                         .rule = std::move(rule),
                         .message = std::move(message),
                         .suggestion = {},
                         .source_line = line_of(file_->text, at.line)});
}

}  // namespace duban::proof
