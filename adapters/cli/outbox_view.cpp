#include "adapters/cli/outbox_view.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "engine/delivery/reason.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

using delivery::Delivery;

Text word_of(delivery::Phase phase) {
    using delivery::Phase;
    switch (phase) {
        case Phase::standby:
            return {.zh_cn = "备用", .en = "standby"};
        case Phase::queued:
            return {.zh_cn = "待发", .en = "queued"};
        case Phase::sending:
            return {.zh_cn = "发送中", .en = "sending"};
        case Phase::backing_off:
            return {.zh_cn = "待重试", .en = "backing off"};
        case Phase::held:
            return {.zh_cn = "暂不发送", .en = "held"};
        case Phase::bundled:
            return {.zh_cn = "已并入合并邮件", .en = "bundled"};
        case Phase::delivered:
            return {.zh_cn = "已送达", .en = "delivered"};
        case Phase::uncertain:
            return {.zh_cn = "结果不明", .en = "uncertain"};
        case Phase::dead:
            return {.zh_cn = "未送达", .en = "dead"};
        case Phase::cancelled:
            return {.zh_cn = "已取消", .en = "cancelled"};
        case Phase::expired:
            return {.zh_cn = "已失效", .en = "expired"};
        case Phase::bounced:
            return {.zh_cn = "被退回", .en = "bounced"};
    }
    return {};
}

boost::json::object delivery_json(Delivery const& row) {
    return {{"delivery", row.id.value},
            {"case", row.case_id.value},
            {"message", row.message},
            {"recipient", row.recipient},
            {"address", row.address},
            {"channel", row.channel},
            {"phase", delivery::to_text(row.phase)},
            {"attempts", row.attempts},
            {"not_before", to_text(row.not_before)},
            {"expires_at", to_text(row.expires_at)},
            {"confirmed_at",
             row.confirmed_at ? boost::json::value(to_text(*row.confirmed_at))
                              : boost::json::value(nullptr)},
            {"message_id", row.message_id},
            {"occurrence", row.occurrence},
            {"reason", row.reason}};
}

boost::json::object attempt_json(delivery::Attempt const& attempt) {
    return {{"number", attempt.number},
            {"at", to_text(attempt.at)},
            {"address", attempt.address},
            {"outcome", attempt.outcome},
            {"class", attempt.error_class},
            {"code", attempt.code},
            {"words", attempt.words}};
}

std::string attachments_text(std::vector<FileDescription> const& files, Language language) {
    bool const zh = language == Language::zh_cn;
    std::string text;
    for (auto const& file : files) {
        if (!text.empty()) text += zh ? "、" : ", ";
        text += zh ? fmt::format("{}（{} 字节）", file.name, file.size)
                   : fmt::format("{} ({} bytes)", file.name, file.size);
    }
    return zh ? fmt::format("附件：{}", text) : fmt::format("attached: {}", text);
}

std::string note_of(Delivery const& row, calendar::Zone const& zone, Language language) {
    using delivery::Phase;
    bool const zh = language == Language::zh_cn;
    auto const reason = delivery::reason_text(row).in(language);
    if (row.phase == Phase::held) {
        auto const until = service::wall_text(row.expires_at, zone);
        return zh ? fmt::format("{} 失效（{}）", until, reason)
                  : fmt::format("expires {} ({})", until, reason);
    }
    if (row.phase == Phase::queued || row.phase == Phase::backing_off) {
        auto const at = service::wall_text(row.not_before, zone);
        auto const note = zh ? fmt::format("{} 起", at) : fmt::format("from {}", at);
        if (reason.empty()) return note;
        return zh ? fmt::format("{}（{}）", note, reason) : fmt::format("{} ({})", note, reason);
    }
    return reason;
}

}  // namespace duban::cli
