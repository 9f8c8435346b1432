// Any bytes as the answer of each provider of short messages and each chat robot: words and codes
// that are kept are short, valid UTF-8 and printable, and a yes comes from a provider's own form of
// it. The first byte chooses the HTTP status. Seeds: corpus/answer.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/webhook/robot.hpp"
#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"

using namespace duban;

namespace {

constexpr std::array statuses{200, 201, 202, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504};

bool is_clean(std::string_view text) {
    return !find_invalid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20;
    });
}

void check(delivery::Outcome const& outcome) {
    ensure(outcome.words.size() <= 500 && is_clean(outcome.words), "words are fit to be kept");
    ensure(outcome.code.size() <= 100 && is_clean(outcome.code), "a code is fit to be kept");
    ensure(outcome.provider_id.size() <= 100 && is_clean(outcome.provider_id),
           "an id is fit to be kept");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    web::WebAnswer answer;
    answer.fate = web::Fate::answered;
    answer.status = statuses[data[0] % statuses.size()];
    answer.body.assign(reinterpret_cast<char const*>(data) + 1, size - 1);
    for (std::size_t i = 0; i < sms::provider_names.size(); ++i) {
        check(sms::protocol_of(static_cast<sms::Provider>(i)).outcome_of(answer, Instant{}));
    }
    for (std::size_t i = 0; i < webhook::service_names.size(); ++i) {
        check(webhook::outcome_of(static_cast<webhook::Service>(i), answer));
    }
    return 0;
}
