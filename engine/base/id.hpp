// Identifiers of rows. Each kind is a type of its own, so that a deadline's number never names a
// case.
#pragma once

#include <compare>
#include <cstdint>

namespace duban {

template <class Kind>
struct Id {
    std::int64_t value = 0;

    friend auto operator<=>(Id const&, Id const&) = default;
};

using CaseId = Id<struct CaseKind>;
using DeadlineId = Id<struct DeadlineKind>;
using DeliveryId = Id<struct DeliveryKind>;
using RaiseId = Id<struct RaiseKind>;
using WorkflowId = Id<struct WorkflowKind>;

}  // namespace duban
