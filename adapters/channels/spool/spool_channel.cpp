#include "adapters/channels/spool/spool_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "adapters/channels/spool/durable_file.hpp"
#include "engine/base/sha256.hpp"

namespace duban::spool {

namespace {

using delivery::ErrorClass;
using ports::Outcome;
using ports::Outgoing;

constexpr std::size_t readable_bytes_max = 100;

std::string safe_part(std::string_view id) {
    std::string safe{id.substr(0, readable_bytes_max)};
    std::replace_if(
        safe.begin(),
        safe.end(),
        [](char c) {
            bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return !letter && (c < '0' || c > '9') && c != '.' && c != '-' && c != '@';
        },
        '_');
    return safe;
}

std::string compact(Instant date) {
    auto text = to_text(std::chrono::floor<std::chrono::seconds>(date));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

Outcome refused(Text const& why) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::permanent;
    outcome.error = ErrorClass::content;
    outcome.code = "not_composed";
    outcome.words = why.en;
    return outcome;
}

Outcome failed(std::system_error const& failure) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::temporary;
    outcome.error = ErrorClass::provider;
    outcome.code = "file";
    outcome.words = delivery::printable_words(failure.what());
    return outcome;
}

class SpoolChannel : public ports::Channel {
  public:
    explicit SpoolChannel(Spool spool) : spool_(std::move(spool)) {}

    void send(Outgoing message, Done done) override { done(write(message)); }

    [[nodiscard]] std::size_t in_flight_max() const override { return 1; }

  private:
    Outcome write(Outgoing const& message) {
        auto const mail = delivery::compose_mail(message, spool_.from);
        if (!mail) return refused(mail.error());
        auto const name = file_name(message.date, message.message_id);
        try {
            write_durably(spool_.folder / name, *mail);
        } catch (std::system_error const& failure) {
            return failed(failure);
        }
        Outcome outcome;
        outcome.kind = Outcome::Kind::delivered;
        outcome.provider_id = name;
        return outcome;
    }

    Spool spool_;
};

}  // namespace

std::string file_name(Instant date, std::string_view message_id) {
    auto id = message_id;
    if (id.starts_with('<')) id.remove_prefix(1);
    if (id.ends_with('>')) id.remove_suffix(1);
    // Different identities may become alike when made safe.
    auto const digest = to_text(sha256(message_id)).substr(0, 8);
    return fmt::format("{}-{}-{}.eml", compact(date), safe_part(id), digest);
}

Result<std::unique_ptr<ports::Channel>, Text> make_spool_channel(Spool spool) {
    std::error_code error;
    std::filesystem::create_directories(spool.folder, error);
    if (!error && !std::filesystem::is_directory(spool.folder)) {
        error = std::make_error_code(std::errc::not_a_directory);
    }
    if (!error) return std::make_unique<SpoolChannel>(std::move(spool));
    return Failure<Text>{
        {.zh_cn = fmt::format("无法建立邮件文件夹 {}：{}", spool.folder.string(), error.message()),
         .en = fmt::format("the folder {} for mails cannot be made: {}",
                           spool.folder.string(),
                           error.message())}};
}

}  // namespace duban::spool
