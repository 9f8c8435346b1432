#include "engine/workflow/html_markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace duban::workflow {

namespace {

constexpr std::array<std::string_view, 30> elements{
    "a",  "b",     "blockquote", "br",     "caption", "code",  "dd", "div", "dl", "dt",
    "em", "h1",    "h2",         "h3",     "hr",      "i",     "li", "ol",  "p",  "pre",
    "s",  "small", "span",       "strong", "table",   "tbody", "td", "th",  "tr", "ul"};
constexpr std::array<std::string_view, 7> attributes{
    "colspan", "dir", "href", "lang", "role", "scope", "style"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

template <class List>
bool has(List const& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool is_void(std::string_view element) {
    return element == "br" || element == "hr";
}

/// No brackets: nothing that could be fetched. No braces: no value is put in.
bool is_harmless(std::string_view value) {
    return value.find_first_of("(){}\\&<>@\"") == std::string_view::npos;
}

class Scan {
  public:
    explicit Scan(std::string_view html) : html_{html} {}

    std::vector<MustacheProblem> all() {
        while (at_ < html_.size() && problems_.empty()) {
            if (rest().starts_with("{{")) {
                take_mustache();
            } else if (html_[at_] == '<') {
                take_tag();
            } else {
                ++at_;
            }
        }
        if (problems_.empty() && !open_.empty()) refuse_open(open_.back());
        return std::move(problems_);
    }

  private:
    /// An element, or a section of Mustache with its mark in front: neither may cut the other.
    struct Open {
        std::string name;
        std::size_t offset = 0;
    };

    [[nodiscard]] std::string_view rest() const { return html_.substr(at_); }

    void refuse(std::size_t offset, Text message) {
        problems_.push_back({offset, "html-markup", std::move(message)});
    }

    void refuse_open(Open const& open) {
        refuse(open.offset,
               {.zh_cn = fmt::format("这里的“{}”没有在同一处关闭", open.name),
                .en = fmt::format("“{}” is not closed where it was opened", open.name)});
    }

    void take_mustache() {
        auto const end = html_.find("}}", at_);
        auto const inner = html_.substr(at_ + 2, end - at_ - 2);
        bool const opens = inner.starts_with('#') || inner.starts_with('^');
        if (opens) open_.push_back({fmt::format("{{{{{}}}}}", inner), at_});
        if (inner.starts_with('/')) {
            if (open_.empty() || !open_.back().name.starts_with("{{")) {
                return refuse_open(open_.empty() ? Open{"{{", at_} : open_.back());
            }
            open_.pop_back();
        }
        at_ = end + 2;
    }

    void take_tag() {
        auto const start = at_++;
        bool const closes = at_ < html_.size() && html_[at_] == '/';
        if (closes) ++at_;
        auto const name = take_name();
        if (!has(elements, name)) {
            return refuse(
                start,
                {.zh_cn = fmt::format("“<{}”不在允许的标记之内；“<”本身写作 &lt;", name),
                 .en = fmt::format("“<{}” is none of the elements allowed here; a “<” itself is "
                                   "written &lt;",
                                   name)});
        }
        while (problems_.empty() && !closes && take_attribute(name)) {
        }
        skip_space();
        if (problems_.empty() && !rest().starts_with('>')) {
            refuse(start,
                   {.zh_cn = fmt::format("标记“<{}”写法有误：应为 <{} 属性=\"值\">", name, name),
                    .en = fmt::format(
                        "the tag “<{}” is malformed: write <{} attribute=\"value\">", name, name)});
        }
        if (!problems_.empty()) return;
        ++at_;
        if (closes) return close(start, name);
        if (!is_void(name)) open_.push_back({std::string{name}, start});
    }

    void close(std::size_t start, std::string_view name) {
        if (open_.empty() || open_.back().name != name) {
            return refuse(start,
                          {.zh_cn = fmt::format("“</{}>”关闭的不是最近打开的标记", name),
                           .en = fmt::format("“</{}>” does not close what was opened last", name)});
        }
        open_.pop_back();
    }

    bool take_attribute(std::string_view element) {
        skip_space();
        auto const start = at_;
        auto const name = take_name();
        if (name.empty()) return false;
        bool const valued = rest().starts_with("=\"");
        auto const end = valued ? html_.find('"', at_ + 2) : std::string_view::npos;
        if (end == std::string_view::npos) {
            at_ = start;
            return false;
        }
        auto const value = html_.substr(at_ + 2, end - at_ - 2);
        at_ = end + 1;
        bool const is_link = name == "href" && element == "a" && value == "{{link}}";
        bool const is_plain = name != "href" && has(attributes, name) && is_harmless(value);
        if (!is_link && !is_plain) {
            refuse(start,
                   {.zh_cn = fmt::format("不允许 {}=\"{}\"：链接只能写 href=\"{{{{link}}}}\"，"
                                         "其他属性里不填入名称",
                                         name,
                                         value),
                    .en = fmt::format("{}=\"{}\" is not allowed: the only link is "
                                      "href=\"{{{{link}}}}\", and no other attribute takes a name",
                                      name,
                                      value)});
        }
        return true;
    }

    std::string_view take_name() {
        auto const start = at_;
        while (at_ < html_.size() && is_letter(html_[at_])) ++at_;
        return html_.substr(start, at_ - start);
    }

    void skip_space() {
        while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
    std::vector<MustacheProblem> problems_;
};

}  // namespace

std::vector<MustacheProblem> find_html_problems(std::string_view html) {
    return Scan{html}.all();
}

std::string escaped_html(std::string const& value) {
    std::string escaped;
    escaped.reserve(value.size() + value.size() / 10);
    for (char const c : value) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            case '\n':
                escaped += "<br>\n";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

}  // namespace duban::workflow
