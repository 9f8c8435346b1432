#include "engine/service/departure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "engine/delivery/fate.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/standing_in.hpp"
#include "engine/service/telling.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
namespace reason = delivery::reason;

constexpr std::size_t page = 500;

bool has_left(Delivery const& dropped) {
    return dropped.reason == reason::person_gone || dropped.reason == reason::not_concerned ||
           dropped.reason == reason::role_gone;
}

bool is_of_definition(Delivery const& delivery) {
    return !is_house_notice(delivery) && !is_personal_reminder(delivery) &&
           !is_entry_notice(delivery);
}

bool sets(ports::JournalRow const& row, std::string const& field) {
    auto const record = boost::json::parse(row.record);
    auto const* const set = record.as_object().if_contains("set");
    return set != nullptr && set->as_object().contains(field);
}

bool was_set_after(ports::Reader& reader,
                   CaseFile const& file,
                   workflow::Index field,
                   Instant instant) {
    auto const& name = file.procedure->workflow.fields[field].name;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        auto const rows = reader.journal(file.row.id, after, page);
        more = rows.size() == page;
        for (auto const& row : rows) {
            after = row.number;
            if (row.at > instant && sets(row, name)) return true;
        }
    }
    return false;
}

/// Each part that it may have spoken of is over, or begun anew: whoever has it now was told by
/// that.
bool are_parts_over(CaseFile const& file, Delivery const& dropped) {
    return std::ranges::none_of(file.state.parts, [&](tracking::Part const& part) {
        return part.opened_at <= dropped.created_at;
    });
}

bool has_successors_by_an_act(ports::Reader& reader,
                              CaseFile const& file,
                              Delivery const& dropped) {
    auto const& workflow = file.procedure->workflow;
    auto const index = workflow.find_role(dropped.role);
    // A reminder whose deadline runs on as it was is owed, whoever owes it.
    if (index == workflow::none || dropped.deadline.value != 0) return false;
    auto const& role = workflow.roles[index];
    if (role.part) return are_parts_over(file, dropped);
    return role.field != workflow::none &&
           was_set_after(reader, file, role.field, dropped.created_at);
}

/// It is rung again when its clock goes on, to whoever is there then.
bool comes_again(CaseFile const& file, Delivery const& dropped) {
    auto const& running = file.state.deadlines;
    auto const deadline = std::ranges::find(running, dropped.deadline, &tracking::Deadline::id);
    return deadline != running.end() && deadline->is_stopped();
}

/// Somebody has it, or can still get it, in the same role.
bool is_heard(ports::Reader& reader,
              CaseFile const& file,
              Delivery const& dropped,
              delivery::Directory const& directory) {
    auto const index = file.procedure->workflow.find_role(dropped.role);
    std::vector<delivery::Person const*> people;
    if (index != workflow::none) people = people_in(file, index, 0, directory);
    return std::ranges::any_of(
        reader.deliveries_of(dropped.occurrence), [&](Delivery const& other) {
            // Whoever has two roles is told once, in the first of them.
            bool const is_in_role =
                other.role == dropped.role ||
                std::ranges::find(people, other.recipient, &delivery::Person::id) != people.end();
            // Of a role that is gone no letter that waits will leave.
            bool const is_doomed = index == workflow::none && delivery::is_under_way(other.phase);
            return is_in_role && may_arrive(other) && !is_doomed;
        });
}

Text title_of_role(CaseFile const& file, std::string const& name) {
    auto const& workflow = file.procedure->workflow;
    auto const index = workflow.find_role(name);
    return index == workflow::none ? Text{.zh_cn = name, .en = name} : workflow.roles[index].title;
}

/// Who was told of the case before, and of nothing since, still believes what they were told: that
/// they are to reply, for one. Whoever never heard of it has nothing to unlearn.
bool has_old_news(ports::Reader& reader, Delivery const& dropped) {
    bool heard_before = false;
    ports::DeliveryFilter filter;
    filter.case_id = dropped.case_id;
    filter.limit = page;
    for (bool more = true; more;) {
        auto const rows = reader.list_deliveries(filter);
        more = rows.size() == page;
        for (auto const& other : rows) {
            filter.after = other.id;
            if (concerned_by(other) != concerned_by(dropped) || !is_of_definition(other) ||
                !may_arrive(other))
                continue;
            if (other.created_at >= dropped.created_at) return false;
            heard_before = true;
        }
    }
    return heard_before;
}

