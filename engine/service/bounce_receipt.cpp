#include "engine/service/bounce_receipt.hpp"

#include <fmt/format.h>

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

}  // namespace

Result<BounceReceipt, Text> receipt_of(BounceReport const& report, ports::Reader& reader) {
    if (!report.mark) {
        return Failure<Text>{{.zh_cn = "这份投递状态通知没有写明是哪一封邮件的",
                              .en = "the report does not say which mail it speaks of"}};
    }
    auto const row = reader.find_delivery(report.mark->delivery);
    if (!row || delivery::bounce_mark(row->id, row->message_id) != *report.mark) {
        auto const mark = delivery::to_text(*report.mark);
        return Failure<Text>{{.zh_cn = fmt::format("没有发出过标记为 {} 的邮件", mark),
                              .en = fmt::format("no mail with the mark {} was ever sent", mark)}};
    }
    Receipt receipt;
    receipt.id = row->id;
    receipt.kind = kind_of(report.action);
    receipt.code = report.status;
    receipt.words = report.words;
    return BounceReceipt{.channel = row->channel, .receipt = std::move(receipt)};
}

}  // namespace duban::service
