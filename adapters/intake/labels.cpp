#include "adapters/intake/labels.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

enum class Place {
    anywhere,  // after any white space: the word is too special for running text
    line,      // only where a line or a cell begins
};

struct Label {
    std::u32string_view word;
    Field field;
    Place place;
};

constexpr auto anywhere = Place::anywhere;
constexpr auto line = Place::line;

constexpr std::array labels{
    Label{U"标题", Field::title, line},
    Label{U"提案标题", Field::title, anywhere},
    Label{U"建议标题", Field::title, anywhere},
    Label{U"提案名称", Field::title, anywhere},
    Label{U"建议名称", Field::title, anywhere},
    Label{U"提案题目", Field::title, anywhere},
    Label{U"建议题目", Field::title, anywhere},
    Label{U"问题标题", Field::title, anywhere},
    Label{U"题目", Field::title, line},
    Label{U"案由", Field::title, line},
    Label{U"案题", Field::title, line},
    Label{U"案名", Field::title, line},
    Label{U"提案案由", Field::title, anywhere},
    Label{U"建议案由", Field::title, anywhere},
    Label{U"事由", Field::title, line},
    Label{U"主题", Field::title, line},
    Label{U"提案号", Field::number, anywhere},
    Label{U"提案编号", Field::number, anywhere},
    Label{U"提案序号", Field::number, anywhere},
    Label{U"建议号", Field::number, anywhere},
    Label{U"建议编号", Field::number, anywhere},
    Label{U"议案号", Field::number, anywhere},
    Label{U"议案编号", Field::number, anywhere},
    Label{U"案号", Field::number, line},
    Label{U"编号", Field::number, line},
    Label{U"序号", Field::number, line},
    Label{U"立案号", Field::number, line},
    Label{U"提案人", Field::proposers, anywhere},
    Label{U"提案者", Field::proposers, anywhere},
    Label{U"提案单位", Field::proposers, anywhere},
    Label{U"提案委员", Field::proposers, anywhere},
    Label{U"第一提案人", Field::proposers, anywhere},
    Label{U"第一提案者", Field::proposers, anywhere},
    Label{U"主提案人", Field::proposers, anywhere},
    Label{U"提出人", Field::proposers, line},
    Label{U"提出者", Field::proposers, line},
    Label{U"提出单位", Field::proposers, line},
    Label{U"建议人", Field::proposers, anywhere},
    Label{U"建议代表", Field::proposers, anywhere},
    Label{U"领衔代表", Field::proposers, anywhere},
    Label{U"领衔人", Field::proposers, anywhere},
    Label{U"代表姓名", Field::proposers, anywhere},
    Label{U"委员姓名", Field::proposers, anywhere},
    Label{U"提议人", Field::proposers, anywhere},
    Label{U"提议代表", Field::proposers, anywhere},
    Label{U"联名人", Field::proposers, anywhere},
    Label{U"联名提案人", Field::proposers, anywhere},
    Label{U"联名代表", Field::proposers, anywhere},
    Label{U"附议人", Field::proposers, anywhere},
    Label{U"附议代表", Field::proposers, anywhere},
    Label{U"承办单位", Field::unit, anywhere},
    Label{U"主办单位", Field::unit, line},
    Label{U"办理单位", Field::unit, anywhere},
    Label{U"答复单位", Field::unit, anywhere},
    Label{U"回复单位", Field::unit, anywhere},
    Label{U"复文单位", Field::unit, anywhere},
    Label{U"承办部门", Field::unit, anywhere},
    Label{U"主办部门", Field::unit, anywhere},
    Label{U"答复部门", Field::unit, anywhere},
    Label{U"会办单位", Field::co_handlers, anywhere},
    Label{U"会办部门", Field::co_handlers, anywhere},
    Label{U"协办单位", Field::co_handlers, anywhere},
    Label{U"协办部门", Field::co_handlers, anywhere},
    Label{U"答复类别", Field::reply_class, anywhere},
    Label{U"答复类型", Field::reply_class, anywhere},
    Label{U"答复分类", Field::reply_class, anywhere},
    Label{U"办理类别", Field::reply_class, anywhere},
    Label{U"办理类型", Field::reply_class, anywhere},
    Label{U"办理结果类别", Field::reply_class, anywhere},
    Label{U"复文类别", Field::reply_class, anywhere},
    Label{U"办复类别", Field::reply_class, anywhere},
    Label{U"结果类别", Field::reply_class, anywhere},
    Label{U"解决程度", Field::reply_class, anywhere},
    Label{U"类别标识", Field::reply_class, anywhere},
    Label{U"类别", Field::reply_class, line},
    Label{U"类型", Field::reply_class, line},
    Label{U"分类", Field::reply_class, line},
    Label{U"答复日期", Field::reply_date, anywhere},
    Label{U"答复时间", Field::reply_date, anywhere},
    Label{U"回复日期", Field::reply_date, anywhere},
    Label{U"回复时间", Field::reply_date, anywhere},
    Label{U"复文日期", Field::reply_date, anywhere},
    Label{U"复文时间", Field::reply_date, anywhere},
    Label{U"办复日期", Field::reply_date, anywhere},
    Label{U"办复时间", Field::reply_date, anywhere},
    Label{U"成文日期", Field::document_date, anywhere},
    Label{U"发文日期", Field::document_date, anywhere},
    Label{U"发文机关", Field::writer, anywhere},
    Label{U"发文单位", Field::writer, anywhere},
    Label{U"发文机构", Field::writer, anywhere},
    Label{U"制发机关", Field::writer, anywhere},
    Label{U"办理结果", Field::result, anywhere},
    Label{U"办理情况", Field::result, line},
    Label{U"问题内容", Field::content, anywhere},
    Label{U"提案内容", Field::content, anywhere},
    Label{U"建议内容", Field::content, anywhere},
    Label{U"提案正文", Field::content, anywhere},
    Label{U"建议正文", Field::content, anywhere},
    Label{U"提案全文", Field::content, anywhere},
    Label{U"问题描述", Field::content, anywhere},
    Label{U"主要内容", Field::content, line},
    Label{U"内容", Field::content, line},
    Label{U"正文", Field::content, line},
    Label{U"理由", Field::reasons, anywhere},
    Label{U"提案理由", Field::reasons, anywhere},
    Label{U"提出理由", Field::reasons, anywhere},
    Label{U"问题及理由", Field::reasons, anywhere},
    Label{U"理由和依据", Field::reasons, anywhere},
    Label{U"理由及依据", Field::reasons, anywhere},
    Label{U"情况分析", Field::reasons, line},
    Label{U"情况和分析", Field::reasons, line},
    Label{U"问题及分析", Field::reasons, line},
    Label{U"问题分析", Field::reasons, line},
    Label{U"问题", Field::reasons, line},
    Label{U"背景", Field::reasons, line},
    Label{U"背景情况", Field::reasons, line},
    Label{U"存在问题", Field::reasons, line},
    Label{U"存在的问题", Field::reasons, line},
    Label{U"现状", Field::reasons, line},
    Label{U"办法", Field::measures, anywhere},
    Label{U"具体办法", Field::measures, anywhere},
    Label{U"解决办法", Field::measures, anywhere},
    Label{U"解决方案", Field::measures, line},
    Label{U"建议", Field::measures, line},
    Label{U"提案建议", Field::measures, line},
    Label{U"建议办法", Field::measures, anywhere},
    Label{U"办法建议", Field::measures, anywhere},
    Label{U"办法和建议", Field::measures, anywhere},
    Label{U"办法及建议", Field::measures, anywhere},
    Label{U"办法与建议", Field::measures, anywhere},
    Label{U"办法或建议", Field::measures, anywhere},
    Label{U"建议和办法", Field::measures, anywhere},
    Label{U"建议及办法", Field::measures, anywhere},
    Label{U"建议与办法", Field::measures, anywhere},
    Label{U"建议措施", Field::measures, line},
    Label{U"措施建议", Field::measures, line},
    Label{U"具体建议", Field::measures, line},
    Label{U"对策建议", Field::measures, line},
    Label{U"工作建议", Field::measures, line},
    Label{U"意见建议", Field::measures, line},
    Label{U"意见和建议", Field::measures, line},
    Label{U"意见及建议", Field::measures, line},
    Label{U"解决措施", Field::measures, line},
    Label{U"改进建议", Field::measures, line},
    Label{U"对策", Field::measures, line},
    Label{U"具体措施", Field::measures, line},
    Label{U"问题答复", Field::reply, anywhere},
    Label{U"提案答复", Field::reply, anywhere},
    Label{U"建议答复", Field::reply, anywhere},
    Label{U"答复内容", Field::reply, anywhere},
    Label{U"答复意见", Field::reply, anywhere},
    Label{U"答复情况", Field::reply, anywhere},
    Label{U"答复正文", Field::reply, anywhere},
    Label{U"回复内容", Field::reply, anywhere},
    Label{U"办理答复", Field::reply, anywhere},
    Label{U"办理复文", Field::reply, anywhere},
    Label{U"办理回复", Field::reply, anywhere},
    Label{U"办复内容", Field::reply, anywhere},
    Label{U"复文内容", Field::reply, anywhere},
    Label{U"复文", Field::reply, line},
    Label{U"答复", Field::reply, line},
    Label{U"回复", Field::reply, line},
    Label{U"办理意见", Field::reply, line},
    Label{U"索引号", Field::other, line},
    Label{U"发布机构", Field::other, line},
    Label{U"发布时间", Field::other, line},
    Label{U"发布日期", Field::other, line},
    Label{U"主题分类", Field::other, line},
    Label{U"主题词", Field::other, line},
    Label{U"届次", Field::other, line},
    Label{U"会议", Field::other, line},
    Label{U"来源", Field::other, line},
    Label{U"提交时间", Field::other, line},
    Label{U"提交日期", Field::other, line},
    Label{U"提出时间", Field::other, line},
    Label{U"提出日期", Field::other, line},
    Label{U"立案时间", Field::other, line},
    Label{U"交办时间", Field::other, line},
    Label{U"审查意见", Field::other, line},
    Label{U"满意度", Field::other, line},
    Label{U"委员意见", Field::other, line},
    Label{U"委员反馈", Field::other, line},
    Label{U"代表反馈", Field::other, line},
    Label{U"反馈意见", Field::other, line},
};

