#include "engine/delivery/directory_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/yaml/yaml_text.hpp"

namespace duban::delivery {

namespace {

using yaml::yaml_text;

std::string list_text(std::vector<std::string> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + yaml_text(name);
    return '[' + text + ']';
}

/// A mail address needs no quotes but for the marks that YAML reads.
std::string address_text(std::string const& address) {
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '@' || c == '_' || c == '-' || c == '+';
    };
    bool const is_letter_first = !address.empty() && address.front() > '9';
    bool const plain = is_letter_first && address.front() != '@' && address.front() != '_' &&
                       std::all_of(address.begin(), address.end(), is_plain);
    return plain ? address : yaml_text(address);
}

void add_list(std::string& text, char const* key, std::vector<std::string> const& names) {
    if (!names.empty()) text += fmt::format("    {}: {}\n", key, list_text(names));
}

std::string absences_text(std::vector<Absence> const& absences) {
    std::string text;
    for (auto const& absence : absences) {
        auto const deputy = absence.deputy.empty()
                                ? std::string{}
                                : fmt::format(", deputy: {}", yaml_text(absence.deputy));
        text += fmt::format("      - {{from: {}, until: {}{}}}\n",
                            to_text(absence.from),
                            to_text(absence.until),
                            deputy);
    }
    return text.empty() ? text : "    absences:\n" + text;
}

std::string person_text(Person const& person) {
    auto text = fmt::format("  {}:\n    name: {}\n", yaml_text(person.id), yaml_text(person.name));
    if (!person.email.empty()) text += fmt::format("    email: {}\n", address_text(person.email));
    if (!person.phone.empty()) text += fmt::format("    phone: \"{}\"\n", person.phone);
    if (person.language != Language::zh_cn)
        text += fmt::format("    language: {}\n", to_text(person.language));
    add_list(text, "groups", person.groups);
    add_list(text, "units", person.units);
    add_list(text, "leads", person.leads);
    text += absences_text(person.absences);
    if (person.digest) {
        auto const minutes = person.digest->count();
        text += fmt::format("    digest: \"{:02}:{:02}\"\n", minutes / 60, minutes % 60);
    }
    if (!person.calendar.empty())
        text += fmt::format("    calendar: {}\n", yaml_text(person.calendar));
    return text;
}

std::string unit_text(Unit const& unit) {
    auto const calendar = unit.calendar.empty()
                              ? std::string{}
                              : fmt::format(", calendar: {}", yaml_text(unit.calendar));
    return fmt::format(
        "  {}: {{name: {}{}}}\n", yaml_text(unit.id), yaml_text(unit.name), calendar);
}

}  // namespace

std::string directory_text(Directory const& directory) {
    auto text = fmt::format("format: 1\n\ngroups: {}\n", list_text(directory.groups()));
    text += directory.units().empty() ? "\nunits: {}\n" : "\nunits:\n";
    for (auto const& unit : directory.units()) text += unit_text(unit);
    text += directory.people().empty() ? "\npeople: {}\n" : "\npeople:\n";
    for (auto const& person : directory.people()) text += person_text(person);
    return text;
}

}  // namespace duban::delivery
