#include "engine/yaml/node.hpp"

#include <algorithm>

#include "engine/yaml/excerpt.hpp"

namespace duban::yaml {

namespace {

constexpr std::size_t source_characters_max = 400;  // a line may be as long as the file

}  // namespace

Node const* Node::find(std::string_view key) const {
    auto const found = std::find_if(
        entries.begin(), entries.end(), [key](Entry const& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

std::string_view Document::line(int number) const {
    if (number < 1) return {};
    std::string_view rest = text;
    for (int i = 1; i < number; ++i) {
        auto const end = rest.find('\n');
        if (end == rest.npos) return {};
        rest.remove_prefix(end + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

Problem Document::problem(Position at,
                          std::string rule,
                          Text message,
                          std::string suggestion) const {
    return {.file = file,
            .at = at,
            .severity = Severity::error,
            .rule = std::move(rule),
            .message = std::move(message),
            .suggestion = std::move(suggestion),
            .source_line = excerpt(line(at.line), source_characters_max)};
}

}  // namespace duban::yaml
