// The office as it is configured now: its name, its people, the ways to reach them. Immutable; a
// reload puts a new one in its place, and whoever works with the old one finishes with it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/delivery/retry_policy.hpp"
#include "engine/delivery/throttle.hpp"
#include "engine/service/calendars.hpp"

namespace duban::service {

/// What a channel carries, and so which address of a person it takes.
enum class Medium { mail, sms };

/// Octets of the files with one mail, where nobody says otherwise: what most servers take, a third
/// larger in base64.
constexpr std::int64_t attachments_usually = std::int64_t{20} * 1024 * 1024;

/// A configured channel, as far as deciding who is told how needs it.
struct Route {
    std::string channel;
    Medium medium = Medium::mail;
    delivery::RetryPolicy retry;
    std::string sender = {};  // of mail: the address it comes from; empty where it is not known
    std::string fallback_for =
        {};                     // the channel that is tried first; empty: this one is used at once
    Duration receipt_within{};  // how long that one has to confirm; 0: its server's word is enough
    delivery::Throttle per_recipient = {};  // what is more goes later, as one digest
    std::int64_t attachments_at_most = 0;   // octets of the files with one mail; 0: carries none
};

struct Office {
    Text name{.zh_cn = "督办", .en = "Duban"};
    std::string mail_domain = "localhost";    // the right-hand side of every Message-ID
    std::string secretariat = "secretariat";  // the group that is told what could not be told
    std::string administrators = {};  // told besides of the machine and its settings; empty: none
    std::string link_base;            // before "/cases/7"; empty: mails carry no link
    /// Reminders that are due at one hour leave spread over so long, each at its own moment.
    Duration spread{};
    bool calendar_entries = false;  // a reminder of a deadline carries its day for the calendar
    std::vector<Route> routes;
    delivery::Directory directory;
    Calendars calendars = {};  // by which its people work; the cases have their own
    /// A title folded so that traditional and simplified forms are found alike.
    std::function<std::string(std::string_view)> search_key = [](std::string_view title) {
        return std::string{title};
    };

    [[nodiscard]] Route const* find_route(std::string_view channel) const;
};

using OfficePointer = std::shared_ptr<Office const>;

class CurrentOffice {
  public:
    explicit CurrentOffice(Office office);

    [[nodiscard]] OfficePointer get() const;
    void put_in_force(Office office);

  private:
    mutable std::mutex mutex_;
    OfficePointer office_;
};

}  // namespace duban::service
