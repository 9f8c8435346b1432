#include "tests/scenarios/crash/record_of_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace duban::crash_test {

namespace {

using delivery::Delivery;
using delivery::Phase;

bool is_final(Phase phase) {
    return phase != Phase::queued && phase != Phase::sending && phase != Phase::backing_off &&
           phase != Phase::held && phase != Phase::standby && phase != Phase::bundled;
}

std::vector<Delivery> all_deliveries(ports::Reader& reader) {
    std::vector<Delivery> all;
    ports::DeliveryFilter filter;
    while (true) {
        auto page = reader.list_deliveries(filter);
        all.insert(all.end(), page.begin(), page.end());
        if (page.size() < filter.limit) return all;
        filter.after = page.back().id;
    }
}

/// An accepted proposal is told to who made it: by the same commit, or one of them is a lie.
bool is_told(ports::Reader& reader, CaseId id) {
    ports::DeliveryFilter filter;
    filter.case_id = id;
    auto const letters = reader.list_deliveries(filter);
    return std::any_of(letters.begin(), letters.end(), [](Delivery const& letter) {
        return letter.message == "accepted" && letter.recipient == "huang-member";
    });
}

}  // namespace

void RecordOfRun::hear(std::string const& line) {
    std::istringstream words{line};
    std::string word;
    std::string text;
    std::int64_t id = 0;
    std::int64_t number = 0;
    words >> word;
    if (word == "answered" && words >> id >> number >> text) {
        if (!answered_.emplace(std::pair{CaseId{id}, number}, text).second) {
            heard_amiss_.push_back("answered twice: " + line);
        }
        return;
    }
    if (word == "sent" && words >> id >> text >> number) {
        hear_sent({id}, text, static_cast<int>(number));
        return;
    }
    throw std::runtime_error{"the office said: " + line};
}

void RecordOfRun::hear_sent(DeliveryId id, std::string const& message_id, int attempt) {
    auto& sent = sent_.try_emplace(id, Sent{message_id, {}}).first->second;
    if (sent.message_id != message_id) {
        heard_amiss_.push_back(fmt::format("delivery {} changed its Message-ID", id.value));
    }
    // An attempt whose letter never left is allowed; the same one twice is not.
    if (!sent.attempts.empty() && attempt <= sent.attempts.back()) {
        heard_amiss_.push_back(fmt::format("delivery {} repeats an attempt", id.value));
    }
    sent.attempts.push_back(attempt);
}

std::size_t RecordOfRun::letters() const {
    std::size_t count = 0;
    for (auto const& [id, sent] : sent_) count += sent.attempts.size();
    return count;
}

std::size_t RecordOfRun::repeated() const {
    return static_cast<std::size_t>(std::count_if(sent_.begin(), sent_.end(), [](auto const& sent) {
        return sent.second.attempts.size() > 1;
    }));
}

std::vector<std::string> RecordOfRun::contradictions(ports::Reader& reader) const {
    auto contradictions = heard_amiss_;
    check_answers(reader, contradictions);
    check_letters(reader, contradictions);
    return contradictions;
}

void RecordOfRun::check_answers(ports::Reader& reader,
                                std::vector<std::string>& contradictions) const {
    for (auto const& [which, state] : answered_) {
        auto const [id, revision] = which;
        auto const what = fmt::format("case {} revision {} {}", id.value, revision, state);
        auto const records = reader.journal(id, revision - 1, 1);
        if (records.empty() || records[0].number != revision) {
            contradictions.push_back(what + " was answered and is not in the journal");
        } else if (records[0].record.find(fmt::format(R"("to":"{}")", state)) ==
                   std::string::npos) {
            contradictions.push_back(what + " was answered, the journal says otherwise");
        }
        if (state == "assigning" && !is_told(reader, id)) {
            contradictions.push_back(what + " was answered and its notice is lost");
        }
    }
}

void RecordOfRun::check_letters(ports::Reader& reader,
                                std::vector<std::string>& contradictions) const {
    for (auto const& [id, sent] : sent_) {
        auto const row = reader.find_delivery(id);
        if (!row || row->message_id != sent.message_id) {
            contradictions.push_back(fmt::format("delivery {} was sent and is lost", id.value));
            continue;
        }
        if (row->attempts < sent.attempts.back()) {
            contradictions.push_back(fmt::format("delivery {} forgot an attempt", id.value));
        }
        // All but the last time it left nobody knew what became of it; each such time is counted.
        // The last kill may not have been noticed yet.
        auto const repeats = static_cast<int>(sent.attempts.size()) - 1;
        if (row->uncertain < repeats) {
            contradictions.push_back(
                fmt::format("delivery {} left {} times more than is counted", id.value, repeats));
        }
    }
}

std::vector<std::string> unrest(ports::Reader& reader) {
    std::vector<std::string> amiss;
    for (auto const& row : all_deliveries(reader)) {
        auto const attempts = reader.attempts(row.id);
        auto const uncertain =
            std::count_if(attempts.begin(), attempts.end(), [](delivery::Attempt const& attempt) {
                return attempt.outcome == "uncertain";
            });
        if (!is_final(row.phase)) {
            amiss.push_back(fmt::format("delivery {} is {}", row.id.value, to_text(row.phase)));
        }
        if (attempts.size() != static_cast<std::size_t>(row.attempts) ||
            uncertain != row.uncertain) {
            amiss.push_back(fmt::format("delivery {} miscounts its attempts", row.id.value));
        }
    }
    return amiss;
}

}  // namespace duban::crash_test
