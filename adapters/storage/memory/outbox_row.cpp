#include "adapters/storage/memory/outbox_row.hpp"

namespace duban::memory {

using delivery::Phase;
using ports::DeliveryFilter;

bool fits(delivery::Delivery const& row, DeliveryFilter const& filter) {
    return (!filter.case_id || row.case_id == *filter.case_id) &&
           (!filter.phase || row.phase == *filter.phase) &&
           (!filter.channel || row.channel == *filter.channel) &&
           (!filter.recipient || row.recipient == *filter.recipient) &&
           (!filter.message || row.message == *filter.message);
}

bool is_waiting(delivery::Delivery const& row) {
    return row.phase == Phase::queued || row.phase == Phase::backing_off;
}

bool is_pending(delivery::Delivery const& row, std::string_view channel) {
    return row.channel == channel && (is_waiting(row) || row.phase == Phase::sending ||
                                      row.phase == Phase::held || row.phase == Phase::standby);
}

bool is_unconfirmed(delivery::Delivery const& row) {
    return !row.confirmed_at && (row.phase == Phase::delivered || row.phase == Phase::uncertain);
}

bool may_have_arrived(delivery::Delivery const& row) {
    return row.phase == Phase::sending || row.phase == Phase::delivered ||
           row.phase == Phase::uncertain || row.phase == Phase::bounced;
}

}  // namespace duban::memory
