#include "engine/service/personal_reminder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/recipient_hours.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Person;
using ports::PersonalReminderRow;
using tracking::Refusal;
using Bounds = PersonalReminderBounds;

// As other notices that say what has happened.
constexpr auto letter_life = std::chrono::hours{24 * 30};

Failure<Refusal> refuse(Refusal::Kind kind, Text reason) {
    return Failure<Refusal>{Refusal{kind, std::move(reason)}};
}

Refusal nobody_known(std::string const& name) {
    return {
        Refusal::Kind::not_allowed,
        {.zh_cn = fmt::format("“{}”不是通讯录中的人员：提醒只由本人设置、只发给本人", name),
         .en = fmt::format("\"{}\" is no person of the directory: a reminder is set by a person "
                           "and comes to that person alone",
                           name)}};
}

Refusal stranger(Person const& person) {
    return {Refusal::Kind::not_allowed,
            {.zh_cn =
                 fmt::format("{}在此案中没有任何角色：只有与案件有关的人可以设置提醒", person.name),
             .en = fmt::format("{} has no role on this case: only those whom it concerns can be "
                               "reminded of it",
                               person.name)}};
}

std::optional<Refusal> wrong_day(Day day, Day today) {
    auto const text = to_text(day);
    if (day <= today) {
        return Refusal{Refusal::Kind::bad_value,
                       {.zh_cn = fmt::format("{} 不是将来的日期", text),
                        .en = fmt::format("{} does not lie ahead", text)}};
    }
    auto const last =
        Day{std::chrono::year_month_day{today} + std::chrono::years{Bounds::years_ahead_max}};
    if (day <= last) return std::nullopt;
    return Refusal{
        Refusal::Kind::bad_value,
        {.zh_cn = fmt::format("{} 太远：最多提前 {} 年设置提醒", text, Bounds::years_ahead_max),
         .en = fmt::format("{} is too far ahead: a reminder may be set for at most {} years from "
                           "now",
                           text,
                           Bounds::years_ahead_max)}};
}

std::optional<Refusal> wrong_note(std::string_view note) {
    auto const characters = count_valid_characters(note);
    if (!characters || *characters > Bounds::note_characters_max) {
        return Refusal{Refusal::Kind::bad_value,
                       {.zh_cn = fmt::format("备注须为 UTF-8 文字，最多 {} 个字符",
                                             Bounds::note_characters_max),
                        .en = fmt::format("a note is text in UTF-8 of at most {} characters",
                                          Bounds::note_characters_max)}};
    }
    if (is_one_line(note)) return std::nullopt;
    return Refusal{Refusal::Kind::bad_value,
                   {.zh_cn = "备注写成一行：不能含换行、制表等控制字符",
                    .en = "a note is one line: no line breaks, tabs or other control "
                          "characters"}};
}

Refusal too_many() {
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("此案已有 {} 个提醒，不能再多：请先取消不需要的",
                                  Bounds::on_one_case_max),
             .en = fmt::format("the case has {} reminders and takes no more: cancel one that is "
                               "not needed",
                               Bounds::on_one_case_max)}};
}

/// What stands in a letter.
struct Words {
    std::int64_t number;
    std::string title;
    std::string state;
    std::string day;
    std::string note;
    std::string person;
};

Words words_of(CaseFile const& file,
               PersonalReminderRow const& reminder,
               Person const& person,
               Language language) {
    auto const day = parse_day(reminder.day);
    auto const none = language == Language::zh_cn ? "（无）" : "(none)";
    return {.number = file.row.id.value,
            .title = title_of(file),
            .state = state_titles(file, language),
            .day = day ? long_date(*day, language) : reminder.day,
            .note = reminder.note.empty() ? none : reminder.note,
            .person = person.name};
}

void write_mail(Delivery& letter, Words const& words) {
    bool const zh = letter.language == Language::zh_cn;
    letter.subject = zh ? fmt::format("【督办】{}号案件：您要的提醒", words.number)
                        : fmt::format("[Duban] Case {}: the reminder you asked for", words.number);
    letter.text = zh ? fmt::format(
                           "{}：\n\n您请我们在{}提醒您此案。\n\n案件：{}号\n标题：{}\n状态：{}\n"
                           "备注：{}\n\n提醒由您本人设置，只发给您。\n",
                           words.person,
                           words.day,
                           words.number,
                           words.title,
                           words.state,
                           words.note)
                     : fmt::format(
                           "{},\n\nyou asked to be reminded of this case on {}.\n\nCase: {}\n"
                           "Title: {}\nState: {}\nYour note: {}\n\nYou set this reminder yourself; "
                           "it comes to nobody else.\n",
                           words.person,
                           words.day,
                           words.number,
                           words.title,
                           words.state,
                           words.note);
}