HouseNotice not_heard_by_anybody(Delivery const& dropped,
                                 Text const& role,
                                 std::string const& recipient_name) {
    auto const number = dropped.case_id.value;
    auto const why = delivery::reason_text(dropped);
    // Of a role that is gone nobody knows who else was in it: each is told of.
    auto const each =
        dropped.reason == reason::role_gone ? fmt::format(" by {}", dropped.recipient) : "";
    return {
        .name = "house.reader_left",
        .occurrence = fmt::format("{} role {} left{}", dropped.occurrence, dropped.role, each),
        .subject = {.zh_cn = fmt::format("【督办】{}号案件：“{}”无人收到通知", number, role.zh_cn),
                    .en = fmt::format(
                        "[Duban] case {}: nobody has been told as {}", number, role.en)},
        .text = {
            .zh_cn = fmt::format("{}号案件的通知（{}）等待发出期间情况有变，“{}”无人收到：\n\n"
                                 "收件人：{}\n原因：{}\n\n"
                                 "请补充通讯录，并用其他方式告知。查看：duban outbox --case {}\n",
                                 number,
                                 dropped.message,
                                 role.zh_cn,
                                 recipient_name,
                                 why.zh_cn,
                                 number),
            .en = fmt::format(
                "Things have changed while a notice of case {} ({}) waited, and "
                "nobody got it as \"{}\":\n\nRecipient: {}\nReason: {}\n\nMend the directory "
                "and tell whom it concerns another way. See: duban outbox --case "
                "{}\n",
                number,
                dropped.message,
                role.en,
                recipient_name,
                why.en,
                number)}};
}

HouseNotice left_with_old_news(Delivery const& dropped,
                               Text const& role,
                               std::string const& recipient_name) {
    auto const number = dropped.case_id.value;
    return {
        .name = "house.reader_replaced",
        .occurrence = fmt::format(
            "{} role {} replaced {}", dropped.occurrence, dropped.role, concerned_by(dropped)),
        .subject = {.zh_cn =
                        fmt::format("【督办】{}号案件：{}不知情况有变", number, recipient_name),
                    .en = fmt::format("[Duban] case {}: {} has not been told how it went on",
                                      number,
                                      recipient_name)},
        .text = {.zh_cn = fmt::format(
                     "{0}号案件的通知（{1}）等待发出期间，“{2}”已改为他人，因此没有发给{3}。"
                     "此人以前收到过本案的通知，此后再无消息，可能仍以为原来的安排有效。\n\n"
                     "请视需要用其他方式告知。查看：duban outbox --case {0}\n",
                     number,
                     dropped.message,
                     role.zh_cn,
                     recipient_name),
                 .en = fmt::format(
                     "While a notice of case {0} ({1}) waited, others were named as \"{2}\", so it "
                     "was not sent to {3}. They had been told of the case before and of nothing "
                     "since, and may believe that what they were told still holds.\n\nTell them "
                     "another way if they need to know. See: duban outbox --case {0}\n",
                     number,
                     dropped.message,
                     role.en,
                     recipient_name)}};
}

/// The case names them still: only the directory does not. Others who heard of it do not help.
void tell_of_stranger(ports::Transaction& transaction,
                      CaseFile const& file,
                      Delivery const& dropped,
                      Office const& office,
                      Instant now) {
    auto const role = file.procedure->workflow.find_role(dropped.role);
    if (dropped.reason != reason::person_gone || role == workflow::none) return;
    auto const strangers = who_is_in(file, role, 0, office.directory).strangers;
    if (std::ranges::find(strangers, dropped.recipient) == strangers.end()) return;
    tell_secretariat(
        transaction, dropped.case_id, not_in_directory(file, role, dropped.recipient), office, now);
}

}  // namespace

void tell_of_departure(ports::Transaction& transaction,
                       CaseFile const& file,
                       Delivery const& dropped,
                       Office const& office,
                       Instant now) {
    if (!has_left(dropped) || !is_of_definition(dropped) || comes_again(file, dropped)) return;
    tell_of_stranger(transaction, file, dropped, office, now);
    auto const notify = [&](auto const& write) {
        auto const& id = concerned_by(dropped);
        auto const* const person = office.directory.find_person(id);
        auto const& name = person != nullptr ? person->name : id;
        auto const notice = write(dropped, title_of_role(file, dropped.role), name);
        tell_secretariat(transaction, dropped.case_id, notice, office, now);
    };
    if (has_successors_by_an_act(transaction, file, dropped)) {
        // Whoever is gone altogether needs to unlearn nothing.
        if (dropped.reason == reason::not_concerned && has_old_news(transaction, dropped))
            notify(left_with_old_news);
    } else if (!is_heard(transaction, file, dropped, office.directory)) {
        notify(not_heard_by_anybody);
    }
}

}  // namespace duban::service
