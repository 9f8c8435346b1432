// The spool: each mail a file in a folder, for an office that tries Duban out or whose own software
// carries the mail on. A file appears whole or not at all, and is on the disk when `done` is
// called. A repeat of the same message takes the place of the first.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/delivery/mail.hpp"
#include "engine/ports/channel.hpp"

namespace duban::spool {

struct Spool {
    std::filesystem::path folder;  // made where it is missing
    delivery::Mailbox from;
};

/// Says what is wrong where the folder cannot be made.
Result<std::unique_ptr<ports::Channel>, Text> make_spool_channel(Spool spool);

/// "20261123T110000Z-d7.chen@duban.example.org-1a2b3c4d.eml": sorts by date, safe on any file
/// system, and always the same for the same message.
std::string file_name(Instant date, std::string_view message_id);

}  // namespace duban::spool
