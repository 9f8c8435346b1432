#include "tests/bench/full_outbox.hpp"

#include <fmt/format.h>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/base/ensure.hpp"

namespace duban::bench {

namespace {

constexpr std::size_t letters_per_commit = 20'000;

std::unique_ptr<support::World> world_at(std::string const& path) {
    return std::make_unique<support::World>(sqlite::open_sqlite_store({.path = path}));
}

/// One waiting letter of each of so many cases.
std::vector<delivery::Delivery> file_cases(support::World& world, std::size_t cases) {
    std::vector<delivery::Delivery> letters;
    for (std::size_t n = 0; n < cases; ++n) {
        auto const id = world.assigned_case();
        auto const rows = world.store->read()->list_deliveries({.case_id = id,
                                                                .phase = delivery::Phase::queued,
                                                                .channel = std::nullopt,
                                                                .recipient = std::nullopt,
                                                                .message = std::nullopt,
                                                                .after = {},
                                                                .limit = 100});
        ensure(!rows.empty(), "whoever is assigned a case is told");
        letters.push_back(rows.back());
    }
    return letters;
}

void tell_again(support::World& world, std::vector<delivery::Delivery> letters, std::size_t many) {
    for (std::size_t told = 0; told < many;) {
        auto const transaction = world.store->write();
        auto const end = std::min(many, told + letters_per_commit);
        for (; told < end; ++told) {
            auto row = letters[told % letters.size()];
            row.id = {};
            row.occurrence += fmt::format(" again {}", told);
            row.message_id = fmt::format("<again-{}@duban.example.org>", told);
            transaction->insert_delivery(row);
        }
        transaction->commit();
    }
}

}  // namespace

FullOutbox::FullOutbox(std::size_t letters, std::size_t cases) {
    auto const path = folder_.file("outbox.db");
    {
        auto const world = world_at(path);
        auto const examples = file_cases(*world, cases);
        tell_again(*world, examples, letters);
    }
    world_ = world_at(path);
    letters_ = static_cast<std::size_t>(count(delivery::Phase::queued));
}

std::int64_t FullOutbox::count(delivery::Phase phase) const {
    for (auto const& [of, many] : world_->store->read()->counts().deliveries) {
        if (of == phase) return many;
    }
    return 0;
}

}  // namespace duban::bench
