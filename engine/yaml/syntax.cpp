#include "engine/yaml/syntax.hpp"

#include <fmt/format.h>

#include <array>

namespace duban::yaml {

namespace {

struct Explanation {
    std::string_view complaint;  // how yaml-cpp's message begins
    std::string_view zh_cn;
    std::string_view en;
};

constexpr std::array explanations{
    Explanation{
        "end of map not found",
        "这一行不是“键: 值”：请检查冒号后有没有空格、缩进是否与上一行对齐",
        "this line is not of the form “key: value”: is there a space after the colon, and does the "
        "indentation match the lines above?"},
    Explanation{"end of map flow not found",
                "{ } 中此处应为逗号或 }：各项之间用英文逗号分隔",
                "a comma or } is expected here within { }: separate the entries with commas"},
    Explanation{
        "end of sequence not found",
        "此处应为列表的下一项：以“- ”开头，并与其他各项对齐",
        "the next item of the list is expected here: begin it with “- ”, aligned with the others"},
    Explanation{"end of sequence flow not found",
                "[ ] 中此处应为逗号或 ]：各项之间用英文逗号分隔",
                "a comma or ] is expected here within [ ]: separate the items with commas"},
    Explanation{"illegal map value",
                "此处不能有“: ”：请检查这一行的缩进是否过多",
                "a “: ” cannot stand here: is this line indented too far?"},
    Explanation{"illegal map key", "此处不能有键", "a key cannot stand here"},
    Explanation{"illegal block entry",
                "“- ”不能写在这里：列表各项应另起一行；以“- ”开头的文本要加引号",
                "“- ” cannot stand here: begin a list on a line of its own; a text that begins "
                "with “- ” needs quotes"},
    Explanation{"illegal flow end",
                "这个括号没有与之对应的左括号",
                "this bracket does not match an open one"},
    Explanation{"unknown token",
                "文本不能以这个字符开头：请给文本加上引号",
                "a text cannot begin with this character: put it in quotes"},
    Explanation{
        "unknown escape character",
        "双引号中不认识的转义：反斜线请写成 \\\\，或改用单引号",
        "unknown escape within double quotes: write a backslash as \\\\, or use single quotes"},
    Explanation{"bad character found while scanning hex number",
                "双引号中的 \\x、\\u 之后应为十六进制数字",
                "hexadecimal digits must follow \\x or \\u within double quotes"},
    Explanation{"invalid unicode",
                "双引号中的 \\u 写的不是有效字符",
                "the \\u escape within double quotes is not a character"},
    Explanation{"illegal document indicator in scalar",
                "引号中的文本里有以 --- 或 ... 开头的行：请检查引号是否闭合",
                "a line within quotes begins with --- or ...: is the quote closed?"},
    Explanation{"illegal EOF in scalar", "引号没有闭合", "a quote is never closed"},
    Explanation{"illegal tab when looking for indentation",
                "缩进中有制表符（Tab）：请改用空格",
                "a tab stands in the indentation: use spaces"},
    Explanation{"cannot set zero indentation for a block scalar",
                "| 或 > 之后的缩进数字不能是 0",
                "the indentation after | or > cannot be 0"},
    Explanation{"unexpected character in block scalar",
                "| 或 > 之后不能再有文字：文本从下一行开始；以 | 或 > 开头的文本要加引号",
                "no text may follow | or > on its line: begin the text on the next one; a text "
                "that begins with | or > "
                "needs quotes"},
};

/// The full-width colon and comma of Chinese input methods look right and mean nothing to YAML.
bool has_wide_colon(std::string_view line) {
    return line.find("：") != line.npos && line.find(": ") == line.npos;
}

bool has_wide_comma(std::string_view line) {
    return line.find("，") != line.npos || line.find("、") != line.npos;
}

bool has_two_colons(std::string_view line) {
    auto const first = line.find(": ");
    return first != line.npos && line.find(": ", first + 2) != line.npos;
}

}  // namespace

Text explain_syntax(std::string_view complaint, std::string_view line) {
    bool const in_brackets = complaint.find("flow not found") != complaint.npos;
    if (complaint.starts_with("end of map not found") && has_wide_colon(line)) {
        return {.zh_cn = "此处用了中文冒号“：”：请改为英文冒号加空格“: ”",
                .en = "the colon here is the full-width “：”: write “: ”"};
    }
    if (in_brackets && has_wide_comma(line)) {
        return {.zh_cn = "此处可能用了中文逗号或顿号：括号中各项之间请用英文逗号“,”",
                .en = "the comma here may be a full-width one: within brackets write “,”"};
    }
    if (complaint.starts_with("illegal map value") && has_two_colons(line)) {
        return {.zh_cn = "这一行有两个“: ”：请给含有“: ”的文本加上引号",
                .en = "two “: ” stand on this line: put a text that holds “: ” in quotes"};
    }
    for (auto const& explanation : explanations) {
        if (!complaint.starts_with(explanation.complaint)) continue;
        return {.zh_cn = std::string{explanation.zh_cn}, .en = std::string{explanation.en}};
    }
    return {.zh_cn = fmt::format("YAML 语法错误：{}", complaint),
            .en = fmt::format("YAML syntax error: {}", complaint)};
}

}  // namespace duban::yaml
