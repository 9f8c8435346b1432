#include "adapters/intake/markup.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

enum class Effect { none, line, cell, hidden };

struct Tag {
    std::u32string_view name;
    Effect effect;
};

// Hidden ones are left out with all they hold. A tag that is not here is text ("<5 吨").
constexpr std::array tags{
    Tag{U"html", Effect::line},       Tag{U"head", Effect::line},
    Tag{U"body", Effect::line},       Tag{U"meta", Effect::none},
    Tag{U"link", Effect::none},       Tag{U"title", Effect::hidden},
    Tag{U"script", Effect::hidden},   Tag{U"style", Effect::hidden},
    Tag{U"noscript", Effect::hidden}, Tag{U"nav", Effect::hidden},
    Tag{U"footer", Effect::hidden},   Tag{U"select", Effect::hidden},
    Tag{U"button", Effect::hidden},   Tag{U"rt", Effect::hidden},
    Tag{U"rp", Effect::hidden},       Tag{U"textarea", Effect::hidden},
    Tag{U"p", Effect::line},          Tag{U"div", Effect::line},
    Tag{U"br", Effect::line},         Tag{U"hr", Effect::line},
    Tag{U"li", Effect::line},         Tag{U"ul", Effect::line},
    Tag{U"ol", Effect::line},         Tag{U"dl", Effect::line},
    Tag{U"dt", Effect::line},         Tag{U"dd", Effect::line},
    Tag{U"h1", Effect::line},         Tag{U"h2", Effect::line},
    Tag{U"h3", Effect::line},         Tag{U"h4", Effect::line},
    Tag{U"h5", Effect::line},         Tag{U"h6", Effect::line},
    Tag{U"header", Effect::line},     Tag{U"main", Effect::line},
    Tag{U"section", Effect::line},    Tag{U"article", Effect::line},
    Tag{U"aside", Effect::line},      Tag{U"form", Effect::line},
    Tag{U"table", Effect::line},      Tag{U"thead", Effect::line},
    Tag{U"tbody", Effect::line},      Tag{U"tr", Effect::line},
    Tag{U"center", Effect::line},     Tag{U"pre", Effect::line},
    Tag{U"blockquote", Effect::line}, Tag{U"td", Effect::cell},
    Tag{U"th", Effect::cell},         Tag{U"span", Effect::none},
    Tag{U"a", Effect::none},          Tag{U"b", Effect::none},
    Tag{U"i", Effect::none},          Tag{U"u", Effect::none},
    Tag{U"em", Effect::none},         Tag{U"strong", Effect::none},
    Tag{U"font", Effect::none},       Tag{U"img", Effect::none},
    Tag{U"input", Effect::none},      Tag{U"label", Effect::none},
    Tag{U"small", Effect::none},      Tag{U"sub", Effect::none},
    Tag{U"sup", Effect::none},        Tag{U"ruby", Effect::none},
    Tag{U"rb", Effect::none},         Tag{U"o:p", Effect::none},
    Tag{U"iframe", Effect::none},     Tag{U"option", Effect::none},
    Tag{U"col", Effect::none},        Tag{U"colgroup", Effect::none},
    Tag{U"figure", Effect::line},
};

struct Entity {
    std::u32string_view name;
    char32_t character;
};

constexpr std::array entities{
    Entity{U"nbsp", U' '},   Entity{U"ensp", U' '},   Entity{U"emsp", U' '},
    Entity{U"lt", U'<'},     Entity{U"gt", U'>'},     Entity{U"amp", U'&'},
    Entity{U"quot", U'"'},   Entity{U"apos", U'\''},  Entity{U"ldquo", U'“'},
    Entity{U"rdquo", U'”'},  Entity{U"lsquo", U'‘'},  Entity{U"rsquo", U'’'},
    Entity{U"mdash", U'—'},  Entity{U"ndash", U'–'},  Entity{U"bull", U'•'},
    Entity{U"hellip", U'…'}, Entity{U"middot", U'·'}, Entity{U"times", U'×'},
    Entity{U"copy", U'©'},   Entity{U"raquo", U'»'},  Entity{U"laquo", U'«'},
    Entity{U"deg", U'°'},
};

