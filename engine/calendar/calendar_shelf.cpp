#include "engine/calendar/calendar_shelf.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/yaml/reader.hpp"
#include "engine/yaml/values.hpp"

namespace duban::calendar {

namespace {

using Place = std::size_t;  // among the files

/// What a file says in a word, or null.
yaml::Node const* word(yaml::Document const& document, std::string_view key) {
    auto const* const node = document.root.find(key);
    bool const is_word = node != nullptr && node->is_scalar() && !node->is_absent();
    return is_word ? node : nullptr;
}

class ShelfReader {
  public:
    explicit ShelfReader(std::vector<CalendarText> const& texts);

    Shelf read();

  private:
    struct File {
        yaml::Node const* name = nullptr;
        yaml::Node const* extends = nullptr;
        Problems problems;
        bool is_begun = false;
    };

    void learn_names();
    void read_file(Place place);
    CalendarFacts const* parent_of(Place place);
    std::optional<Place> find_parent(Place place);
    bool check_chain(Place place);
    void error(Place place, char const* rule, Text message);

    [[nodiscard]] std::optional<Place> named(std::string_view name) const;

    Shelf shelf_;
    std::vector<File> files_;
    std::map<std::string_view, Place> places_;  // by name
};

ShelfReader::ShelfReader(std::vector<CalendarText> const& texts) : files_(texts.size()) {
    for (auto const& [file, text] : texts)
        shelf_.files.push_back({.document = yaml::read(text, file), .facts = std::nullopt});
    for (Place place = 0; place < files_.size(); ++place) {
        auto& document = shelf_.files[place].document;
        files_[place].problems = std::exchange(document.problems, {});
        files_[place].name = word(document, "calendar");
        files_[place].extends = word(document, "extends");
    }
}

Shelf ShelfReader::read() {
    learn_names();
    for (Place place = 0; place < files_.size(); ++place) read_file(place);
    for (auto& file : files_) {
        std::stable_sort(file.problems.begin(),
                         file.problems.end(),
                         [](auto const& a, auto const& b) { return a.at < b.at; });
        shelf_.problems.insert(shelf_.problems.end(), file.problems.begin(), file.problems.end());
    }
    for (auto const& file : shelf_.files) {
        if (file.facts)
            shelf_.calendars.emplace(file.facts->definition.name, file.facts->definition);
    }
    return std::move(shelf_);
}

void ShelfReader::learn_names() {
    for (Place place = 0; place < files_.size(); ++place) {
        auto const* const name = files_[place].name;
        if (name == nullptr) continue;
        auto const [first, is_new] = places_.emplace(name->text, place);
        if (is_new) continue;
        auto const& document = shelf_.files[place].document;
        auto const& other = shelf_.files[first->second].document.file;
        files_[place].problems.push_back(document.problem(
            name->at,
            "duplicate-calendar",
            {.zh_cn = fmt::format("日历“{}”已在 {} 中：每个名称只能有一个日历", name->text, other),
             .en = fmt::format("the calendar “{}” stands in {} already: a name has one calendar",
                               name->text,
                               other)}));
    }
}

void ShelfReader::read_file(Place place) {
    if (std::exchange(files_[place].is_begun, true)) return;
    auto& [document, facts] = shelf_.files[place];
    auto& problems = files_[place].problems;
    auto const* const parent = parent_of(place);
    if (has_errors(problems) && document.root.is_absent()) return;
    auto read = read_facts(document, problems, parent);
    if (!has_errors(problems)) facts = std::move(read);
}

/// The facts to be taken over; null where there are none, with the reason reported.
CalendarFacts const* ShelfReader::parent_of(Place place) {
    if (files_[place].extends == nullptr || !check_chain(place)) return nullptr;
    auto const parent = *named(files_[place].extends->text);
    read_file(parent);
    auto const& facts = shelf_.files[parent].facts;
    if (facts) return &*facts;
    auto const& name = files_[place].extends->text;
    error(place,
          "broken-parent",
          {.zh_cn = fmt::format("所扩展的日历“{}”本身有问题：请先改正它", name),
           .en = fmt::format("the calendar “{}” has problems of its own: mend it first", name)});
    return nullptr;
}

/// Follows the names alone, so that nothing is read in a circle.
bool ShelfReader::check_chain(Place place) {
    // Not by a choice between the two: that would be a text of its own, gone at once.
    std::vector<std::string_view> names(1);
    if (auto const* const own = files_[place].name) names.front() = own->text;
    for (auto at = place; files_[at].extends != nullptr;) {
        auto const next = at == place ? find_parent(place) : named(files_[at].extends->text);
        if (!next) return at != place;  // a problem of the one that names it
        auto const name = std::string_view{files_[at].extends->text};
        bool const comes_again = std::find(names.begin(), names.end(), name) != names.end();
        if (comes_again && *next != place) return true;  // so is a circle that it is not part of
        names.push_back(name);
        if (comes_again) {
            error(place,
                  "extends-itself",
                  {.zh_cn = fmt::format("日历不能扩展自己：{}", fmt::join(names, " → ")),
                   .en = fmt::format("a calendar cannot extend itself: {}",
                                     fmt::join(names, " → "))});
            return false;
        }
        if (names.size() > chain_max) {
            error(place,
                  "too-deep",
                  {.zh_cn = fmt::format(
                       "日历一层扩展一层，最多 {} 层：{}", chain_max, fmt::join(names, " → ")),
                   .en = fmt::format("at most {} calendars may extend one another in a row: {}",
                                     chain_max,
                                     fmt::join(names, " → "))});
            return false;
        }
        at = *next;
    }
    return true;
}

std::optional<Place> ShelfReader::find_parent(Place place) {
    auto const& extends = *files_[place].extends;
    std::vector<std::string_view> known;
    for (auto const& [name, at] : places_) {
        if (at != place || name == extends.text) known.push_back(name);
    }
    yaml::Values const values{shelf_.files[place].document, files_[place].problems};
    (void)values.name_among(known,
                            extends.text,
                            extends.at,
                            "unknown-calendar",
                            {.zh_cn = "日历", .en = "calendar beside this one"});
    return named(extends.text);
}

void ShelfReader::error(Place place, char const* rule, Text message) {
    files_[place].problems.push_back(
        shelf_.files[place].document.problem(files_[place].extends->at, rule, std::move(message)));
}

std::optional<Place> ShelfReader::named(std::string_view name) const {
    auto const found = places_.find(name);
    return found == places_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

Shelf read_shelf(std::vector<CalendarText> const& texts) {
    return ShelfReader{texts}.read();
}

}  // namespace duban::calendar
