// A small office for tests: the shipped procedure, the sample directory, a clock that stands until
// it is moved, and mail that is taken down. Alarms ring and letters go when time passes, in order,
// at their own instants.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/delivery/outcome.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/alarms.hpp"
#include "engine/service/courier.hpp"
#include "engine/service/procedures.hpp"
#include "engine/service/tracker.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::support {

/// Any thread may read it; one sets it.
class VirtualClock : public ports::Clock {
  public:
    Instant now() override { return now_; }

    /// Never back.
    void set(Instant instant);

    /// As somebody does who mends a clock that was ahead.
    void set_back(Instant instant) { now_ = instant; }

  private:
    std::atomic<Instant> now_{};
};

class SeededRandom : public ports::Random {
  public:
    explicit SeededRandom(std::uint64_t seed = 1) : state_{seed | 1U} {}

    std::uint64_t next() override;

  private:
    std::uint64_t state_;
};

/// The definition that lies in a folder of workflows/.
workflow::DefinitionText shipped_definition(std::string const& name);
/// China's working calendar, as shipped.
service::Calendars shipped_calendars();
/// The sample directory, mail to everybody on the channel "mail".
service::Office sample_office();

/// A procedure of the text's own, with China's calendar; the test fails where it has problems.
std::shared_ptr<tracking::Procedure const> procedure_of(workflow::DefinitionText const& text);

class World {
  public:
    explicit World(std::unique_ptr<ports::Store> store = nullptr,
                   service::Office office = sample_office());

    /// Wall time in Shanghai: "2026-03-02T10:00".
    void at(std::string_view wall);
    /// The same, for a clock that was ahead.
    void set_back(std::string_view wall);

    /// The request to file or act, for whoever performs it otherwise than `file` and `act` do.
    Result<service::Request, tracking::Refusal> filing(std::string_view values,
                                                       std::string_view actor = "chen-secretary");
    Result<service::Request, tracking::Refusal> acting(CaseId id,
                                                       std::string_view action,
                                                       std::string_view actor,
                                                       std::string_view values = "{}");

    service::Answer file(std::string_view values, std::string_view actor = "chen-secretary");
    service::Answer act(CaseId id,
                        std::string_view action,
                        std::string_view actor,
                        std::string_view values = "{}");
    /// Files a proposal of huang-member, has it accepted and assigned to the education bureau.
    CaseId assigned_case();

    /// Lets time pass to this wall time: rings every alarm and sends every letter at its instant.
    void pass_until(std::string_view wall);
    /// Sends what is due now.
    void deliver();

    /// "2026-03-02 09:00 zhao-education reply_soon" for each letter sent since the last call.
    std::vector<std::string> sent();

    [[nodiscard]] std::string state_of(CaseId id);

    VirtualClock clock;
    SeededRandom random;
    std::unique_ptr<ports::Store> store;
    service::Procedures procedures;
    service::CurrentOffice office;
    service::Tracker tracker;
    service::Alarms alarms;
    service::Courier courier;
    /// What the channel answers; delivered where nothing else is set.
    std::function<delivery::Outcome(ports::Outgoing const&)> post_office;
    std::vector<ports::Outgoing> letters;

  private:
    service::Answer perform(Result<service::Request, tracking::Refusal> const& request);

    std::vector<std::string> sent_;
};

}  // namespace duban::support
