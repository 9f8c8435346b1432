#include "engine/delivery/people_merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "engine/delivery/directory_id.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::delivery {

namespace {

constexpr std::array<std::string_view, 5> fate_names{"added", "changed", "same", "left", "removed"};

using Names = std::vector<std::string>;

std::string joined(Names const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ";") + name;
    return text;
}

std::vector<FieldChange> changes_between(Person const& before, Person const& after) {
    std::vector<FieldChange> changes;
    auto const note = [&changes](char const* field, std::string was, std::string is) {
        if (was != is) changes.push_back({field, std::move(was), std::move(is)});
    };
    note("name", before.name, after.name);
    note("email", before.email, after.email);
    note("phone", before.phone, after.phone);
    note("language", std::string{to_text(before.language)}, std::string{to_text(after.language)});
    note("groups", joined(before.groups), joined(after.groups));
    note("units", joined(before.units), joined(after.units));
    note("leads", joined(before.leads), joined(after.leads));
    return changes;
}

/// Takes what the list says of one person, and reports what cannot be taken.
class PersonReader {
  public:
    PersonReader(Directory const& directory, std::string const& file, Problems& problems)
        : directory_{directory}, file_{file}, problems_{problems} {}

    /// `person` is who the directory knows by this id, or nobody.
    Person read(ListedPerson const& listed, Person const* known) {
        auto person = known != nullptr ? *known : Person{};
        person.id = listed.id.text;
        if (auto fault = fault_of_id(person.id)) error(listed.id.at, "bad-id", std::move(*fault));
        read_name(listed, person);
        take(listed.email, person.email, "bad-address", fault_of_email_address);
        take(listed.phone, person.phone, "bad-phone", fault_of_phone_number);
        if (listed.language) read_language(*listed.language, person);
        if (listed.groups) person.groups = groups_in(*listed.groups);
        if (listed.units) person.units = units_in(*listed.units);
        if (listed.leads) person.leads = units_in(*listed.leads);
        return person;
    }

    void error(Position at, char const* rule, Text message, std::string suggestion = {}) {
        problems_.push_back({.file = file_,
                             .at = at,
                             .severity = Severity::error,
                             .rule = rule,
                             .message = std::move(message),
                             .suggestion = std::move(suggestion),
                             .source_line = {}});
    }

  private:
    void read_name(ListedPerson const& listed, Person& person) {
        if (listed.name) {
            person.name = listed.name->text;
            if (auto fault = fault_of_name(person.name))
                error(listed.name->at, "bad-name", std::move(*fault));
        }
        if (!person.name.empty()) return;
        error(listed.name ? listed.name->at : listed.id.at,
              "no-name",
              {.zh_cn = fmt::format("“{}”没有姓名：请填写", person.id),
               .en = fmt::format("\"{}\" has no name: write one", person.id)});
    }

    void take(std::optional<Listed> const& listed,
              std::string& to,
              char const* rule,
              std::optional<Text> (*fault_of)(std::string_view)) {
        if (!listed) return;
        to = listed->text;
        if (to.empty()) return;
        if (auto fault = fault_of(to)) error(listed->at, rule, std::move(*fault));
    }

    void read_language(Listed const& listed, Person& person) {
        if (listed.text.empty()) {
            person.language = Language::zh_cn;
            return;
        }
        if (auto const language = parse_language(listed.text)) {
            person.language = *language;
            return;
        }
        error(listed.at,
              "unknown-language",
              {.zh_cn = fmt::format("没有语言“{}”：请写 zh-CN 或 en", listed.text),
               .en = fmt::format("there is no language \"{}\": write zh-CN or en", listed.text)});
    }

    Names groups_in(std::vector<Listed> const& listed) {
        Names names;
        for (auto const& one : listed) {
            if (directory_.has_group(one.text)) {
                add_once(names, one.text);
            } else {
                report_unknown(one, directory_.groups());
            }
        }
        return names;
    }

