// The recognisers one by one: dates, numbers, classes, names, numbering, matching keys.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "adapters/intake/case_number.hpp"
#include "adapters/intake/encoding.hpp"
#include "adapters/intake/names.hpp"
#include "adapters/intake/numbering.hpp"
#include "adapters/intake/page_text.hpp"
#include "adapters/intake/reply_class.hpp"
#include "adapters/intake/similar_titles.hpp"
#include "adapters/intake/written_date.hpp"

using namespace duban;
using namespace duban::intake;

using Words = std::vector<std::string>;

TEST_CASE("a date is read as offices write it", "[intake]") {
    auto const [written, day] = GENERATE(table<std::string, std::string>({
        {"2023年7月25日", "2023-07-25"},
        {"2023 年 7 月 25 日", "2023-07-25"},
        {"２０２３年７月２５日", "2023-07-25"},
        {"2023年07月05日", "2023-07-05"},
        {"二〇二三年七月二十五日", "2023-07-25"},
        {"二○二三年十月十日", "2023-10-10"},
        {"二零二三年十二月三十一日", "2023-12-31"},
        {"二〇二三年七月廿五日", "2023-07-25"},
        {"2023-07-25", "2023-07-25"},
        {"2023/7/5", "2023-07-05"},
        {"2023.7.5", "2023-07-05"},
        {"2024年2月29日", "2024-02-29"},
        {"2023年2月29日", "none"},
        {"2008年9月31日", "none"},
        {"2023年13月1日", "none"},
        {"2023年0月1日", "none"},
        {"2023年7月 日", "none"},
        {"2023年7月", "none"},
        {"20□3年7月25日", "none"},
        {"2023年7月2?日", "none"},
        {"1823年7月25日", "none"},
        {"二三年七月二十五日", "none"},
    }));
    CAPTURE(written);
    PageText const page{written};
    auto const dates = find_dates(page.whole());
    REQUIRE(dates.size() == 1);
    CHECK((dates.front().day ? to_text(*dates.front().day) : "none") == day);
}

TEST_CASE("what is no date is not found as one", "[intake]") {
    auto const text = GENERATE(as<std::string>{},
                               "2023年度",
                               "三年内",
                               "第123-45-67号",
                               "电话020-8123-4567",
                               "2023年第7批");
    CAPTURE(text);
    PageText const page{text};
    CHECK(find_dates(page.whole()).empty());
}

TEST_CASE("the number of a case is told from other numbers", "[intake]") {
    auto const [text, numbers] = GENERATE(table<std::string, Words>({
        {"关于政协第十三届委员会第三次会议第20222114号提案答复的函", {"20222114"}},
        {"对区十七届人大一次会议第 091 号建议的答复", {"091"}},
        {"第七十三号提案", {"七十三"}},
        {"第1234号（教育类123号）提案答复", {"1234"}},
        {"关于20221045号提案的答复", {"20221045"}},
        {"关于第12号、第35号提案的答复", {"12", "35"}},
        {"关于第12、35号提案的答复", {"12", "35"}},
        {"您提出的提案（第0045号）收悉", {"0045"}},
        {"穗公函〔2023〕第12号 关于提案办理", {}},
        {"国办发〔2014〕46号", {}},
        {"根据第12号令", {}},
        {"政协第十四届第二次会议", {}},
    }));
    CAPTURE(text);
    PageText const page{text};
    auto const found = number_in_text(page.whole());
    CHECK(found.numbers == numbers);
    CHECK_FALSE(found.damaged);
}

TEST_CASE("a number with lost characters is reported and not completed", "[intake]") {
    auto const text =
        GENERATE(as<std::string>{}, "第0□7号提案", "第  号提案", "第XX号建议", "第2022??14号提案");
    CAPTURE(text);
    PageText const page{text};
    auto const found = number_in_text(page.whole());
    CHECK(found.damaged);
    CHECK(found.numbers.empty());
}

