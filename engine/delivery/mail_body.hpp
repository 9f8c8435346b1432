// The body of a mail with the header fields that describe it (RFC 2045, 2046): the text alone, or
// the same thing said several ways: text first, then HTML, then the entry for a calendar. Files
// that go with it follow.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/delivery/outgoing.hpp"

namespace duban::delivery {

/// From "Content-Type:" to the last line, with CRLF line ends. The boundary is made of the
/// Message-ID, so that every attempt is the same.
std::string mail_body(Outgoing const& message);

/// "PUBLISH": what an iCalendar object wants of its reader; nothing where it does not say.
std::optional<std::string> calendar_method(std::string_view calendar);

}  // namespace duban::delivery
