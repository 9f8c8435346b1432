// Promises with dates in the text of a reply: what is one, what is none, and where it stands.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "adapters/intake/promise.hpp"
#include "adapters/intake/promise_json.hpp"
#include "adapters/intake/published_page.hpp"

using namespace duban;
using namespace duban::intake;

namespace {

constexpr char const* reply_day = "2026-08-20";

/// "年底前=2026-12-31 三个月内=2026-11-20", "尽快=?" where no day can be named, "*" where doubted.
std::string shown(Promises const& promises) {
    std::string text;
    for (auto const& promise : promises.found) {
        text += (text.empty() ? "" : " ") + promise.phrase + "=" +
                (promise.date ? to_text(*promise.date) : "?") +
                (promise.date && !promise.doubts.empty() ? "*" : "");
    }
    return text;
}

std::string promised_in(std::string const& sentence, char const* replied = reply_day) {
    return shown(find_promises(sentence, parse_day(replied)));
}

Promise only(std::string const& text, std::optional<Day> replied = parse_day(reply_day)) {
    auto const promises = find_promises(text, replied);
    REQUIRE(promises.found.size() == 1);
    return promises.found.front();
}

}  // namespace

TEST_CASE("a time with a verb of promise is proposed with the last day it means", "[intake]") {
    auto const [sentence, expected] = GENERATE(table<std::string, std::string>({
        {"我局将于2026年下半年启动改造。", "2026年下半年=2026-12-31"},
        {"预计2027年上半年建成通车。", "2027年上半年=2027-06-30"},
        {"计划2027年6月底前完成。", "2027年6月底前=2027-06-30"},
        {"计划于2027年6月30日前完成。", "2027年6月30日前=2027-06-30"},
        {"力争在2027年6月完工。", "2027年6月=2027-06-30"},
        {"力争2028年2月底前投入使用。", "2028年2月底前=2028-02-29"},
        {"拟于明年上半年出台实施细则。", "明年上半年=2027-06-30"},
        {"明年底前将完成全部整改。", "明年底前=2027-12-31"},
        {"将在明年年底前完成全部整改。", "明年年底前=2027-12-31"},
        {"后年将启动二期建设。", "后年=2028-12-31"},
        {"确保年底前完成。", "年底前=2026-12-31"},
        {"年内将出台管理办法。", "年内=2026-12-31"},
        {"我局计划今年年底完成验收。", "今年年底=2026-12-31"},
        {"争取今年内开工。", "今年内=2026-12-31"},
        {"将于本年度内完成。", "本年度内=2026-12-31"},
        {"三个月内完成整改。", "三个月内=2026-11-20"},
        {"我局将在6个月内完成评估。", "6个月内=2027-02-20"},
        {"半年内建成示范点。", "半年内=2027-02-20"},
        {"半个月内将予答复。", "半个月内=2026-09-04"},
        {"将在两年内实现全覆盖。", "两年内=2028-08-20"},
        {"一年半内完成搬迁。", "一年半内=2028-02-20"},
        {"拟用2至3年时间完成改造。", "2至3年时间=2029-08-20"},
        {"未来三年将新增学位5000个。", "未来三年=2029-08-20"},
        {"今后两年，我局将继续推进该项工作。", "今后两年=2028-08-20"},
        {"两周内安排现场办公。", "两周内=2026-09-03"},
        {"我局将于15日内组织清理。", "15日内=2026-09-04"},
        {"第四季度启动招标。", "第四季度=2026-12-31"},
        {"将在2027年第三季度开通。", "2027年第三季度=2027-09-30"},
        {"2027年一季度末前完成。", "2027年一季度末前=2027-03-31"},
        {"下季度将开展专项检查。", "下季度=2026-12-31"},
        {"本季度末完成验收。", "本季度末=2026-09-30"},
        {"下月底将公布结果。", "下月底=2026-09-30"},
        {"本月底前完成清理。", "本月底前=2026-08-31"},
        {"下个月15日前报送方案。", "下个月15日前=2026-09-15"},
        {"下周将组织现场核查。", "下周=2026-08-30"},
        {"“十五五”期间，力争实现全覆盖。", "“十五五”期间=2030-12-31"},
        {"将在十五五时期末建成。", "十五五时期末=2030-12-31"},
        {"10月中旬将召开协调会并启动方案编制。", "10月中旬=2026-10-20"},
        {"计划12月下旬验收。", "12月下旬=2026-12-31"},
        {"将于9月30日前办结。", "9月30日前=2026-09-30"},
        {"预计2026年9月至12月开展整治。", "2026年9月至12月=2026-12-31"},
        {"将在2026-2028年分期实施。", "2026-2028年=2028-12-31"},
        {"计划2027年3月到2028年5月建设。", "2027年3月到2028年5月=2028-05-31"},
        {"将于2026-12-15前完成。", "2026-12-15前=2026-12-15"},
        {"将于2026.12.15完成。", "2026.12.15=2026-12-15"},
        {"力争二〇二七年六月底前完成。", "二〇二七年六月底前=2027-06-30"},
        {"将于２０２７年６月底前完成。", "２０２７年６月底前=2027-06-30"},
        {"将于 2027 年 6 月底前完成。", "2027 年 6 月底前=2027-06-30"},
        {"我局將於2026年下半年啟動改造，並於明年內建成。",
         "2026年下半年=2026-12-31 明年內=2027-12-31"},
        {"第四季度組織驗收。", "第四季度=2026-12-31"},
        {"三個月內完成整改。", "三個月內=2026-11-20"},
        {"「十五五」期間將實現全覆蓋。", "「十五五」期間=2030-12-31"},
        {"该项目已于2023年启动，预计2027年建成。", "2027年=2027-12-31"},
        {"2025年完成了一期，二期将于2027年完成。", "2027年=2027-12-31"},
        {"2026年10月底前完成方案，11月底前完成招标。",
         "2026年10月底前=2026-10-31 11月底前=2026-11-30*"},
        {"已列入2027年财政预算。", "2027年=2027-12-31*"},
        {"将于3月底前完成。", "3月底前=2027-03-31*"},
        {"计划2027年前完成。", "2027年前=2027-12-31*"},
        {"力争第四季度前开工。", "第四季度前=2026-12-31*"},
        {"将于2027年初启动。", "2027年初=2027-01-31*"},
        {"计划2027年底左右完工。", "2027年底左右=2027-12-31*"},
        {"自2027年1月1日起施行。", "2027年1月1日起=2027-01-01*"},
        {"您建议2027年底前建成，我局原则同意。", "2027年底前=2027-12-31*"},
        {"您提出，应在2027年底前完成。", "2027年底前=2027-12-31*"},
        {"您提出的提案收悉，现答复如下：我局研究认为可行，将在下半年启动。", "下半年=2026-12-31"},
        {"2026年9月1日至30日开展专项行动。", "2026年9月1日至30日=2026-09-30"},
        {"预计2027年年中完成。", "2027年年中=2027-06-30*"},
        {"计划2027年中小学新增学位并完成改造。", "2027年=2027-12-31"},
        {"现声明年底前完成。", "年底前=2026-12-31"},
    }));
    CAPTURE(sentence);
    CHECK(promised_in(sentence) == expected);
}

