// Whether a delivery that is due may go now: asked each time just before sending, against the case,
// the directory and the clock as they are then.
#pragma once

#include <string>
#include <variant>

#include "engine/delivery/delivery.hpp"
#include "engine/delivery/event.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// It may go, to this address.
struct Ready {
    std::string address;
    bool is_urgent = false;  // its message says "at any hour", or it is a test: nothing holds it up
};

/// The office is closed: ask again then.
struct NotNow {
    Instant until;
};

/// Ready, later, or never (NoLongerWanted, Unroutable, Outlived).
using Readiness = std::variant<Ready, NotNow, delivery::Event>;

/// `file`: null for what belongs to no case, as some notices of the house do.
Readiness readiness_of(delivery::Delivery const& delivery,
                       CaseFile const* file,
                       Office const& office,
                       Instant now);

}  // namespace duban::service
