#include "adapters/cli/api_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t bytes_max = 300;

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

Text unknown(std::string_view name, std::vector<std::string_view> const& known) {
    auto const near = nearest(name, known);
    if (near.empty())
        return {.zh_cn = fmt::format("没有参数“{}”", name),
                .en = fmt::format("there is no parameter \"{}\"", name)};
    return {.zh_cn = fmt::format("没有参数“{}”；是否指“{}”？", name, near),
            .en = fmt::format("there is no parameter \"{}\"; did you mean \"{}\"?", name, near)};
}

bool is_text(std::string_view text) {
    return text.size() <= bytes_max && !find_invalid_utf8(text) &&
           std::ranges::none_of(
               text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// From `least` to `most`; what is said otherwise names the parameter.
Result<std::int64_t, Text> whole_number_in(std::string_view name,
                                           std::string_view text,
                                           std::int64_t least,
                                           std::int64_t most) {
    std::int64_t number = -1;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return refuse(
            {.zh_cn = fmt::format("“{}”应为 {} 至 {} 的整数", name, least, most),
             .en = fmt::format("\"{}\" must be a whole number from {} to {}", name, least, most)});
    return number;
}

/// Of "en;q=0.9": 0.9; 1 where nothing is said, 0 where it is no number.
double weight_of(std::string_view one) {
    constexpr std::string_view sign = "q=";
    auto const at = one.find(sign);
    if (at == std::string_view::npos) return 1;
    double weight = 0;
    std::from_chars(one.data() + at + sign.size(), one.data() + one.size(), weight);
    return weight;
}

/// "en-GB,zh;q=0.5": the one of the greatest weight, the first of equals; 0 is "not this one".
std::optional<Language> language_accepted(std::string_view header) {
    std::optional<Language> best;
    double best_weight = 0;
    while (!header.empty()) {
        auto const end = std::min(header.find(','), header.size());
        auto one = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        bool const is_chinese = one.starts_with("zh");
        if (!is_chinese && !one.starts_with("en")) continue;
        if (weight_of(one) <= best_weight) continue;
        best = is_chinese ? Language::zh_cn : Language::en;
        best_weight = weight_of(one);
    }
    return best;
}

}  // namespace

Result<web::Fields, Text> read_parameters(std::string_view query,
                                          std::span<std::string_view const> known) {
    auto given = web::fields_of(query);
    if (!given)
        return refuse({.zh_cn = "问号之后不是“名称=值”，或编码有误",
                       .en = "what follows the question mark is not name=value, rightly encoded"});
    std::vector<std::string_view> names{known.begin(), known.end()};
    names.emplace_back("language");
    std::vector<std::string_view> seen;
    for (auto const& [name, value] : *given) {
        if (!is_text(name) || !is_text(value))
            return refuse(
                {.zh_cn = fmt::format("参数应为文字，最多 {} 字节", bytes_max),
                 .en = fmt::format("a parameter is a text of at most {} bytes", bytes_max)});
        if (std::ranges::find(names, name) == names.end()) return refuse(unknown(name, names));
        if (std::ranges::find(seen, name) != seen.end())
            return refuse({.zh_cn = fmt::format("参数“{}”出现了两次", name),
                           .en = fmt::format("the parameter \"{}\" is given twice", name)});
        seen.push_back(name);
    }
    return std::move(*given);
}

Result<Page, Text> read_page(web::Fields const& parameters, Page page, std::int64_t limit_max) {
    if (auto const limit = web::value_of(parameters, "limit"); !limit.empty()) {
        auto const number = whole_number_in("limit", limit, 1, limit_max);
        if (!number) return refuse(number.error());
        page.limit = static_cast<std::size_t>(*number);
    }
    if (auto const after = web::value_of(parameters, "after"); !after.empty()) {
        auto const number =
            whole_number_in("after", after, 0, std::numeric_limits<std::int64_t>::max());
        if (!number) return refuse(number.error());
        page.after = *number;
    }
    return page;
}

Result<Language, Text> read_language(web::Fields const& parameters,
                                     std::string_view accept_language) {
    auto const given = web::value_of(parameters, "language");
    if (given.empty()) return language_accepted(accept_language).value_or(Language::zh_cn);
    auto const language = parse_language(given);
    if (!language)
        return refuse(
            {.zh_cn = "“language”应为 zh-CN 或 en", .en = "\"language\" must be zh-CN or en"});
    return *language;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    if (text.starts_with('0') || text.starts_with('-')) return std::nullopt;
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace duban::cli
