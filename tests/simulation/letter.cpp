#include "tests/simulation/letter.hpp"

#include <fmt/format.h>

namespace duban::simulation {

std::string Letter::text() const {
    return fmt::format("case {} to {}{}: {} \"{}\"",
                       matter,
                       recipient,
                       on_behalf_of.empty() ? "" : " for another",
                       message,
                       subject);
}

}  // namespace duban::simulation
