#include "adapters/cli/case_numbers.hpp"

#include <charconv>

namespace duban::cli {

namespace {

std::optional<CaseId> parse_number(std::string_view text) {
    std::int64_t number = 0;
    auto const* const last = text.data() + text.size();
    auto const [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last || number < 1) return std::nullopt;
    return CaseId{number};
}

}  // namespace

std::optional<std::vector<std::pair<CaseId, CaseId>>> parse_case_numbers(std::string_view text) {
    std::vector<std::pair<CaseId, CaseId>> numbers;
    while (true) {
        auto const comma = text.find(',');
        auto const item = text.substr(0, comma);
        auto const dash = item.find('-');
        auto const from = parse_number(item.substr(0, dash));
        auto const to = dash == std::string_view::npos ? from : parse_number(item.substr(dash + 1));
        if (!from || !to || *to < *from) return std::nullopt;
        numbers.emplace_back(*from, *to);
        if (comma == std::string_view::npos) return numbers;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace duban::cli
