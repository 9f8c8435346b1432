#include "adapters/cli/difference_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

using revision::Difference;
using revision::Subject;
using Kind = Difference::Kind;

constexpr std::size_t value_cells_max = 100;

Text subject_text(Subject subject) {
    switch (subject) {
        case Subject::workflow:
            return {.zh_cn = "流程", .en = "workflow"};
        case Subject::field:
            return {.zh_cn = "字段", .en = "field"};
        case Subject::role:
            return {.zh_cn = "角色", .en = "role"};
        case Subject::state:
            return {.zh_cn = "状态", .en = "state"};
        case Subject::deadline:
            return {.zh_cn = "时限", .en = "deadline"};
        case Subject::action:
            return {.zh_cn = "操作", .en = "action"};
        case Subject::message:
            return {.zh_cn = "通知", .en = "message"};
    }
    return {};
}

std::vector<std::pair<std::string_view, Text>> const& aspect_words() {
    static std::vector<std::pair<std::string_view, Text>> const words{
        {"title.zh-CN", {.zh_cn = "中文名称", .en = "Chinese title"}},
        {"title.en", {.zh_cn = "英文名称", .en = "English title"}},
        {"time_zone", {.zh_cn = "时区", .en = "time zone"}},
        {"calendar", {.zh_cn = "工作日历", .en = "calendar"}},
        {"start", {.zh_cn = "起始状态", .en = "start"}},
        {"order", {.zh_cn = "状态的先后", .en = "order of states"}},
        {"type", {.zh_cn = "类型", .en = "type"}},
        {"for_each", {.zh_cn = "分件", .en = "parts"}},
        {"required", {.zh_cn = "必填", .en = "required"}},
        {"default", {.zh_cn = "默认值", .en = "default"}},
        {"at_least", {.zh_cn = "至少", .en = "at least"}},
        {"at_most", {.zh_cn = "至多", .en = "at most"}},
        {"of", {.zh_cn = "选项", .en = "choices"}},
        {"group", {.zh_cn = "组", .en = "group"}},
        {"field", {.zh_cn = "字段", .en = "field"}},
        {"part", {.zh_cn = "分件中的一方", .en = "whose part it is"}},
        {"owner", {.zh_cn = "责任方", .en = "owner"}},
        {"end", {.zh_cn = "结束状态", .en = "end"}},
        {"regions", {.zh_cn = "并行区域", .en = "regions"}},
        {"on_entry", {.zh_cn = "进入时", .en = "on entry"}},
        {"on_exit", {.zh_cn = "离开时", .en = "on exit"}},
        {"automatically", {.zh_cn = "自动", .en = "by itself"}},
        {"on_done", {.zh_cn = "内部完成后", .en = "when done"}},
        {"on_due", {.zh_cn = "到期时", .en = "when due"}},
        {"only_if", {.zh_cn = "条件", .en = "condition"}},
        {"because.zh-CN", {.zh_cn = "条件的中文说明", .en = "reason given in Chinese"}},
        {"because.en", {.zh_cn = "条件的英文说明", .en = "reason given in English"}},
        {"do", {.zh_cn = "效果", .en = "effects"}},
        {"go", {.zh_cn = "去向", .en = "leads to"}},
        {"suspend", {.zh_cn = "中止办理", .en = "suspended"}},
        {"resume", {.zh_cn = "恢复办理", .en = "resumed"}},
        {"action", {.zh_cn = "操作名", .en = "called"}},
        {"by", {.zh_cn = "由谁办理", .en = "who may do it"}},
        {"need", {.zh_cn = "须填写", .en = "asks for"}},
        {"state", {.zh_cn = "所在状态", .en = "state"}},
        {"date", {.zh_cn = "到期日", .en = "due on"}},
        {"within", {.zh_cn = "期限", .en = "term"}},
        {"on_rest_day", {.zh_cn = "末日遇休息日", .en = "on a rest day"}},
        {"from", {.zh_cn = "自何日起算", .en = "counted from"}},
        {"start_on_rest_day", {.zh_cn = "起算日遇休息日", .en = "beginning on a rest day"}},
        {"cut_off", {.zh_cn = "收件截止时间", .en = "cut-off hour"}},
        {"ends", {.zh_cn = "末日止于", .en = "ends at"}},
        {"if_missed", {.zh_cn = "停机后补办", .en = "after downtime"}},
        {"extend", {.zh_cn = "延期", .en = "extended to"}},
        {"stops_clock", {.zh_cn = "中止的时限", .en = "stops the clock of"}},
        {"basis", {.zh_cn = "依据", .en = "basis"}},
        {"reminders", {.zh_cn = "催办", .en = "reminder"}},
        {"escalation", {.zh_cn = "逐级上报", .en = "escalation step"}},
        {"unreached", {.zh_cn = "无人可通知时告知", .en = "where nobody is reached"}},
        {"leader", {.zh_cn = "仅限负责人", .en = "leaders alone"}},
        {"at_any_hour", {.zh_cn = "不分时段", .en = "at any hour"}},
        {"attach", {.zh_cn = "附件", .en = "attached files"}},
        {"zh-CN.subject", {.zh_cn = "中文主题", .en = "Chinese subject"}},
        {"zh-CN.text", {.zh_cn = "中文正文", .en = "Chinese text"}},
        {"zh-CN.html", {.zh_cn = "中文网页正文", .en = "Chinese HTML"}},
        {"zh-CN.sms", {.zh_cn = "中文短信", .en = "Chinese SMS"}},
        {"en.subject", {.zh_cn = "英文主题", .en = "English subject"}},
        {"en.text", {.zh_cn = "英文正文", .en = "English text"}},
        {"en.html", {.zh_cn = "英文网页正文", .en = "English HTML"}},
        {"en.sms", {.zh_cn = "英文短信", .en = "English SMS"}},
    };
    return words;
}

