#include "engine/service/reachability.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/service/addressing.hpp"
#include "engine/service/refused_address.hpp"
#include "engine/service/telling.hpp"

namespace duban::service {

namespace {

using delivery::Person;
using tracking::Change;
using workflow::Field;
using workflow::FieldKind;

/// Somebody in a field.
struct Named {
    Field const* field = nullptr;
    std::string id;
    bool has_role = false;
};

/// The units and people in a value, in a list and in records, however deep.
void collect(Field const& field, expression::Value const& value, std::vector<Named>& to) {
    auto const* const id = value.as<std::string>();
    bool const is_somebody = field.kind == FieldKind::unit || field.kind == FieldKind::person;
    if (id != nullptr && is_somebody) to.push_back({&field, *id, false});
    if (auto const* const list = value.as_list()) {
        for (auto const& item : *list) collect(field, item, to);
    }
    auto const* const record = value.as_map();
    if (record == nullptr) return;
    for (auto const& part : field.fields) {
        auto const held = record->find(std::string_view{part.name});
        if (held != record->end()) collect(part, held->second, to);
    }
}

bool has_role(workflow::Workflow const& workflow, workflow::Index field) {
    return std::ranges::find(workflow.roles, field, &workflow::Role::field) != workflow.roles.end();
}

/// The role means whoever is in the field, or each part that is made of its items.
bool is_of_field(workflow::Workflow const& workflow,
                 workflow::Role const& role,
                 workflow::Index field) {
    if (!role.part) return role.field == field && !role.leader;
    return std::ranges::any_of(workflow.states, [&](workflow::State const& state) {
        return state.for_each && state.for_each->list == field;
    });
}

/// A notice of the change was for all who are in the field.
bool is_told(workflow::Workflow const& workflow, Change const& change, workflow::Index field) {
    return std::ranges::any_of(change.notices, [&](tracking::Notice const& notice) {
        return std::ranges::any_of(notice.to, [&](workflow::Index role) {
            return is_of_field(workflow, workflow.roles[role], field);
        });
    });
}

Text warning(Field const& field, std::string const& name) {
    return {.zh_cn = fmt::format(
                "“{}”中的{}没有任何人可以通知到，已告知秘书处", field.title.zh_cn, name),
            .en = fmt::format("{} ({}) has nobody who can be reached; the secretariat is told",
                              field.title.en,
                              name)};
}

Text unknown_person(Field const& field, std::string const& name) {
    return {.zh_cn = fmt::format("“{}”中的{}不在通讯录中，不会收到通知", field.title.zh_cn, name),
            .en = fmt::format("{} ({}) is not in the directory and will not be told of anything",
                              field.title.en,
                              name)};
}

/// Each once, in the first of the fields: what an effect copies says nothing new.
std::vector<Named> put_in_hands(workflow::Workflow const& workflow, Change const& change) {
    std::vector<Named> all;
    for (auto const& set : change.fields) {
        if (is_told(workflow, change, set.field)) continue;
        std::vector<Named> found;
        collect(workflow.fields[set.field], set.value, found);
        for (auto& named : found) {
            if (std::ranges::find(all, named.id, &Named::id) != all.end()) continue;
            named.has_role = has_role(workflow, set.field);
            all.push_back(std::move(named));
        }
    }
    return all;
}

template <class IsReached>
bool any_of_unit(std::string_view unit, Office const& office, IsReached is_reached) {
    return std::ranges::any_of(office.directory.members_of_unit(unit), is_reached) ||
           std::ranges::any_of(office.directory.leaders_of_unit(unit), is_reached);
}

/// By an address that its server has not refused.
bool can_be_reached_now(ports::Reader& reader,
                        Person const& person,
                        Office const& office,
                        Instant now) {
    return std::ranges::any_of(office.routes, [&](Route const& route) {
        auto const& address = address_on(route, person);
        return !address.empty() && !is_refused(reader, route.channel, address, now);
    });
}

HouseNotice nobody_reachable(CaseFile const& file, Named const& named, std::string const& name) {
    auto const number = file.row.id.value;
    auto const& field = *named.field;
    return {
        .name = "house.unreachable",
        .occurrence = fmt::format("case {} field {} unreachable {}", number, field.name, named.id),
        .subject = {.zh_cn = fmt::format("【督办】{}号案件：{}无人可通知", number, name),
                    .en =
                        fmt::format("[Duban] case {}: nobody of {} can be reached", number, name)},
        .text = {
            .zh_cn = fmt::format(
                "{}号案件的“{}”是{}，但通讯录没有给出任何可用的地址，或者所给地址已被对方"
                "退回：通知和催办都无法送达。\n\n"
                "标题：{}\n\n请补充通讯录，并先用其他方式告知。查看：duban directory check\n",
                number,
                field.title.zh_cn,
                name,
                title_of(file)),
            .en = fmt::format(
                "In case {} the field \"{}\" names {}, but the directory gives no address of them "
                "that a configured channel takes, or it was refused as nobody's: neither notices "
                "nor reminders will arrive.\n\n"
                "Title: {}\n\nMend the directory and tell them another way until then. See: duban "
                "directory check\n",
                number,
                field.title.en,
                name,
                title_of(file))}};
}

}  // namespace

bool can_be_reached(Person const& person, Office const& office) {
    return std::ranges::any_of(
        office.routes, [&](Route const& route) { return !address_on(route, person).empty(); });
}

bool unit_can_be_reached(std::string_view unit, Office const& office) {
    return any_of_unit(
        unit, office, [&](Person const* person) { return can_be_reached(*person, office); });
}

std::vector<Text> tell_of_unreachable(ports::Transaction& transaction,
                                      CaseFile const& file,
                                      Change const& change,
                                      Office const& office) {
    auto const& workflow = file.procedure->workflow;
    std::vector<Text> warnings;
    for (auto const& named : put_in_hands(workflow, change)) {
        auto const* const person = office.directory.find_person(named.id);
        bool const is_unit = named.field->kind == FieldKind::unit;
        if (!is_unit && person == nullptr) {
            if (named.has_role) warnings.push_back(unknown_person(*named.field, named.id));
            continue;
        }
        auto const is_reached = [&](Person const* one) {
            return can_be_reached_now(transaction, *one, office, change.at);
        };
        if (is_unit ? any_of_unit(named.id, office, is_reached) : is_reached(person)) continue;
        auto const* const unit = office.directory.find_unit(named.id);
        auto const& name = !is_unit ? person->name : unit != nullptr ? unit->name : named.id;
        warnings.push_back(warning(*named.field, name));
        auto const notice = nobody_reachable(file, named, name);
        tell_secretariat(transaction, file.row.id, notice, office, change.at);
    }
    return warnings;
}

}  // namespace duban::service
