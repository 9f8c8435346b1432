// An office with the definition "office" in force, and cases under it that are moved to its next
// version.
#pragma once

#include <catch2/catch.hpp>

#include "engine/service/case_file.hpp"
#include "engine/service/upgrader.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/place.hpp"
#include "tests/engine/revision/office_procedure.hpp"
#include "tests/support/world.hpp"

namespace duban::service_test {

struct UpgradeWorld : support::World {
    explicit UpgradeWorld(std::unique_ptr<ports::Store> given = nullptr)
        : World{std::move(given)}, upgrader{*store, procedures, office} {
        put_in_force({});
    }

    void put_in_force(revision_test::Edits const& edits) {
        auto const problems =
            procedures.put_in_force(*store, revision_test::office_definition(edits), clock.now());
        for (auto const& problem : problems) UNSCOPED_INFO(problem.message.en);
        REQUIRE_FALSE(has_errors(problems));
    }

    void put_next_in_force(revision_test::Edits edits) {
        edits.insert(edits.begin(), {"version: 1", "version: 2"});
        put_in_force(edits);
    }

    CaseId file_office_case() {
        WorkflowId id;
        auto const procedure = procedures.in_force(*store->read(), "office", id);
        auto const with = tracking::read_values(
            procedure->workflow,
            R"({"title":"校门口交通","co_handlers":["education-bureau","housing-bureau"]})");
        service::Request const request{
            service::Filing{"office", {.actor = {}, .with = *with, .at = {}}}, {}};
        return tracker.perform({&request, 1}, clock.now()).front()->id;
    }

    CaseId handled_case() {
        auto const id = file_office_case();
        REQUIRE(act(id, "accept", "chen-secretary"));
        return id;
    }

    service::UpgradeOrder order(revision::Mapping mapping = {}) {
        service::UpgradeOrder order;
        order.workflow = "office";
        order.actor = "chen-secretary";
        order.mapping = std::move(mapping);
        procedures.in_force(*store->read(), "office", order.to);
        return order;
    }

    std::vector<std::string> places(CaseId id) {
        auto const file = service::open_case(*store->read(), procedures, id);
        return tracking::places_of(*file->procedure, file->state);
    }

    service::Upgrader upgrader;
};

/// That deadline by the new terms.
inline revision::Mapping recount(char const* deadline) {
    revision::Mapping mapping;
    mapping.deadlines.emplace(deadline, revision::Counting::recount);
    mapping.because = {.zh_cn = "期限调整", .en = "the term was changed"};
    return mapping;
}

}  // namespace duban::service_test
