// A retelling: what the journal of one case says of it, all its records taken together, held
// against what the store keeps beside the journal. It tells what the two do not agree upon, and
// mends nothing. Private to the audit.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"

namespace duban::service {

class Retelling {
  public:
    void hear(ports::JournalRow const& record);

    /// What of the case the records do not bear out.
    [[nodiscard]] std::optional<Text> contradiction(ports::CaseRow const& row) const;

    /// The same of its parts and of the deadlines that run.
    [[nodiscard]] std::optional<Text> contradiction(CaseFile const& file) const;

    /// Whether some record tells of what the delivery says; a house notice is none of the case's.
    [[nodiscard]] bool tells_of(delivery::Delivery const& delivery) const;

  private:
    struct Part {
        std::string region;
        std::string key;
        boost::json::object set;
    };

    /// Deadlines of one name: how many run, and each (term, due day) that was ever told of one.
    struct Deadlines {
        std::int64_t running = 0;
        std::set<std::pair<std::string, std::string>> told;
    };

    struct Told {
        std::int64_t number;
        Instant at;
        std::string message;
    };

    void hear_parts(boost::json::object const& parts);
    void hear_deadlines(boost::json::object const& record);
    void hear_upgrade(boost::json::object const& record);
    void hear_clock(boost::json::object const& said);
    [[nodiscard]] bool has(CaseFile const& file, tracking::Part const& part) const;
    [[nodiscard]] bool has_started(CaseFile const& file, tracking::Deadline const& deadline) const;

    std::string state_;
    boost::json::object fields_;
    std::map<std::string, Part> parts_;           // by number, those that live
    std::map<std::string, Deadlines> deadlines_;  // by name
    std::vector<Told> told_;
    Instant opened_at_;
    Instant last_at_;
};

}  // namespace duban::service
