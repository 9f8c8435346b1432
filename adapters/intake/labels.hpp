// Labelled values of a page: | 標題: | … |, 提案人：张三, 【办法】…. One table of words says which
// label means which field; the passages between labels are the values.
#pragma once

#include <optional>
#include <vector>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

enum class Field {
    title,
    number,
    proposers,
    unit,
    co_handlers,
    reply_class,
    reply_date,
    document_date,  // 成文日期 of an index table: the day of the letter, not of its publication
    writer,         // 发文机关 of an index table
    result,         // 办理结果: a class or the reply itself, told apart by its value
    content,        // reasons and requests in one
    reasons,
    measures,
    reply,
    other  // a label that is known and means nothing here; it ends the value before it
};

struct Labelled {
    Field field;
    Passage label;
    Passage value;
};

/// In the order of print. Blocks (content, reasons, measures, reply) reach to the next label that
/// ends them, fields to the end of their line or cell.
[[nodiscard]] std::vector<Labelled> find_labelled(Passage page);

/// The first value of a field that is not empty.
[[nodiscard]] std::optional<Passage> first_value(std::vector<Labelled> const& labelled,
                                                 Field field);

}  // namespace duban::intake