bool is_block(Field field) {
    return field == Field::content || field == Field::reasons || field == Field::measures ||
           field == Field::reply || field == Field::result;
}

struct Hit {
    Label label;
    std::size_t begin;
    std::size_t value;
};

std::size_t skip(std::u32string_view shadow, std::size_t at, std::u32string_view characters) {
    while (at < shadow.size() && is_any_of(shadow[at], characters)) ++at;
    return at;
}

// After the word there must be a colon, a cell's border or the line's end; a bracket round it will
// do.
std::optional<std::size_t> value_begin(std::u32string_view shadow,
                                       std::size_t after,
                                       bool bracketed,
                                       bool at_line) {
    auto const closed = bracketed && after < shadow.size() && shadow[after] == U']';
    auto const at = skip(shadow, closed ? after + 1 : after, U" ");
    if (at >= shadow.size()) return at_line ? std::optional{at} : std::nullopt;
    auto const c = shadow[at];
    bool const border = at_line && (c == U'|' || c == U'\n');
    if (c != U':' && !border && !closed) return std::nullopt;
    return skip(shadow, at, U": |\n");
}

// "答复类别 B": before a class the colon is often left out.
bool is_class_next(std::u32string_view shadow, std::size_t after) {
    auto const at = skip(shadow, after, U" ");
    bool const letter = at < shadow.size() && is_any_of(shadow[at], U"ABCDEF");
    auto const end = at + (at + 1 < shadow.size() && is_digit(shadow[at + 1]) ? 2 : 1);
    return letter && (end >= shadow.size() || is_any_of(shadow[end], U" \n|类)"));
}

