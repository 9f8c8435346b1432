#include "engine/yaml/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/yaml/excerpt.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::yaml {

namespace {

constexpr std::size_t problems_max = 1000;

constexpr std::array bilingual_keys{
    Key{"zh-CN", Need::required, Scalar{}, {"中文文本", "the text in Chinese"}},
    Key{"en", Need::required, Scalar{}, {"英文文本", "the text in English"}},
};
constexpr Noun bilingual{
    .name = "bilingual", .what = {"双语文本", "a text in both languages"}, .keys = bilingual_keys};

Text name_of(Kind kind) {
    switch (kind) {
        case Kind::scalar:
            return {.zh_cn = "文本", .en = "a text"};
        case Kind::sequence:
            return {.zh_cn = "列表", .en = "a list"};
        case Kind::mapping:
            return {.zh_cn = "“键: 值”结构", .en = "a mapping (key: value)"};
    }
    return {};
}

Node const* expect(Values const& values, Node const* node, Kind kind) {
    if (node == nullptr || node->at.line == 0) return nullptr;  // unreadable, and reported as such
    auto const wanted = name_of(kind);
    if (node->is_absent()) {
        values.error(node->at,
                     "missing-value",
                     {.zh_cn = fmt::format("此处没有内容，应为{}", wanted.zh_cn),
                      .en = fmt::format("nothing is written here; {} is expected", wanted.en)});
        return nullptr;
    }
    if (node->kind == kind) return node;
    auto const found = name_of(node->kind);
    values.error(node->at,
                 "wrong-kind",
                 {.zh_cn = fmt::format("此处应为{}，而不是{}", wanted.zh_cn, found.zh_cn),
                  .en = fmt::format("{} is expected here, not {}", wanted.en, found.en)});
    return nullptr;
}

/// A scalar that is to be read as something else than text. In quotes it is a text and nothing
/// else.
Node const* unquoted(Values const& values, Node const* node, char const* rule, Text const& wanted) {
    node = values.scalar(node);
    if (node == nullptr || (!node->quoted && !node->block)) return node;
    values.error(node->at,
                 rule,
                 {.zh_cn = fmt::format("此处应为{}，请去掉引号", wanted.zh_cn),
                  .en = fmt::format("{} is expected here: remove the quotes", wanted.en)},
                 node->text.size() <= 20 ? node->text : std::string{});
    return nullptr;
}

bool is_plain_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    bool const digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return !text.empty() && digits && (text.size() == 1 || text.front() != '0');
}

Text range_message(std::string const& shown, std::int64_t least, std::int64_t greatest) {
    bool const no_greatest = greatest == std::numeric_limits<std::int64_t>::max();
    if (no_greatest && least > std::numeric_limits<std::int64_t>::min()) {
        return {.zh_cn = fmt::format("{} 超出范围：最小为 {}", shown, least),
                .en = fmt::format("{} is out of range: at least {}", shown, least)};
    }
    return {.zh_cn = fmt::format("{} 超出范围：应在 {} 到 {} 之间", shown, least, greatest),
            .en = fmt::format("{} is out of range: {} to {} is allowed", shown, least, greatest)};
}

std::string yes_no_meant(std::string_view text) {
    for (auto const* word :
         {"yes", "Yes", "YES", "on", "On", "ON", "y", "Y", "True", "TRUE", "1", "是"}) {
        if (text == word) return "true";
    }
    for (auto const* word :
         {"no", "No", "NO", "off", "Off", "OFF", "n", "N", "False", "FALSE", "0", "否"}) {
        if (text == word) return "false";
    }
    return nearest(text, {"true", "false"});
}

}  // namespace

Values::Values(Document const& document, Problems& problems)
    : document_{&document}, problems_{&problems} {}

void Values::error(Position at, std::string rule, Text message, std::string suggestion) const {
    if (is_full()) return;
    problems_->push_back(
        document_->problem(at, std::move(rule), std::move(message), std::move(suggestion)));
}

bool Values::is_full() const {
    return problems_->size() >= problems_max;
}

Node const* Values::mapping(Node const* node) const {
    return expect(*this, node, Kind::mapping);
}

Node const* Values::sequence(Node const* node) const {
    return expect(*this, node, Kind::sequence);
}

Node const* Values::scalar(Node const* node) const {
    return expect(*this, node, Kind::scalar);
}

std::optional<std::string> Values::text(Node const* node, std::size_t most) const {
    node = scalar(node);
    if (node == nullptr) return std::nullopt;
    if (count_characters(node->text) <= most) return node->text;
    error(node->at,
          "too-long",
          {.zh_cn = fmt::format("文本过长：最多 {} 个字", most),
           .en = fmt::format("the text is too long: at most {} characters are allowed", most)});
    return std::nullopt;
}

