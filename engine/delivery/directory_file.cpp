#include "engine/delivery/directory_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/delivery/directory_id.hpp"
#include "engine/delivery/directory_nouns.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/phone_number.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::delivery {

namespace {

/// Collects the rows of one file; what is wrong is reported and read on.
class DirectoryReader {
  public:
    DirectoryReader(yaml::Document const& document, Problems& problems)
        : values_(document, problems) {}

    Directory read(yaml::Node const& root) {
        yaml::Mapping const file{values_, &root, noun::directory};
        (void)file.whole_number("format");
        read_groups(file["groups"]);
        read_units(file["units"]);
        read_people(file["people"]);
        file.finish();
        return {std::move(people_), std::move(units_), std::move(groups_)};
    }

  private:
    void check_id(Position at, std::string_view id) {
        if (auto fault = fault_of_id(id)) values_.error(at, "bad-id", std::move(*fault));
    }

    void read_groups(yaml::Node const* node) {
        for (auto const* item : values_.texts(node)) {
            check_id(item->at, item->text);
            groups_.push_back(item->text);
        }
    }

    void read_units(yaml::Node const* node) {
        auto const* units = values_.mapping(node);
        if (!units) return;
        for (auto const& entry : units->entries) {
            check_id(entry.at, entry.key);
            yaml::Mapping const unit{values_, &entry.value, noun::unit};
            units_.push_back({.id = entry.key, .name = name(unit["name"])});
            unit_ids_.push_back(entry.key);
            unit.finish();
        }
    }

    void read_people(yaml::Node const* node) {
        auto const* people = values_.mapping(node);
        if (!people) return;
        for (auto const& entry : people->entries) {
            check_id(entry.at, entry.key);
            people_.push_back(read_person(entry));
        }
    }

    Person read_person(yaml::Entry const& entry) {
        yaml::Mapping const map{values_, &entry.value, noun::person};
        Person person;
        person.id = entry.key;
        person.name = name(map["name"]);
        person.email = checked(map["email"], "bad-address", fault_of_email_address);
        person.phone = checked(map["phone"], "bad-phone", fault_of_phone_number);
        person.language = map.choice<Language>("language").value_or(Language::zh_cn);
        person.groups = known(map["groups"], groups_, "unknown-group");
        person.units = known(map["units"], unit_ids_, "unknown-unit");
        person.leads = known(map["leads"], unit_ids_, "unknown-unit");
        map.finish();
        return person;
    }

    std::string name(yaml::Node const* node) {
        auto text = values_.text(node).value_or(std::string{});
        auto fault = fault_of_name(text);
        if (node && fault) values_.error(node->at, "bad-name", std::move(*fault));
        return text;
    }

    std::string checked(yaml::Node const* node,
                        char const* rule,
                        std::optional<Text> (*fault_of)(std::string_view)) {
        auto const text = values_.text(node);
        if (!text) return {};
        if (auto fault = fault_of(*text)) values_.error(node->at, rule, std::move(*fault));
        return *text;
    }

    std::vector<std::string> known(yaml::Node const* node,
                                   std::vector<std::string> const& names,
                                   char const* rule) {
        std::vector<std::string> found;
        for (auto const* item : values_.texts(node, yaml::Short::allowed)) {
            if (std::find(names.begin(), names.end(), item->text) == names.end()) {
                report_unknown(*item, names, rule);
            }
            found.push_back(item->text);
        }
        return found;
    }

    void report_unknown(yaml::Node const& item,
                        std::vector<std::string> const& names,
                        char const* rule) {
        std::vector<std::string_view> const candidates{names.begin(), names.end()};
        values_.error(
            item.at,
            rule,
            {.zh_cn = fmt::format("通讯录中没有“{}”，请先在上面列出", item.text),
             .en = fmt::format("the directory has no \"{}\": list it above first", item.text)},
            nearest(item.text, candidates));
    }

    yaml::Values values_;
    std::vector<Person> people_;
    std::vector<Unit> units_;
    std::vector<std::string> unit_ids_;
    std::vector<std::string> groups_;
};

}  // namespace

Result<Directory, Problems> read_directory(std::string_view text, std::string file) {
    auto document = yaml::read(text, std::move(file));
    auto problems = document.problems;
    if (document.root.is_absent()) return Failure<Problems>{std::move(problems)};
    auto directory = DirectoryReader{document, problems}.read(document.root);
    if (has_errors(problems)) return Failure<Problems>{std::move(problems)};
    return directory;
}

}  // namespace duban::delivery
