// Which deliveries of the outbox are meant: of a case, on a channel, to a person, of a message, in
// a phase.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/cli/house.hpp"
#include "engine/ports/store.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

struct OutboxFilter {
    std::int64_t number = 0;  // the case's; 0: any
    std::string channel;
    std::string recipient;
    std::string message;
    std::string phase;

    [[nodiscard]] bool is_empty() const;
    [[nodiscard]] ports::DeliveryFilter rows() const;
};

/// `--case`, `--channel`, `--recipient`, `--message`.
void add_filter_options(CLI::App& command, Session const& session, OutboxFilter& filter);

/// `--phase`.
void add_phase_option(CLI::App& command, Session const& session, OutboxFilter& filter);

/// Nothing was found: perhaps because a name was mistyped.
void suggest_names(Session const& session, House& house, OutboxFilter const& filter);

/// `outbox show`, `outbox preview`.
void add_outbox_show(CLI::App& above, Session& session);
void add_outbox_preview(CLI::App& above, Session& session);
/// `outbox refused`.
void add_outbox_refused(CLI::App& above, Session& session);
/// `outbox hold`, `release`, `bundle`, `redrive`, `purge`.
void add_outbox_by_hand(CLI::App& above, Session& session);

}  // namespace duban::cli