/// "choose[2]": the second alternative.
std::string word_of(std::string_view key, Language language) {
    auto const& words = aspect_words();
    auto const found = std::ranges::find(words, key, [](auto const& word) { return word.first; });
    if (found != words.end()) return found->second.in(language);
    if (!key.starts_with("choose[")) return std::string{key};
    auto const number = key.substr(7, key.size() - 8);
    return language == Language::zh_cn ? fmt::format("第{}种情形", number)
                                       : fmt::format("alternative {}", number);
}

bool is_word(std::string_view key) {
    return std::ranges::any_of(aspect_words(),
                               [key](auto const& word) { return word.first == key; });
}

/// The keys from outside in, as a path: "when due › alternative 2 › leads to".
std::string path_of(std::string_view aspect, Language language) {
    std::string path;
    while (!aspect.empty()) {
        auto const dot = is_word(aspect) ? std::string_view::npos : aspect.find('.');
        path += " › " + word_of(aspect.substr(0, dot), language);
        aspect.remove_prefix(dot == std::string_view::npos ? aspect.size() : dot + 1);
    }
    return path;
}

std::string_view take_line(std::string_view& text) {
    auto const end = text.find('\n');
    auto const line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// The first line in which they differ.
std::pair<std::string, std::string> gist_of(std::string_view before,
                                            std::string_view after,
                                            Language language) {
    std::string const nothing = language == Language::zh_cn ? "（无）" : "(none)";
    auto was = take_line(before);
    auto is = take_line(after);
    while (was == is && (!before.empty() || !after.empty())) {
        was = take_line(before);
        is = take_line(after);
    }
    auto const shown = [&](std::string_view line) {
        return line.empty() ? nothing : cut_to_width(line, value_cells_max);
    };
    return {shown(was), shown(is)};
}

std::string with_gist(std::string text, std::string const& gist, Language language) {
    if (gist.empty()) return text;
    return language == Language::zh_cn ? fmt::format("{}（{}）", text, gist)
                                       : fmt::format("{} ({})", text, gist);
}

}  // namespace

std::string difference_text(Difference const& difference, Language language) {
    auto const& [kind, subject, name, aspect, before, after] = difference;
    auto const what = subject_text(subject).in(language);
    bool const zh = language == Language::zh_cn;
    switch (kind) {
        case Kind::added:
            return with_gist(
                zh ? fmt::format("新增{} {}", what, name) : fmt::format("{} {} is new", what, name),
                after,
                language);
        case Kind::removed:
            return with_gist(zh ? fmt::format("取消{} {}", what, name)
                                : fmt::format("{} {} is gone", what, name),
                             before,
                             language);
        case Kind::renamed:
            return zh ? fmt::format("{} {} 似已改称 {}（内容相同）", what, before, after)
                      : fmt::format("{} {} seems to be {} now (same content)", what, before, after);
        case Kind::changed:
            break;
    }
    auto const [was, is] = gist_of(before, after, language);
    return zh ? fmt::format("{} {}{}：{} → {}", what, name, path_of(aspect, language), was, is)
              : fmt::format("{} {}{}: {} → {}", what, name, path_of(aspect, language), was, is);
}

std::string difference_json(Difference const& difference, Language language) {
    return boost::json::serialize(
        boost::json::object{{"kind", revision::to_text(difference.kind)},
                            {"subject", revision::to_text(difference.subject)},
                            {"name", difference.name},
                            {"aspect", difference.aspect},
                            {"before", difference.before},
                            {"after", difference.after},
                            {"text", difference_text(difference, language)}});
}

}  // namespace duban::cli
