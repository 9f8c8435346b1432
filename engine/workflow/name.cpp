#include "engine/workflow/name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace duban::workflow {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// CEL's literals and reserved words, its functions and types, and Duban's own names.
constexpr std::array<std::string_view, 46> reserved{"true",       "false",
                                                    "null",       "in",
                                                    "as",         "break",
                                                    "const",      "continue",
                                                    "else",       "for",
                                                    "function",   "if",
                                                    "import",     "let",
                                                    "loop",       "package",
                                                    "namespace",  "return",
                                                    "var",        "void",
                                                    "while",      "has",
                                                    "size",       "contains",
                                                    "startsWith", "endsWith",
                                                    "all",        "exists",
                                                    "exists_one", "filter",
                                                    "map",        "int",
                                                    "uint",       "double",
                                                    "string",     "bytes",
                                                    "bool",       "timestamp",
                                                    "duration",   "date",
                                                    "today",      "now",
                                                    "in_state",   "parts",
                                                    "deadlines",  "workdays_between"};

}  // namespace

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > name_characters_max || !is_letter(text.front())) return false;
    return std::all_of(
        text.begin(), text.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

bool is_workflow_name(std::string_view text) {
    bool const fits = !text.empty() && text.size() <= name_characters_max && text.front() != '-';
    return fits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
           });
}

std::string name_pattern() {
    return fmt::format("[A-Za-z_][A-Za-z0-9_]{{0,{}}}", name_characters_max - 1);
}

std::string path_pattern() {
    return fmt::format("{0}(?:[.]{0})*", name_pattern());
}

std::string for_each_pattern() {
    return fmt::format("{0} in {0}", name_pattern());
}

std::string workflow_name_pattern() {
    return fmt::format("[a-z0-9_][a-z0-9_-]{{0,{}}}", name_characters_max - 1);
}

bool is_reserved_for_guards(std::string_view name) {
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

}  // namespace duban::workflow
