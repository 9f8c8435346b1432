#include "engine/service/missed.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "engine/service/wording.hpp"
#include "engine/tracking/rung_notices.hpp"

namespace duban::service {

namespace {

constexpr std::size_t cases_named = 50;

/// It could not be said in time by anybody: the deadline began after it, and was overdue at once.
bool lay_before_its_deadline(CaseFile const& file, tracking::Notice const& notice) {
    return std::ranges::any_of(file.state.deadlines, [&](tracking::Deadline const& deadline) {
        return deadline.id == notice.deadline && notice.at <= deadline.said_from;
    });
}

}  // namespace

void Missed::add(CaseFile const& file, tracking::Change const& change) {
    std::int64_t late = 0;
    for (auto const& notice : change.notices) {
        if (notice.reminder < 0 || change.at - notice.at <= tracking::missed_after) continue;
        if (lay_before_its_deadline(file, notice)) continue;
        ++late;
        if (earliest_ && *earliest_ <= notice.at) continue;
        earliest_ = notice.at;
        auto const& zone = file.procedure->zone;
        since_ = fmt::format("{} ({})", wall_text(notice.at, zone), zone.name());
    }
    // What a ladder passes over for another reason was not missed.
    if (late == 0) return;
    late_ += late;
    passed_over_ += change.rungs_skipped;
    cases_.insert(file.row.id);
}

HouseNotice Missed::notice(Instant now) const {
    std::vector<std::int64_t> numbers;
    for (auto const id : cases_) {
        if (numbers.size() == cases_named) break;
        numbers.push_back(id.value);
    }
    auto const more = cases_.size() - numbers.size();
    return {.name = "house.missed",
            .occurrence = fmt::format(
                "missed from {} until {}", to_milliseconds(*earliest_), to_milliseconds(now)),
            .subject = {.zh_cn = fmt::format("【督办】{} 次催办未能按时发出", late_ + passed_over_),
                        .en = fmt::format("[Duban] {} reminders could not go out in time",
                                          late_ + passed_over_)},
            .text = {.zh_cn = fmt::format(
                         "服务停止，或日期改到了过去，有催办未能按时发出。已补发 {} "
                         "次，其中最早的应于 {} 发出；"
                         "另有 {} 次因同一时限已有较晚的催办，不再补发。\n\n"
                         "涉及案件（{} 件）：{}{}\n",
                         late_,
                         since_,
                         passed_over_,
                         cases_.size(),
                         fmt::join(numbers, "、"),
                         more == 0 ? std::string{} : fmt::format(" 等，另 {} 件", more)),
                     .en = fmt::format(
                         "Reminders could not go out in time, because the service was down or a "
                         "date was moved into the past. {} were sent late, the first of which "
                         "was due at {}; {} were passed over, because a later one of the same "
                         "deadline was sent.\n\nCases ({}): {}{}\n",
                         late_,
                         since_,
                         passed_over_,
                         cases_.size(),
                         fmt::join(numbers, ", "),
                         more == 0 ? std::string{} : fmt::format(" and {} more", more))}};
}

}  // namespace duban::service