std::optional<Hit> label_at(std::u32string_view shadow,
                            std::size_t at,
                            bool at_line,
                            bool among_fields) {
    bool const bracketed = at < shadow.size() && shadow[at] == U'[';
    auto const word = shadow.substr(std::min(bracketed ? at + 1 : at, shadow.size()), 40);
    std::optional<Hit> best;
    std::size_t longest = 0;
    for (auto const& label : labels) {
        bool const expected = at_line || (among_fields && !is_block(label.field));
        if (label.place == Place::line && !expected) continue;
        auto const length = match_spaced(word, label.word);
        if (length <= longest) continue;
        auto const after = at + (bracketed ? 1 : 0) + length;
        auto value = value_begin(shadow, after, bracketed, at_line);
        bool const of_class = label.field == Field::reply_class || label.field == Field::result;
        if (!value && of_class && is_class_next(shadow, after)) value = skip(shadow, after, U" ");
        if (!value) continue;
        best = Hit{label, at, *value};
        longest = length;
    }
    return best;
}

std::vector<Hit> find_hits(std::u32string_view shadow) {
    std::vector<Hit> hits;
    constexpr std::size_t hits_max = 500;
    bool at_line = true;
    bool among_fields = false;  // 提案号：0455 类别：A 题目：… on one line
    std::size_t fresh = 0;      // where the last label's value begins
    for (std::size_t at = 0; at < shadow.size() && hits.size() < hits_max; ++at) {
        auto const c = shadow[at];
        if (c == U'\n') among_fields = false;
        bool const after_gap = at == 0 || at == fresh || is_any_of(shadow[at - 1], U" \n|。;*·#");
        if (c == U'\n' || c == U'|') {
            at_line = true;
        } else if (!is_any_of(c, U" *·#")) {
            auto const hit = after_gap ? label_at(shadow, at, at_line, among_fields) : std::nullopt;
            at_line = false;
            if (!hit) continue;
            hits.push_back(*hit);
            among_fields = !is_block(hit->label.field);
            // A label may be the first thing in another one's value: 问题内容: 理由: …
            at_line = true;
            fresh = hit->value;
            at = std::max(at, hit->value - 1);
        }
    }
    return hits;
}

