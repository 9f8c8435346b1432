// Stores of very many sleeping cases, each with a running deadline and its alarm.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/ports/store.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::bench {

/// Made once for a process; the alarms fall on random instants of the year 2099, so that none is
/// due while it is measured.
class MillionCases {
  public:
    static constexpr std::int64_t total = 1'000'000;

    MillionCases();

    [[nodiscard]] std::unique_ptr<ports::Store> open() const;

    [[nodiscard]] std::string const& path() const { return path_; }

  private:
    support::TemporaryFolder folder_;
    std::string path_ = folder_.file("million.db");
};

MillionCases const& million_cases();

/// Cases whose replies all fall due on one day, so that their alarms ring at one moment: the first
/// reminder of the last week. Answers that moment.
Instant fill_with_cases_of_one_day(ports::Store& store, std::int64_t total);

}  // namespace duban::bench
