#include "adapters/intake/kind.hpp"

#include <algorithm>

namespace duban::intake {

namespace {

using Kind = std::optional<CaseKind>;

Kind kind_of_heading(Head const& head) {
    for (auto const line : head.lines()) {
        if (line.contains(U"号提案") || line.contains(U"提案答复") ||
            line.contains(U"提案的答复") || line.contains(U"政协")) {
            return CaseKind::proposal;
        }
        if (line.contains(U"号建议") || line.contains(U"代表建议") ||
            line.contains(U"人民代表大会") || line.contains(U"人大")) {
            return CaseKind::suggestion;
        }
    }
    return std::nullopt;
}

Kind kind_of_addressee(std::optional<Addressee> addressee) {
    if (addressee == Addressee::member) return CaseKind::proposal;
    if (addressee == Addressee::deputy) return CaseKind::suggestion;
    return std::nullopt;
}

// 您提出的…提案收悉. 建议 counts only outside the title's quotes.
Kind kind_of_opening(Passage opening) {
    auto const received = opening.until(400).find(U"收悉");
    auto const sentence = opening.until(received == Passage::npos ? 200 : received);
    if (sentence.contains(U"提案")) return CaseKind::proposal;
    auto const suggestion = sentence.shadow.rfind(U"建议");
    if (suggestion == Passage::npos || received == Passage::npos) return std::nullopt;
    auto const after = sentence.part(suggestion + 2, 1);
    bool const quoted =
        after.starts_with(U"》") || after.starts_with(U"”") || after.starts_with(U"\"");
    return !quoted && received - suggestion < 30 ? Kind{CaseKind::suggestion} : std::nullopt;
}

Kind kind_of_labels(std::vector<Labelled> const& labelled) {
    for (auto const& entry : labelled) {
        bool const names_case = entry.field == Field::title || entry.field == Field::number ||
                                entry.field == Field::proposers || entry.field == Field::content ||
                                entry.field == Field::reply;
        if (!names_case) continue;
        if (entry.label.contains(U"提案")) return CaseKind::proposal;
        if (entry.label.contains(U"建议") || entry.label.contains(U"代表"))
            return CaseKind::suggestion;
    }
    auto const title = first_value(labelled, Field::title);
    return title && title->ends_with(U"提案") ? Kind{CaseKind::proposal} : std::nullopt;
}

}  // namespace

FoundKind find_kind(KindEvidence const& evidence) {
    // The surest first.
    Kind const votes[] = {kind_of_heading(evidence.head),
                          kind_of_addressee(evidence.addressee),
                          kind_of_labels(evidence.labelled)};
    FoundKind found;
    for (auto const vote : votes) {
        if (!vote) continue;
        found.contradicts = found.contradicts || (found.kind && *found.kind != *vote);
        if (!found.kind) found.kind = vote;
    }
    if (!found.kind) found.kind = kind_of_opening(evidence.opening);
    return found;
}

}  // namespace duban::intake