// What ends a block: in a reply only a field about the case or another distinct block; 建议: and
// 内容: are words a reply may use itself.
bool ends_block(Field block, Label const& next) {
    if (block != Field::reply && block != Field::result) return true;
    bool const ordinary = next.place == Place::line && is_block(next.field);
    bool const inner = next.field == Field::reasons || next.field == Field::measures;
    return !ordinary && !inner && next.field != Field::title;
}

// A cell that began behind a pipe ends at the pipe that ends a line.
std::size_t cell_end(std::u32string_view shadow, Hit const& hit) {
    auto const value_of_cell = shadow.substr(hit.begin, hit.value - hit.begin).find(U'|');
    if (value_of_cell == shadow.npos) return shadow.size();
    for (auto at = shadow.find(U'|', hit.value); at != shadow.npos;
         at = shadow.find(U'|', at + 1)) {
        auto const next = skip(shadow, at + 1, U" ");
        if (next >= shadow.size() || shadow[next] == U'\n') return at;
    }
    return shadow.size();
}

std::size_t field_end(std::u32string_view shadow, std::size_t begin) {
    auto const end = std::min(shadow.find_first_of(U"\n|", begin), shadow.size());
    // Another label, unknown here, may follow on the line: "孔令仪  联系电话：…".
    constexpr std::size_t longest_word = 8;
    for (auto gap = shadow.find(U' ', begin); gap < end; gap = shadow.find(U' ', gap + 1)) {
        auto at = gap + 1;
        while (at < end && at - gap <= longest_word && is_han(shadow[at])) ++at;
        if (at < end && at > gap + 2 && shadow[at] == U':') return gap;
    }
    return end;
}

}  // namespace

std::vector<Labelled> find_labelled(Passage page) {
    auto const hits = find_hits(page.shadow);
    std::vector<Labelled> labelled;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        auto const& hit = hits[i];
        auto const field = hit.label.field;
        auto next = i + 1;
        if (is_block(field)) {
            while (next < hits.size() && !ends_block(field, hits[next].label)) ++next;
        }
        auto end = next < hits.size() ? hits[next].begin : page.size();
        end = std::min(
            end, is_block(field) ? cell_end(page.shadow, hit) : field_end(page.shadow, hit.value));
        auto const value = trimmed(page.part(hit.value, end > hit.value ? end - hit.value : 0));
        labelled.push_back({field, page.part(hit.begin, hit.value - hit.begin), value});
        if (is_block(field)) i = next - 1;
    }
    return labelled;
}

std::optional<Passage> first_value(std::vector<Labelled> const& labelled, Field field) {
    for (auto const& entry : labelled) {
        if (entry.field == field && !entry.value.empty()) return entry.value;
    }
    return std::nullopt;
}

}  // namespace duban::intake
