#include "engine/calendar/calendar_yaml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/calendar/calendar_nouns.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/paper_text.hpp"
#include "engine/yaml/yaml_text.hpp"

namespace duban::calendar {

namespace {

std::string both_languages(Text const& text) {
    return fmt::format(
        "{{zh-CN: {}, en: {}}}", yaml::yaml_text(text.zh_cn), yaml::yaml_text(text.en));
}

/// From Monday on, as people count them.
std::string rest_weekdays(std::bitset<7> const& weekdays) {
    std::vector<std::string_view> names;
    for (std::size_t i = 1; i <= 7; ++i) {
        if (weekdays[i % 7]) names.push_back(noun::weekday_words[i % 7]);
    }
    return fmt::format("[{}]", fmt::join(names, ", "));
}

std::string laws_text(CountingLaws const& laws) {
    if (laws == CountingLaws{}) return {};
    std::string text = "laws:\n";
    auto const add = [&](char const* key, Text const& law) {
        if (law != Text{}) text += fmt::format("  {}: {}\n", key, both_languages(law));
    };
    add("start", laws.start);
    add("month_end", laws.month_end);
    add("rest_day", laws.rest_day);
    add("end_of_day", laws.end_of_day);
    return text;
}

/// The names of the holidays, each with the key that its days use: the Chinese name, or a number
/// where that is taken, empty or too odd to be typed.
class Holidays {
  public:
    explicit Holidays(std::vector<Entry> const& entries) {
        for (auto const& entry : entries) {
            if (find(entry.holiday) == all_.end())
                all_.push_back({.key = new_key(entry.holiday), .names = entry.holiday});
        }
    }

    [[nodiscard]] std::string const& key_of(Text const& names) const { return find(names)->key; }

    [[nodiscard]] std::string text() const {
        std::string text = all_.empty() ? "" : "\nholidays:\n";
        for (auto const& [key, names] : all_)
            text += fmt::format("  {}: {}\n", key, both_languages(names));
        return text;
    }

  private:
    struct Holiday {
        std::string key;
        Text names;
    };

    [[nodiscard]] std::vector<Holiday>::const_iterator find(Text const& names) const {
        return std::find_if(
            all_.begin(), all_.end(), [&](auto const& one) { return one.names == names; });
    }

    [[nodiscard]] bool is_taken(std::string const& key) const {
        return std::any_of(
            all_.begin(), all_.end(), [&](auto const& one) { return one.key == key; });
    }

    [[nodiscard]] std::string new_key(Text const& names) const {
        if (yaml::is_bare(names.zh_cn) && !is_taken(names.zh_cn)) return names.zh_cn;
        for (auto number = all_.size() + 1;; ++number) {
            if (auto key = fmt::format("holiday_{}", number); !is_taken(key)) return key;
        }
    }

    std::vector<Holiday> all_;
};

std::vector<Paper> papers_of(std::vector<Entry> const& entries) {
    std::vector<Paper> papers;
    for (auto const& entry : entries) {
        auto paper = std::find_if(papers.begin(), papers.end(), [&](Paper const& one) {
            return one.source == entry.source;
        });
        if (paper == papers.end())
            paper = papers.insert(paper, {.source = entry.source, .link = {}, .entries = {}});
        paper->entries.push_back(entry);
    }
    return papers;
}

}  // namespace

std::string to_yaml(Calendar const& calendar) {
    auto text = fmt::format(
        "format: 1\ncalendar: {}\ntitle: {}\nrest_weekdays: {}\n"
        "office_hours: {{opens: {}, closes: {}}}\n{}known: {{from: {}, to: {}}}\n",
        yaml::yaml_text(calendar.name()),
        both_languages(calendar.title()),
        rest_weekdays(calendar.rest_weekdays()),
        to_text(calendar.opens()),
        to_text(calendar.closes()),
        laws_text(calendar.laws()),
        duban::to_text(calendar.known_from()),
        duban::to_text(calendar.known_to()));
    Holidays const holidays{calendar.entries()};
    text += holidays.text();
    auto const papers = papers_of(calendar.entries());
    if (!papers.empty()) text += "\npapers:\n";
    for (auto const& paper : papers) {
        text += paper_text(
            paper, [&](Text const& names) { return holidays.key_of(names); }, 2);
    }
    return text;
}

}  // namespace duban::calendar