TEST_CASE("a time without a day is proposed without one, and says why", "[intake]") {
    auto const [sentence, expected, doubt] = GENERATE(table<std::string, std::string, std::string>({
        {"我局将尽快出台办法。", "尽快=?", "without a date"},
        {"近期将启动修缮。", "近期=?", "without a date"},
        {"我局将适时修订该办法。", "适时=?", "without a date"},
        {"待条件成熟后将推进建设。", "条件成熟=?", "without a date"},
        {"几个月内完成改造。", "几个月内=?", "without a date"},
        {"将于9月31日前完成。", "9月31日前=?", "no such day"},
        {"将于2027年2月29日前完成。", "2027年2月29日前=?", "no such day"},
        {"2027年6月至9月31日将完成。", "2027年6月至9月31日=?", ""},
        {"2027年9月1日至31日将开展整治。", "2027年9月1日至31日=?", "no such day"},
        {"10个工作日内将予答复。", "10个工作日内=?", "working days"},
        {"收到申请后5日内办结。", "5日内=?", "another event"},
        {"自立项之日起三个月内完成招标。", "三个月内=?", "another event"},
        {"每年年底前公布结果。", "年底前=?", "each time"},
        {"将于2027年秋季学期投入使用。", "2027年秋季学期=?", "school term"},
        {"力争春节前完成。", "春节前=?", "feast"},
        {"2027年以后将继续推进。", "2027年以后=?", "comes after"},
    }));
    CAPTURE(sentence);
    auto const promise = only(sentence);
    CHECK(promised_in(sentence) == expected);
    CHECK(promise.doubts.front().en.find(doubt) != std::string::npos);
    CHECK_FALSE(promise.doubts.front().zh_cn.empty());
}

