#include "engine/service/digest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"
#include "engine/delivery/attachment.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/enclosure.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;

constexpr std::size_t subject_cells_max = 80;  // of the first letter, in the subject of the whole

Text subject_of(std::span<Delivery const> letters) {
    auto const first = cut_to_width(letters.front().subject, subject_cells_max);
    return {.zh_cn = fmt::format("【督办】{}件通知：{}等", letters.size(), first),
            .en = fmt::format("[Duban] {} notices: {}, …", letters.size(), first)};
}

Text opening_of(std::size_t letters) {
    return {.zh_cn = fmt::format("以下{}件通知合并为一封发给您：\n", letters),
            .en = fmt::format("These {} notices come to you as one mail:\n", letters)};
}

std::string text_of(std::span<Delivery const> letters, Language language, Office const& office) {
    auto text = opening_of(letters.size()).in(language);
    std::size_t number = 0;
    for (auto const& letter : letters) text += fmt::format("{}. {}\n", ++number, letter.subject);
    number = 0;
    for (auto const& letter : letters) {
        text += fmt::format("\n---- {}. {} ----\n\n{}", ++number, letter.subject, letter.text);
        if (!text.ends_with('\n')) text += '\n';
        auto const files = delivery::read_attachments(letter.attachments);
        if (!files.empty()) text += fmt::format("\n{}\n", left_out(files, office, language));
    }
    return text;
}

}  // namespace

bool is_digest(Delivery const& delivery) {
    return delivery.message == delivery::digest_message;
}

Delivery digest_of(std::span<Delivery const> letters,
                   Language language,
                   Office const& office,
                   Instant now) {
    ensure(!letters.empty(), "a digest has letters");
    auto const& first = letters.front();
    Delivery digest;
    digest.occurrence =
        fmt::format("digest from delivery {} at {}", first.id.value, to_milliseconds(now));
    digest.message = delivery::digest_message;
    digest.recipient = first.recipient;
    digest.address = first.address;
    digest.channel = first.channel;
    digest.language = language;
    digest.created_at = now;
    digest.not_before = now;
    // As long as any of them is of use; those that are not are few, and say their day.
    digest.expires_at = std::ranges::max(letters, {}, &Delivery::expires_at).expires_at;
    digest.failures = std::ranges::max(letters, {}, &Delivery::failures).failures;
    digest.subject = subject_of(letters).in(language);
    digest.text = text_of(letters, language, office);
    give_identity(digest, office);
    return digest;
}

HouseNotice undeliverable_digest(Delivery const& digest,
                                 std::span<Delivery const> letters,
                                 std::string const& recipient_name,
                                 Instant lost_at) {
    auto notice = undeliverable(digest, recipient_name, lost_at);
    auto const reason = delivery::reason_text(digest);
    notice.subject = {
        .zh_cn = fmt::format("【督办】给{}的{}件通知未能送达", recipient_name, letters.size()),
        .en = fmt::format(
            "[Duban] {} notices to {} could not be delivered", letters.size(), recipient_name)};
    notice.text = {
        .zh_cn = fmt::format("合并发给{}的{}件通知未能送达。\n\n地址：{}\n渠道：{}\n原因：{}\n\n"
                             "请用其他方式告知本人，并更正通讯录。其中的通知：\n",
                             recipient_name,
                             letters.size(),
                             digest.address,
                             digest.channel,
                             reason.zh_cn),
        .en = fmt::format("{} notices that went to {} as one mail could not be delivered.\n\n"
                          "Address: {}\nChannel: {}\nReason: {}\n\nTell the person another way and "
                          "mend the directory. The notices:\n",
                          letters.size(),
                          recipient_name,
                          digest.address,
                          digest.channel,
                          reason.en)};
    for (auto const& letter : letters) {
        auto const number = letter.case_id.value;
        bool const has_case = number != 0;
        notice.text.zh_cn += has_case ? fmt::format("{}号案件：{}\n", number, letter.subject)
                                      : fmt::format("{}\n", letter.subject);
        notice.text.en += has_case ? fmt::format("case {}: {}\n", number, letter.subject)
                                   : fmt::format("{}\n", letter.subject);
    }
    return notice;
}

}  // namespace duban::service
