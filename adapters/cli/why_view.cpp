#include "adapters/cli/why_view.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t next_shown = 5;

constexpr auto near_future = std::chrono::days{400};
constexpr auto far_future = std::chrono::years{100};

/// Of the near future; where there is nothing, of the far one: "nothing comes" must be true.
std::vector<service::Forecast> next_by_clock(House& house, ports::Reader& reader, CaseId id) {
    auto const now = house.clock().now();
    auto const until = [&](Instant end) {
        std::vector<service::UnreadableCase> unreadable;  // it was read just now
        return service::forecast(
            reader, house.procedures(), *house.office().get(), id, now, end, unreadable);
    };
    auto entries = until(now + near_future);
    if (entries.empty())
        entries = until(now + std::chrono::duration_cast<std::chrono::hours>(far_future));
    if (entries.size() > next_shown) entries.erase(entries.begin() + next_shown, entries.end());
    return entries;
}

/// The version that new cases begin under, where it is not the case's own.
std::optional<int> newer_version(House& house,
                                 ports::Reader& reader,
                                 service::CaseFile const& file) {
    WorkflowId id{};
    auto const& own = file.procedure->workflow;
    auto const in_force = house.procedures().in_force(reader, own.name, id);
    if (in_force == nullptr || in_force->workflow.version <= own.version) return std::nullopt;
    return in_force->workflow.version;
}

}  // namespace

Why ask(House& house, ports::Reader& reader, service::CaseFile const& file, Language language) {
    auto const office = house.office().get();
    auto const trail = service::trail_of(reader, file);
    return {.file = file,
            .personal_reminders = reader.personal_reminders(file.row.id),
            .standing = service::standing_of(file,
                                             {.trail = trail,
                                              .directory = office->directory,
                                              .language = language,
                                              .now = house.clock().now()}),
            .next = next_by_clock(house, reader, file.row.id),
            .newer_version = newer_version(house, reader, file)};
}

}  // namespace duban::cli
