#include "engine/workflow/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <vector>

#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"
#include "engine/workflow/html_markup.hpp"
#include "engine/workflow/mustache_tags.hpp"

namespace duban::workflow {

namespace {

std::vector<TemplateName> names_of(std::vector<MustacheTag> const& tags) {
    std::vector<TemplateName> names;
    for (auto const& tag : tags) {
        auto const at = std::ranges::find(names, tag.name, &TemplateName::text);
        auto& name = at == names.end() ? names.emplace_back(TemplateName{.text = tag.name}) : *at;
        name.needed |= tag.kind == MustacheTag::Kind::variable && !tag.inside_section;
    }
    return names;
}

Failure<Text> nothing_for(std::string_view name) {
    return Failure<Text>{Text{.zh_cn = fmt::format("通知文本需要“{}”，但它没有内容", name),
                              .en = fmt::format("the message needs “{}”, which is empty", name)}};
}

/// C0 and C1 controls, and the marks that turn the direction of writing: they make a subject show
/// something else than it says.
bool is_unwanted(char32_t c) {
    bool const control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    bool const separator = c == 0x2028 || c == 0x2029;
    bool const direction =
        c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return (control && c != '\n' && c != '\t') || separator || direction;
}

/// How many octets at the front are printed ASCII or Han, and so wanted, without decoding them.
std::size_t plainly_wanted(std::string_view text) {
    auto const octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::size_t at = 0;
    while (at < text.size()) {
        if (octet(at) >= 0x20 && octet(at) < 0x7F) {
            ++at;
            continue;
        }
        bool const is_han = octet(at) >= 0xE4 && octet(at) <= 0xE9 && at + 2 < text.size() &&
                            (octet(at + 1) & 0xC0U) == 0x80U && (octet(at + 2) & 0xC0U) == 0x80U;
        if (!is_han) break;
        at += 3;
    }
    return at;
}

std::string clean(std::string_view text, bool one_line) {
    std::string cleaned;
    cleaned.reserve(text.size());
    while (true) {
        auto const plain = plainly_wanted(text);
        cleaned += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        auto const c = take_code_point(text);
        if (is_unwanted(c)) continue;
        if (one_line && (c == '\n' || c == '\t')) {
            if (!cleaned.empty() && cleaned.back() != ' ') cleaned.push_back(' ');
        } else {
            append_utf8(cleaned, c);
        }
    }
    if (one_line) cleaned.resize(cleaned.find_last_not_of(' ') + 1);
    return cleaned;
}

/// Stands for the line ends of a text while it is rendered. No value holds it: it is a control
/// character.
constexpr char held_line_end = '\v';

/// Whether a line is nothing but the tag of a section, or a comment.
bool is_tag_line(std::string_view line) {
    auto const first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return false;
    line = line.substr(first, line.find_last_not_of(" \t") + 1 - first);
    bool const opens = line.starts_with("{{#") || line.starts_with("{{^") ||
                       line.starts_with("{{/") || line.starts_with("{{!");
    return opens && line.find("}}") + 2 == line.size();
}

/// The text without the line ends of lines that hold a section's tag alone, as Mustache wants it.
/// The renderer has its own idea of them (it leaves a hole where a section is left out), so it is
/// not shown any line end.
std::string with_held_lines(std::string_view mustache) {
    std::string text;
    while (!mustache.empty()) {
        auto const end = mustache.find('\n');
        auto line = mustache.substr(0, end);
        mustache.remove_prefix(end == std::string_view::npos ? mustache.size() : end + 1);
        if (is_tag_line(line)) {
            text += line.substr(line.find('{'), line.rfind('}') + 1 - line.find('{'));
            continue;
        }
        text += line;
        if (end != std::string_view::npos) text += held_line_end;
    }
    return text;
}

using kainjow::mustache::data;

/// The words of one filling, in the order of the template's names. Its own, because the renderer's
/// asks a hash table of hash tables; and a word has no names within it.
class Words final : public kainjow::mustache::basic_context<std::string> {
  public:
    explicit Words(std::vector<TemplateName> const& names) : names_{names} {
        words_.reserve(names.size());
    }

    /// The next name's. An empty one is false, so that its section is left out.
    void add(std::string const& word) {
        word.empty() ? words_.emplace_back(false) : words_.emplace_back(word);
    }

    [[nodiscard]] data const* get(std::string const& name) const override {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (names_[i].text == name) return &words_[i];
        }
        return nullptr;
    }

    [[nodiscard]] data const* get_partial(std::string const&) const override { return nullptr; }

    void push(data const*) override {}

    void pop() override {}

  private:
    std::vector<TemplateName> const& names_;
    std::vector<data> words_;
};

/// What the renderer takes for a stream.
struct Sheet {
    std::string text;

    Sheet& operator<<(std::string const& piece) {
        text += piece;
        return *this;
    }
};

}  // namespace

struct Template::Renderer {
    Renderer(std::string const& read, Markup markup) : text{read} {
        ensure(text.is_valid(), "what a template's tags may be, its renderer reads");
        if (markup == Markup::html) {
            text.set_custom_escape(escaped_html);
        } else {
            text.set_custom_escape([](std::string const& value) { return value; });
        }
    }

    std::string render(Words& words) {
        Sheet sheet;
        text.render(words, sheet);
        std::ranges::replace(sheet.text, held_line_end, '\n');
        return std::move(sheet.text);
    }

    // Rendering writes into it only what goes wrong with lambdas and partials, and there are none:
    // so it can be shared, and copying it for each letter would cost more than the rendering.
    kainjow::mustache::mustache text;
};

Result<Template, Text> Template::read(std::string_view mustache, Lines lines, Markup markup) {
    if (mustache.empty()) return Template{};
    auto const text = clean(mustache, lines == Lines::one);
    // Of the cleaned text: what is dropped between two braces must not join them to a tag.
    auto const found = find_mustache_tags(text);
    if (!found.problems.empty()) return Failure<Text>{found.problems.front().message};
    Template read;
    read.source_ = mustache;
    read.text_ = with_held_lines(text);
    read.names_ = names_of(found.tags);
    read.lines_ = lines;
    read.markup_ = markup;
    return read;
}

void Template::prepare() {
    if (!empty()) prepared_ = std::make_shared<Renderer>(text_, markup_);
}

Result<std::string, Text> Template::fill(Vocabulary const& word_for) const {
    if (empty()) return std::string{};
    bool const one_line = lines_ == Lines::one;
    Words words{names_};
    for (auto const& name : names_) {
        auto const word = clean(word_for(name.text), one_line);
        if (word.empty() && name.needed) return nothing_for(name.text);
        words.add(word);
    }
    auto filled =
        prepared_ != nullptr ? prepared_->render(words) : Renderer{text_, markup_}.render(words);
    if (one_line) filled.resize(filled.find_last_not_of(' ') + 1);
    return filled;
}

}  // namespace duban::workflow
