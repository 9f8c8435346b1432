#include "adapters/intake/furniture.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

using Words = std::u32string_view;

// A line beginning so is furniture, wherever it stands; a colon is not asked for.
constexpr std::array<Words, 66> beginnings{U"当前位置",
                                           U"您现在的位置",
                                           U"您的位置",
                                           U"您当前的位置",
                                           U"您所在的位置",
                                           U"当前所在位置",
                                           U"您现在所在的位置",
                                           U"现在位置",
                                           U"所在位置",
                                           U"你的位置",
                                           U"首页",
                                           U"网站首页",
                                           U"返回首页",
                                           U"信息索引",
                                           U"索引号",
                                           U"发布机构",
                                           U"发布单位",
                                           U"发布时间",
                                           U"发布日期",
                                           U"发文日期",
                                           U"成文日期",
                                           U"生成日期",
                                           U"主题分类",
                                           U"主题词",
                                           U"组配分类",
                                           U"体裁分类",
                                           U"公开方式",
                                           U"公开范围",
                                           U"公开类别",
                                           U"公开属性",
                                           U"有效性",
                                           U"统一编号",
                                           U"实施日期",
                                           U"失效日期",
                                           U"文件状态",
                                           U"文件编号",
                                           U"发文机关",
                                           U"发文单位",
                                           U"发文字号",
                                           U"信息来源",
                                           U"来源",
                                           U"稿件来源",
                                           U"文章来源",
                                           U"浏览次数",
                                           U"浏览量",
                                           U"阅读次数",
                                           U"阅读量",
                                           U"点击数",
                                           U"点击量",
                                           U"访问量",
                                           U"字体",
                                           U"字号",
                                           U"[字体",
                                           U"[字号",
                                           U"责任编辑",
                                           U"听全文",
                                           U"语音播报",
                                           U"您访问的链接",
                                           U"您所访问的页面",
                                           U"是否继续",
                                           U"无障碍",
                                           U"长者模式",
                                           U"今天是",
                                           U"更新时间",
                                           U"时间:",
                                           U"作者:"};

// The tail of a page: after one of these nothing of the text follows.
constexpr std::array<Words, 45> endings{
    U"打印本页",   U"打印此页",  U"打印文章", U"关闭窗口", U"关闭本页", U"关闭页面",
    U"分享到",     U"一键分享",  U"上一篇",   U"下一篇",   U"上一条",   U"下一条",
    U"上篇",       U"下篇",      U"上一页",   U"下一页",   U"版权所有", U"版权声明",
    U"Copyright",  U"copyright", U"©",        U"友情链接", U"相关链接", U"相关文章",
    U"相关阅读",   U"相关信息",  U"相关附件", U"相关新闻", U"推荐阅读", U"扫一扫",
    U"扫描二维码", U"返回顶部",  U"返回列表", U"继续访问", U"网站地图", U"联系我们",
    U"网站标识码", U"技术支持",  U"收藏本页", U"保存本页", U"我要纠错", U"满意度评价",
    U"用户评价",   U"扫码",      U"用微信扫"};

// The same, but only where no word follows: "关闭非法排污口" is a heading.
constexpr std::array<Words, 6> buttons{U"打印", U"关闭", U"分享", U"收藏", U"纠错", U"保存"};

// Menu entries: a line is furniture when it holds nothing else.
constexpr std::array<Words, 62> entries{U"首页",
                                        U"主页",
                                        U"政务公开",
                                        U"信息公开",
                                        U"政府信息公开",
                                        U"政务服务",
                                        U"网上办事",
                                        U"办事服务",
                                        U"公众参与",
                                        U"互动交流",
                                        U"政民互动",
                                        U"新闻中心",
                                        U"新闻动态",
                                        U"工作动态",
                                        U"要闻动态",
                                        U"通知公告",
                                        U"机构概况",
                                        U"机构职能",
                                        U"领导之窗",
                                        U"领导信息",
                                        U"走进番禺",
                                        U"政策法规",
                                        U"政策解读",
                                        U"法定主动公开内容",
                                        U"依申请公开",
                                        U"信息公开指南",
                                        U"信息公开目录",
                                        U"信息公开年报",
                                        U"建议提案",
                                        U"建议提案办理",
                                        U"建议提案办理结果",
                                        U"人大建议",
                                        U"人大建议办理",
                                        U"人大代表建议",
                                        U"政协提案",
                                        U"政协提案办理",
                                        U"提案办理",
                                        U"专题专栏",
                                        U"数据开放",
                                        U"数据发布",
                                        U"投资服务",
                                        U"便民服务",
                                        U"登录",
                                        U"注册",
                                        U"搜索",
                                        U"检索",
                                        U"高级搜索",
                                        U"简体",
                                        U"繁体",
                                        U"繁體",
                                        U"English",
                                        U"大",
                                        U"中",
                                        U"小",
                                        U"放弃",
                                        U"手机版",
                                        U"微信",
                                        U"微博",
                                        U"更多",
                                        U"客户端",
                                        U"移动端",
                                        U"导航"};

