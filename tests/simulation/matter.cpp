#include "tests/simulation/matter.hpp"

#include <algorithm>

namespace duban::simulation {

namespace {

auto* pointer_to(auto& all, auto found) {
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

Clock* Matter::find(std::string_view rule) {
    return pointer_to(clocks, std::ranges::find_if(clocks, [&](Clock const& one) {
                          return one.rule->name == rule;
                      }));
}

Clock* Matter::find(int number) {
    return pointer_to(clocks, std::ranges::find(clocks, number, &Clock::number));
}

Clock const* Matter::find(int number) const {
    return pointer_to(clocks, std::ranges::find(clocks, number, &Clock::number));
}

Clock* Matter::find_of_part(int part) {
    return pointer_to(clocks, std::ranges::find(clocks, part, &Clock::part));
}

Part* Matter::find_part(std::string_view name) {
    return pointer_to(parts, std::ranges::find(parts, name, &Part::name));
}

std::optional<Instant> Matter::next() const {
    std::optional<Instant> next;
    auto const consider = [&](std::optional<Instant> at) {
        if (at && (!next || *at < *next)) next = at;
    };
    for (auto const& clock : clocks) consider(clock.next());
    for (auto const& reminder : reminders) consider(reminder.at);
    return next;
}

}  // namespace duban::simulation
