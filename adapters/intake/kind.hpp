// Proposal or suggestion: told from what the page calls it and from whom it addresses. The word
// 建议 in a title proves nothing: members of the CPPCC make proposals titled 关于…的建议.
#pragma once

#include <optional>

#include "adapters/intake/head.hpp"
#include "adapters/intake/labels.hpp"
#include "adapters/intake/published_case.hpp"
#include "adapters/intake/salutation.hpp"

namespace duban::intake {

struct KindEvidence {
    Head const& head;
    std::vector<Labelled> const& labelled;
    std::optional<Addressee> addressee;
    Passage opening;
};

struct FoundKind {
    std::optional<CaseKind> kind;
    bool contradicts = false;
};

[[nodiscard]] FoundKind find_kind(KindEvidence const& evidence);

}  // namespace duban::intake
