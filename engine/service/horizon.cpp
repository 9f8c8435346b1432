#include "engine/service/horizon.hpp"

#include <fmt/format.h>

#include "engine/service/addressing.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/telling.hpp"

namespace duban::service {

namespace {

/// By then the day is over in every zone.
Instant surely_after(Day day) {
    constexpr std::chrono::hours westernmost{12};
    return std::chrono::sys_days{day.time_since_epoch()} + std::chrono::days{1} + westernmost;
}

HouseNotice calendar_ends(BeyondKnown const& beyond, Instant now) {
    auto const known_to = to_text(beyond.known_to);
    auto const month = to_text(now).substr(0, 7);
    return {
        .name = "house.calendar_ends",
        .occurrence = fmt::format("calendar {} ends, told in {}", beyond.version, month),
        .is_of_machine = true,
        .subject = {.zh_cn = fmt::format("【督办】工作日历“{}”只到 {}", beyond.calendar, known_to),
                    .en = fmt::format("[Duban] the working calendar \"{}\" ends on {}",
                                      beyond.calendar,
                                      known_to)},
        .text = {.zh_cn = fmt::format(
                     "有 {} 个正在走的时限晚于 {}，而工作日历“{}”只含到该日为止的放假安排；"
                     "其后的日期按星期暂定，可能变动。\n\n放假安排公布后，请导入并应用：\n"
                     "duban calendar import 文件 --into {}\nduban calendar apply --dry-run\n",
                     beyond.deadlines,
                     known_to,
                     beyond.calendar,
                     beyond.calendar),
                 .en = fmt::format(
                     "{} running deadlines end after {}, and the working calendar \"{}\" knows the "
                     "holidays up to that day only. Later dates were judged by their weekday and "
                     "may move.\n\nWhen the next list is published, import and apply it:\n"
                     "duban calendar import FILE --into {}\nduban calendar apply --dry-run\n",
                     beyond.deadlines,
                     known_to,
                     beyond.calendar,
                     beyond.calendar)}};
}

}  // namespace

std::vector<BeyondKnown> beyond_known(ports::Reader& reader, Procedures& procedures) {
    std::vector<BeyondKnown> found;
    auto const versions = reader.list_calendars();
    for (auto const& [name, calendar] : procedures.calendars()) {
        auto const after = surely_after(calendar.known_to());
        auto late = reader.count_running_deadlines(calendar.version(), after);
        for (auto const& former : versions) {
            if (former.name != name || former.version == calendar.version()) continue;
            late += reader.count_running_deadlines(former.version, after);
        }
        if (late > 0) found.push_back({name, calendar.version(), calendar.known_to(), late});
    }
    return found;
}

std::vector<BeyondKnown> watch_horizon(ports::Store& store,
                                       Procedures& procedures,
                                       Office const& office,
                                       Instant now) {
    auto const found = beyond_known(*store.read(), procedures);
    if (found.empty()) return found;
    auto const transaction = store.write();
    for (auto const& beyond : found)
        tell_secretariat(*transaction, {}, calendar_ends(beyond, now), office, now);
    transaction->commit();
    return found;
}

}  // namespace duban::service
