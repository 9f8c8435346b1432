#include "engine/service/deadline_entry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/calendar_entry.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/recipient_hours.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::service {

namespace {

using delivery::CalendarEntry;
using delivery::Delivery;
using delivery::Phase;

constexpr std::string_view taken_back_name = "house.entry_taken_back";
constexpr std::string_view moved_name = "house.entry_moved";
constexpr auto notice_life = std::chrono::hours{24 * 7};
constexpr std::size_t page = 200;

Text summary_of(CaseFile const& file, workflow::State const& state) {
    auto const title = title_of(file);
    auto const number = file.row.id.value;
    return {.zh_cn = fmt::format("“{}”截止：{}（案件 {}）", state.title.zh_cn, title, number),
            .en = fmt::format("{} due: {} (case {})", state.title.en, title, number)};
}

Text summary_of_ended(CaseFile const& file) {
    auto const title = title_of(file);
    auto const number = file.row.id.value;
    return {.zh_cn = fmt::format("期限已结束：{}（案件 {}）", title, number),
            .en = fmt::format("Deadline over: {} (case {})", title, number)};
}

std::string icalendar_of(CalendarEntry::Method method,
                         CaseFile const& file,
                         tracking::Deadline const& deadline,
                         Delivery const& delivery,
                         std::string summary,
                         Office const& office,
                         Instant now) {
    auto const* const route = office.find_route(delivery.channel);
    return delivery::to_icalendar(
        {.method = method,
         .uid = fmt::format("deadline-{}@{}", deadline.id.value, office.mail_domain),
         .sequence = file.state.revision,
         .stamp = now,
         .day = deadline.due_day,
         .summary = std::move(summary),
         .link = office.link_base.empty()
                     ? std::string{}
                     : fmt::format("{}/cases/{}", office.link_base, file.row.id.value),
         .organizer_name = office.name.in(delivery.language),
         .organizer = route != nullptr ? route->sender : std::string{}});
}

/// Whether its reader may have it: it was sent, or may have been.
bool may_have_left(Delivery const& delivery) {
    if (delivery.carrier != DeliveryId{}) return false;  // a digest carries no entries
    return delivery.phase == Phase::delivered || delivery.phase == Phase::uncertain ||
           delivery.phase == Phase::sending || delivery.uncertain > 0;
}

Delivery draft_to(Delivery const& reminder,
                  CaseFile const& file,
                  std::string occurrence,
                  std::string_view name,
                  Office const& office,
                  Instant now) {
    auto notice = draft_for(reminder, std::move(occurrence), office, now);
    notice.message = name;
    notice.not_before = next_instant_for(notice.recipient, *file.procedure, office, now);
    notice.expires_at = notice.not_before + notice_life;
    return notice;
}

Delivery taken_back(Delivery const& reminder,
                    CaseFile const& file,
                    tracking::Deadline const& ended,
                    Office const& office,
                    Instant now) {
    auto const number = file.row.id.value;
    auto const language = reminder.language;
    auto const day = long_date(ended.due_day, language);
    Text const subject{.zh_cn = fmt::format("【督办】案件 {} 的期限已结束：{}", number, day),
                       .en = fmt::format("[Duban] A deadline of case {} is over: {}", number, day)};
    Text const text{
        .zh_cn =
            fmt::format("《{}》（案件 {}）原定{}截止的期限已经结束，无需再办。\n\n"
                        "本邮件撤回先前催办所附的日历项；日历程序没有自动删去的，请自行删去。\n",
                        title_of(file),
                        number,
                        day),
        .en = fmt::format("The deadline of \"{}\" (case {}) on {} is over; nothing is left to do "
                          "for it.\n\nThis mail takes back the calendar entry that came with a "
                          "reminder. Delete it where your calendar has not done so.\n",
                          title_of(file),
                          number,
                          day)};
    auto notice = draft_to(reminder,
                           file,
                           fmt::format("deadline {} entry taken back", ended.id.value),
                           taken_back_name,
                           office,
                           now);
    notice.subject = subject.in(language);
    notice.text = text.in(language);
    notice.calendar = icalendar_of(CalendarEntry::Method::cancel,
                                   file,
                                   ended,
                                   notice,
                                   summary_of_ended(file).in(language),
                                   office,
                                   now);
    return notice;
}

Delivery moved_to(Delivery const& reminder,
                  CaseFile const& file,
                  tracking::Deadline const& moved,
                  Office const& office,
                  Instant now) {
    auto const number = file.row.id.value;
    auto const language = reminder.language;
    auto const day =
        long_date(moved.due_day, tracking::original_due_day(*file.procedure, moved), language);
    Text const subject{.zh_cn = fmt::format("【督办】案件 {} 的截止日期已改为{}", number, day),
                       .en = fmt::format("[Duban] Case {} is now due on {}", number, day)};
    Text const text{.zh_cn = fmt::format(
                        "《{}》（案件 {}）的截止日期已改为{}。\n\n"
                        "本邮件更新先前催办所附的日历项；日历程序没有自动更新的，请自行修改。\n",
                        title_of(file),
                        number,
                        day),
                    .en = fmt::format(
                        "\"{}\" (case {}) is now due on {}.\n\nThis mail moves the calendar entry "
                        "that came with a reminder. Move it where your calendar has not done so.\n",
                        title_of(file),
                        number,
                        day)};
    auto notice =
        draft_to(reminder,
                 file,
                 occurrence_of_end(moved.id, moved.due_day, moved.rewound) + " entry moved",
                 moved_name,
                 office,
                 now);
    notice.deadline = moved.id;
    notice.role = reminder.role;
    notice.on_behalf_of = reminder.on_behalf_of;
    notice.subject = subject.in(language);
    notice.text = text.in(language);
    notice.calendar =
        icalendar_of(CalendarEntry::Method::publish,
                     file,
                     moved,
                     notice,
                     summary_of(file, file.procedure->workflow.states[moved.state]).in(language),
                     office,
                     now);
    return notice;
}

/// Each letter by which somebody may have an entry of one of the deadlines, of a day to come.
template <class See>
void each_entry(ports::Transaction& transaction,
                CaseFile const& file,
                std::span<tracking::Deadline const> deadlines,
                Instant now,
                See see) {
    auto const today = file.procedure->zone.day_of(now);
    ports::DeliveryFilter filter;
    filter.case_id = file.row.id;
    filter.limit = page;
    while (true) {
        auto const letters = transaction.list_deliveries(filter);
        for (auto const& letter : letters) {
            filter.after = letter.id;
            if (letter.calendar.empty() || !may_have_left(letter)) continue;
            auto const deadline =
                std::ranges::find(deadlines, letter.deadline, &tracking::Deadline::id);
            if (deadline != deadlines.end() && deadline->due_day >= today) see(letter, *deadline);
        }
        if (letters.size() < page) return;
    }
}

}  // namespace

