#include "engine/service/too_late.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "engine/delivery/fate.hpp"
#include "engine/delivery/reason.hpp"
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

std::string line_of(Delivery const& row, Office const& office, Language language) {
    bool const zh = language == Language::zh_cn;
    auto const* const person = office.directory.find_person(row.recipient);
    auto const& name = person != nullptr ? person->name : row.recipient;
    auto const who = zh ? fmt::format("- {}（{}，{}）", name, row.channel, row.message)
                        : fmt::format("- {} ({}, {})", name, row.channel, row.message);
    auto const reason = delivery::reason_text(row).in(language);
    if (reason.empty()) return who + "\n";
    return zh ? fmt::format("{}：{}\n", who, reason) : fmt::format("{}: {}\n", who, reason);
}

Text lines_of(std::span<Delivery const> late, Office const& office) {
    Text lines;
    for (auto const& row : late.first(std::min(late.size(), lines_max))) {
        lines.zh_cn += line_of(row, office, Language::zh_cn);
        lines.en += line_of(row, office, Language::en);
    }
    return lines;
}

/// With whose part it runs in: several units may have one of the same name.
Text name_of(ports::DeadlineRow const& deadline, std::string const& part, Office const& office) {
    if (part.empty()) return {.zh_cn = deadline.name, .en = deadline.name};
    auto const* const unit = office.directory.find_unit(part);
    auto const& whose = unit != nullptr ? unit->name : part;
    return {.zh_cn = fmt::format("{}（{}）", deadline.name, whose),
            .en = fmt::format("{} ({})", deadline.name, whose)};
}

HouseNotice notice_of(std::span<Delivery const> late,
                      CaseFile const& file,
                      ports::DeadlineRow const& deadline,
                      std::string const& part,
                      Office const& office) {
    auto const name = name_of(deadline, part, office);
    auto const number = file.row.id.value;
    auto const lines = lines_of(late, office);
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
                                      name.zh_cn,
                                      late.size(),
                                      lines.zh_cn,
                                      number),
                 .en = fmt::format(
                     "The deadline \"{}\" of case {} has ended, and these reminders ({}) have "
                     "not arrived by then:\n\n{}\nTell the people another way. See: duban "
                     "outbox --case {}\n",
                     name.en,
                     number,
                     late.size(),
                     lines.en,
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
                          std::string const& part,
                          Office const& office,
                          Instant now) {
    auto const late = late_letters(transaction, deadline, now);
    if (late.empty()) return;
    std::set<std::string> channels;
    for (auto const& row : late) channels.insert(row.channel);
    auto letters = address_secretariat_past(
        channels, deadline.case_id, notice_of(late, file, deadline, part, office), office, now);
    for (auto& letter : letters) {
        auto const* const route = office.find_route(letter.channel);
        if (route != nullptr && route->medium == Medium::sms) shorten(letter, file, office, now);
        transaction.insert_delivery(letter);
    }
}

}  // namespace duban::service
