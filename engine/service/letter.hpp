// The words of one delivery: its message, in the recipient's language, with the case as it is at
// that moment.
#pragma once

#include <string>
#include <vector>

#include "engine/base/file_description.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

struct Letter {
    std::string subject;  // empty for SMS
    std::string text;
    std::string html = {};       // a whole page; empty where the message has none, and for SMS
    std::string variables = {};  // see delivery.hpp
    std::vector<FileDescription> attachments = {};
};

/// `part`: whose part it speaks of; 0: of none. An error says which message cannot be written and
/// why; the delivery is then undeliverable.
Result<Letter, Text> write_letter(CaseFile const& file,
                                  delivery::Delivery const& delivery,
                                  tracking::PartNumber part,
                                  std::optional<Day> moved_from,
                                  Office const& office,
                                  Instant now);

}  // namespace duban::service