TEST_CASE("the class stands in the head of a letter", "[intake]") {
    auto const [head, name] = GENERATE(table<std::string, std::string>({
        {"穗公〔2023〕12号A", "A"},
        {"穗公〔2023〕12号 A", "A"},
        {"临教函〔2021〕37号B1", "B1"},
        {"深教函字〔2022〕118号20220345B1", "B1"},
        {"深教函字〔2022〕118号20220345", "none"},
        {"深教函字〔2022〕118号20B", "none"},
        {"B1 第091号", "B1"},
        {"B1 第091号线路改造", "none"},
        {"B1第091号", "none"},
        {"A类", "A"},
        {"（Ｂ类）", "B"},
        {"【C】", "C"},
        {"B", "B"},
        {"A 类", "A"},
        {"A区第2号建议", "none"},
        {"关于APP治理的提案", "none"},
        {"新建5A类景区", "none"},
        {"C919首飞", "none"},
    }));
    CAPTURE(head);
    PageText const page{head};
    CHECK(class_in_head(page.whole()).value_or("none") == name);
}

TEST_CASE("proposers are named without their titles", "[intake]") {
    auto const [list, names, others] = GENERATE(table<std::string, Words, bool>({
        {"王錦榮委員", {"王錦榮"}, false},
        {"尊敬的张三委员", {"张三"}, false},
        {"张三、李四、王五委员", {"张三", "李四", "王五"}, false},
        {"张三委员、李四委员", {"张三", "李四"}, false},
        {"张三等3位委员", {"张三"}, true},
        {"张三、李四等委员", {"张三", "李四"}, true},
        {"王 明、李小红代表", {"王明", "李小红"}, false},
        {"王　明 李小红委员", {"王明", "李小红"}, false},
        {"张文和李晓峰委员", {"张文", "李晓峰"}, false},
        {"李和平委员", {"李和平"}, false},
        {"阿依古丽·买买提委员", {"阿依古丽·买买提"}, false},
        {"张三（民建界别）委员", {"张三"}, false},
        {"民革番禺区委会", {"民革番禺区委会"}, false},
        {"农工党区总支、区工商联", {"农工党区总支", "区工商联"}, false},
        {"番禺代表团", {"番禺代表团"}, false},
        {"各位委员", {}, false},
        {"王锦荣 Wang Jinrong 委员", {"王锦荣"}, false},
        {"欧阳娜娜ouyangnana委员", {"欧阳娜娜"}, false},
        {"wangjinrong王锦荣委员", {"王锦荣"}, false},
        {"刘wei委员、张三委员", {"张三"}, false},
        {"张XX委员", {"张XX"}, false},
    }));
    CAPTURE(list);
    PageText const page{list};
    auto const read = read_proposers(page.whole());
    CHECK(read.names == names);
    CHECK(read.others == others);
}

TEST_CASE("a box is no part of a text, two boxes are characters that were lost", "[intake]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"□ 同意", "同意"},
        {"同意 □", "同意"},
        {"□□護理員不足", "□□護理員不足"},
        {"培訓護理■■", "培訓護理■■"},
        {"| □□ |", "□□"},
        {"□", ""},
        {" □ | □ ", ""},
        {"護□員", "護□員"},
    }));
    CAPTURE(text);
    PageText const page{text};
    CHECK(to_utf8(trimmed(page.whole())) == expected);
}

TEST_CASE("units joined by 和 are parted, units with 和 in their name are not", "[intake]") {
    auto const [list, names] = GENERATE(table<std::string, Words>({
        {"市教育局、市财政局", {"市教育局", "市财政局"}},
        {"市教育局和市财政局", {"市教育局", "市财政局"}},
        {"市规划和自然资源局", {"市规划和自然资源局"}},
        {"市住房和城乡建设局、市发展和改革委以及供电局",
         {"市住房和城乡建设局", "市发展和改革委", "供电局"}},
        {"有关单位的意见", {}},
    }));
    CAPTURE(list);
    PageText const page{list};
    CHECK(read_units(page.whole()).names == names);
}

