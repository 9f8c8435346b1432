#include "engine/yaml/reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "engine/yaml/encoding.hpp"
#include "engine/yaml/excerpt.hpp"
#include "engine/yaml/scanner.hpp"
#include "engine/yaml/syntax.hpp"

namespace duban::yaml {

namespace {

/// A limit is passed: thrown through the parser, whose events cannot refuse.
struct Stop {};

/// A collection that is open, and where it will hang.
struct Frame {
    Node node;
    bool in_brackets = false;
    bool has_key = false;  // a mapping whose last key waits for its value
    std::string key;
    Position key_at;
};

/// Builds the tree from the parser's events. Marks count bytes from the beginning of the text.
class Builder final : public YAML::EventHandler {
  public:
    Builder(Document const& document, Places const& places, Limits const& limits)
        : document_{document}, places_{places}, limits_{limits} {}

    void OnDocumentStart(YAML::Mark const&) override {}

    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t) override;
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override;
    void OnScalar(YAML::Mark const& mark,
                  std::string const& tag,
                  YAML::anchor_t,
                  std::string const& value) override;
    void OnSequenceStart(YAML::Mark const& mark,
                         std::string const&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value style) override;

    void OnSequenceEnd() override { close(); }

    void OnMapStart(YAML::Mark const& mark,
                    std::string const&,
                    YAML::anchor_t,
                    YAML::EmitterStyle::value style) override;

    void OnMapEnd() override { close(); }

    Node root;
    Problems problems;

  private:
    void open(YAML::Mark const& mark, Kind kind, YAML::EmitterStyle::value style);
    void close();
    void put(Node node);
    void put_key(Node node);
    void check_key(Node const& node);
    void absent(std::size_t offset);
    void remove_duplicates(Node& mapping);
    void check_escapes(Node const& scalar);
    void count(Position at);
    [[nodiscard]] bool key_expected() const;
    [[nodiscard]] bool is_written_null(std::size_t offset) const;
    [[nodiscard]] Position last_dash_before(std::size_t offset) const;
    void report(Position at, char const* rule, Text message);

    Document const& document_;
    Places const& places_;
    Limits const& limits_;
    std::vector<Frame> frames_;
    std::vector<std::size_t> order_;  // of keys, kept to be allocated once
    std::size_t nodes_ = 0;
};

std::size_t offset_of(YAML::Mark const& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
}

// --- events
// ----------------------------------------------------------------------------------------------

/// The parser gives the same event for nothing and for `null`, `~`: the text tells them apart.
void Builder::OnNull(YAML::Mark const& mark, YAML::anchor_t) {
    auto const offset = offset_of(mark);
    if (!is_written_null(offset)) return absent(offset);
    auto const length = document_.text[offset] == '~' ? 1U : 4U;
    Node node;
    node.at = places_.of(offset);
    node.text = document_.text.substr(offset, length);
    put(std::move(node));
}

void Builder::OnAlias(YAML::Mark const& mark, YAML::anchor_t) {
    Node node;  // reported by the scan already
    node.at = places_.of(offset_of(mark));
    node.quoted = true;
    put(std::move(node));
}

void Builder::OnScalar(YAML::Mark const& mark,
                       std::string const& tag,
                       YAML::anchor_t,
                       std::string const& value) {
    auto const offset = offset_of(mark);
    Node node;
    node.at = places_.of(offset);
    node.text = value;
    if (tag != "?" && offset < document_.text.size()) {
        auto const first = document_.text[offset];
        node.block = first == '|' || first == '>';
        node.quoted = !node.block;
        check_escapes(node);
    }
    put(std::move(node));
}

void Builder::OnSequenceStart(YAML::Mark const& mark,
                              std::string const&,
                              YAML::anchor_t,
                              YAML::EmitterStyle::value style) {
    open(mark, Kind::sequence, style);
}

void Builder::OnMapStart(YAML::Mark const& mark,
                         std::string const&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value style) {
    open(mark, Kind::mapping, style);
}

// --- the tree
// --------------------------------------------------------------------------------------------

void Builder::open(YAML::Mark const& mark, Kind kind, YAML::EmitterStyle::value style) {
    auto const at = places_.of(offset_of(mark));
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
    frame.in_brackets = style == YAML::EmitterStyle::Flow;
}

void Builder::close() {
    auto node = std::move(frames_.back().node);
    frames_.pop_back();
    if (node.is_mapping()) remove_duplicates(node);
    put(std::move(node));
}

void Builder::put(Node node) {
    count(node.at);
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
        frame.node.entries.push_back({std::move(frame.key), frame.key_at, std::move(node)});
        frame.has_key = false;
    }
}

