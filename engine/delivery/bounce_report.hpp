// What a mail server reports of a mail that we had sent (a delivery status notification, RFC 3462
// and 3464): which of ours it was, and what became of it. The mail is from outside: any bytes give
// an answer, and whether it speaks of a mail of ours is for the caller to check by the mark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/bounce_mark.hpp"

namespace duban::delivery {

struct BounceReport {
    static constexpr std::size_t bytes_max = 1'000'000;

    enum class Action : std::uint8_t {
        failed,     // it will not arrive
        delayed,    // the server goes on trying, or has handed it on to one that reports nothing
        delivered,  // into the mailbox
    };

    Action action = Action::failed;
    std::optional<BounceMark> mark;  // from the address it came to, else from the envelope's id,
                                     // else from the mail that it returns
    std::string recipient;           // as the server calls it; may be empty
    std::string status;              // "5.1.1"; empty where the server says none
    std::string words;               // the server's own, printable
};

std::string_view to_text(BounceReport::Action action);

/// Of several recipients the worst that is said. An error says why the mail is no such report.
Result<BounceReport, Text> read_bounce_report(std::string_view mail);

}  // namespace duban::delivery
