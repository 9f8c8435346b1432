#include "engine/yaml/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "engine/yaml/excerpt.hpp"

namespace duban::yaml {

namespace {

/// Words that YAML 1.1 or 1.2 read as something else than a text, so that editors colour or rewrite
/// them.
bool is_ambiguous(std::string_view key) {
    constexpr std::array words{"on", "off", "yes", "no", "true", "false", "null", "~"};
    if (key.size() > 5) return false;
    std::string lower{key};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::find(words.begin(), words.end(), lower) != words.end();
}

}  // namespace

std::optional<KeyFault> fault_of_key(Node const& key) {
    if (!key.is_scalar()) {
        return KeyFault{
            "complex-key",
            {.zh_cn = "列表或结构不能作键：请写成文本；以括号开头的文本要加引号",
             .en = "a list or a mapping cannot be a key: write a text; one that begins with a "
                   "bracket needs quotes"}};
    }
    if (key.text.empty()) {
        return KeyFault{
            "empty-key",
            {.zh_cn = "冒号前缺少键：请写上键", .en = "no key stands before the colon: write one"}};
    }
    if (key.quoted) return std::nullopt;
    if (key.text == "<<") {
        return KeyFault{"merge-key",
                        {.zh_cn = "不使用 YAML 的合并键 <<：请直接写出内容",
                         .en = "YAML merge keys (<<) are not used: write the content out"}};
    }
    if (is_ambiguous(key.text)) {
        return KeyFault{
            "ambiguous-key",
            {.zh_cn =
                 fmt::format("“{}”不能作键：有些程序会把它读成是/否或空值，请换一个词", key.text),
             .en = fmt::format("“{}” cannot be a key: some programs read it as yes, no or "
                               "nothing; use another word",
                               key.text)}};
    }
    return std::nullopt;
}

std::vector<DoubleKey> remove_duplicates(std::vector<Entry>& entries) {
    std::vector<DoubleKey> found;
    if (entries.size() < 2) return found;
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return entries[a].key < entries[b].key;
    });
    std::vector<bool> doubled(entries.size(), false);
    for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
        auto const& entry = entries[order[i]];
        auto const& before = entries[order[first]];
        if (entry.key != before.key) {
            first = i;
            continue;
        }
        doubled[order[i]] = true;
        auto const key = excerpt(entry.key);
        auto const line = before.at.line;
        found.push_back(
            {entry.at,
             {"duplicate-key",
              {.zh_cn = fmt::format("键“{}”重复：第 {} 行已有，请删去一个", key, line),
               .en = fmt::format(
                   "the key “{}” stands on line {} already: remove one of them", key, line)}}});
    }
    if (found.empty()) return found;
    std::size_t index = 0;
    std::erase_if(entries, [&](Entry const&) { return doubled[index++]; });
    return found;
}

}  // namespace duban::yaml
