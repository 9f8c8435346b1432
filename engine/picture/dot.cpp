#include "engine/picture/dot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/picture/caption.hpp"

namespace duban::picture {

namespace {

constexpr std::size_t title_cells = 28;
constexpr std::size_t line_cells = 42;
constexpr std::size_t arrow_cells = 28;

constexpr std::string_view ink = "#1F2933";
constexpr std::string_view grey = "#7B8794";
constexpr std::string_view clock_ink = "#B44D12";
constexpr std::string_view taken_ink = "#0B6E4F";

/// What is said of every text: families of which one is there on any desk.
constexpr std::string_view families =
    "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,WenQuanYi Micro "
    "Hei,sans-serif";

std::string escaped(std::string_view text) {
    std::string to;
    for (char const c : text) {
        switch (c) {
            case '&':
                to += "&amp;";
                break;
            case '<':
                to += "&lt;";
                break;
            case '>':
                to += "&gt;";
                break;
            case '"':
                to += "&quot;";
                break;
            case '\\':  // \N would be the node's name, \G the graph's
                to += R"(\\)";
                break;
            default:
                to += c;
        }
    }
    return to;
}

/// Folded to so many cells, a row of a table for each line.
std::string rows(std::string_view text,
                 std::size_t cells,
                 std::string_view align,
                 std::string_view open = {},
                 std::string_view close = {}) {
    std::string rows;
    for (auto const& line : fold(text, cells)) {
        rows += fmt::format(
            R"(<tr><td align="{}">{}{}{}</td></tr>)", align, open, escaped(line), close);
    }
    return rows;
}

std::string table(std::string const& rows) {
    return fmt::format(
        R"(<<table border="0" cellborder="0" cellspacing="0" cellpadding="1">{}</table>>)", rows);
}

std::string label(std::string_view title, std::vector<std::string> const& lines) {
    auto text = rows(title,
                     title_cells,
                     "center",
                     fmt::format(R"(<font point-size="{}"><b>)", title_points),
                     "</b></font>");
    for (auto const& line : lines) text += rows(line, line_cells, "left");
    return text.empty() ? std::string{R"("")"} : table(text);
}

std::string arrow_label(Arrow const& arrow) {
    // A little room at the left, or the line runs along the letters.
    constexpr std::string_view begin = R"(<tr><td width="4"></td>)";
    std::string text;
    auto const add = [&](std::string_view line, std::string_view open, std::string_view close) {
        for (auto const& piece : fold(line, arrow_cells))
            text += fmt::format(
                R"({}<td align="left">{}{}{}</td></tr>)", begin, open, escaped(piece), close);
    };
    add(arrow.title, "<b>", "</b>");
    for (auto const& line : arrow.lines) add(line, "", "");
    return text.empty() ? std::string{R"("")"} : table(text);
}

class Writer {
  public:
    Writer(Picture const& picture, Sheet const& sheet) : picture_{picture}, sheet_{sheet} {}

    std::string write() {
        head();
        for (std::size_t i = 0; i < picture_.boxes.size(); ++i) {
            if (!picture_.boxes[i].within) box(i, 1);
        }
        for (auto const& one : picture_.arrows) arrow(one);
        text_ += "}\n";
        return std::move(text_);
    }

  private:
    void line(std::size_t depth, std::string_view text) {
        text_.append(depth * 2, ' ');
        text_ += text;
        text_ += '\n';
    }

    void head() {
        constexpr double inch = 72;
        text_ += "digraph duban {\n";
        line(1,
             fmt::format(
                 R"(graph [charset="UTF-8" rankdir={} fontname="{}" fontsize={} fontcolor="{}")",
                 sheet_.flow == Sheet::Flow::down ? "TB" : "LR",
                 families,
                 text_points,
                 ink));
        line(
            2,
            fmt::format(
                R"(page="{:.2f},{:.2f}" size="{:.2f},{:.2f}" margin="{:.2f}" nodesep=0.2 ranksep=0.25 center=true)",
                sheet_.width() / inch,
                sheet_.height() / inch,
                (sheet_.width() - 2 * Sheet::margin) / inch,
                (sheet_.height() - 2 * Sheet::margin) / inch,
                Sheet::margin / inch));
        line(2,
             fmt::format("labelloc=t label={}]",
                         table(rows(picture_.title,
                                    80,
                                    "center",
                                    R"(<font point-size="16"><b>)",
                                    "</b></font>") +
                               rows(picture_.legend,
                                    84,
                                    "center",
                                    fmt::format(R"(<font color="{}">)", grey),
                                    "</font>"))));
        line(
            1,
            fmt::format(
                R"(node [fontname="{}" fontsize={} fontcolor="{}" color="{}" shape=box style="rounded,filled" fillcolor="#F2F5F9" margin="0.08,0.05"])",
                families,
                text_points,
                ink,
                ink));
        line(1,
             fmt::format(
                 R"(edge [fontname="{}" fontsize={} fontcolor="{}" color="{}" arrowsize=0.8])",
                 families,
                 text_points,
                 ink,
                 ink));
    }

