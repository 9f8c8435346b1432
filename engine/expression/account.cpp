#include "engine/expression/account.hpp"

#include <algorithm>

#include "engine/expression/evaluation.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

Account::Answer answer_of(Operand const& operand) {
    auto const* answer = std::get_if<bool>(&operand);
    if (answer == nullptr) return Account::Answer::fails;
    return *answer ? Account::Answer::yes : Account::Answer::no;
}

class Accountant {
  public:
    Accountant(Expression const& guard, Scope const& scope)
        : text_{guard.text()}, scope_{scope}, workspace_{scope.working_days, scope.zones} {}

    Account account(Node const& node, Frame const* frame) {
        Account account;
        account.text = text_of(node);
        auto const operand = evaluate(node, frame, scope_, workspace_);
        account.answer = answer_of(operand);
        if (auto const* error = std::get_if<Error>(&operand)) account.error = error->message;
        switch (node.operation) {
            case Operation::conjunction:
            case Operation::disjunction:
                for (auto const& part : node.arguments)
                    account.parts.push_back(this->account(part, frame));
                break;
            case Operation::all:
            case Operation::exists:
                account_items(account, node, frame);
                break;
            default:
                see(account, node, frame);
        }
        return account;
    }

  private:
    [[nodiscard]] std::string text_of(Node const& node) const {
        return std::string{text_.substr(node.span.begin, node.span.end - node.span.begin)};
    }

    /// What is compared, or asked: constants tell nothing.
    void see(Account& account, Node const& node, Frame const* frame) {
        if (is_negation(node)) {
            auto const& inner = node.arguments.front();
            bool const apart =
                inner.operation != Operation::variable && inner.operation != Operation::local;
            if (apart) {
                account.parts.push_back(this->account(inner, frame));
                return;
            }
        }
        bool const is_name =
            node.operation == Operation::variable || node.operation == Operation::select;
        if (is_name && account.answer == Account::Answer::fails)
            return see_value(account, node, frame);
        if (node.operation != Operation::call) return;
        for (auto const& argument : node.arguments) see_value(account, argument, frame);
    }

    static bool is_negation(Node const& node) {
        return node.operation == Operation::call && node.name == "!" && node.arguments.size() == 1;
    }

    void see_value(Account& account, Node const& node, Frame const* frame) {
        if (node.operation == Operation::constant) return;
        auto const operand = evaluate(node, frame, scope_, workspace_);
        if (is_error(operand)) {
            // What made it fail lies further inside; of a macro, in its list: the rest reads names
            // that are bound only there.
            auto const count = node.operation < Operation::all ? node.arguments.size() : 1;
            for (std::size_t i = 0; i < count; ++i) see_value(account, node.arguments[i], frame);
            return;
        }
        auto value = to_value(operand);
        if (!workspace_.make_tree(value)) return;
        auto text = text_of(node);
        bool const known = std::ranges::any_of(
            account.seen, [&](Account::Seen const& seen) { return seen.text == text; });
        if (known) return;
        std::optional<std::uint16_t> variable;
        if (node.operation == Operation::variable) variable = node.index;
        account.seen.push_back({std::move(text), std::move(value), variable});
    }

    /// `all` is decided by an item that says no or fails, `exists` by one that says yes; where none
    /// does, every item has its share in the answer.
    void account_items(Account& account, Node const& node, Frame const* frame) {
        auto const range = evaluate(node.arguments[0], frame, scope_, workspace_);
        auto const* items = std::get_if<Items>(&range);
        if (items == nullptr) return see_value(account, node.arguments[0], frame);
        if (items->list().empty()) return see_value(account, node.arguments[0], frame);
        auto const decisive =
            node.operation == Operation::all ? Account::Answer::yes : Account::Answer::no;
        bool const decided = account.answer != decisive;
        for (auto const& item : items->list()) {
            if (account.parts.size() == account_items_max) break;
            Frame const inner{to_operand(item), frame};
            auto const holds = evaluate(node.arguments[1], &inner, scope_, workspace_);
            if (decided && answer_of(holds) == decisive) continue;
            auto part = this->account(node.arguments[1], &inner);
            part.item = item;
            if (node.arguments[0].operation == Operation::variable)
                part.list = node.arguments[0].index;
            account.parts.push_back(std::move(part));
        }
    }

    std::string_view text_;
    Scope const& scope_;
    Workspace workspace_;
};

}  // namespace

Account account_of(Expression const& guard, Scope const& scope) {
    return Accountant{guard, scope}.account(guard.root(), nullptr);
}

}  // namespace duban::expression
