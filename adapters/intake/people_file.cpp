#include "adapters/intake/people_file.hpp"

#include <algorithm>
#include <vector>

#include "adapters/intake/card.hpp"
#include "adapters/intake/encoding.hpp"
#include "adapters/intake/people_cards.hpp"
#include "adapters/intake/people_table.hpp"
#include "engine/base/utf8.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::intake {

namespace {

constexpr char32_t replacement = 0xFFFD;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The place of the first character that could not be read, or that no text holds.
std::optional<Position> find_damage(std::u32string const& text) {
    Position at{.line = 1, .column = 1};
    for (auto const c : text) {
        if (c == replacement || c == U'\0') return at;
        at = c == U'\n' ? Position{.line = at.line + 1, .column = 1}
                        : Position{.line = at.line, .column = at.column + 1};
    }
    return std::nullopt;
}

Problem damaged(std::string const& file, Position at) {
    return {.file = file,
            .at = at,
            .severity = Severity::error,
            .rule = "damaged-text",
            .message = {.zh_cn = "这里的文字无法读出：请用 UTF-8 编码另存后再导入",
                        .en = "the text cannot be read here: save the file as UTF-8 and import it "
                              "again"},
            .suggestion = {},
            .source_line = {}};
}

}  // namespace

PeopleFile read_people_file(std::string_view bytes,
                            std::string const& file,
                            std::optional<PeopleFormat> format) {
    auto const decoded = decode(bytes);
    PeopleFile read;
    for (auto const c : decoded.text) append_utf8(read.text, c);
    if (auto const at = find_damage(decoded.text)) {
        read.list = {.file = file, .people = {}, .problems = {damaged(file, *at)}};
        return read;
    }
    bool const is_cards = format ? *format == PeopleFormat::vcard : is_card_file(read.text);
    read.list = is_cards ? read_people_cards(read.text, file) : read_people_table(read.text, file);
    return read;
}

void add_source_lines(Problems& problems, PeopleFile const& file) {
    constexpr std::size_t characters_max = 400;
    auto const lines = lines_of(file.text);
    for (auto& problem : problems) {
        auto const number = static_cast<std::size_t>(problem.at.line);
        if (problem.file != file.list.file || number == 0 || number > lines.size()) continue;
        problem.source_line = yaml::excerpt(lines[number - 1], characters_max);
    }
}

}  // namespace duban::intake
