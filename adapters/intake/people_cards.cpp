#include "adapters/intake/people_cards.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <system_error>
#include <utility>

#include "adapters/intake/card.hpp"

namespace duban::intake {

namespace {

using delivery::Listed;
using delivery::ListedPerson;
using delivery::PeopleList;
using Lines = std::vector<CardLine const*>;

Lines lines_named(Card const& card, std::initializer_list<std::string_view> names) {
    Lines lines;
    for (auto const& line : card.lines) {
        if (std::ranges::find(names, line.name) != names.end()) lines.push_back(&line);
    }
    return lines;
}

/// "TYPE=CELL,VOICE;PREF=1" as TYPE=CELL, VOICE and PREF=1.
std::vector<std::string_view> words_of(std::string_view parameters) {
    constexpr std::string_view marks = ";,\"";
    std::vector<std::string_view> words;
    while (!parameters.empty()) {
        auto const end = std::min(parameters.find_first_of(marks), parameters.size());
        if (end > 0) words.push_back(parameters.substr(0, end));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
    return words;
}

bool is_type(std::string_view word, std::string_view type) {
    constexpr std::string_view before = "TYPE=";
    if (word.starts_with(before)) word.remove_prefix(before.size());
    return word == type;
}

bool has_type(CardLine const& line, std::string_view type) {
    return std::ranges::any_of(words_of(line.parameters),
                               [&](std::string_view word) { return is_type(word, type); });
}

constexpr int preference_max = 100;  // RFC 6350, section 5.3: the least preferred

/// Nothing where the word says none.
std::optional<int> preference_in(std::string_view word) {
    constexpr std::string_view before = "PREF=";
    if (is_type(word, "PREF")) return 1;  // as version 3.0 says it
    if (!word.starts_with(before)) return std::nullopt;
    word.remove_prefix(before.size());
    int number = 0;
    auto const read = std::from_chars(word.data(), word.data() + word.size(), number);
    bool const is_number = read.ec == std::errc{} && read.ptr == word.data() + word.size();
    if (!is_number || number < 1 || number > preference_max) return std::nullopt;
    return number;
}

int preference_of(CardLine const& line) {
    auto least = preference_max + 1;
    for (auto const word : words_of(line.parameters))
        least = std::min(least, preference_in(word).value_or(least));
    return least;
}

/// Of the wanted type, if any is; of those the most preferred; of those the first.
CardLine const& best_of(Lines const& lines, std::string_view type) {
    auto const rank = [&](CardLine const* line) {
        return std::pair{!type.empty() && !has_type(*line, type), preference_of(*line)};
    };
    return **std::ranges::min_element(lines, {}, rank);
}

std::optional<Listed> text_in(Card const& card,
                              std::initializer_list<std::string_view> names,
                              std::string_view type = {}) {
    auto const lines = lines_named(card, names);
    if (lines.empty()) return std::nullopt;
    auto const& line = best_of(lines, type);
    return Listed{plain(line.value), line.at};
}

void remove_prefix(std::string& text, std::string_view prefix) {
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
}

/// Address books write numbers with marks that only please the eye (RFC 3966, section 5.1.1).
std::optional<Listed> phone_in(Card const& card) {
    auto phone = text_in(card, {"TEL"}, "CELL");
    if (!phone) return phone;
    remove_prefix(phone->text, "tel:");
    std::erase_if(phone->text,
                  [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.'; });
    return phone;
}

/// All parts of all lines of the name, or nothing where there is no such line.
std::optional<std::vector<Listed>> list_in(Card const& card, std::string_view name) {
    auto const lines = lines_named(card, {name});
    if (lines.empty()) return std::nullopt;
    std::vector<Listed> listed;
    for (auto const* const line : lines) {
        for (auto& part : parts_of(line->value, ',')) {
            if (!part.empty()) listed.push_back({std::move(part), line->at});
        }
    }
    return listed;
}

/// Each ORG is one unit: what stands behind its first semicolon is a department of it.
std::optional<std::vector<Listed>> units_in(Card const& card) {
    auto const lines = lines_named(card, {"ORG"});
    if (lines.empty()) return std::nullopt;
    std::vector<Listed> units;
    for (auto const* const line : lines) {
        auto unit = std::move(parts_of(line->value, ';').front());
        if (!unit.empty()) units.push_back({std::move(unit), line->at});
    }
    return units;
}

ListedPerson person_in(Card const& card, Listed id) {
    return {.id = std::move(id),
            .name = text_in(card, {"FN"}),
            .email = text_in(card, {"EMAIL"}),
            .phone = phone_in(card),
            .language = text_in(card, {"LANG", "X-DUBAN-LANGUAGE"}),
            .groups = list_in(card, "CATEGORIES"),
            .units = units_in(card),
            .leads = list_in(card, "X-DUBAN-LEADS")};
}

Problem no_id(std::string const& file, Position at) {
    return {.file = file,
            .at = at,
            .severity = Severity::error,
            .rule = "no-id",
            .message = {.zh_cn = "这张名片没有 UID：请写上这个人在通讯录里的标识",
                        .en = "the card has no UID: write the person's id in the directory"},
            .suggestion = {},
            .source_line = {}};
}

Problem unreadable(std::string const& file, CardLine const& line) {
    return {.file = file,
            .at = line.at,
            .severity = Severity::error,
            .rule = "quoted-printable",
            .message = {.zh_cn = "这一行是旧式的 quoted-printable 编码：请按 3.0 或 4.0 版重新导出",
                        .en = "the line is quoted-printable, as no card of version 3.0 or 4.0 is: "
                              "export it again"},
            .suggestion = {},
            .source_line = {}};
}

std::string joined_escaped(std::vector<std::string> const& names) {
    std::string value;
    for (auto const& name : names) {
        if (!value.empty()) value += ',';
        value += escaped(name);
    }
    return value;
}

/// By its name, as address books show it; by its id where the name says too little.
std::string word_for(delivery::Directory const& directory, std::string const& id) {
    auto const* const unit = directory.find_unit(id);
    if (unit == nullptr || unit->name.empty()) return id;
    auto const& units = directory.units();
    bool const is_clear = directory.find_unit(unit->name) == nullptr &&
                          std::ranges::count(units, unit->name, &delivery::Unit::name) == 1;
    return is_clear ? unit->name : id;
}

std::string card_of(delivery::Directory const& directory, delivery::Person const& person) {
    auto text = std::string{"BEGIN:VCARD\r\nVERSION:3.0\r\n"};
    text += card_line("UID", escaped(person.id));
    text += card_line("N", escaped(person.name) + ";;;;");
    text += card_line("FN", escaped(person.name));
    if (!person.email.empty()) text += card_line("EMAIL", escaped(person.email));
    if (!person.phone.empty()) text += card_line("TEL;TYPE=CELL", escaped(person.phone));
    for (auto const& unit : person.units)
        text += card_line("ORG", escaped(word_for(directory, unit)));
    if (!person.groups.empty()) text += card_line("CATEGORIES", joined_escaped(person.groups));
    if (!person.leads.empty()) text += card_line("X-DUBAN-LEADS", joined_escaped(person.leads));
    text += card_line("X-DUBAN-LANGUAGE", to_text(person.language));
    return text + "END:VCARD\r\n";
}

}  // namespace

PeopleList read_people_cards(std::string_view text, std::string const& file) {
    auto cards = read_cards(text, file);
    PeopleList list{.file = file, .people = {}, .problems = std::move(cards.problems)};
    for (auto const& card : cards.cards) {
        for (auto const& line : card.lines) {
            if (line.parameters.find("QUOTED-PRINTABLE") != std::string::npos)
                list.problems.push_back(unreadable(file, line));
        }
        auto id = text_in(card, {"UID"});
        if (!id || id->text.empty()) {
            list.problems.push_back(no_id(file, card.at));
            continue;
        }
        remove_prefix(id->text, "urn:uuid:");
        list.people.push_back(person_in(card, std::move(*id)));
    }
    return list;
}

std::string people_cards(delivery::Directory const& directory) {
    std::string text;
    for (auto const& person : directory.people()) text += card_of(directory, person);
    return text;
}

}  // namespace duban::intake