std::string entry_for(CaseFile const& file,
                      tracking::Deadline const& deadline,
                      Delivery const& reminder,
                      Office const& office,
                      Instant now) {
    auto const* const route = office.find_route(reminder.channel);
    bool const by_mail = route != nullptr && route->medium == Medium::mail;
    bool const is_over = deadline.due_day < file.procedure->zone.day_of(now);
    if (!office.calendar_entries || !by_mail || is_over) return {};
    auto const& state = file.procedure->workflow.states[deadline.state];
    return icalendar_of(CalendarEntry::Method::publish,
                        file,
                        deadline,
                        reminder,
                        summary_of(file, state).in(reminder.language),
                        office,
                        now);
}

void take_back_entries(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::span<tracking::Deadline const> ended,
                       Office const& office,
                       Instant now) {
    if (!office.calendar_entries || ended.empty()) return;
    each_entry(transaction, file, ended, now, [&](auto const& letter, auto const& deadline) {
        transaction.insert_delivery(taken_back(letter, file, deadline, office, now));
    });
}

void move_entries(ports::Transaction& transaction,
                  CaseFile const& file,
                  std::span<tracking::Deadline const> moved,
                  Office const& office,
                  Instant now) {
    if (!office.calendar_entries || moved.empty()) return;
    each_entry(transaction, file, moved, now, [&](auto const& letter, auto const& deadline) {
        if (speaks_of_another_end(letter, deadline))
            transaction.insert_delivery(moved_to(letter, file, deadline, office, now));
    });
}

bool takes_back_entry(Delivery const& delivery) {
    return delivery.message == taken_back_name;
}

bool moves_entry(Delivery const& delivery) {
    return delivery.message == moved_name;
}

bool is_entry_notice(Delivery const& delivery) {
    return takes_back_entry(delivery) || moves_entry(delivery);
}

}  // namespace duban::service
