#include "engine/workflow/mustache_tags.hpp"

#include <fmt/format.h>

#include "engine/workflow/name.hpp"

namespace duban::workflow {

namespace {

struct OpenSection {
    std::string name;
    std::size_t offset = 0;
};

class Scan {
  public:
    explicit Scan(std::string_view text) : text_{text} {}

    MustacheTags all() {
        std::size_t at = 0;
        while ((at = text_.find("{{", at)) != std::string_view::npos) {
            auto const end = text_.find("}}", at + 2);
            if (end == std::string_view::npos) {
                refuse(at,
                       "unclosed-tag",
                       {.zh_cn = "“{{”没有配对的“}}”", .en = "“{{” has no closing “}}”"});
                break;
            }
            take(at, text_.substr(at + 2, end - at - 2));
            at = end + 2;
        }
        for (auto const& section : open_) report_unclosed(section);
        return std::move(found_);
    }

  private:
    void refuse(std::size_t offset, std::string rule, Text message) {
        found_.problems.push_back({offset, std::move(rule), std::move(message)});
    }

    void report_unclosed(OpenSection const& section) {
        refuse(section.offset,
               "unclosed-section",
               {.zh_cn = fmt::format("“{{{{#{0}}}}}”没有配对的“{{{{/{0}}}}}”", section.name),
                .en = fmt::format("“{{{{#{0}}}}}” has no closing “{{{{/{0}}}}}”", section.name)});
    }

    void take(std::size_t at, std::string_view inner) {
        char const mark = inner.empty() ? ' ' : inner.front();
        switch (mark) {
            case '!':
                return;
            case '{':
            case '&':
                return refuse(at,
                              "raw-tag",
                              {.zh_cn = "不允许不转义的写法“{{{”或“{{&”：请写“{{名称}}”",
                               .en = "“{{{” and “{{&” are not allowed: write “{{name}}”"});
            case '>':
            case '=':
                return refuse(at,
                              "unsupported-tag",
                              {.zh_cn = "通知文本只支持名称和区段：{{名称}}、{{#名称}}…{{/"
                                        "名称}}、{{^名称}}…{{/名称}}",
                               .en = "a message knows names and sections only: {{name}}, "
                                     "{{#name}}…{{/name}}, {{^name}}…{{/name}}"});
            default:
                return take_name(at, inner, mark);
        }
    }

    void take_name(std::size_t at, std::string_view inner, char mark) {
        bool const marked = mark == '#' || mark == '^' || mark == '/';
        auto const blank =
            marked ? inner.find_first_not_of(" \t\n", 1) : inner.find_first_not_of(" \t\n");
        auto const start = blank == std::string_view::npos ? inner.size() : blank;
        auto name = inner.substr(start);
        name = name.substr(0, name.find_last_not_of(" \t\n") + 1);
        auto const offset = at + 2 + start;
        if (!is_name(name)) {
            return refuse(
                offset,
                "bad-tag",
                {.zh_cn = "“{{”与“}}”之间应写一个名称（字母、数字、下划线）",
                 .en = "a name of letters, digits and underscores belongs between “{{” and “}}”"});
        }
        if (mark == '/') return close(offset, name);
        auto const kind = mark == '#'   ? MustacheTag::Kind::section
                          : mark == '^' ? MustacheTag::Kind::inverted
                                        : MustacheTag::Kind::variable;
        found_.tags.push_back({kind, std::string{name}, offset, !open_.empty()});
        if (kind != MustacheTag::Kind::variable) open(offset, name);
    }

    void open(std::size_t offset, std::string_view name) {
        open_.push_back({std::string{name}, offset});
        if (open_.size() != MustacheTags::depth_max + 1) return;
        refuse(
            offset,
            "too-deep",
            {.zh_cn = fmt::format("区段嵌套超过 {} 层", MustacheTags::depth_max),
             .en = fmt::format("sections are nested more than {} deep", MustacheTags::depth_max)});
    }

    void close(std::size_t offset, std::string_view name) {
        if (!open_.empty() && open_.back().name == name) {
            open_.pop_back();
            return;
        }
        refuse(offset,
               "unopened-section",
               {.zh_cn = fmt::format("“{{{{/{0}}}}}”之前没有打开的“{{{{#{0}}}}}”", name),
                .en = fmt::format("“{{{{/{0}}}}}” closes no open “{{{{#{0}}}}}”", name)});
    }

    std::string_view text_;
    MustacheTags found_;
    std::vector<OpenSection> open_;
};

}  // namespace

MustacheTags find_mustache_tags(std::string_view text) {
    return Scan{text}.all();
}

}  // namespace duban::workflow
