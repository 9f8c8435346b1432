#include "engine/expression/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/utf8.hpp"

namespace duban::expression {

namespace {

constexpr std::array<std::string_view, 4> keywords{"true", "false", "null", "in"};

constexpr std::array<std::string_view, 17> reserved_words{"as",
                                                          "break",
                                                          "const",
                                                          "continue",
                                                          "else",
                                                          "for",
                                                          "function",
                                                          "if",
                                                          "import",
                                                          "let",
                                                          "loop",
                                                          "package",
                                                          "namespace",
                                                          "return",
                                                          "var",
                                                          "void",
                                                          "while"};

// Longer ones first, so that `<=` is never read as `<`.
constexpr std::array<std::string_view, 24> symbols{"&&", "||", "==", "!=", "<=", ">=", "<", ">",
                                                   "!",  "+",  "-",  "*",  "/",  "%",  "?", ":",
                                                   "(",  ")",  "[",  "]",  ",",  ".",  "{", "}"};

struct Slip {
    std::string_view written;
    std::string_view meant;
};

constexpr std::array<Slip, 11> slips{{{"=", "=="},
                                      {"&", "&&"},
                                      {"|", "||"},
                                      {"“", "\""},
                                      {"”", "\""},
                                      {"‘", "'"},
                                      {"’", "'"},
                                      {"、", ","},
                                      {"。", "."},
                                      {"≥", ">="},
                                      {"≤", "<="}}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

template <std::size_t Size>
bool is_one_of(std::array<std::string_view, Size> const& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What was meant by a character that has no meaning here; empty where it is not known.
std::string meant_by(std::string_view character) {
    for (auto const& slip : slips) {
        if (slip.written == character) return std::string{slip.meant};
    }
    auto rest = character;
    auto const code = take_code_point(rest);
    bool const full_width = code >= 0xFF01 && code <= 0xFF5E;
    if (full_width) return {static_cast<char>(code - 0xFEE0)};
    return {};
}

class Lexer {
  public:
    explicit Lexer(Source source) : source_{source}, text_{source.text} {}

    Result<std::vector<Token>, Problems> run() {
        skip_blanks();
        while (at_ < text_.size()) {
            take_token();
            skip_blanks();
        }
        if (!problems_.empty()) return Failure<Problems>{std::move(problems_)};
        push(TokenKind::end, at_);
        return std::move(tokens_);
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void push(TokenKind kind, std::size_t begin) {
        Span const span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
        tokens_.push_back({kind, span, text_.substr(begin, at_ - begin)});
    }

    void skip_blanks() {
        while (at_ < text_.size()) {
            if (text_.substr(at_, 2) == "//") {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (is_space(text_[at_])) {
                ++at_;
            } else {
                return;
            }
        }
    }

    void take_token() {
        if (take_quoted()) return;
        if (is_letter(peek())) return take_word();
        if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return take_number();
        for (auto const symbol : symbols) {
            if (text_.substr(at_, symbol.size()) != symbol) continue;
            at_ += symbol.size();
            return push(TokenKind::symbol, at_ - symbol.size());
        }
        take_stranger();
    }

    void take_word() {
        auto const begin = at_;
        while (is_letter(peek()) || is_digit(peek())) ++at_;
        auto const word = text_.substr(begin, at_ - begin);
        push(is_one_of(keywords, word) ? TokenKind::keyword
             : is_reserved_word(word)  ? TokenKind::reserved
                                       : TokenKind::name,
             begin);
    }

    void take_digits() {
        while (is_digit(peek())) ++at_;
    }

    void take_number() {
        auto const begin = at_;
        auto kind = TokenKind::int64;
        if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X') && is_hex_digit(peek(2))) {
            at_ += 2;
            while (is_hex_digit(peek())) ++at_;
        } else {
            take_digits();
            bool const has_fraction = take_fraction();
            bool const has_exponent = take_exponent();
            if (has_fraction || has_exponent) kind = TokenKind::float64;
        }
        if (kind == TokenKind::int64 && (peek() == 'u' || peek() == 'U')) {
            ++at_;
            kind = TokenKind::uint64;
        }
        if (!is_letter(peek()) && !is_digit(peek())) return push(kind, begin);
        while (is_letter(peek()) || is_digit(peek())) ++at_;
        auto const written = text_.substr(begin, at_ - begin);
        problems_.push_back(source_.problem(
            begin,
            "bad-number",
            {.zh_cn = fmt::format("“{}”不是数字；名称不能以数字开头", written),
             .en = fmt::format("`{}` is not a number, and a name cannot begin with a digit",
                               written)}));
    }

    bool take_fraction() {
        if (peek() != '.' || !is_digit(peek(1))) return false;
        ++at_;
        take_digits();
        return true;
    }

    bool take_exponent() {
        if (peek() != 'e' && peek() != 'E') return false;
        std::size_t const sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (!is_digit(peek(1 + sign))) return false;
        at_ += 1 + sign;
        take_digits();
        return true;
    }

    /// `"…"`, `'…'`, their triple forms, and the prefixes r, b and br.
    bool take_quoted() {
        std::size_t prefix = 0;
        bool const bytes = peek() == 'b' || peek() == 'B';
        if (bytes) ++prefix;
        bool const raw = peek(prefix) == 'r' || peek(prefix) == 'R';
        if (raw) ++prefix;
        char const quote = peek(prefix);
        if (quote != '"' && quote != '\'') return false;
        auto const begin = at_;
        at_ += prefix;
        if (take_body(quote, raw)) {
            push(bytes ? TokenKind::bytes : TokenKind::string, begin);
        } else {
            at_ = text_.size();
            problems_.push_back(source_.problem(
                begin,
                "unclosed-quote",
                {.zh_cn = fmt::format("这里的引号没有闭合；请在文字末尾加上 {}", quote),
                 .en = fmt::format("this quote is never closed; put {} at the end of the text",
                                   quote)}));
        }
        return true;
    }

    bool take_body(char quote, bool raw) {
        std::string const triple(3, quote);
        bool const is_triple = text_.substr(at_, 3) == triple;
        std::string_view const closing = is_triple ? triple : std::string_view{triple}.substr(0, 1);
        at_ += closing.size();
        while (at_ < text_.size()) {
            if (text_.substr(at_, closing.size()) == closing) {
                at_ += closing.size();
                return true;
            }
            if (!is_triple && (peek() == '\n' || peek() == '\r')) return false;
            at_ += peek() == '\\' && !raw ? 2 : 1;
        }
        return false;
    }

    void take_stranger() {
        auto const begin = at_;
        auto meant = meant_by(take_character());
        // One problem for a whole Han word or for ＝＝, not one for each of its characters.
        bool const is_known = !meant.empty();
        while (is_foreign() && meant_by_next().empty() != is_known) {
            meant += meant_by_next();
            take_character();
        }
        if (meant == "=") meant = "==";
        auto const written = text_.substr(begin, at_ - begin);
        auto text =
            meant.empty()
                ? Text{.zh_cn = fmt::format("`{}` 在表达式里没有意义；文字要写在引号内", written),
                       .en =
                           fmt::format("`{}` has no meaning here; text stands in quotes", written)}
                : Text{.zh_cn = fmt::format("`{}` 在表达式里没有意义；请写 {}", written, meant),
                       .en = fmt::format("`{}` has no meaning here; write {}", written, meant)};
        problems_.push_back(
            source_.problem(begin, "parse-error", std::move(text), std::move(meant)));
    }

    std::string_view take_character() {
        auto rest = text_.substr(at_);
        take_code_point(rest);
        auto const character = text_.substr(at_, text_.size() - at_ - rest.size());
        at_ += character.size();
        return character;
    }

    [[nodiscard]] bool is_foreign() const { return static_cast<unsigned char>(peek()) >= 0x80; }

    [[nodiscard]] std::string meant_by_next() const {
        auto rest = text_.substr(at_);
        take_code_point(rest);
        return meant_by(text_.substr(at_, text_.size() - at_ - rest.size()));
    }

    Source source_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
    Problems problems_;
};

}  // namespace

bool is_reserved_word(std::string_view word) {
    return is_one_of(reserved_words, word);
}

Result<std::vector<Token>, Problems> lex(Source source) {
    return Lexer{source}.run();
}

}  // namespace duban::expression
