#include "engine/service/too_late.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "engine/delivery/fate.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/recipient_hours.hpp"
#include "engine/service/silence.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;

constexpr std::size_t page = 200;
constexpr std::size_t lines_max = 50;

std::vector<Delivery> late_letters(ports::Reader& reader,
                                   ports::DeadlineRow const& deadline,
                                   Instant now) {
    std::vector<Delivery> late;
    auto const silences = reader.silences(now);
    ports::DeliveryFilter filter;
    filter.case_id = deadline.case_id;
    filter.limit = page;
    for (bool more = true; more;) {
        auto const rows = reader.list_deliveries(filter);
        more = rows.size() == page;
        for (auto const& row : rows) {
            filter.after = row.id;
            // What this very moment has said cannot have arrived.
            bool const is_late = row.deadline == deadline.id && row.created_at < now &&
                                 delivery::is_under_way(row.phase) &&
                                 silence_over(row, silences, now) == nullptr;
            if (is_late) late.push_back(row);
        }
    }
    return late;
}

std::string line_of(Delivery const& row, Office const& office) {
    auto const* const person = office.directory.find_person(row.recipient);
    return fmt::format("- {} ({}, {}){}{}\n",
                       person != nullptr ? person->name : row.recipient,
                       row.channel,
                       row.message,
                       row.reason.empty() ? "" : ": ",
                       row.reason);
}

HouseNotice notice_of(std::span<Delivery const> late,
                      CaseFile const& file,
                      ports::DeadlineRow const& deadline,
                      Office const& office) {
    auto const number = file.row.id.value;
    std::string lines;
    for (auto const& row : late.first(std::min(late.size(), lines_max)))
        lines += line_of(row, office);
    return {
        .name = "house.too_late",
        .occurrence = fmt::format("deadline {} ended at {} too late, rewound {}",
                                  deadline.id.value,
                                  to_text(deadline.due_at),
                                  deadline.rewound),
        .subject = {.zh_cn = fmt::format("【督办】{}号案件：时限已到，催办尚未送达", number),
                    .en = fmt::format(
                        "[Duban] case {}: the deadline has ended, reminders have not arrived",
                        number)},
        .text = {.zh_cn = fmt::format("{}号案件的时限“{}”已到，下列{}条催办到此时仍未送达：\n\n"
                                      "{}\n请用其他方式告知本人。查看：duban outbox --case {}\n",
                                      number,
                                      deadline.name,
                                      late.size(),
                                      lines,
                                      number),
                 .en = fmt::format(
                     "The deadline \"{}\" of case {} has ended, and these reminders ({}) have "
                     "not arrived by then:\n\n{}\nTell the people another way. See: duban "
                     "outbox --case {}\n",
                     deadline.name,
                     number,
                     late.size(),
                     lines,
                     number)}};
}

/// A deadline ends at midnight, and a telephone rings in the morning: once, however many end then.
void shorten(Delivery& letter, CaseFile const& file, Office const& office, Instant now) {
    letter.not_before = next_instant_for(letter.recipient, *file.procedure, office, now);
    letter.case_id = {};
    letter.occurrence =
        fmt::format("reminders too late on {}", to_text(file.procedure->zone.day_of(now)));
    letter.text = Text{.zh_cn = "【督办】有案件的时限已到，催办尚未送达，请登录查看",
                       .en = "[Duban] a deadline has ended and reminders of it have not arrived"}
                      .in(letter.language);
    give_identity(letter, office);
}

}  // namespace

void tell_of_what_is_late(ports::Transaction& transaction,
                          CaseFile const& file,
                          ports::DeadlineRow const& deadline,
                          Office const& office,
                          Instant now) {
    auto const late = late_letters(transaction, deadline, now);
    if (late.empty()) return;
    std::set<std::string> channels;
    for (auto const& row : late) channels.insert(row.channel);
    auto letters = address_secretariat_past(
        channels, deadline.case_id, notice_of(late, file, deadline, office), office, now);
    for (auto& letter : letters) {
        auto const* const route = office.find_route(letter.channel);
        if (route != nullptr && route->medium == Medium::sms) shorten(letter, file, office, now);
        transaction.insert_delivery(letter);
    }
}

}  // namespace duban::service
