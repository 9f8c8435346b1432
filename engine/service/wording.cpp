#include "engine/service/wording.hpp"
#include "engine/calendar/term_words.hpp"

#include <fmt/format.h>

#include <array>

namespace duban::service {

namespace {

using expression::Value;
using workflow::FieldKind;

constexpr std::array<std::string_view, 7> weekdays_zh{"日", "一", "二", "三", "四", "五", "六"};
constexpr std::array<std::string_view, 7> weekdays_en{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::string name_of(FieldKind kind, std::string const& text, delivery::Directory const& directory) {
    if (kind == FieldKind::person) {
        auto const* const person = directory.find_person(text);
        return person != nullptr ? person->name : text;
    }
    if (kind == FieldKind::unit) {
        auto const* const unit = directory.find_unit(text);
        return unit != nullptr ? unit->name : text;
    }
    return text;
}

/// "letter.pdf (18,204 bytes)"
std::string file_wording(expression::Map const& file, Language language) {
    auto const name = file.find("name");
    auto const size = file.find("size");
    if (name == file.end() || size == file.end()) return {};
    auto const octets = expression::to_text(size->second);
    auto const* const text = name->second.as<std::string>();
    if (text == nullptr) return {};
    return language == Language::zh_cn ? fmt::format("{}（{} 字节）", *text, octets)
                                       : fmt::format("{} ({} bytes)", *text, octets);
}

/// "date: 2026-03-02, means: visit"
std::string record_wording(std::vector<workflow::Field> const& fields,
                           expression::Map const& record,
                           delivery::Directory const& directory,
                           Language language) {
    bool const zh = language == Language::zh_cn;
    std::string text;
    for (auto const& field : fields) {
        auto const held = record.find(std::string_view{field.name});
        if (held == record.end() || held->second.is_null()) continue;
        auto const words = wording_of(field, held->second, directory, language);
        if (!text.empty()) text += zh ? "，" : ", ";
        text += fmt::format("{}{}{}", field.title.in(language), zh ? "：" : ": ", words);
    }
    return text;
}

std::string one(workflow::Field const& field,
                Value const& value,
                delivery::Directory const& directory,
                Language language) {
    bool const zh = language == Language::zh_cn;
    if (auto const* const map = value.as_map()) {
        return field.kind == FieldKind::file
                   ? file_wording(*map, language)
                   : record_wording(field.fields, *map, directory, language);
    }
    if (auto const* const text = value.as<std::string>())
        return name_of(field.kind, *text, directory);
    if (auto const* const number = value.as<std::int64_t>()) return fmt::format("{}", *number);
    if (auto const* const number = value.as<double>()) return fmt::format("{}", *number);
    if (auto const* const day = value.as<Day>()) return to_text(*day);
    if (auto const* const instant = value.as<Instant>()) return to_text(*instant);
    if (auto const* const answer = value.as<bool>()) {
        if (*answer) return zh ? "是" : "yes";
        return zh ? "否" : "no";
    }
    return {};
}

std::string weekday_of(Day day, Language language) {
    auto const weekday = std::chrono::weekday{day}.c_encoding();
    return language == Language::zh_cn ? fmt::format("周{}", weekdays_zh[weekday])
                                       : std::string{weekdays_en[weekday]};
}

std::string date_of(Day day, Language language) {
    std::chrono::year_month_day const date{day};
    auto const year = static_cast<int>(date.year());
    auto const month = static_cast<unsigned>(date.month());
    auto const number = static_cast<unsigned>(date.day());
    return language == Language::zh_cn
               ? fmt::format("{}年{}月{}日", year, month, number)
               : fmt::format("{} {} {}", number, calendar::month_names[month - 1], year);
}

}  // namespace

std::string long_date(Day day, Language language) {
    auto const weekday = weekday_of(day, language);
    return language == Language::zh_cn ? fmt::format("{}（{}）", date_of(day, language), weekday)
                                       : fmt::format("{}, {}", weekday, date_of(day, language));
}

std::string long_date(Day day, std::optional<Day> original, Language language) {
    if (!original) return long_date(day, language);
    auto const weekday = weekday_of(day, language);
    auto const date = date_of(day, language);
    auto const was = date_of(*original, language);
    return language == Language::zh_cn ? fmt::format("{}（{}，原为{}）", date, weekday, was)
                                       : fmt::format("{}, {} (originally {})", weekday, date, was);
}

std::string wall_text(Instant instant, calendar::Zone const& zone) {
    auto const wall = zone.to_wall(instant);
    auto const day = std::chrono::floor<std::chrono::days>(wall);
    std::chrono::hh_mm_ss const time{wall - day};
    return fmt::format(
        "{} {:02}:{:02}", to_text(Day{day}), time.hours().count(), time.minutes().count());
}

std::string day_text(Instant instant) {
    return to_text(instant).substr(0, std::string_view{"2026-07-01"}.size());
}

std::string wording_of(workflow::Field const& field,
                       Value const& value,
                       delivery::Directory const& directory,
                       Language language) {
    auto const* const list = value.as_list();
    if (list == nullptr) return one(field, value, directory, language);
    bool const zh = language == Language::zh_cn;
    bool const of_records = field.kind == FieldKind::record;
    std::string joined;
    for (auto const& item : *list) {
        if (!joined.empty()) joined += of_records ? (zh ? "；" : "; ") : (zh ? "、" : ", ");
        joined += one(field, item, directory, language);
    }
    return joined;
}

}  // namespace duban::service