namespace {

struct ReadNumbering {
    Words labels;
    Words headings;
    bool consecutive;
};

ReadNumbering number(std::string const& text) {
    PageText const page{text};
    auto const numbering = find_numbering(page.whole());
    ReadNumbering read{{}, {}, numbering.consecutive};
    for (auto const& item : numbering.items) {
        read.labels.push_back(to_utf8(item.label));
        read.headings.push_back(to_utf8(item.heading));
    }
    return read;
}

}  // namespace

TEST_CASE("the outermost numbering parts a text", "[intake]") {
    auto const [text,
                labels,
                headings,
                consecutive] = GENERATE(table<std::string, Words, Words, bool>({
        {"(一)甲 文。(二)乙 文。", {"(一)", "(二)"}, {"甲", "乙"}, true},
        {"一、甲\n(一)子。\n(二)丑。\n二、乙\n(一)寅。", {"一", "二"}, {"甲", "乙"}, true},
        {"1. 甲：文。\n2. 乙：3.5%的文。", {"1", "2"}, {"甲", "乙"}, true},
        {"第一，甲。第二，乙。", {"第一", "第二"}, {"甲", "乙"}, true},
        {"①甲。②乙。", {"①", "②"}, {"甲", "乙"}, true},
        {"一是甲；二是乙。", {"一是", "二是"}, {"甲", "乙"}, true},
        {"一、甲。一是子；二是丑。二、乙。", {"一", "二"}, {"甲", "乙"}, true},
        {"一、二线城市先行。", {}, {}, true},
        {"(一)甲。(三)丙。", {"(一)", "(三)"}, {"甲", "丙"}, false},
        {"(二)乙。(三)丙。", {"(二)", "(三)"}, {"乙", "丙"}, false},
        {"增长3.5%。比例为1:2。", {}, {}, true},
        {"一、推进“互联网 加政务。服务”平台 文。", {"一"}, {"推进“互联网 加政务。服务”平台"}, true},
    }));
    CAPTURE(text);
    auto const read = number(text);
    CHECK(read.labels == labels);
    CHECK(read.headings == headings);
    CHECK(read.consecutive == consecutive);
}

TEST_CASE("traditional and simplified titles have one matching key", "[intake]") {
    auto const [left, right] = GENERATE(table<std::string, std::string>({
        {"關於「三舊」改造的建議", "关于“三旧”改造的建议"},
        {"關于智慧城市（ＡＰＰ）", "关于智慧城市 app"},
        {"問題答覆", "问题答复"},
        {"", "，。、"},
    }));
    CHECK(matching_key(left) == matching_key(right));
    CHECK(matching_key("关于甲") != matching_key("关于乙"));
}

TEST_CASE("a page keeps its own script", "[intake]") {
    PageText const page{"番禺區后續處理"};
    CHECK(to_utf8(page.whole()) == "番禺區后續處理");
    CHECK(page.whole().shadow == U"番禺区后续处理");
}

TEST_CASE("pinyin inside words is taken out, Latin words stay", "[intake]") {
    auto const [noisy, clean] = GENERATE(table<std::string, std::string>({
        {"政協(xié)提案", "政協提案"},
        {"關(guān)于(yu)APP", "關于APP"},
        {"中国guó家", "中国家"},
        {"使用（APP）办理", "使用（APP）办理"},
        {"文件(word)", "文件(word)"},
        {"<ruby>漢<rt>hàn</rt></ruby>字", "漢字"},
    }));
    CAPTURE(noisy);
    CHECK(to_utf8(PageText{noisy}.whole()) == clean);
}

TEST_CASE("bytes are read in the encoding they are in", "[intake]") {
    CHECK(decode("\xCC\xE1\xB0\xB8").text == U"提案");                // GB18030
    CHECK(decode("\xEF\xBB\xBF\xE6\x8F\x90").text == U"提");          // UTF-8 with a mark
    CHECK(decode(std::string("\xFF\xFE\xD0\x63", 4)).text == U"提");  // UTF-16
    CHECK(decode("charset=big5 \xB4\xA3\xAE\xD7").text == U"charset=big5 提案");
    CHECK(decode("提案提案提案\xFF").text == U"提案提案提案\uFFFD");
    CHECK(decode("提案提案提案\xFF").damaged);
}
