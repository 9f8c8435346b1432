#include "engine/yaml/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/yaml/keys.hpp"

namespace duban::yaml {

namespace {

constexpr std::size_t problems_max = 100;  // nobody mends more in one go

bool is_control(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

void Tree::text(std::size_t offset, std::string const& text, bool is_plain) {
    Node node;
    node.at = places_.of(offset);
    node.text = text;
    if (!is_plain) {
        auto const first = offset < document_.text.size() ? document_.text[offset] : '"';
        node.block = first == '|' || first == '>';
        node.quoted = !node.block;
        check_escapes(node);
    }
    put(std::move(node));
}

void Tree::null(std::size_t offset) {
    auto const length = length_of_null(offset);
    if (length == 0) return put_absent(offset);
    text(offset, document_.text.substr(offset, length), true);
}

void Tree::refused(std::size_t offset) {
    Node node;
    node.at = places_.of(offset);
    node.quoted = true;
    put(std::move(node));
}

void Tree::open(std::size_t offset, Kind kind, bool in_brackets) {
    auto const at = places_.of(offset);
    if (frames_.size() >= limits_.depth_max) {
        report(at,
               "too-deep",
               {.zh_cn = fmt::format("嵌套超过 {} 层：请简化结构", limits_.depth_max),
                .en = fmt::format("nested more than {} levels deep: simplify", limits_.depth_max)});
        throw Stop{};
    }
    auto& frame = frames_.emplace_back();
    frame.node.kind = kind;
    frame.node.at = at;
    frame.in_brackets = in_brackets;
}

void Tree::close() {
    auto node = std::move(frames_.back().node);
    frames_.pop_back();
    for (auto& twin : remove_duplicates(node.entries)) {
        report(twin.at, twin.fault.rule, std::move(twin.fault.message));
    }
    put(std::move(node));
}

void Tree::put(Node node) {
    if (++nodes_ > limits_.nodes_max) {
        report(
            node.at,
            "too-many-nodes",
            {.zh_cn = fmt::format("文件中的键和值超过 {} 个：请拆分", limits_.nodes_max),
             .en = fmt::format("more than {} keys and values: split the file", limits_.nodes_max)});
        throw Stop{};
    }
    if (frames_.empty()) {
        root = std::move(node);
        return;
    }
    auto& frame = frames_.back();
    if (frame.node.is_sequence()) {
        frame.node.items.push_back(std::move(node));
    } else if (!frame.has_key) {
        put_key(std::move(node));
    } else {
        frame.has_key = false;
        if (frame.key_refused) return;
        frame.node.entries.push_back({std::move(frame.key), frame.key_at, std::move(node)});
    }
}

void Tree::put_key(Node node) {
    auto& frame = frames_.back();
    bool const is_allowed = limits_.on_is_a_key && node.text == "on";
    auto fault = is_allowed ? std::nullopt : fault_of_key(node);
    if (fault) report(node.at, fault->rule, std::move(fault->message));
    frame.key_refused = fault.has_value();
    frame.has_key = true;
    frame.key = std::move(node.text);
    frame.key_at = node.at;
}

void Tree::put_absent(std::size_t offset) {
    Node node;
    node.at = places_.of(offset);
    if (!frames_.empty() && frames_.back().has_key) {
        node.at = frames_.back().key_at;
    } else if (!frames_.empty() && frames_.back().node.is_sequence()) {
        if (!frames_.back().in_brackets) node.at = places_.of(dash_before(offset));
        report(node.at,
               "empty-item",
               {.zh_cn = "列表中有一项没有内容：请写上内容或删去",
                .en = "an item of the list is empty: fill it in or remove it"});
    }
    put(std::move(node));
}

/// "\0" or "\e" within double quotes are characters that no text for people holds.
void Tree::check_escapes(Node const& scalar) {
    if (std::none_of(scalar.text.begin(), scalar.text.end(), is_control)) return;
    report(scalar.at,
           "control-character",
           {.zh_cn = "引号中的转义写出了控制字符：请删除",
            .en = "an escape within the quotes makes a control character: remove it"});
}

void Tree::report(Position at, char const* rule, Text message) {
    problems.push_back(document_.problem(at, rule, std::move(message)));
    if (problems.size() >= problems_max) throw Stop{};
}

/// 0 unless a plain `null` stands there, whole: not the beginning of a longer text.
std::size_t Tree::length_of_null(std::size_t offset) const {
    auto const rest =
        std::string_view{document_.text}.substr(std::min(offset, document_.text.size()));
    for (std::string_view const word : {"~", "null", "Null", "NULL"}) {
        if (!rest.starts_with(word)) continue;
        auto const end = std::min(rest.find_first_not_of(" \t", word.size()), rest.size());
        if (end == rest.size()) return word.size();
        auto const next = rest[end];
        bool const comment = next == '#' && end > word.size();
        bool const colon = next == ':' && rest.find_first_of(" \t\r\n,]}", end) == end + 1;
        bool const other = std::string_view{"\r\n,]}"}.find(next) != std::string_view::npos;
        if (comment || colon || other) return word.size();
    }
    return 0;
}

/// The parser notices an empty item at what follows it, lines later perhaps.
std::size_t Tree::dash_before(std::size_t offset) const {
    auto rest = std::string_view{document_.text}.substr(0, offset);
    while (!rest.empty()) {
        auto const start = rest.rfind('\n') + 1;  // none: npos + 1 = 0
        auto const line = rest.substr(start);
        auto const content = std::min(line.find_first_not_of(" \t\r"), line.size());
        auto const dash = line.substr(0, line.find(" #")).rfind('-');
        bool const is_comment = content < line.size() && line[content] == '#';
        if (content < line.size() && !is_comment && dash != line.npos) return start + dash;
        rest = rest.substr(0, start == 0 ? 0 : start - 1);
    }
    return offset;
}

}  // namespace duban::yaml
