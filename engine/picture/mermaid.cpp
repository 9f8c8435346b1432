#include "engine/picture/mermaid.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/picture/caption.hpp"

namespace duban::picture {

namespace {

constexpr std::size_t line_cells = 40;

/// Everything of ASCII that is neither a letter, a digit nor harmless is written by its number: the
/// grammar of state diagrams has no quotes for what stands behind a colon.
std::string escaped(std::string_view text) {
    std::string to;
    while (!text.empty()) {
        auto const point = take_code_point(text);
        bool const plain = point >= 0x80 || (point >= 'a' && point <= 'z') ||
                           (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9') ||
                           point == ' ' || point == '.' || point == ',';
        if (plain) {
            append_utf8(to, point);
        } else {
            to += fmt::format("#{};", static_cast<std::uint32_t>(point));
        }
    }
    return to;
}

/// Between the double quotes of YAML.
std::string quoted(std::string_view text) {
    std::string to;
    for (auto const& line : fold(text, text.size() + 1)) {
        for (char const c : line) {
            if (c == '"' || c == '\\') to += '\\';
            to += c;
        }
    }
    return to;
}

std::string joined(std::string_view title, std::vector<std::string> const& lines) {
    std::string text;
    auto const add = [&](std::string_view part) {
        for (auto const& line : fold(part, line_cells)) {
            if (!text.empty()) text += "<br/>";
            text += escaped(line);
        }
    };
    add(title);
    for (auto const& line : lines) add(line);
    return text;
}

class Writer {
  public:
    explicit Writer(Picture const& picture) : picture_{picture} {}

    std::string write() {
        line(0, "---");
        line(0, fmt::format("title: \"{}\"", quoted(picture_.title)));
        line(0, "---");
        line(0, "stateDiagram-v2");
        line(1, "classDef present fill:#FFD75E,stroke:#0B6E4F,stroke-width:3px,color:#1F2933");
        line(1, "classDef passed fill:#DDF0E6,stroke:#0B6E4F,color:#1F2933");
        inside({}, 1);
        for (auto const& arrow : picture_.arrows) {
            if (arrow.kind != Arrow::Kind::begin) write(arrow);
        }
        marks();
        return std::move(text_);
    }

  private:
    void line(std::size_t depth, std::string_view text) {
        text_.append(depth * 4, ' ');
        text_ += text;
        text_ += '\n';
    }

    [[nodiscard]] bool has_inside(std::size_t index) const {
        return std::ranges::any_of(picture_.boxes,
                                   [&](Box const& box) { return box.within == index; });
    }

    /// The boxes within one box (none: the outermost), and where they begin.
    void inside(std::optional<std::size_t> outer, std::size_t depth) {
        bool second_region = false;
        for (std::size_t i = 0; i < picture_.boxes.size(); ++i) {
            auto const& box = picture_.boxes[i];
            if (box.within != outer) continue;
            bool const region = box.kind == Box::Kind::region || box.kind == Box::Kind::parts;
            if (region && second_region) line(depth, "--");
            second_region = second_region || region;
            write(i, depth);
            if (is_begun(i)) line(depth, fmt::format("[*] --> {}", box.id));
        }
    }

    [[nodiscard]] bool is_begun(std::size_t index) const {
        return std::ranges::any_of(picture_.arrows, [&](Arrow const& arrow) {
            return arrow.kind == Arrow::Kind::begin && arrow.to == index;
        });
    }

    void write(std::size_t index, std::size_t depth) {
        auto const& box = picture_.boxes[index];
        if (box.kind == Box::Kind::beginning) return;
        if (box.kind == Box::Kind::choice)
            return line(depth, fmt::format("state {} <<choice>>", box.id));
        auto const head = fmt::format("state \"{}\" as {}", joined(box.title, box.lines), box.id);
        if (!has_inside(index)) {
            line(depth, head);
            if (box.kind == Box::Kind::end) line(depth, fmt::format("{} --> [*]", box.id));
            return;
        }
        line(depth, head + " {");
        inside(index, depth + 1);
        line(depth, "}");
    }

    void write(Arrow const& arrow) {
        auto const text = joined(arrow.title, arrow.lines);
        line(1,
             fmt::format("{} --> {}{}{}",
                         picture_.boxes[arrow.from].id,
                         picture_.boxes[arrow.to].id,
                         text.empty() ? "" : " : ",
                         text));
    }

    void marks() {
        for (auto const& box : picture_.boxes) {
            if (box.mark == Box::Mark::none) continue;
            auto const name = box.mark == Box::Mark::present ? "present" : "passed";
            line(1, fmt::format("class {} {}", box.id, name));
        }
    }

    Picture const& picture_;
    std::string text_;
};

}  // namespace

std::string to_mermaid(Picture const& picture) {
    return Writer{picture}.write();
}

}  // namespace duban::picture
