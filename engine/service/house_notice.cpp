#include "engine/service/house_notice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/delivery/reason.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

bool is_house_notice(delivery::Delivery const& delivery) {
    return delivery.message.starts_with(house_prefix);
}

std::vector<delivery::Person const*> house_readers(Office const& office, bool of_machine) {
    auto readers = office.directory.members_of_group(office.secretariat);
    if (!of_machine || office.administrators.empty()) return readers;
    for (auto const* person : office.directory.members_of_group(office.administrators)) {
        if (std::ranges::find(readers, person) == readers.end()) readers.push_back(person);
    }
    return readers;
}

HouseNotice undeliverable(delivery::Delivery const& delivery,
                          std::string const& recipient_name,
                          Instant lost_at) {
    auto const number = delivery.case_id.value;
    auto const id = delivery.id.value;
    auto const reason = delivery::reason_text(delivery);
    return {
        .name = "house.undeliverable",
        // One that was sent on its way again is told of anew, even where nothing was attempted.
        .occurrence = fmt::format("delivery {} {} after {} attempts at {}",
                                  id,
                                  delivery::to_text(delivery.phase),
                                  delivery.attempts,
                                  to_milliseconds(lost_at)),
        .subject = {.zh_cn =
                        fmt::format("【督办】{}号案件的通知未能送达{}", number, recipient_name),
                    .en = fmt::format(
                        "[Duban] {} could not be told about case {}", recipient_name, number)},
        .text = {
            .zh_cn = fmt::format(
                "{}号案件的通知（{}）未能送达：\n\n收件人：{}\n地址：{}\n渠道：{}\n"
                "原因：{}\n\n请用其他方式告知本人，并更正通讯录。查看：duban outbox --case {}\n",
                number,
                delivery.message,
                recipient_name,
                delivery.address.empty() ? "（无）" : delivery.address,
                delivery.channel,
                reason.zh_cn,
                number),
            .en = fmt::format("A notice of case {} ({}) could not be delivered:\n\nRecipient: {}\n"
                              "Address: {}\nChannel: {}\nReason: {}\n\nTell the person another way "
                              "and mend the directory. See: duban outbox --case {}\n",
                              number,
                              delivery.message,
                              recipient_name,
                              delivery.address.empty() ? "(none)" : delivery.address,
                              delivery.channel,
                              reason.en,
                              number)}};
}

HouseNotice could_not_ring(std::vector<std::string> const& failures, Instant now) {
    constexpr std::size_t most = 20;
    std::vector<std::string> const named{
        failures.begin(), failures.begin() + std::ptrdiff_t(std::min(failures.size(), most))};
    return {
        .name = "house.could_not_ring",
        .occurrence = fmt::format("failed on {}: {}", day_text(now), failures.front()),
        .is_of_machine = true,
        .subject = {.zh_cn = fmt::format("【督办】{} 项到时的事项未能处理", failures.size()),
                    .en = fmt::format("[Duban] {} matters that came due could not be looked at",
                                      failures.size())},
        .text = {.zh_cn = fmt::format("下列事项已到时，但案件读不出来，提醒和到期都未处理；每小时"
                                      "再试一次：\n\n{}\n\n请管理员排除原因（多为被移走的日历或"
                                      "损坏的数据：duban verify），期间请人工盯办。\n",
                                      fmt::join(named, "\n")),
                 .en = fmt::format("Something of these cases has come due, but the case cannot be "
                                   "read: neither reminders nor ends are dealt with. It is tried "
                                   "again each hour:\n\n{}\n\nMend the cause (mostly a calendar "
                                   "that is gone, or damaged data: duban verify), and watch over "
                                   "these cases by hand until then.\n",
                                   fmt::join(named, "\n"))}};
}

HouseNotice not_in_directory(CaseFile const& file, workflow::Index index, std::string const& id) {
    auto const& role = file.procedure->workflow.roles[index];
    auto const number = file.row.id.value;
    return {
        .name = "house.not_in_directory",
        .occurrence = fmt::format("case {} names {} who is not in the directory", number, id),
        .subject = {.zh_cn = fmt::format("【督办】{}号案件：通讯录中没有“{}”", number, id),
                    .en =
                        fmt::format("[Duban] case {}: \"{}\" is not in the directory", number, id)},
        .text = {.zh_cn = fmt::format("{}号案件的“{}”是“{}”，但通讯录中没有：这个案件的通知都发不到"
                                      "。\n\n请在通讯录中补上，或在案件中更正，并用其他方式告知。"
                                      "查看：duban show {}\n",
                                      number,
                                      role.title.zh_cn,
                                      id,
                                      number),
                 .en = fmt::format("Case {} names \"{}\" as \"{}\", whom the directory does not "
                                   "have: nothing of this case will reach them.\n\nAdd them to the "
                                   "directory, or put the case right, and tell them another way. "
                                   "See: duban show {}\n",
                                   number,
                                   id,
                                   role.title.en,
                                   number)}};
}

HouseNotice could_not_act(CaseFile const& file, Text const& why, std::string const& occurrence) {
    auto const number = file.row.id.value;
    return {.name = "house.could_not_act",
            .occurrence = fmt::format("{} fault", occurrence),
            .is_of_machine = true,
            .subject = {.zh_cn = fmt::format("【督办】{}号案件：流程未能自动继续", number),
                        .en = fmt::format(
                            "[Duban] case {}: the procedure could not go on by itself", number)},
            .text = {
                .zh_cn = fmt::format(
                    "{}号案件在“{}”到了流程规定的时刻，但规定的处理没有做成：{}\n\n"
                    "案件停在原处。请人工处理，并请管理员改正流程。查看：duban why {}\n",
                    number,
                    state_titles(file, Language::zh_cn),
                    why.zh_cn,
                    number),
                .en = fmt::format(
                    "Case {} ({}) has come to a moment of its procedure, but what is laid down for "
                    "it could not be done: {}\n\nThe case stays where it is. See to it, and have "
                    "the procedure mended. See: duban why {}\n",
                    number,
                    state_titles(file, Language::en),
                    why.en,
                    number)}};
}

HouseNotice nobody_to_tell(CaseFile const& file,
                           workflow::Index index,
                           std::string const& message,
                           std::string const& occurrence) {
    auto const& role = file.procedure->workflow.roles[index];
    auto const number = file.row.id.value;
    return {
        .name = "house.nobody_to_tell",
        .occurrence = fmt::format("{} role {} empty", occurrence, role.name),
        .subject = {.zh_cn =
                        fmt::format("【督办】{}号案件：“{}”无人可通知", number, role.title.zh_cn),
                    .en = fmt::format(
                        "[Duban] case {}: nobody to tell as {}", number, role.title.en)},
        .text = {.zh_cn = fmt::format("{}号案件的通知（{}）应发给“{}”，但通讯录中没有对应的人。\n\n"
                                      "请补充通讯录，并用其他方式告知。查看：duban show {}\n",
                                      number,
                                      message,
                                      role.title.zh_cn,
                                      number),
                 .en = fmt::format(
                     "A notice of case {} ({}) is for \"{}\", but the directory has nobody "
                     "there.\n\nMend the directory and tell them another way. See: duban show {}\n",
                     number,
                     message,
                     role.title.en,
                     number)}};
}

}  // namespace duban::service
