#include "engine/expression/type.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace duban::expression {

namespace {

std::string_view name_of(Kind kind) {
    constexpr std::array<std::string_view, 12> names{"dyn",
                                                     "null",
                                                     "bool",
                                                     "int",
                                                     "uint",
                                                     "double",
                                                     "string",
                                                     "bytes",
                                                     "date",
                                                     "timestamp",
                                                     "duration",
                                                     "list"};
    return names[static_cast<std::size_t>(kind)];
}

bool is_comparable(Kind left, Kind right) {
    auto const open = [](Kind kind) { return kind == Kind::any || kind == Kind::null; };
    return left == right || open(left) || open(right) || (is_numeric(left) && is_numeric(right));
}

bool has_order(Kind kind) {
    return kind != Kind::null && kind != Kind::list;
}

}  // namespace

std::string to_text(Type const& type) {
    std::string text{name_of(type.kind)};
    if (type.kind == Kind::list) text.append("(").append(name_of(type.element)).append(")");
    return text;
}

bool is_numeric(Kind kind) {
    return kind == Kind::int64 || kind == Kind::uint64 || kind == Kind::float64;
}

bool is_comparable(Type const& left, Type const& right) {
    if (left.kind != Kind::list || right.kind != Kind::list)
        return is_comparable(left.kind, right.kind);
    return is_comparable(left.element, right.element);
}

bool is_orderable(Type const& left, Type const& right) {
    if (!has_order(left.kind) || !has_order(right.kind)) return false;
    return is_comparable(left.kind, right.kind);
}

Type join(Type const& left, Type const& right) {
    if (left == right || right.kind == Kind::null) return left;
    if (left.kind == Kind::null) return right;
    if (left.kind != right.kind) return {};
    if (left.kind != Kind::list) return {.kind = left.kind};
    return {.kind = Kind::list,
            .element = left.element == right.element ? left.element : Kind::any};
}

Type element_of(Type const& list) {
    if (list.kind != Kind::list) return {};
    return {.kind = list.element, .choices = list.choices};
}

Type list_of(Type const& element) {
    // A list of lists does not say what the inner ones hold.
    if (element.kind == Kind::list) return {.kind = Kind::list, .element = Kind::list};
    return {.kind = Kind::list, .element = element.kind, .choices = element.choices};
}

}  // namespace duban::expression
