#include "engine/workflow/extension_reader.hpp"

#include <fmt/format.h>

#include <limits>

#include "engine/workflow/reminder_reader.hpp"

namespace duban::workflow {

namespace {

using calendar::Term;
using calendar::Unit;

/// The fewest and the most hours a term can take, whenever it begins.
struct Span {
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

Span span_of(Term const& term) {
    constexpr std::int64_t day = 24;
    std::int64_t const count = term.count;
    switch (term.unit) {
        case Unit::months:
            return {count * 28 * day, (count * 31 + 1) * day};
        case Unit::weeks:
            return {count * 7 * day, (count * 7 + 1) * day};
        case Unit::days:
            return {count * day, (count + 1) * day};
        case Unit::working_days:
            return {count * day, std::numeric_limits<std::int64_t>::max()};
        case Unit::hours:
            return {count, count};
        default:
            return {};
    }
}

/// Whether `to` surely ends no later than `before`, from whatever start.
bool is_no_longer(Term const& to, Term const& before) {
    if (to.unit == before.unit && is_counted(to.unit)) return to.count <= before.count;
    if (!is_counted(to.unit)) return to == before;
    return span_of(to).most <= span_of(before).least;
}

}  // namespace

std::vector<Term> read_extensions(Reading& reading, yaml::Node const* node, Term const& within) {
    std::vector<Term> terms;
    for (auto const* const item : reading.texts(node, yaml::Short::allowed)) {
        if (terms.size() == Bounds::extensions_max) {
            reading.error(item->at,
                          "too-many",
                          {.zh_cn = fmt::format("一个时限最多延期 {} 次", Bounds::extensions_max),
                           .en = fmt::format("a deadline is extended at most {} times",
                                             Bounds::extensions_max)});
            break;
        }
        auto const term = read_term(reading, item);
        if (!term) continue;
        auto const& before = terms.empty() ? within : terms.back();
        if (is_no_longer(*term, before)) {
            reading.error(
                item->at,
                "not-longer",
                {.zh_cn = fmt::format("“{}”不比“{}”长：“to”是自首次起算之日计算的全部期限",
                                      calendar::to_text(*term),
                                      calendar::to_text(before)),
                 .en = fmt::format("“{}” is no longer than “{}”: “to” is the whole term, counted "
                                   "from the first start",
                                   calendar::to_text(*term),
                                   calendar::to_text(before))});
        }
        terms.push_back(*term);
    }
    if (node != nullptr && node->is_sequence() && node->items.empty()) {
        reading.error(node->at,
                      "empty-list",
                      {.zh_cn = "至少要写一个期限", .en = "at least one term is needed here"});
    }
    return terms;
}

}  // namespace duban::workflow
