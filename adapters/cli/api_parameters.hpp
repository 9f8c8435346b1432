// The query of a request, held to what its route knows: an unknown parameter is refused with the
// nearest name, as are one given twice, one that is long or no text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/cli/page.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::cli {

/// `language` is known to every route.
Result<web::Fields, Text> read_parameters(std::string_view query,
                                          std::span<std::string_view const> known);

/// `limit`, at most `limit_max`, and `after`; the limit as it stands in `page`, where none is
/// given.
Result<Page, Text> read_page(web::Fields const& parameters, Page page, std::int64_t limit_max);

/// `language`, else the one that the header Accept-Language wants most, else Chinese.
Result<Language, Text> read_language(web::Fields const& parameters,
                                     std::string_view accept_language);

/// A number without sign or leading zeros, from 1 on.
std::optional<std::int64_t> parse_number(std::string_view text);

}  // namespace duban::cli
