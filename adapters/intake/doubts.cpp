#include "adapters/intake/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::intake {

namespace {

struct Missing {
    char const* field;
    bool empty;
    Text message;
};

bool is_told(PublishedCase const& published, std::string_view field) {
    return std::any_of(published.doubts.begin(), published.doubts.end(), [&](Doubt const& doubt) {
        return doubt.field == field;
    });
}

}  // namespace

void add_missing(PublishedCase& published) {
    auto const& p = published;
    Missing const fields[] = {
        {"kind",
         !p.kind,
         {.zh_cn = "页面没有说明是提案还是建议，请填写",
          .en = "the page does not say whether it is a proposal or a suggestion: enter it"}},
        {"number",
         !p.number,
         {.zh_cn = "页面没有案号，请填写", .en = "the page gives no case number: enter it"}},
        {"title",
         !p.title,
         {.zh_cn = "页面没有标题，请填写", .en = "the page gives no title: enter it"}},
        {"proposers",
         p.proposers.empty(),
         {.zh_cn = "页面没有提出人，请填写", .en = "the page names no proposer: enter them"}},
        {"unit",
         !p.unit,
         {.zh_cn = "页面没有落款单位，请填写", .en = "the page names no answering unit: enter it"}},
        {"reply_class",
         !p.reply_class,
         {.zh_cn = "页面没有答复类别", .en = "the page gives no reply class"}},
        {"reply_date",
         !p.reply_date,
         {.zh_cn = "页面没有答复日期", .en = "the page gives no date of the reply"}},
        {"reasons", !p.reasons, {.zh_cn = "页面没有理由部分", .en = "the page holds no reasons"}},
        {"requests",
         p.requests.empty(),
         {.zh_cn = "页面没有办法或建议部分", .en = "the page holds no requests (办法, 建议)"}},
        {"reply", !p.reply, {.zh_cn = "页面没有答复", .en = "the page holds no reply"}},
        {"answers",
         p.answers.empty(),
         {.zh_cn = "答复没有分条编号", .en = "the reply has no numbered answers"}},
    };
    for (auto const& field : fields) {
        if (field.empty && !is_told(published, field.field)) {
            published.doubts.push_back({field.field, field.message});
        }
    }
}

Doubt page_too_large(std::size_t bytes_max) {
    auto const mebibytes = bytes_max >> 20U;
    return {
        "file",
        {.zh_cn = fmt::format("文件超过 {} MiB，没有读取；请只保存正文", mebibytes),
         .en = fmt::format("the file is larger than {} MiB and was not read: save the text alone",
                           mebibytes)}};
}

Doubt bytes_unreadable() {
    return {"file",
            {.zh_cn = "部分字节无法识别，已用 \uFFFD 代替；请核对原文",
             .en = "some bytes could not be read and became \uFFFD: compare with the original"}};
}

Doubt kind_contradicts() {
    return {"kind",
            {.zh_cn = "页面同时像提案和建议，请核对",
             .en = "the page speaks of a proposal and of a suggestion: check the kind"}};
}

Doubt number_damaged() {
    return {"number",
            {.zh_cn = "案号缺字或空白，请对照原件填写",
             .en = "the case number is blank or has lost characters: enter it from the original"}};
}

Doubt several_numbers() {
    return {"number",
            {.zh_cn = "一份答复对应多个案号，请核对",
             .en = "one reply answers several case numbers: check them"}};
}

Doubt characters_lost(std::string_view field) {
    return {std::string(field),
            {.zh_cn = "有缺字或被隐去的字，请对照原件补全",
             .en = "characters are lost or hidden: complete it from the original"}};
}

Doubt more_proposers() {
    return {"proposers",
            {.zh_cn = "页面以“等”省略了其他提出人，请补全",
             .en = "the page shortens the list with “等” (and others): complete it"}};
}

Doubt proposer_hidden() {
    return {"proposers",
            {.zh_cn = "提出人姓名被隐去或缺字，请补全",
             .en = "a proposer's name is hidden or has lost characters: complete it"}};
}

Doubt co_handlers_unclear() {
    return {"co_handlers",
            {.zh_cn = "页面提到会办单位，但名称不全或看不出，请核对",
             .en = "the page speaks of co-handlers but does not name them all: check them"}};
}

Doubt co_handlers_incomplete() {
    return {"co_handlers",
            {.zh_cn = "页面以“等”省略了其他会办单位，请补全",
             .en = "the page shortens the co-handlers with “等” (and others): complete them"}};
}

Doubt date_damaged(Passage written) {
    auto const printed = to_line(written);
    return {"reply_date",
            {.zh_cn = fmt::format("“{}”不完整或不存在，请对照原件填写", printed),
             .en = fmt::format(
                 "“{}” is incomplete or no such day exists: enter it from the original", printed)}};
}

Doubt date_of_document() {
    return {"reply_date",
            {.zh_cn = "落款没有日期，取自页面的成文日期，请核对",
             .en = "the letter is not dated; this is the page's date of the document: check it"}};
}

Doubt unit_of_document() {
    return {
        "unit",
        {.zh_cn = "没有落款单位，取自标题或发文机关，请核对",
         .en = "the letter is not signed; this is from its heading or the page's index: check it"}};
}

Doubt units_differ(Passage labelled) {
    auto const printed = to_line(labelled);
    return {"unit",
            {.zh_cn = fmt::format("落款与页面所列承办单位“{}”不同，请核对", printed),
             .en = fmt::format("the signature differs from the handling unit “{}”: check it",
                               printed)}};
}

Doubt classes_differ(std::string_view other) {
    return {"reply_class",
            {.zh_cn = fmt::format("页面另有类别“{}”，请核对", other),
             .en = fmt::format("the page also gives the class “{}”: check it", other)}};
}

Doubt numbering_broken(std::string_view field) {
    return {std::string(field),
            {.zh_cn = "编号不连续，可能有缺漏，请核对",
             .en = "the numbering has a gap or a repeat, so a part may be missing: check it"}};
}

Doubt not_numbered(std::string_view field) {
    return {std::string(field),
            {.zh_cn = "没有分条编号，作为一条保留", .en = "not numbered, so it is kept as one"}};
}

Doubt reply_is_opinion() {
    return {
        "reply",
        {.zh_cn = "这是会办单位给主办单位的意见，不是给提出人的答复",
         .en = "this is a co-handler's opinion to the host unit, not the reply to the proposer"}};
}

}  // namespace duban::intake