/// Others may see it on a telephone that lies about: no title, and not what was noted.
void write_sms(Delivery& letter, Words const& words) {
    letter.text = letter.language == Language::zh_cn
                      ? fmt::format("【督办】您要的提醒：{}号案件，请登录系统查看。", words.number)
                      : fmt::format(
                            "[Duban] The reminder you asked for: case {}. Please see the "
                            "system.",
                            words.number);
    letter.variables = fmt::format(R"({{"case":"{}"}})", words.number);
}

}  // namespace

Result<PersonalReminderRow, Refusal> decide_reminder(CaseFile const& file,
                                                     PersonalReminderAsked const& asked,
                                                     std::span<PersonalReminderRow const> set,
                                                     Office const& office,
                                                     Instant now) {
    if (file.state.closed_at)
        return refuse(Refusal::Kind::closed, {.zh_cn = "案件已办结", .en = "the case is closed"});
    auto const* const person = office.directory.find_person(asked.person);
    if (person == nullptr) return Failure<Refusal>{nobody_known(asked.person)};
    if (!is_concerned(file, person->id, office.directory))
        return Failure<Refusal>{stranger(*person)};
    auto const& zone = file.procedure->zone;
    if (auto wrong = wrong_day(asked.day, zone.day_of(now)))
        return Failure<Refusal>{std::move(*wrong)};
    if (auto wrong = wrong_note(asked.note)) return Failure<Refusal>{std::move(*wrong)};
    if (set.size() >= Bounds::on_one_case_max) return Failure<Refusal>{too_many()};
    auto const morning = zone.to_instant(WallTime{asked.day});
    return PersonalReminderRow{
        .id = {},
        .case_id = file.row.id,
        .person = person->id,
        .day = to_text(asked.day),
        .note = asked.note,
        .at = next_instant_for(person->id, *file.procedure, office, morning)};
}

Result<PersonalReminderRow, Refusal> find_own_reminder(std::span<PersonalReminderRow const> set,
                                                       PersonalReminderId id,
                                                       std::string const& person) {
    auto const found = std::ranges::find(set, id, &PersonalReminderRow::id);
    if (found == set.end()) {
        return refuse(Refusal::Kind::not_found,
                      {.zh_cn = fmt::format("此案没有{}号提醒：可能已发出或已取消", id.value),
                       .en = fmt::format("the case has no reminder {}: it has rung, or was "
                                         "cancelled",
                                         id.value)});
    }
    if (found->person == person) return *found;
    return refuse(
        Refusal::Kind::not_allowed,
        {.zh_cn = fmt::format("{}号提醒是 {} 的：只有本人可以取消", id.value, found->person),
         .en = fmt::format(
             "reminder {} is {}'s: nobody else can cancel it", id.value, found->person)});
}

std::string_view obstacle_of(CaseFile const& file,
                             std::string_view person,
                             delivery::Directory const& directory) {
    if (file.state.closed_at) return "closed";
    return is_concerned(file, person, directory) ? "" : "no_role";
}

std::vector<Delivery> letters_of(CaseFile const& file,
                                 PersonalReminderRow const& reminder,
                                 Office const& office,
                                 Instant now) {
    auto const* const person = office.directory.find_person(reminder.person);
    if (person == nullptr) return {};
    Delivery draft;
    draft.case_id = file.row.id;
    // By the revision, as every notice of a step: the journal's record of it is found by that.
    draft.occurrence = fmt::format("case {} revision {} notice 0 of personal reminder {}",
                                   file.row.id.value,
                                   file.state.revision,
                                   reminder.id.value);
    draft.message = personal_reminder_message;
    draft.recipient = person->id;
    draft.language = person->language;
    draft.created_at = now;
    draft.not_before = next_instant_for(person->id, *file.procedure, office, now);
    draft.expires_at = draft.not_before + letter_life;
    auto const words = words_of(file, reminder, *person, draft.language);
    auto letters = address_person(draft, *person, office, true);
    for (auto& letter : letters) {
        auto const* const route = office.find_route(letter.channel);
        bool const is_sms = route != nullptr && route->medium == Medium::sms;
        is_sms ? write_sms(letter, words) : write_mail(letter, words);
    }
    return letters;
}

bool is_personal_reminder(Delivery const& delivery) {
    return delivery.message == personal_reminder_message;
}

}  // namespace duban::service