    Names units_in(std::vector<Listed> const& listed) {
        Names names;
        for (auto const& one : listed) {
            if (auto const* const unit = find_unit(one)) add_once(names, unit->id);
        }
        return names;
    }

    Unit const* find_unit(Listed const& listed) {
        if (auto const* const unit = directory_.find_unit(listed.text)) return unit;
        auto const& units = directory_.units();
        auto const is_named = [&](Unit const& unit) { return unit.name == listed.text; };
        auto const found = std::find_if(units.begin(), units.end(), is_named);
        if (found == units.end()) {
            report_unknown(listed, unit_words());
            return nullptr;
        }
        if (std::none_of(found + 1, units.end(), is_named)) return &*found;
        error(listed.at,
              "ambiguous-unit",
              {.zh_cn = fmt::format("有几个单位都叫“{}”：请写单位的标识", listed.text),
               .en = fmt::format("several units are called \"{}\": write the unit's id",
                                 listed.text)});
        return nullptr;
    }

    [[nodiscard]] Names unit_words() const {
        Names words;
        for (auto const& unit : directory_.units()) words.insert(words.end(), {unit.id, unit.name});
        return words;
    }

    void report_unknown(Listed const& listed, Names const& known) {
        std::vector<std::string_view> const candidates{known.begin(), known.end()};
        bool const is_group = &known == &directory_.groups();
        error(listed.at,
              is_group ? "unknown-group" : "unknown-unit",
              {.zh_cn = fmt::format("通讯录中没有“{}”：请先在通讯录文件里列出", listed.text),
               .en = fmt::format("the directory has no \"{}\": list it in the directory's file "
                                 "first",
                                 listed.text)},
              nearest(listed.text, candidates));
    }

    static void add_once(Names& names, std::string const& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }

    Directory const& directory_;
    std::string const& file_;
    Problems& problems_;
};

/// The list by its ids, each once.
std::map<std::string_view, ListedPerson const*> by_id(PeopleList const& list,
                                                      PersonReader& reader) {
    std::map<std::string_view, ListedPerson const*> found;
    for (auto const& person : list.people) {
        auto const [place, is_new] = found.emplace(person.id.text, &person);
        if (is_new) continue;
        auto const line = place->second->id.at.line;
        reader.error(
            person.id.at,
            "duplicate-id",
            {.zh_cn = fmt::format("“{}”已在第 {} 行写过", person.id.text, line),
             .en = fmt::format("\"{}\" was given on line {} already", person.id.text, line)});
    }
    return found;
}

}  // namespace

std::string_view to_text(Fate fate) {
    return fate_names[static_cast<std::size_t>(fate)];
}

Result<Merged, Problems> merge(Directory const& directory, PeopleList const& list, Others others) {
    auto problems = list.problems;
    PersonReader reader{directory, list.file, problems};
    auto const listed = by_id(list, reader);
    std::vector<MergedPerson> told;
    std::vector<Person> people;
    for (auto const& known : directory.people()) {
        auto const found = listed.find(known.id);
        if (found == listed.end()) {
            bool const stays = others == Others::stay;
            told.push_back({stays ? Fate::left : Fate::removed, known.id, known.name});
            if (stays) people.push_back(known);
            continue;
        }
        auto person = reader.read(*found->second, &known);
        auto changes = changes_between(known, person);
        auto const fate = changes.empty() ? Fate::same : Fate::changed;
        told.push_back({fate, person.id, person.name, std::move(changes)});
        people.push_back(std::move(person));
    }
    for (auto const& one : list.people) {
        bool const is_first = listed.at(one.id.text) == &one;
        if (!is_first || directory.find_person(one.id.text) != nullptr) continue;
        auto person = reader.read(one, nullptr);
        told.push_back({Fate::added, person.id, person.name});
        people.push_back(std::move(person));
    }
    if (has_errors(problems)) {
        std::ranges::stable_sort(problems, {}, &Problem::at);
        return Failure<Problems>{std::move(problems)};
    }
    return Merged{Directory{std::move(people), directory.units(), directory.groups()},
                  std::move(told)};
}

}  // namespace duban::delivery
