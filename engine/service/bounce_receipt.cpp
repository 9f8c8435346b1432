#include "engine/service/bounce_receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace duban::service {

namespace {

using delivery::BounceReport;
using delivery::Receipt;

Receipt::Kind kind_of(BounceReport::Action action) {
    switch (action) {
        case BounceReport::Action::failed:
            return Receipt::Kind::failed;
        case BounceReport::Action::delayed:
            return Receipt::Kind::delayed;
        case BounceReport::Action::delivered:
            return Receipt::Kind::delivered;
    }
    return Receipt::Kind::delayed;
}

/// Where the mail with this mark went: the latest attempt, or an earlier one to another address.
std::optional<std::string> address_of(delivery::BounceMark const& mark,
                                      delivery::Delivery const& row,
                                      ports::Reader& reader) {
    auto const is_of = [&](std::string const& address) {
        return delivery::bounce_mark(row.id, row.message_id, address) == mark;
    };
    if (is_of(row.address)) return row.address;
    auto const attempts = reader.attempts(row.id);
    auto const former = std::ranges::find_if(attempts, is_of, &delivery::Attempt::address);
    return former == attempts.end() ? std::nullopt : std::optional{former->address};
}

}  // namespace

Result<BounceReceipt, Text> receipt_of(BounceReport const& report, ports::Reader& reader) {
    if (!report.mark) {
        return Failure<Text>{{.zh_cn = "这份投递状态通知没有写明是哪一封邮件的",
                              .en = "the report does not say which mail it speaks of"}};
    }
    auto const row = reader.find_delivery(report.mark->delivery);
    auto address = row ? address_of(*report.mark, *row, reader) : std::nullopt;
    if (!address) {
        auto const mark = delivery::to_text(*report.mark);
        return Failure<Text>{{.zh_cn = fmt::format("没有发出过标记为 {} 的邮件", mark),
                              .en = fmt::format("no mail with the mark {} was ever sent", mark)}};
    }
    Receipt receipt;
    receipt.id = row->id;
    receipt.address = std::move(*address);
    receipt.kind = kind_of(report.action);
    receipt.code = report.status;
    receipt.words = report.words;
    return BounceReceipt{.channel = row->channel, .receipt = std::move(receipt)};
}

}  // namespace duban::service
