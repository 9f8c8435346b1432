// An envelope: from whom to whom a mail goes over the wire, and how its server is asked to report
// what becomes of it.
#pragma once

#include <string>

namespace duban::smtp {

/// Sender and recipient are checked addresses.
struct Envelope {
    std::string sender;
    std::string recipient;
    std::string id;  // where the server is to report what becomes of it: by this (ENVID)
    std::string bytes;
};

/// What libcurl is given for MAIL FROM and RCPT TO, with the parameters of RFC 3461 where reports
/// are asked for.
std::string sender_command(Envelope const& envelope);
std::string recipient_command(Envelope const& envelope);

}  // namespace duban::smtp