bool begins_with_any(Passage line, auto const& table) {
    return std::any_of(table.begin(), table.end(), [&](Words words) {
        return match_spaced(line.shadow, words) > 0;
    });
}

bool is_entry(Passage word) {
    return std::find(entries.begin(), entries.end(), word.shadow) != entries.end();
}

bool is_menu(Passage line) {
    constexpr std::size_t longest_menu = 400;
    if (line.size() > longest_menu) return false;
    auto const words = split(line, U" |/>»·");
    auto const known = std::count_if(words.begin(), words.end(), is_entry);
    return !words.empty() && known > 0 && static_cast<std::size_t>(known) * 2 >= words.size();
}

bool is_breadcrumb(Passage line) {
    constexpr std::size_t longest_path = 200;
    if (line.size() > longest_path) return false;
    auto const steps = std::count_if(line.shadow.begin(), line.shadow.end(), [](char32_t c) {
        return c == U'>' || c == U'»' || c == U'›';
    });
    return steps >= 2;
}

// "2023-07-25 10:03" or a bare number: dates of publishing and counters.
bool has_no_words(Passage line) {
    return std::all_of(line.shadow.begin(), line.shadow.end(), [](char32_t c) {
        return !is_han(c) && !is_latin(c);
    });
}

// A footer's word may be the first of a sentence ("关闭非法排污口…"): a footer's line is short or
// goes on after a colon or a bracket.
bool begins_footer(Passage line) {
    constexpr std::size_t longest_footer = 60;
    line = stripped(line, U" []·*");
    bool const sentence = line.ends_with(U"。") || line.ends_with(U";");
    if (line.empty() || line.size() > longest_footer || sentence) return false;
    bool const button = std::any_of(buttons.begin(), buttons.end(), [&](Words word) {
        auto const length = match_spaced(line.shadow, word);
        return length > 0 && (length == line.size() || !is_han(line.shadow[length]));
    });
    return button || begins_with_any(line, endings);
}

bool holds_site_number(Passage line) {
    constexpr std::array<Words, 4> signs{U"ICP备", U"公网安备", U"网站标识码", U"版权所有"};
    return line.size() <= 300 && std::any_of(signs.begin(), signs.end(), [&](Words words) {
               return line.contains(words);
           });
}

}  // namespace

bool is_furniture(Passage line) {
    line = trimmed(line);
    if (line.empty()) return true;
    bool const heads = line.size() <= 300 && begins_with_any(line, beginnings);
    return heads || is_menu(line) || is_breadcrumb(line) || begins_footer(line) ||
           holds_site_number(line) || has_no_words(line);
}

bool stands_in_footer(Passage page, std::size_t at) {
    constexpr std::size_t lines_near = 4;
    constexpr std::size_t near = 400;
    auto const lines = lines_of(page.part(at, near));
    return std::any_of(
        lines.begin(),
        lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), lines_near)),
        [](Passage line) { return holds_site_number(line) || line.contains(U"网站"); });
}

std::size_t find_footer(Passage page, std::size_t from) {
    for (auto const line : lines_of(page.part(from))) {
        bool const owner = line.starts_with(U"主办") || line.starts_with(U"承办");
        bool const ends = begins_footer(line) || holds_site_number(line) || is_breadcrumb(line) ||
                          (owner && stands_in_footer(page, line.offset_in(page)));
        if (ends) return line.offset_in(page);
    }
    return page.size();
}

}  // namespace duban::intake
