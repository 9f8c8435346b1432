#include <fmt/format.h>

#include <array>
#include <optional>

#include "engine/base/ensure.hpp"
#include "engine/expression/evaluation.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

std::string_view name_of(Operand const& operand) {
    return to_text(kind_of(operand));
}

/// "no such overload: null < int"
std::string signature(Node const& node, std::span<Operand const> arguments) {
    bool const symbol = node.name.find_first_not_of("!=<>+-*/%") == std::string_view::npos;
    if (symbol && arguments.size() == 2)
        return fmt::format("{} {} {}", name_of(arguments[0]), node.name, name_of(arguments[1]));
    std::string kinds;
    for (auto const& argument : arguments) {
        if (!kinds.empty()) kinds += ", ";
        kinds += name_of(argument);
    }
    return fmt::format("{}({})", node.name, kinds);
}

class Evaluation {
  public:
    Evaluation(Scope const& scope, Workspace& workspace) : scope_{scope}, workspace_{workspace} {}

    Operand value(Node const& node, Frame const* frame) {
        switch (node.operation) {
            case Operation::constant:
                return to_operand(node.constant);
            case Operation::variable:
                return to_operand(*scope_.variables[node.index]);
            case Operation::local:
                return local(node.index, frame);
            case Operation::now:
                return scope_.now;
            case Operation::today:
                return scope_.today;
            case Operation::has:
                return has(node.arguments[0], frame);
            case Operation::select:
                return select(node, frame);
            case Operation::call:
                return call(node, frame);
            case Operation::conjunction:
                return logic(node, frame, false);
            case Operation::disjunction:
                return logic(node, frame, true);
            case Operation::conditional:
                return conditional(node, frame);
            case Operation::list:
                return list(node, frame);
            case Operation::entries:
                return entries(node, frame);
            default:
                return macro(node, frame);
        }
    }

  private:
    static Operand local(std::uint16_t depth, Frame const* frame) {
        for (; depth > 0; --depth) frame = frame->outer;
        return frame->value;
    }

    // Operands are made where they are used and never copied: a copy right after the write costs
    // more than the comparison itself.
    Operand call(Node const& node, Frame const* frame) {
        if (node.arguments.size() == 1) {
            Operand const argument = argument_value(node.arguments[0], frame);
            return is_error(argument) ? argument : apply(node, {&argument, 1});
        }
        std::array<Operand, 2> const arguments{argument_value(node.arguments[0], frame),
                                               argument_value(node.arguments[1], frame)};
        for (auto const& argument : arguments) {
            if (is_error(argument)) [[unlikely]]
                return argument;
        }
        return apply(node, arguments);
    }

    /// Most arguments are a field or a literal: no call for those.
    Operand argument_value(Node const& node, Frame const* frame) {
        if (node.operation == Operation::variable) return to_operand(*scope_.variables[node.index]);
        if (node.operation == Operation::constant) return to_operand(node.constant);
        return value(node, frame);
    }

    Operand apply(Node const& node, std::span<Operand const> arguments) {
        Operand result = node.function(arguments, workspace_);
        if (is_no_such_overload(result)) [[unlikely]]
            result = workspace_.fail("no such overload: " + signature(node, arguments));
        return result;
    }

    /// What one operand of a chain says: decided, or an error to remember, or nothing.
    static bool decides(Operand const& part, bool decisive, std::optional<Operand>& error) {
        if (auto const* answer = std::get_if<bool>(&part)) return *answer == decisive;
        if (!error) error = is_error(part) ? part : no_such_overload();
        return false;
    }

    /// && is decided by false, || by true, and an error counts only where nothing decides.
    Operand logic(Node const& node, Frame const* frame, bool decisive) {
        std::optional<Operand> error;
        for (auto const& part : node.arguments) {
            if (decides(value(part, frame), decisive, error)) return decisive;
        }
        return error ? *error : Operand{!decisive};
    }

    Operand conditional(Node const& node, Frame const* frame) {
        auto const condition = value(node.arguments[0], frame);
        if (is_error(condition)) return condition;
        auto const* answer = std::get_if<bool>(&condition);
        if (answer == nullptr) return no_such_overload();
        return value(node.arguments[*answer ? 1 : 2], frame);
    }

    Operand has(Node const& asked, Frame const* frame) {
        if (asked.operation != Operation::select)
            return !std::holds_alternative<Null>(value(asked, frame));
        auto const from = value(asked.arguments[0], frame);
        if (is_error(from)) return from;
        if (asked.from_record && std::holds_alternative<Null>(from)) return false;
        auto const* map = std::get_if<Entries>(&from);
        if (map == nullptr) return not_selectable(from, asked);
        auto const* found = find(*map, asked);
        return found != nullptr && !(asked.from_record && found->is_null());
    }

    Operand select(Node const& node, Frame const* frame) {
        auto const from = value(node.arguments[0], frame);
        if (is_error(from)) return from;
        auto const* map = std::get_if<Entries>(&from);
        if (map == nullptr) return not_selectable(from, node);
        if (auto const* found = find(*map, node)) return to_operand(*found);
        if (node.from_record) return Null{};
        return workspace_.fail("no such key: " + *node.constant.as<std::string>());
    }

    static Value const* find(Entries entries, Node const& node) {
        auto const found = entries.map().find(std::string_view{*node.constant.as<std::string>()});
        return found == entries.map().end() ? nullptr : &found->second;
    }

    Operand not_selectable(Operand const& from, Node const& node) {
        return workspace_.fail(fmt::format(
            "no such overload: {}.{}", name_of(from), *node.constant.as<std::string>()));
    }

