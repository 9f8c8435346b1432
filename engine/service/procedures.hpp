// The definitions in use: compiled once by content, found by the id a case keeps, and put in force
// by name. A definition with an error is never put in force; the one before it stays. Safe to use
// from several threads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/calendars.hpp"
#include "engine/tracking/case.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::service {

using ProcedurePointer = std::shared_ptr<tracking::Procedure const>;

class Procedures {
  public:
    explicit Procedures(Calendars calendars);

    /// What begins from now on is counted by these; what runs stays as it was counted. Each version
    /// is kept in the store. Throws where the store fails.
    void put_in_force(ports::Store& store, Calendars calendars, Instant now);

    /// Those in force.
    [[nodiscard]] Calendars calendars() const;

    /// Takes over what the store holds of this version of a calendar; false where it holds none.
    bool learn(ports::Reader& reader, std::string_view calendar_version);

    /// Versions of the calendar of that name (of all, where it is empty) that are in force no more,
    /// the oldest first.
    std::vector<std::string> former_versions(ports::Reader& reader, std::string_view name) const;

    /// Reads, checks and, where it is new, stores the definition; from then on new cases begin
    /// under it. The problems hold warnings also where it succeeds.
    Problems put_in_force(ports::Store& store, workflow::DefinitionText const& text, Instant now);

    /// The procedure a case began under. Throws std::runtime_error where the store does not hold it
    /// or where its calendar is gone from the configuration.
    ProcedurePointer find(ports::Reader& reader, WorkflowId id);

    /// The procedure that new cases of this name begin under, or null.
    ProcedurePointer in_force(ports::Reader& reader, std::string_view name, WorkflowId& id);

    /// The one that was stored last under this name and version, in force or not.
    static std::optional<WorkflowId> find_version(ports::Reader& reader,
                                                  std::string_view name,
                                                  int version);

  private:
    /// `stored`: where a calendar that is in force no more may be found; null for a definition that
    /// is to come into force.
    Result<ProcedurePointer, Problems> compile(workflow::DefinitionText const& text,
                                               Problems& problems,
                                               ports::Reader* stored) const;
    std::optional<calendar::Calendar> calendar_named(std::string const& name,
                                                     ports::Reader* stored) const;
    void remember_former(calendar::Calendar calendar);
    ProcedurePointer remember(WorkflowId id, ProcedurePointer procedure);

    std::mutex mutable mutex_;
    Calendars calendars_;
    std::vector<calendar::Calendar> former_;  // that some deadline was counted by
    std::map<WorkflowId, ProcedurePointer> by_id_;
};

/// A definition's texts as one, for the store, and back.
std::string encode_definition(workflow::DefinitionText const& text);
workflow::DefinitionText decode_definition(std::string_view encoded);

}  // namespace duban::service
