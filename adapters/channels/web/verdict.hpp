// The verdict on an answer that says nothing of its own about the message: the transport's fate, or
// a bare HTTP status. What a provider's codes mean stands with the provider.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "adapters/channels/web/web_request.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::web {

/// What a code of a provider means, and so what follows (delivery::Outcome).
enum class Verdict : std::uint8_t {
    accepted,
    throttled,
    quota,
    configuration,
    content,
    recipient,
    provider,
    uncertain,
};

/// A provider's codes that begin so.
struct CodeMeaning {
    std::string_view prefix;
    Verdict verdict;
};

/// Of the first that fits. A code that nobody knows is a refusal all the same: it may be tried
/// again.
Verdict meaning_of(std::string_view code, std::span<CodeMeaning const> codes);

delivery::Outcome outcome_of(Verdict verdict, std::string_view code, std::string_view words);

/// Of an answer that is not readable as the provider's: by how far the request came, and by the
/// HTTP status.
delivery::Outcome outcome_without_code(WebAnswer const& answer);

/// Without what of it repeats a secret: pages of proxies and of frameworks show the request that
/// they refuse. Empty secrets are none.
delivery::Outcome without_secrets(delivery::Outcome outcome,
                                  WebAnswer const& answer,
                                  std::initializer_list<std::string_view> secrets);

}  // namespace duban::web
