// A delivery as it is shown: for people, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/base/file_description.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/delivery/delivery.hpp"

namespace boost::json {
class object;
}

namespace duban::cli {

/// "待发", "queued".
Text word_of(delivery::Phase phase);

/// {"delivery","case","message","recipient","address","channel","phase","attempts","not_before",
/// "expires_at","confirmed_at","message_id","occurrence","reason"}
boost::json::object delivery_json(delivery::Delivery const& row);

/// {"number","at","outcome","class","code","words"}
boost::json::object attempt_json(delivery::Attempt const& attempt);

/// "attached: letter.pdf (18204 bytes), …"; there are some.
std::string attachments_text(std::vector<FileDescription> const& files, Language language);

/// Why it waits or stopped, for people.
std::string note_of(delivery::Delivery const& row, calendar::Zone const& zone, Language language);

}  // namespace duban::cli
