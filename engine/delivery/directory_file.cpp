#include "engine/delivery/directory_file.hpp"

#include <fmt/format.h>

#include <utility>

#include "engine/delivery/directory_id.hpp"
#include "engine/delivery/directory_nouns.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/phone_number.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t absences_max = 50;  // of one person

/// Collects the rows of one file; what is wrong is reported and read on.
class DirectoryReader {
  public:
    DirectoryReader(yaml::Document const& document,
                    std::vector<std::string> const* calendars,
                    Problems& problems)
        : values_(document, problems), calendars_{calendars} {}

    Directory read(yaml::Node const& root) {
        yaml::Mapping const file{values_, &root, noun::directory};
        (void)file.whole_number("format");
        read_groups(file["groups"]);
        read_units(file["units"]);
        read_people(file["people"]);
        check_deputies();
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
            units_.push_back({.id = entry.key,
                              .name = name(unit["name"]),
                              .calendar = calendar(unit["calendar"])});
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
        Text const unit{.zh_cn = "单位", .en = "unit"};
        person.groups =
            known(map["groups"], groups_, "unknown-group", {.zh_cn = "组", .en = "group"});
        person.units = known(map["units"], unit_ids_, "unknown-unit", unit);
        person.leads = known(map["leads"], unit_ids_, "unknown-unit", unit);
        read_absences(map["absences"], person);
        person.digest = time_of_day(map["digest"]);
        person.calendar = calendar(map["calendar"]);
        map.finish();
        return person;
    }

    std::string calendar(yaml::Node const* node) {
        auto named = values_.text(node);
        if (!named) return {};
        if (calendars_ != nullptr) {
            std::vector<std::string_view> const known{calendars_->begin(), calendars_->end()};
            Text const kind{.zh_cn = "日历", .en = "calendar"};
            values_.name_among(known, *named, node->at, "unknown-calendar", kind);
        }
        return *std::move(named);
    }

    void read_absences(yaml::Node const* node, Person& person) {
        auto const* const list = values_.sequence(node);
        if (list == nullptr) return;
        if (list->items.size() > absences_max) {
            values_.error(list->at,
                          "too-many",
                          {.zh_cn = fmt::format("至多 {} 段不在岗", absences_max),
                           .en = fmt::format("at most {} absences", absences_max)});
            return;
        }
        for (auto const& item : list->items) {
            yaml::Mapping const map{values_, &item, noun::absence};
            auto const from = day(map["from"]);
            auto const until = day(map["until"]);
            auto deputy = map.text("deputy");
            if (deputy) deputies_.push_back({person.id, *deputy, map.find("deputy")->at});
            map.finish();
            if (!from || !until) continue;
            if (*until < *from) report_backwards(map.find("until")->at);
            person.absences.push_back({*from, *until, deputy.value_or(std::string{})});
        }
    }

    void report_backwards(Position at) {
        values_.error(at,
                      "ends-before-it-begins",
                      {.zh_cn = "最后一天早于第一天", .en = "the last day is before the first"});
    }

    std::optional<Day> day(yaml::Node const* node) {
        auto const text = values_.text(node);
        if (!text) return std::nullopt;
        auto const found = parse_day(*text);
        if (!found)
            values_.error(
                node->at,
                "not-a-date",
                {.zh_cn = "应为日期，如 2026-12-01", .en = "a date is expected, like 2026-12-01"});
        return found;
    }

    std::optional<std::chrono::minutes> time_of_day(yaml::Node const* node) {
        auto const text = values_.text(node);
        if (!text) return std::nullopt;
        if (auto const wall = parse_wall_time("1970-01-01T" + *text); wall && text->size() == 5)
            return std::chrono::floor<std::chrono::minutes>(wall->time_since_epoch());
        values_.error(node->at,
                      "not-a-time",
                      {.zh_cn = "应为一天中的时刻，如 \"09:00\"",
                       .en = "a time of day is expected, like \"09:00\""});
        return std::nullopt;
    }

    /// When all people are known.
    void check_deputies() {
        std::vector<std::string_view> ids;
        ids.reserve(people_.size());
        for (auto const& person : people_) ids.push_back(person.id);
        for (auto const& [person, deputy, at] : deputies_) {
            if (person == deputy) {
                values_.error(
                    at,
                    "own-deputy",
                    {.zh_cn = "不能做自己的代理人", .en = "nobody can be their own deputy"});
            } else {
                values_.name_among(
                    ids, deputy, at, "unknown-person", {.zh_cn = "人员", .en = "person"});
            }
        }
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
                                   char const* rule,
                                   Text const& kind) {
        std::vector<std::string_view> const candidates{names.begin(), names.end()};
        std::vector<std::string> found;
        for (auto const* item : values_.texts(node, yaml::Short::allowed)) {
            values_.name_among(candidates, item->text, item->at, rule, kind);
            found.push_back(item->text);
        }
        return found;
    }

    yaml::Values values_;
    std::vector<std::string> const* calendars_;
    std::vector<Person> people_;
    std::vector<Unit> units_;
    std::vector<std::string> unit_ids_;
    std::vector<std::string> groups_;

    struct Deputy {
        std::string of;
        std::string person;
        Position at;
    };

    std::vector<Deputy> deputies_;
};

}  // namespace

Result<Directory, Problems> read_directory(std::string_view text,
                                           std::string file,
                                           std::vector<std::string> const* calendars) {
    auto document = yaml::read(text, std::move(file));
    auto problems = document.problems;
    if (document.root.is_absent()) return Failure<Problems>{std::move(problems)};
    auto directory = DirectoryReader{document, calendars, problems}.read(document.root);
    if (has_errors(problems)) return Failure<Problems>{std::move(problems)};
    return directory;
}

}  // namespace duban::delivery
