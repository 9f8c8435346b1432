#include "adapters/intake/reply_place.hpp"

#include <algorithm>

#include "adapters/intake/reply_class.hpp"

namespace duban::intake {

namespace {

bool is_reply_text(Passage value) {
    return value.size() > 12 && !class_in_value(value.until(12));
}

}  // namespace

std::optional<ReplyPlace> place_reply(Passage page, std::vector<Labelled> const& labelled) {
    auto labelled_reply = first_value(labelled, Field::reply);
    auto const result = first_value(labelled, Field::result);
    if (!labelled_reply && result && is_reply_text(*result)) labelled_reply = result;
    if (labelled_reply) {
        auto salutation = find_salutation(*labelled_reply, 0);
        constexpr std::size_t soon = 400;  // a copied reply may carry its own heading first
        if (salutation && salutation->begin > soon) salutation.reset();
        return ReplyPlace{*labelled_reply, salutation};
    }
    if (auto salutation = find_salutation(page, 0)) {
        auto const begin = salutation->begin;
        salutation->begin = 0;
        salutation->body -= begin;
        return ReplyPlace{page.part(begin), salutation};
    }
    auto const received = page.find(U"收悉");
    if (received == Passage::npos) return std::nullopt;
    auto const line = page.shadow.rfind(U'\n', received);
    return ReplyPlace{page.part(line == Passage::npos ? 0 : line + 1), std::nullopt};
}

std::vector<Labelled> outside_letter(std::vector<Labelled> labelled, Passage letter) {
    auto const inside = [&](Labelled const& entry) {
        bool const about_case = entry.field == Field::unit || entry.field == Field::reply_class ||
                                entry.field == Field::reply_date ||
                                entry.field == Field::co_handlers || entry.field == Field::number ||
                                entry.field == Field::proposers;
        return entry.label.text.data() >= letter.text.data() && !about_case;
    };
    labelled.erase(std::remove_if(labelled.begin(), labelled.end(), inside), labelled.end());
    for (auto& entry : labelled) {
        auto const* begin = entry.value.text.data();
        auto const* end = begin + entry.value.size();
        if (begin <= letter.text.data() && end > letter.text.data() &&
            entry.field != Field::reply && entry.field != Field::result) {
            entry.value =
                trimmed(entry.value.until(static_cast<std::size_t>(letter.text.data() - begin)));
        }
    }
    return labelled;
}

}  // namespace duban::intake
