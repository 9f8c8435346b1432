#include "engine/service/guard_standing.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

namespace {

using expression::Account;
using expression::Value;

constexpr std::size_t value_cells_max = 80;

class Wording {
  public:
    Wording(workflow::Workflow const& workflow, Witness const& witness)
        : workflow_{workflow}, witness_{witness} {}

    [[nodiscard]] ConditionStanding condition(Account const& account) const {
        ConditionStanding standing{.text = account.text,
                                   .answer = account.answer,
                                   .error = account.error,
                                   .item = {},
                                   .seen = {},
                                   .parts = {}};
        if (account.item) standing.item = item(*account.item, account.list);
        for (auto const& seen : account.seen)
            standing.seen.emplace_back(seen.text, value(seen.value, seen.variable));
        for (auto const& part : account.parts) standing.parts.push_back(condition(part));
        // A field that is not set says why by itself, in the reader's language.
        if (!standing.seen.empty() || !standing.parts.empty()) standing.error.clear();
        return standing;
    }

  private:
    [[nodiscard]] std::string value(Value const& value,
                                    std::optional<std::uint16_t> variable) const {
        bool const zh = witness_.language == Language::zh_cn;
        if (value.is_null()) return zh ? "未填写" : "not set";
        auto const* const list = value.as_list();
        auto const* const text = value.as<std::string>();
        if ((list != nullptr && list->empty()) || (text != nullptr && text->empty()))
            return zh ? "空" : "empty";
        bool const is_field = variable && *variable < workflow_.fields.size();
        auto const words =
            is_field
                ? wording_of(
                      workflow_.fields[*variable], value, witness_.directory, witness_.language)
                : expression::to_text(value);
        return cut_to_width(words, value_cells_max);
    }

    /// A part by the name of its unit, anything else as it is.
    [[nodiscard]] std::string item(Value const& item, std::optional<std::uint16_t> list) const {
        auto const* const record = item.as_map();
        if (record != nullptr && list && *list >= workflow_.fields.size()) {
            auto const& region = workflow_.derived[*list - workflow_.fields.size()].state;
            auto const key = workflow_.states[region].for_each->key;
            auto const found = record->find(std::string_view{workflow_.fields[key].name});
            if (found != record->end()) return value(found->second, key);
        }
        return value(item, list);
    }

    workflow::Workflow const& workflow_;
    Witness const& witness_;
};

/// A guard that reads what the action supplies cannot be answered before it is supplied.
bool hangs_on_need(workflow::Action const& action, expression::Expression const& guard) {
    auto const uses = guard.uses();
    return std::any_of(uses.begin(), uses.end(), [&](workflow::Index field) {
        return std::find(action.need.begin(), action.need.end(), field) != action.need.end();
    });
}

}  // namespace

GuardStanding guard_standing(tracking::Glance const& glance,
                             expression::Expression const& guard,
                             workflow::Action const& action,
                             Witness const& witness) {
    auto const& workflow = glance.procedure().workflow;
    auto const account = glance.account_of(guard);
    GuardStanding standing{.text = guard.text(),
                           .open = account.answer == Account::Answer::yes,
                           .hangs_on_need = hangs_on_need(action, guard),
                           .values = {},
                           .condition = Wording{workflow, witness}.condition(account)};
    for (auto const index : guard.uses()) {
        standing.values.emplace_back(workflow.name_of_variable(index),
                                     expression::to_text(glance.value_of(index)));
    }
    return standing;
}

}  // namespace duban::service