TEST_CASE("what is done, named or not promised is left alone", "[intake]") {
    auto const* const sentence = GENERATE("2023年完成了全部改造。",
                                          "该项目已于2023年建成。",
                                          "我局已经完成整改。",
                                          "今年以来，我局开展专项整治12次。",
                                          "今年，我局开展了专项整治。",
                                          "2026年上半年，全区建成停车场12个。",
                                          "去年年底建成投用。",
                                          "2026年7月，我局组织了现场核查。",
                                          "近期已完成修缮。",
                                          "2026年8月印发了实施方案。",
                                          "近三年内建成学校12所。",
                                          "截至2026年8月，已完成投资3亿元。",
                                          "自2012年開始，我區已著手推進。",
                                          "按照《2027年城市建设计划》，我局将推进此项工作。",
                                          "根据2026年第3次会议精神，我局将加快推进。",
                                          "年底前天气转冷。",
                                          "我局将加强管理。",
                                          "因资金所限，无法在2027年底前完成。",
                                          "加强年内部管理制度建设。",
                                          "感谢您对我区工作的关心和支持。",
                                          "农历八月将举办活动并完成布置。",
                                          "第12345号建议将认真办理。",
                                          "答复时间：2026-09-30，办理结果：A",
                                          "");
    CAPTURE(sentence);
    CHECK(promised_in(sentence).empty());
}

TEST_CASE("what counts from the reply needs its day", "[intake]") {
    auto const* const sentence = GENERATE("三个月内完成整改。",
                                          "年底前将出台办法。",
                                          "将于明年上半年完成。",
                                          "第四季度启动。",
                                          "下月底公布结果。",
                                          "下周安排。",
                                          "下季度启动。");
    CAPTURE(sentence);
    auto const promise = only(sentence, std::nullopt);
    CHECK_FALSE(promise.date);
    CHECK(promise.doubts.front().en.find("day of the reply") != std::string::npos);
    CHECK(only("2027年底前完成。", std::nullopt).doubts.size() == 1);
    CHECK(only("将于2027年底前完成。", std::nullopt).doubts.empty());
}

TEST_CASE("a promise tells where it stands, in characters and lines", "[intake]") {
    // A short line is a heading: what follows begins a sentence.
    auto const promise = only("尊敬的委员：\r\n  感谢关心。\r\n  2026年\t底前将完成。谢谢。");
    CHECK(promise.text == "2026年\t底前将完成。");
    CHECK(promise.line == 3);
    CHECK(promise.column == 3);
    CHECK(promise.offset == 19);
    CHECK(promise.length == 12);
    CHECK(promise.phrase == "2026年\t底前");
    CHECK(promise.phrase_offset == 19);
}

TEST_CASE("a line that was broken inside a sentence does not break it", "[intake]") {
    std::string const text =
        "尊敬的委员：\n  经研究，针对您所提出的上述各项问题，我局将于2026\n年底前完成，谢谢。\n";
    auto const promise = only(text);
    CHECK(promise.phrase == "2026\n年底前");
    CHECK(promise.date == parse_day("2026-12-31"));
    CHECK(promise.line == 2);
    CHECK(promise.column == 3);
    CHECK(promise.offset == 9);
    CHECK(promise.length == 36);
    CHECK(promise.phrase_offset == 31);
}

TEST_CASE("promises as JSON", "[intake]") {
    auto const promises = find_promises("年底前将出台办法。", parse_day(reply_day));
    CHECK(to_json(promises, Language::en) ==
          R"({"promises":[{"text":"年底前将出台办法。","phrase":"年底前","line":1,"column":1,)"
          R"("offset":0,"length":9,"phrase_offset":0,"date":"2026-12-31","rule":"year",)"
          R"("doubts":[]}],"more":false})");
    CHECK(to_json(find_promises("", std::nullopt)) == R"({"promises":[],"more":false})");
}

TEST_CASE("the real reply of Panyu 2015 promises no date", "[intake]") {
    std::filesystem::path const path{"../shared/reference/panyu-2015.txt"};
    if (!std::filesystem::exists(path)) {
        WARN("the reference page is not here: " << path);
        return;
    }
    std::stringstream page;
    page << std::ifstream{path}.rdbuf();
    auto const reply = read_published_page(page.str(), "panyu-2015.txt").reply;
    REQUIRE(reply);
    CHECK(shown(find_promises(*reply, parse_day("2015-09-20"))).empty());
}

TEST_CASE("any bytes are read, in bounded time and number", "[intake]") {
    auto const piece = GENERATE(as<std::string>{},
                                "年底前将",
                                "年底前将完成。",
                                "2026年",
                                "《",
                                "十",
                                "1",
                                "2026-",
                                "\n",
                                "将",
                                "年",
                                "未来",
                                "\xE5\xB9",
                                "\xFF",
                                "\xC0\x80年底前将完成\xED\xA0\x80",
                                "每“十五五”期间至");
    CAPTURE(piece);
    std::string text;
    while (text.size() < 1U << 17U) text += piece;
    auto const promises = find_promises(text, parse_day(reply_day));
    CHECK(promises.found.size() <= promises_max);
    for (auto const& promise : promises.found) {
        REQUIRE(promise.offset + promise.length <= text.size());
        REQUIRE(promise.length <= 2000);
    }
    CHECK(find_promises(std::string(5U << 20U, 'a'), std::nullopt).too_large);
}
