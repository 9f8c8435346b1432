#include "adapters/intake/card.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace duban::intake {

namespace {

constexpr std::size_t octets_max = 75;

std::string in_capitals(std::string_view text) {
    std::string word;
    for (char const c : text) word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return word;
}

struct Unfolded {
    std::string text;
    int line = 0;
};

/// A line that begins with a blank goes on where the one before it ended.
std::vector<Unfolded> unfolded(std::string_view text) {
    std::vector<Unfolded> lines;
    for (int number = 1; !text.empty(); ++number) {
        auto const end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        bool const continues = line.starts_with(' ') || line.starts_with('\t');
        if (continues && !lines.empty()) {
            lines.back().text += line.substr(1);
        } else if (!line.empty()) {
            lines.push_back({std::string{line}, number});
        }
    }
    return lines;
}

/// Where the value begins; a colon in quotes is a parameter's.
std::optional<std::size_t> find_colon(std::string_view line) {
    bool in_quotes = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') in_quotes = !in_quotes;
        if (line[i] == ':' && !in_quotes) return i;
    }
    return std::nullopt;
}

std::optional<CardLine> card_line_of(Unfolded const& line) {
    auto const colon = find_colon(line.text);
    if (!colon) return std::nullopt;
    std::string_view const head{line.text.data(), *colon};
    auto const semicolon = std::min(head.find(';'), head.size());
    auto name = head.substr(0, semicolon);
    if (auto const dot = name.find('.'); dot != name.npos) name.remove_prefix(dot + 1);
    auto const parameters = head.substr(std::min(semicolon + 1, head.size()));
    return CardLine{.name = in_capitals(name),
                    .parameters = in_capitals(parameters),
                    .value = line.text.substr(*colon + 1),
                    .at = {.line = line.line, .column = 1}};
}

class CardReader {
  public:
    explicit CardReader(std::string const& file) : file_{file} {}

    Cards read(std::string_view text) {
        for (auto const& unfolded_line : unfolded(text)) read_line(unfolded_line);
        if (open_) {
            error(open_->at,
                  "cut-off",
                  {.zh_cn = "名片没有 END:VCARD：文件不完整",
                   .en = "the card has no END:VCARD: the file is cut off"});
        }
        if (result_.cards.empty() && result_.problems.empty())
            error({1, 1},
                  "empty-list",
                  {.zh_cn = "这个文件里没有名片", .en = "there is no card in this file"});
        return std::move(result_);
    }

  private:
    void read_line(Unfolded const& unfolded_line) {
        auto line = card_line_of(unfolded_line);
        if (!line) {
            return error({unfolded_line.line, 1},
                         "not-a-card-line",
                         {.zh_cn = "这一行没有冒号：名片的每一行都写成 名称:值",
                          .en = "the line has no colon: each line of a card is NAME:value"});
        }
        bool const is_card = in_capitals(line->value) == "VCARD";
        if (line->name == "BEGIN" && is_card) return begin(line->at);
        if (line->name == "END" && is_card && open_) return end();
        if (!open_) {
            return error(line->at,
                         "not-a-card-line",
                         {.zh_cn = "这一行不在名片之内：名片从 BEGIN:VCARD 开始",
                          .en = "the line is in no card: a card begins with BEGIN:VCARD"});
        }
        open_->lines.push_back(std::move(*line));
    }

    void begin(Position at) {
        if (open_) {
            error(open_->at,
                  "cut-off",
                  {.zh_cn = "名片没有 END:VCARD，下一张就开始了",
                   .en = "the card has no END:VCARD before the next one begins"});
        }
        open_ = Card{.at = at, .lines = {}};
    }

    void end() {
        auto card = std::move(*open_);
        open_.reset();
        auto const version = std::ranges::find(card.lines, "VERSION", &CardLine::name);
        bool const is_known =
            version != card.lines.end() && (version->value == "3.0" || version->value == "4.0");
        if (is_known) {
            result_.cards.push_back(std::move(card));
            return;
        }
        error(version == card.lines.end() ? card.at : version->at,
              "unknown-version",
              {.zh_cn = "只读 3.0 和 4.0 版的名片：请用这两种版本之一重新导出",
               .en = "cards of version 3.0 and 4.0 are read: export it again as one of these"});
    }

    void error(Position at, char const* rule, Text message) {
        result_.problems.push_back({.file = file_,
                                    .at = at,
                                    .severity = Severity::error,
                                    .rule = rule,
                                    .message = std::move(message),
                                    .suggestion = {},
                                    .source_line = {}});
    }

    std::string const& file_;
    std::optional<Card> open_;
    Cards result_;
};

/// No more octets than these, and no character cut in two.
std::size_t length_of_piece(std::string_view text, std::size_t octets) {
    if (text.size() <= octets) return text.size();
    auto length = octets;
    while (length > 1 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    return length;
}

}  // namespace

bool is_card_file(std::string_view text) {
    auto const first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return in_capitals(text.substr(first, 11)) == "BEGIN:VCARD";
}

Cards read_cards(std::string_view text, std::string const& file) {
    return CardReader{file}.read(text);
}

std::vector<std::string> parts_of(std::string_view value, char separator) {
    std::vector<std::string> parts{""};
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size()) {
            char const next = value[++i];
            parts.back() += next == 'n' || next == 'N' ? '\n' : next;
        } else if (separator != '\0' && value[i] == separator) {
            parts.emplace_back();
        } else {
            parts.back() += value[i];
        }
    }
    return parts;
}

std::string plain(std::string_view value) {
    return std::move(parts_of(value, '\0').front());
}

std::string escaped(std::string_view text) {
    std::string value;
    for (char const c : text) {
        if (c == '\n') {
            value += "\\n";
            continue;
        }
        if (c == '\\' || c == ',' || c == ';') value += '\\';
        value += c;
    }
    return value;
}

std::string card_line(std::string_view name, std::string_view value) {
    auto const whole = fmt::format("{}:{}", name, value);
    std::string_view rest = whole;
    std::string text;
    for (auto room = octets_max; !rest.empty(); room = octets_max - 1) {
        auto const length = length_of_piece(rest, room);
        if (!text.empty()) text += ' ';
        text += rest.substr(0, length);
        text += "\r\n";
        rest.remove_prefix(length);
    }
    return text;
}

}  // namespace duban::intake