    [[nodiscard]] static bool is_around(Box const& box) {
        return box.kind == Box::Kind::around || box.kind == Box::Kind::region ||
               box.kind == Box::Kind::parts;
    }

    void box(std::size_t index, std::size_t depth) {
        auto const& one = picture_.boxes[index];
        if (is_around(one) && has_inside(index)) return cluster(index, depth);
        line(depth, fmt::format("{} [{}]", one.id, look_of(one)));
    }

    [[nodiscard]] bool has_inside(std::size_t index) const {
        return std::ranges::any_of(picture_.boxes,
                                   [&](Box const& box) { return box.within == index; });
    }

    /// A frame; what is said of the state itself stands in a box within, from which its own ways
    /// leave and at which others arrive.
    void cluster(std::size_t index, std::size_t depth) {
        auto const& one = picture_.boxes[index];
        bool const parts = one.kind == Box::Kind::parts;
        // Several lives of one kind: a second frame behind the first.
        if (parts)
            line(
                depth++,
                fmt::format(
                    R"(subgraph cluster_{}_stack {{ style="rounded,filled" fillcolor="#E4E9F0" color="{}" margin=5 label="")",
                    one.id,
                    grey));
        line(depth, fmt::format("subgraph cluster_{} {{ {}", one.id, frame_of(one)));
        line(depth + 1, fmt::format("{} [{}]", one.id, head_of(one)));
        for (std::size_t i = index + 1; i < picture_.boxes.size(); ++i) {
            if (picture_.boxes[i].within == index) box(i, depth + 1);
        }
        line(depth, "}");
        if (parts) line(depth - 1, "}");
    }

    static std::string frame_of(Box const& box) {
        auto const style =
            box.kind == Box::Kind::around ? "rounded,filled" : "rounded,dashed,filled";
        return fmt::format(R"(label="" margin=10 style="{}" color="{}" penwidth={} fillcolor="{}")",
                           style,
                           box.mark == Box::Mark::none ? grey : taken_ink,
                           box.mark == Box::Mark::present ? 2.5 : 1.0,
                           box.mark == Box::Mark::present ? "#FFFBEB" : "#FFFFFF");
    }

    static std::string head_of(Box const& box) {
        return fmt::format(
            "label={} {}",
            label(box.title, box.lines),
            marked(box, "shape=box style=filled color=\"#FFFFFF00\" fillcolor=\"#E4E9F0\""));
    }

    static std::string marked(Box const& box, std::string look) {
        if (box.mark == Box::Mark::present) {
            look += fmt::format(R"( fillcolor="#FFD75E" color="{}" penwidth=2.5)", taken_ink);
        } else if (box.mark == Box::Mark::passed) {
            look += fmt::format(R"( fillcolor="#DDF0E6" color="{}")", taken_ink);
        }
        return look;
    }

    static std::string look_of(Box const& box) {
        switch (box.kind) {
            case Box::Kind::beginning:
                return fmt::format(
                    R"(label="" shape=circle width=0.18 fixedsize=true style=filled fillcolor="{}")",
                    ink);
            case Box::Kind::choice:
                return R"(label="" shape=diamond width=0.3 height=0.3 fixedsize=true style=filled fillcolor="#FFFFFF")";
            case Box::Kind::history:
                return fmt::format(
                    R"(label="{}" shape=circle width=0.35 fixedsize=true style=filled fillcolor="#FFFFFF")",
                    box.title);
            case Box::Kind::end:
                return fmt::format("label={} {}",
                                   label(box.title, box.lines),
                                   marked(box, R"(peripheries=2 fillcolor="#FFFFFF")"));
            default:
                return fmt::format("label={}{}", label(box.title, box.lines), marked(box, ""));
        }
    }

    void arrow(Arrow const& arrow) {
        auto look = fmt::format("label={}{}", arrow_label(arrow), style_of(arrow.kind));
        if (arrow.taken) look += fmt::format(R"( color="{}" penwidth=2.2)", taken_ink);
        if (is_inner_begin(arrow)) look += " dir=both arrowtail=dot";
        line(
            1,
            fmt::format(
                "{} -> {} [{}]", picture_.boxes[arrow.from].id, picture_.boxes[arrow.to].id, look));
    }

    [[nodiscard]] bool is_inner_begin(Arrow const& arrow) const {
        return arrow.kind == Arrow::Kind::begin &&
               picture_.boxes[arrow.from].kind != Box::Kind::beginning;
    }

    static std::string style_of(Arrow::Kind kind) {
        switch (kind) {
            case Arrow::Kind::clock:
                return fmt::format(R"( color="{0}" fontcolor="{0}")", clock_ink);
            case Arrow::Kind::automatic:
            case Arrow::Kind::done:
            case Arrow::Kind::event:
                return " style=dashed";
            default:
                return {};
        }
    }

    Picture const& picture_;
    Sheet const& sheet_;
    std::string text_;
};

}  // namespace

std::string to_dot(Picture const& picture, Sheet const& sheet) {
    return Writer{picture, sheet}.write();
}

}  // namespace duban::picture