std::optional<std::int64_t> Values::whole_number(Node const* node,
                                                 std::int64_t least,
                                                 std::int64_t greatest) const {
    node = unquoted(*this, node, "not-a-number", {.zh_cn = "整数", .en = "a whole number"});
    if (node == nullptr) return std::nullopt;
    auto const shown = excerpt(node->text);
    if (!is_plain_decimal(node->text)) {
        error(node->at,
              "not-a-number",
              {.zh_cn = fmt::format("“{}”不是整数：只写十进制数字，例如 15", shown),
               .en = fmt::format("“{}” is not a whole number: write plain digits, such as 15",
                                 shown)});
        return std::nullopt;
    }
    std::int64_t number = 0;
    auto const* const end = node->text.data() + node->text.size();
    bool const fits = std::from_chars(node->text.data(), end, number).ec == std::errc{};
    if (!fits || number < least || number > greatest) {
        error(node->at, "out-of-range", range_message(shown, least, greatest));
        return std::nullopt;
    }
    return number;
}

std::optional<bool> Values::yes_no(Node const* node) const {
    Text const wanted{.zh_cn = "true 或 false", .en = "true or false"};
    node = unquoted(*this, node, "not-yes-or-no", wanted);
    if (node == nullptr) return std::nullopt;
    if (node->text == "true") return true;
    if (node->text == "false") return false;
    auto const shown = excerpt(node->text);
    error(node->at,
          "not-yes-or-no",
          {.zh_cn = fmt::format("“{}”不能用：只能写 true（是）或 false（否）", shown),
           .en = fmt::format("“{}” cannot be used: write true or false", shown)},
          yes_no_meant(node->text));
    return std::nullopt;
}

std::optional<std::size_t> Values::word(Node const* node,
                                        std::vector<std::string_view> const& allowed) const {
    node = scalar(node);
    if (node == nullptr) return std::nullopt;
    auto const found = std::find(allowed.begin(), allowed.end(), node->text);
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
    auto const shown = excerpt(node->text);
    error(node->at,
          "unknown-word",
          {.zh_cn = fmt::format("“{}”不能用：可用的是 {}", shown, fmt::join(allowed, "、")),
           .en = fmt::format("“{}” is not allowed here: use {}", shown, fmt::join(allowed, ", "))},
          nearest(node->text, allowed));
    return std::nullopt;
}

void Values::check_format(Node const* node) const {
    auto const format = whole_number(node);
    if (!format || *format == 1) return;
    error(node->at,
          "unknown-format",
          {.zh_cn = fmt::format("本版本只读 format: 1，不认识 {}", *format),
           .en = fmt::format("this version reads format: 1; it does not know {}", *format)},
          "1");
}

std::optional<std::size_t> Values::name_among(std::vector<std::string_view> const& known,
                                              std::string_view name,
                                              Position at,
                                              std::string rule,
                                              Text const& kind) const {
    auto const place_of = [&](std::string_view wanted) -> std::optional<std::size_t> {
        auto const found = std::find(known.begin(), known.end(), wanted);
        if (found == known.end()) return std::nullopt;
        return static_cast<std::size_t>(found - known.begin());
    };
    if (auto const place = place_of(name)) return place;
    auto const near = may_suggest() ? nearest(name, known) : std::string{};
    auto const shown = excerpt(name);
    error(
        at,
        std::move(rule),
        near.empty()
            ? Text{.zh_cn = fmt::format("没有名为“{}”的{}", shown, kind.zh_cn),
                   .en = fmt::format("there is no {} named “{}”", kind.en, shown)}
            : Text{.zh_cn = fmt::format("没有名为“{}”的{}，是否为“{}”？", shown, kind.zh_cn, near),
                   .en = fmt::format(
                       "there is no {} named “{}”; did you mean “{}”?", kind.en, shown, near)},
        near);
    return near.empty() ? std::nullopt : place_of(near);
}

std::vector<Node const*> Values::texts(Node const* node, Short single) const {
    if (node == nullptr) return {};
    std::vector<Node const*> scalars;
    if (single == Short::allowed && node->is_scalar()) {
        if (scalar(node) != nullptr) scalars.push_back(node);
        return scalars;
    }
    if (sequence(node) == nullptr) return scalars;
    for (auto const& item : node->items) {
        if (scalar(&item) != nullptr) scalars.push_back(&item);
    }
    return scalars;
}

std::optional<Text> Values::localized(Node const* node, std::size_t most) const {
    if (node == nullptr) return std::nullopt;
    if (node->is_scalar() && !node->is_absent()) {
        error(node->at,
              "wrong-kind",
              {.zh_cn = "此处应写两种语言的文本：{zh-CN: …, en: …}",
               .en = "a text in both languages is expected here: {zh-CN: …, en: …}"});
        return std::nullopt;
    }
    Mapping const map{*this, node, bilingual};
    auto zh_cn = text(map["zh-CN"], most);
    auto en = text(map["en"], most);
    map.finish();
    if (!zh_cn || !en) return std::nullopt;
    return Text{.zh_cn = std::move(*zh_cn), .en = std::move(*en)};
}

std::optional<Text> Values::localized_or_plain(Node const* node) const {
    if (node == nullptr || !node->is_scalar()) return localized(node);
    auto const both = text(node);
    if (!both) return std::nullopt;
    return Text{.zh_cn = *both, .en = *both};
}

}  // namespace duban::yaml
