#include "engine/expression/type.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace duban::expression {

namespace {

bool is_comparable(Kind left, Kind right) {
    auto const open = [](Kind kind) { return kind == Kind::any || kind == Kind::null; };
    return left == right || open(left) || open(right) || (is_numeric(left) && is_numeric(right));
}

bool has_order(Kind kind) {
    return kind != Kind::null && kind != Kind::list && kind != Kind::map;
}

/// An unknown element is no element, so that equal types look the same.
std::shared_ptr<Type const> shared(Type const& type) {
    return type.kind == Kind::any ? nullptr : std::make_shared<Type const>(type);
}

template <class Part>
bool same(std::shared_ptr<Part const> const& left, std::shared_ptr<Part const> const& right) {
    return left == right || (left != nullptr && right != nullptr && *left == *right);
}

}  // namespace

bool operator==(Type const& left, Type const& right) {
    return left.kind == right.kind && left.choices == right.choices && left.key == right.key &&
           same(left.element, right.element) && same(left.record, right.record);
}

Type const* Record::find(std::string_view field) const {
    auto const found = std::find_if(fields.begin(), fields.end(), [field](RecordField const& one) {
        return one.name == field;
    });
    return found == fields.end() ? nullptr : &found->type;
}

Type list_of(Type const& element) {
    return {.kind = Kind::list, .element = shared(element)};
}

Type map_of(Kind key, Type const& value) {
    return {.kind = Kind::map, .element = shared(value), .key = key};
}

Type record_of(Record record) {
    return {.kind = Kind::map,
            .key = Kind::string,
            .record = std::make_shared<Record const>(std::move(record))};
}

std::string_view to_text(Kind kind) {
    constexpr std::array<std::string_view, 13> names{"dyn",
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
                                                     "list",
                                                     "map"};
    return names[static_cast<std::size_t>(kind)];
}

std::string to_text(Type const& type) {
    if (type.record != nullptr) return type.record->name;
    std::string text{to_text(type.kind)};
    if (type.kind == Kind::list) text.append("(").append(to_text(value_of(type))).append(")");
    if (type.kind == Kind::map) {
        text.append("(").append(to_text(type.key)).append(", ");
        text.append(to_text(value_of(type))).append(")");
    }
    return text;
}

bool is_numeric(Kind kind) {
    return kind == Kind::int64 || kind == Kind::uint64 || kind == Kind::float64;
}

bool is_comparable(Type const& left, Type const& right) {
    bool const nested =
        left.kind == right.kind && (left.kind == Kind::list || left.kind == Kind::map);
    if (!nested) return is_comparable(left.kind, right.kind);
    return is_comparable(left.key, right.key) && is_comparable(value_of(left), value_of(right));
}

bool is_orderable(Type const& left, Type const& right) {
    if (!has_order(left.kind) || !has_order(right.kind)) return false;
    return is_comparable(left.kind, right.kind);
}

Type join(Type const& left, Type const& right) {
    if (left == right || right.kind == Kind::null) return left;
    if (left.kind == Kind::null) return right;
    if (left.kind != right.kind) return {};
    if (left.kind == Kind::list) return list_of(join(value_of(left), value_of(right)));
    if (left.kind == Kind::map)
        return map_of(left.key == right.key ? left.key : Kind::any,
                      join(value_of(left), value_of(right)));
    return {.kind = left.kind};
}

bool is_range(Type const& type) {
    return type.kind == Kind::list || type.kind == Kind::map || type.kind == Kind::any;
}

Type element_of(Type const& range) {
    return range.kind == Kind::map ? Type{.kind = range.key} : value_of(range);
}

Type value_of(Type const& range) {
    return range.element == nullptr ? Type{} : *range.element;
}

std::vector<std::string> const& words_of(Type const& type) {
    return type.element != nullptr && type.kind == Kind::list ? words_of(*type.element)
                                                              : type.choices;
}

}  // namespace duban::expression
