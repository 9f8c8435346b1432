#include "adapters/intake/promise_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

struct Word {
    std::u32string_view word;
    std::u32string_view not_after;   // with one of these before it, it is part of another word
    std::u32string_view not_before;  // or with one of these behind it
};

constexpr std::array will_words{
    Word{U"将", U"已曾麻", U"来军领要其"},
    Word{U"拟", U"模虚", U"合"},
    Word{U"计划", U"作动度政展施资总本项案入设该此", U""},
    Word{U"力争", U"", U""},
    Word{U"争取", U"", U"到了"},
    Word{U"预计", U"", U""},
    Word{U"预期", U"", U""},
    Word{U"确保", U"", U""},
    Word{U"有望", U"", U""},
    Word{U"力求", U"", U""},
    Word{U"务求", U"", U""},
    Word{U"承诺", U"", U"书"},
    Word{U"打算", U"", U""},
    Word{U"保证", U"", U"金"},
    Word{U"下一步", U"", U""},
    Word{U"会在", U"", U""},
    Word{U"会于", U"", U""},
};

constexpr std::array<std::u32string_view, 64> does_words{
    U"完成", U"出台", U"启动", U"建成", U"开工", U"竣工", U"动工", U"投入", U"通车", U"开通",
    U"上线", U"投用", U"运营", U"运行", U"验收", U"交付", U"印发", U"发布", U"公布", U"修订",
    U"制定", U"制订", U"编制", U"实现", U"形成", U"解决", U"整改", U"改造", U"安装", U"配备",
    U"增设", U"新增", U"增加", U"纳入", U"列入", U"安排", U"提交", U"报送", U"反馈", U"推进",
    U"推动", U"实施", U"落实", U"开展", U"建设", U"建立", U"设立", U"健全", U"完善", U"优化",
    U"提升", U"达到", U"覆盖", U"办结", U"施行", U"执行", U"继续", U"加快", U"组织", U"协调",
    U"消除", U"搬迁", U"动建", U"修复"};

// Words that are headings of a page as often as work: 办理结果, 答复时间.
constexpr std::array guarded_does_words{
    Word{U"办理", U"", U"结情单"},
    Word{U"答复", U"", U"时日类函意单件如"},
};

constexpr std::array was_words{
    Word{U"已", U"而不自", U""},
    Word{U"业已", U"", U""},
    Word{U"曾", U"", U""},
    Word{U"了", U"为除到罢不", U"解然望却"},
    Word{U"以来", U"", U""},
    Word{U"截至", U"", U""},
    Word{U"截止", U"", U""},
    Word{U"去年", U"过", U""},
    Word{U"此前", U"", U""},
    Word{U"先后", U"", U""},
};

bool is_word_at(std::u32string_view packed, std::size_t at, Word const& word) {
    if (!packed.substr(at).starts_with(word.word)) return false;
    auto const end = at + word.word.size();
    bool const before = at > 0 && is_any_of(packed[at - 1], word.not_after);
    bool const behind = end < packed.size() && is_any_of(packed[end], word.not_before);
    return !before && !behind;
}

template <typename Words>
bool has_word_at(std::u32string_view packed, std::size_t at, Words const& words) {
    return std::any_of(
        words.begin(), words.end(), [&](Word const& word) { return is_word_at(packed, at, word); });
}

std::optional<Tense> tense_at(std::u32string_view packed, std::size_t at) {
    if (has_word_at(packed, at, was_words)) return Tense::was;
    if (has_word_at(packed, at, will_words)) return Tense::will;
    if (has_word_at(packed, at, guarded_does_words)) return Tense::does;
    auto const rest = packed.substr(at);
    bool const does = std::any_of(
        does_words.begin(), does_words.end(), [&](auto word) { return rest.starts_with(word); });
    return does ? std::optional{Tense::does} : std::nullopt;
}

bool contains_any(std::u32string_view clause, std::initializer_list<std::u32string_view> words) {
    return std::any_of(
        words.begin(), words.end(), [&](auto word) { return clause.find(word) != clause.npos; });
}

}  // namespace

std::vector<TenseWord> find_tense_words(std::u32string_view packed) {
    std::vector<TenseWord> words;
    std::size_t name_end = 0;
    for (std::size_t at = 0; at < packed.size(); ++at) {
        if (packed[at] == U'《') {
            auto const close = packed.find(U'》', at);
            name_end = close == packed.npos ? name_end : close;
        }
        if (at < name_end) continue;
        if (auto const tense = tense_at(packed, at)) words.push_back({at, *tense});
    }
    return words;
}

bool denies(std::u32string_view clause) {
    return contains_any(clause,
                        {U"无法",
                         U"不能",
                         U"暂不",
                         U"暂无",
                         U"难以",
                         U"未能",
                         U"不宜",
                         U"不具备",
                         U"未列入",
                         U"未纳入"});
}

bool quotes_proposer(std::u32string_view clause) {
    return contains_any(clause,
                        {U"您建议",
                         U"您提出",
                         U"您在",
                         U"您希望",
                         U"委员提出",
                         U"代表提出",
                         U"委员建议",
                         U"代表建议",
                         U"提案建议",
                         U"提案提出",
                         U"建议提出",
                         U"提案中",
                         U"你建议",
                         U"你提出"});
}

}  // namespace duban::intake