void Builder::put_key(Node node) {
    check_key(node);
    auto& frame = frames_.back();
    frame.has_key = true;
    frame.key = std::move(node.text);
    frame.key_at = node.at;
}

void Builder::absent(std::size_t offset) {
    Node node;
    node.at = places_.of(offset);
    if (!frames_.empty() && frames_.back().has_key) {
        node.at = frames_.back().key_at;
    } else if (!frames_.empty() && frames_.back().node.is_sequence()) {
        if (!frames_.back().in_brackets) node.at = last_dash_before(offset);
        report(node.at,
               "empty-item",
               {.zh_cn = "列表中有一项没有内容：请写上内容或删去",
                .en = "an item of the list is empty: fill it in or remove it"});
    }
    put(std::move(node));
}

// --- keys
// ------------------------------------------------------------------------------------------------

/// Words that YAML 1.1 or 1.2 read as something else than a text, so that editors colour or rewrite
/// them.
bool is_ambiguous(std::string_view key) {
    constexpr std::array words{"on", "off", "yes", "no", "y", "n", "true", "false", "null", "~"};
    if (key.size() > 5) return false;
    std::string lower{key};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::find(words.begin(), words.end(), lower) != words.end();
}

void Builder::check_key(Node const& node) {
    if (!node.is_scalar()) {
        report(node.at,
               "complex-key",
               {.zh_cn = "列表或结构不能作键：请写成文本；以括号开头的文本要加引号",
                .en = "a list or a mapping cannot be a key: write a text; one that begins with a "
                      "bracket needs quotes"});
    } else if (node.text.empty()) {
        report(node.at,
               "empty-key",
               {.zh_cn = "冒号前缺少键", .en = "no key stands before the colon"});
    } else if (!node.quoted && node.text == "<<") {
        report(node.at,
               "merge-key",
               {.zh_cn = "不使用 YAML 的合并键 <<：请直接写出内容",
                .en = "YAML merge keys (<<) are not used: write the content out"});
    } else if (!node.quoted && is_ambiguous(node.text)) {
        report(node.at,
               "ambiguous-key",
               {.zh_cn = fmt::format("“{}”不能作键：有些程序会把它读成是/否或空值，请换一个词",
                                     node.text),
                .en = fmt::format("“{}” cannot be a key: some programs read it as yes, no or "
                                  "nothing; use another word",
                                  node.text)});
    }
}

void Builder::remove_duplicates(Node& mapping) {
    auto& entries = mapping.entries;
    order_.resize(entries.size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
        return entries[a].key < entries[b].key;
    });
    std::vector<bool> doubled(entries.size(), false);
    bool any = false;
    for (std::size_t i = 1, first = 0; i < order_.size(); ++i) {
        auto const& entry = entries[order_[i]];
        auto const& before = entries[order_[first]];
        if (entry.key != before.key || entry.key.empty()) {
            first = i;
            continue;
        }
        any = doubled[order_[i]] = true;
        auto const key = excerpt(entry.key);
        report(entry.at,
               "duplicate-key",
               {.zh_cn = fmt::format("键“{}”重复：第 {} 行已有，请删去一个", key, before.at.line),
                .en = fmt::format("the key “{}” stands on line {} already: remove one of them",
                                  key,
                                  before.at.line)});
    }
    if (!any) return;
    std::size_t index = 0;
    std::erase_if(entries, [&](Entry const&) { return doubled[index++]; });
}

// --- what the parser does not tell
// -----------------------------------------------------------------------

