#include "engine/workflow/record_expression.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/record_check.hpp"

namespace duban::workflow {

namespace {

/// The text of an expression; nothing where a problem was reported.
using Written = std::optional<std::string>;

class RecordExpression {
  public:
    explicit RecordExpression(Reading& reading) : reading_{reading} {}

    Written value(yaml::Node const& node, Field const& field) {
        bool const is_composed = expression_kind(field.kind) == expression::Kind::map;
        if (!is_composed || node.is_scalar()) return plain(node, field);
        if (field.kind == FieldKind::file) {
            report_made_up_file(reading_, node.at);
            return std::nullopt;
        }
        return field.list ? list(node, field) : record(node, field);
    }

  private:
    Written plain(yaml::Node const& node, Field const& field) {
        auto const value = reading_.expression(&node);
        if (!value) return std::nullopt;
        auto const before = reading_.problems().size();
        check_content(reading_, node, field, outline_of(*value));
        if (reading_.problems().size() != before) return std::nullopt;
        is_null_ = value->type().kind == expression::Kind::null;
        return node.text;
    }

    Written list(yaml::Node const& node, Field const& field) {
        if (reading_.sequence(&node) == nullptr) return std::nullopt;
        auto one = field;
        one.list = false;
        std::vector<std::string> items;
        for (auto const& item : node.items) {
            if (auto written = value(item, one)) items.push_back(std::move(*written));
        }
        if (items.size() != node.items.size()) return std::nullopt;
        return fmt::format("[{}]", fmt::join(items, ", "));
    }

    Written record(yaml::Node const& node, Field const& field) {
        if (reading_.mapping(&node) == nullptr) return std::nullopt;
        std::vector<std::string> parts;
        std::vector<Field const*> set;
        for (auto const& entry : node.entries) {
            auto const* const part = part_of(field, node, entry);
            if (part == nullptr) continue;
            is_null_ = false;
            auto written = value(entry.value, *part);
            if (!is_null_) set.push_back(part);
            if (written && part->name == entry.key)
                parts.push_back(fmt::format("\"{}\": {}", part->name, *written));
        }
        is_null_ = false;
        bool const is_whole = has_required(node, field, set);
        if (!is_whole || parts.size() != node.entries.size()) return std::nullopt;
        return fmt::format("{{{}}}", fmt::join(parts, ", "));
    }

    /// A misspelt key is taken for the one it meant, unless that one is there as well.
    Field const* part_of(Field const& record, yaml::Node const& node, yaml::Entry const& entry) {
        if (auto const* const part = find_part(record, entry.key)) return part;
        auto const* const meant = report_unknown_part(reading_, entry.at, record, entry.key);
        bool const is_there = meant != nullptr && node.find(meant->name) != nullptr;
        return is_there ? nullptr : meant;
    }

    bool has_required(yaml::Node const& node,
                      Field const& record,
                      std::vector<Field const*> const& set) {
        bool is_whole = true;
        for (auto const& field : record.fields) {
            if (!field.required || std::ranges::find(set, &field) != set.end()) continue;
            report_missing_part(reading_, node.at, record, field.name);
            is_whole = false;
        }
        return is_whole;
    }

    Reading& reading_;
    bool is_null_ = false;  // the plain expression that was read last
};

}  // namespace

std::optional<expression::Expression> read_record_expression(Reading& reading,
                                                             yaml::Node const& node,
                                                             Field const& field) {
    auto const written = RecordExpression{reading}.value(node, field);
    if (!written) return std::nullopt;
    return reading.composed(*written, node.at);
}

}  // namespace duban::workflow