char32_t lower(char32_t c) {
    return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

struct FoundTag {
    Tag tag;
    bool closing;
    std::size_t length;
};

std::optional<FoundTag> tag_at(std::u32string_view rest) {
    constexpr std::size_t longest_tag = 4000;  // style attributes of word processors are long
    bool const closing = rest.size() > 1 && rest[1] == U'/';
    std::size_t const begin = closing ? 2 : 1;
    std::u32string name;
    for (auto i = begin; i < rest.size() && name.size() < 12; ++i) {
        auto const c = lower(rest[i]);
        if (c != U':' && !is_digit(c) && !(c >= U'a' && c <= U'z')) break;
        name.push_back(c);
    }
    if (name.empty()) return std::nullopt;
    auto const known =
        std::find_if(tags.begin(), tags.end(), [&](Tag const& tag) { return tag.name == name; });
    if (known == tags.end()) return std::nullopt;
    auto const end = rest.substr(0, longest_tag).find(U'>');
    if (end == rest.npos) return std::nullopt;
    return FoundTag{*known, closing, end + 1};
}

std::optional<char32_t> numeric_entity(std::u32string_view name) {
    bool const hexadecimal = name.size() > 1 && (name[1] == U'x' || name[1] == U'X');
    auto const digits = name.substr(hexadecimal ? 2 : 1);
    char32_t const base = hexadecimal ? 16 : 10;
    char32_t value = 0;
    if (digits.empty() || digits.size() > 7) return std::nullopt;
    for (auto const digit : digits) {
        auto const c = lower(digit);
        auto const is_hex_letter = hexadecimal && c >= U'a' && c <= U'f';
        if (!is_digit(c) && !is_hex_letter) return std::nullopt;
        value = value * base + (is_digit(c) ? c - U'0' : c - U'a' + 10);
    }
    bool const scalar = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return scalar ? std::optional{value} : std::nullopt;
}

struct FoundEntity {
    char32_t character;
    std::size_t length;
};

std::optional<FoundEntity> entity_at(std::u32string_view rest) {
    constexpr std::size_t longest_entity = 10;
    auto const end = rest.substr(0, longest_entity).find(U';');
    if (end == rest.npos || end < 2) return std::nullopt;
    auto const name = rest.substr(1, end - 1);
    if (name.front() == U'#') {
        auto const character = numeric_entity(name);
        return character ? std::optional{FoundEntity{*character, end + 1}} : std::nullopt;
    }
    for (auto const& entity : entities) {
        if (entity.name == name) return FoundEntity{entity.character, end + 1};
    }
    return std::nullopt;
}

// Source lines of HTML are not lines of the page; those of plain text are.
bool has_blocks(std::u32string_view page) {
    constexpr std::array<std::u32string_view, 10> signs{
        U"<p>", U"<p ", U"<P", U"<br", U"<BR", U"<div", U"<DIV", U"<td", U"<TD", U"<html"};
    return std::any_of(
        signs.begin(), signs.end(), [&](auto sign) { return page.find(sign) != page.npos; });
}

class Reader {
  public:
    explicit Reader(std::u32string_view page) : rest_(page), html_(has_blocks(page)) {}

    std::u32string read() {
        text_.reserve(rest_.size());
        while (!rest_.empty()) step();
        return std::move(text_);
    }

  private:
    void step() {
        if (rest_.starts_with(U"<!--")) return skip_past(U"-->");
        if (rest_.starts_with(U"<!DOCTYPE") || rest_.starts_with(U"<!doctype")) {
            return skip_past(U">");
        }
        if (rest_.front() == U'<') {
            if (auto const found = tag_at(rest_)) return apply(*found);
        } else if (rest_.front() == U'&') {
            if (auto const entity = entity_at(rest_))
                return take(entity->character, entity->length);
        }
        bool const source_line = html_ && (rest_.front() == U'\n' || rest_.front() == U'\r');
        if (!source_line) return take(rest_.front(), 1);
        rest_.remove_prefix(1);
        // A break between Latin words is a space; between Han it is nothing.
        if (!text_.empty() && is_latin(text_.back())) text_.push_back(U' ');
    }

    void take(char32_t character, std::size_t length) {
        text_.push_back(character);
        rest_.remove_prefix(length);
    }

    // An end that never comes would swallow the page: then only the opening is dropped. What is
    // missing once is missing for good, so a page full of openings is not searched again for each.
    void skip_past(std::u32string_view end) {
        auto const at = missing_.contains(end) ? rest_.npos : rest_.find(end);
        if (at == rest_.npos) missing_.insert(end);
        rest_.remove_prefix(at == rest_.npos ? 1 : at + end.size());
    }

    void apply(FoundTag const& found) {
        rest_.remove_prefix(found.length);
        switch (found.tag.effect) {
            case Effect::none:
                return;
            case Effect::line:
                return text_.push_back(U'\n');
            case Effect::cell:
                if (!found.closing) text_ += U" | ";
                return;
            case Effect::hidden:
                if (!found.closing) skip_hidden(found.tag.name);
        }
    }

    void skip_hidden(std::u32string_view name) {
        if (missing_.contains(name)) return;
        for (auto at = rest_.find(U"</"); at != rest_.npos; at = rest_.find(U"</", at + 2)) {
            auto const closing = tag_at(rest_.substr(at));
            if (!closing || closing->tag.name != name) continue;
            rest_.remove_prefix(at + closing->length);
            return;
        }
        missing_.insert(name);
    }

    std::u32string_view rest_;
    std::u32string text_;
    bool html_;
    std::set<std::u32string_view> missing_;
};

}  // namespace

std::u32string without_markup(std::u32string_view page) {
    return Reader{page}.read();
}

}  // namespace duban::intake