/// "null" as a text of its own, not the beginning of a longer one or the next key.
bool Builder::is_written_null(std::size_t offset) const {
    std::string_view const text = document_.text;
    if (offset >= text.size()) return false;
    for (std::string_view const word : {"~", "null", "Null", "NULL"}) {
        if (text.substr(offset, word.size()) != word) continue;
        auto const next = text.find_first_not_of(" \t", offset + word.size());
        return next == text.npos ||
               std::string_view{"\r\n#:,]}"}.find(text[next]) != std::string_view::npos;
    }
    return false;
}

/// The parser notices an empty item at what follows it, lines later perhaps.
Position Builder::last_dash_before(std::size_t offset) const {
    std::string_view rest{document_.text};
    rest = rest.substr(0, offset);
    while (!rest.empty()) {
        auto const start = rest.find_last_of('\n') + 1;  // npos + 1 = 0
        auto const line = rest.substr(start);
        auto const content = line.find_first_not_of(" \t\r");
        if (content != line.npos && line[content] != '#') {
            auto const comment = line.find(" #");
            return places_.of(start + std::max(content, line.substr(0, comment).find_last_of('-')));
        }
        rest = rest.substr(0, start == 0 ? 0 : start - 1);
    }
    return places_.of(offset);
}

/// "\0" or "\e" within double quotes are characters that no text for people holds.
void Builder::check_escapes(Node const& scalar) {
    bool const control = std::any_of(scalar.text.begin(), scalar.text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    });
    if (!control) return;
    report(scalar.at,
           "control-character",
           {.zh_cn = "引号中的转义写出了控制字符：请删除",
            .en = "an escape within the quotes makes a control character: remove it"});
}

void Builder::count(Position at) {
    if (++nodes_ <= limits_.nodes_max) return;
    report(at,
           "too-many-nodes",
           {.zh_cn = fmt::format("文件中的键和值超过 {} 个：请拆分", limits_.nodes_max),
            .en = fmt::format("more than {} keys and values: split the file", limits_.nodes_max)});
    throw Stop{};
}

void Builder::report(Position at, char const* rule, Text message) {
    constexpr std::size_t problems_max = 100;
    problems.push_back(document_.problem(at, rule, std::move(message)));
    if (problems.size() >= problems_max) throw Stop{};
}

// --- the whole
// -------------------------------------------------------------------------------------------

bool on_same_line(Problem const& problem, Problems const& others) {
    return std::any_of(others.begin(), others.end(), [&](Problem const& other) {
        return other.at.line == problem.at.line &&
               (other.rule == problem.rule || problem.rule == "syntax");
    });
}

void parse(Document& document, Places const& places, Limits const& limits) {
    Builder builder{document, places, limits};
    std::istringstream input{document.text};
    bool whole = false;
    try {
        YAML::Parser parser{input};
        whole = parser.HandleNextDocument(builder) && !builder.root.is_absent();
        if (!whole) {
            builder.problems.push_back(document.problem(
                {1, 1},
                "empty-document",
                {.zh_cn = "文件中没有内容", .en = "nothing is written in the file"}));
        }
    } catch (Stop const&) {
        whole = false;
    } catch (YAML::Exception const& error) {
        auto const at = places.of(offset_of(error.mark));
        builder.problems.push_back(
            document.problem(at, "syntax", explain_syntax(error.msg, document.line(at.line))));
    }
    if (whole) document.root = std::move(builder.root);
    for (auto& problem : builder.problems) {
        if (!on_same_line(problem, document.problems))
            document.problems.push_back(std::move(problem));
    }
}

}  // namespace

Document read(std::string_view text, std::string file, Limits const& limits) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    Document document{.file = std::move(file), .text = {}, .root = {}, .problems = {}};
    // Of a file that is too large only the beginning is kept, for the message.
    document.text = text.substr(0, limits.bytes_max + 1);
    document.problems = check_encoding(document, limits);
    if (!document.problems.empty()) return document;
    Places const places{document.text};
    auto scan = yaml::scan(document, places, limits);
    document.problems = std::move(scan.problems);
    if (scan.parseable) parse(document, places, limits);
    std::stable_sort(document.problems.begin(),
                     document.problems.end(),
                     [](Problem const& a, Problem const& b) { return a.at < b.at; });
    return document;
}

}  // namespace duban::yaml
