// What an office has said over all its runs, and whether the store agrees: whoever was answered
// finds his action in the journal, whoever was sent a letter finds it in the outbox.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/ports/store.hpp"

namespace duban::crash_test {

class RecordOfRun {
  public:
    /// A line of crash_worker. Throws std::runtime_error for any other, and for "failed …".
    void hear(std::string const& line);
    void hear_sent(DeliveryId id, std::string const& message_id, int attempt);

    /// What contradicts the store; empty where nothing does.
    std::vector<std::string> contradictions(ports::Reader& reader) const;

    [[nodiscard]] std::size_t answers() const { return answered_.size(); }

    /// Letters that left, repeats included.
    [[nodiscard]] std::size_t letters() const;
    /// Letters that left more than once.
    [[nodiscard]] std::size_t repeated() const;

  private:
    struct Sent {
        std::string message_id;
        std::vector<int> attempts;
    };

    void check_answers(ports::Reader& reader, std::vector<std::string>& contradictions) const;
    void check_letters(ports::Reader& reader, std::vector<std::string>& contradictions) const;

    std::map<std::pair<CaseId, std::int64_t>, std::string> answered_;
    std::map<DeliveryId, Sent> sent_;
    std::vector<std::string> heard_amiss_;
};

/// What is not as it must be when the outbox has come to rest: a letter still on its way, an
/// attempt not written down or not counted.
std::vector<std::string> unrest(ports::Reader& reader);

}  // namespace duban::crash_test