    Operand list(Node const& node, Frame const* frame) {
        List items;
        for (auto const& part : node.arguments) {
            if (auto const error = append(items, value(part, frame))) return *error;
        }
        return workspace_.keep(Value{std::move(items)});
    }

    /// The error that keeps the item from being appended.
    std::optional<Operand> append(List& items, Operand const& item) {
        if (is_error(item)) return item;
        auto const* text = std::get_if<std::string_view>(&item);
        auto const* bytes = std::get_if<Octets>(&item);
        auto const octets = text != nullptr    ? text->size()
                            : bytes != nullptr ? bytes->view.size()
                                               : 0;
        if (!workspace_.make(sizeof(Value) + octets)) return too_costly();
        items.push_back(to_value(item));
        return std::nullopt;
    }

    Operand entries(Node const& node, Frame const* frame) {
        Map map;
        for (std::size_t i = 0; i < node.arguments.size(); i += 2) {
            List entry;
            for (std::size_t part = i; part < i + 2; ++part) {
                auto const operand = value(node.arguments[part], frame);
                if (auto const error = append(entry, operand)) return *error;
            }
            if (auto const fault = insert(map, std::move(entry[0]), std::move(entry[1])))
                return workspace_.fail(*fault);
        }
        return workspace_.keep(Value{std::move(map)});
    }

    /// The keys of a map as a list; anything else as it is.
    Operand keys_of(Operand const& range) {
        auto const* map = std::get_if<Entries>(&range);
        if (map == nullptr) return range;
        List keys;
        for (auto const& [key, held] : map->map()) {
            if (auto const error = append(keys, to_operand(key))) return *error;
        }
        return workspace_.keep(Value{std::move(keys)});
    }

    Operand macro(Node const& node, Frame const* frame) {
        auto const range = keys_of(value(node.arguments[0], frame));
        if (is_error(range)) return range;
        auto const* items = std::get_if<Items>(&range);
        if (items == nullptr) return no_such_overload();
        switch (node.operation) {
            case Operation::all:
                return quantified(items->list(), node, frame, false);
            case Operation::exists:
                return quantified(items->list(), node, frame, true);
            case Operation::exists_one:
                return exists_one(items->list(), node, frame);
            default:
                return selected(items->list(), node, frame);
        }
    }

    /// all is a long &&, exists a long ||.
    Operand quantified(List const& items, Node const& node, Frame const* frame, bool decisive) {
        std::optional<Operand> error;
        for (auto const& item : items) {
            if (!workspace_.visit(node.weight)) return too_costly();
            Frame const inner{to_operand(item), frame};
            if (decides(value(node.arguments[1], &inner), decisive, error)) return decisive;
        }
        return error ? *error : Operand{!decisive};
    }

    Operand exists_one(List const& items, Node const& node, Frame const* frame) {
        std::size_t count = 0;
        for (auto const& item : items) {
            if (!workspace_.visit(node.weight)) return too_costly();
            Frame const inner{to_operand(item), frame};
            auto const holds = condition(node.arguments[1], inner);
            if (is_error(holds)) return holds;
            if (is(holds, true)) ++count;
        }
        return count == 1;
    }

    /// A condition as true, false or an error.
    Operand condition(Node const& node, Frame const& frame) {
        auto const holds = value(node, &frame);
        bool const is_answer = is_error(holds) || std::holds_alternative<bool>(holds);
        return is_answer ? holds : no_such_overload();
    }

    /// filter keeps the item itself, map what is made of it; map may have a condition too.
    Operand selected(List const& items, Node const& node, Frame const* frame) {
        bool const maps = node.operation == Operation::map;
        bool const has_condition = !maps || node.arguments.size() == 3;
        List chosen;
        for (auto const& item : items) {
            if (!workspace_.visit(node.weight)) return too_costly();
            Frame const inner{to_operand(item), frame};
            if (has_condition) {
                auto const holds = condition(node.arguments[1], inner);
                if (is_error(holds)) return holds;
                if (is(holds, false)) continue;
            }
            auto const kept = maps ? value(node.arguments.back(), &inner) : inner.value;
            if (auto const error = append(chosen, kept)) return *error;
        }
        return workspace_.keep(Value{std::move(chosen)});
    }

    Scope const& scope_;
    Workspace& workspace_;
};

}  // namespace

Operand evaluate(Expression::Node const& node,
                 Frame const* frame,
                 Scope const& scope,
                 Workspace& workspace) {
    return Evaluation{scope, workspace}.value(node, frame);
}

Result<Value, EvaluationError> evaluate(Expression const& expression, Scope const& scope) {
    Workspace workspace{scope.working_days, scope.zones};
    auto const result = Evaluation{scope, workspace}.value(expression.root(), nullptr);
    if (auto const* number = std::get_if<std::int64_t>(&result)) return *number;
    if (auto const* error = std::get_if<Error>(&result))
        return Failure<EvaluationError>{{.message = std::string{error->message}}};
    auto value = to_value(result);
    if (workspace.make_tree(value)) return value;
    return Failure<EvaluationError>{{.message = "evaluation too costly"}};
}

bool is_true(Expression const& guard, Scope const& scope) {
    Workspace workspace{scope.working_days, scope.zones};
    auto const result = Evaluation{scope, workspace}.value(guard.root(), nullptr);
    auto const* answer = std::get_if<bool>(&result);
    return answer != nullptr && *answer;
}

}  // namespace duban::expression
