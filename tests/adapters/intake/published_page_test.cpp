// Whole pages: each pages/*.txt is read and compared with the *.json beside it, exactly.
#include "adapters/intake/published_page.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "adapters/intake/page_text.hpp"
#include "adapters/intake/published_case_json.hpp"

using namespace duban;
using namespace duban::intake;

namespace {

namespace json = boost::json;

std::string contents_of(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<std::filesystem::path> pages() {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator{"tests/adapters/intake/pages"}) {
        if (entry.path().extension() == ".txt") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> headings_of(std::vector<NumberedPart> const& parts) {
    std::vector<std::string> headings;
    for (auto const& part : parts) {
        headings.push_back(part.label.value_or("") + " " + part.heading.value_or(""));
    }
    return headings;
}

std::vector<std::string> fields_of(std::vector<Doubt> const& doubts) {
    std::vector<std::string> fields;
    for (auto const& doubt : doubts) fields.push_back(doubt.field);
    return fields;
}

}  // namespace

TEST_CASE("every page is read as expected", "[intake]") {
    auto const found = pages();
    REQUIRE(found.size() >= 25);
    for (auto const& path : found) {
        CAPTURE(path);
        auto expected = path;
        expected.replace_extension(".json");
        auto const read = read_published_page(contents_of(path), path.filename().string());
        REQUIRE(std::filesystem::exists(expected));
        CHECK(json::parse(to_json(read)) == json::parse(contents_of(expected)));
    }
}

TEST_CASE("the JSON form has its keys in the promised order", "[intake]") {
    auto const text = to_json(read_published_page("", "empty.txt"));
    std::vector<std::string> keys;
    auto const parsed = json::parse(text);
    for (auto const& member : parsed.as_object()) keys.emplace_back(member.key());
    CHECK(keys == std::vector<std::string>{"file",
                                           "kind",
                                           "number",
                                           "title",
                                           "proposers",
                                           "unit",
                                           "co_handlers",
                                           "reply_class",
                                           "reply_date",
                                           "reasons",
                                           "requests",
                                           "reply",
                                           "answers",
                                           "doubts"});
}

TEST_CASE("doubts are told in the reader's language", "[intake]") {
    auto const read = read_published_page("", "empty.txt");
    CHECK(to_json(read, Language::en).find("the page gives no title") != std::string::npos);
    CHECK(to_json(read, Language::zh_cn).find("页面没有标题") != std::string::npos);
}

TEST_CASE("a file larger than a page can be is refused unread", "[intake]") {
    auto const read = read_published_page(std::string(PageText::bytes_max + 1, 'a'), "large.txt");
    REQUIRE_FALSE(read.doubts.empty());
    CHECK(read.doubts.front().field == "file");
    CHECK(read.doubts.front().message.en.find("4 MiB") != std::string::npos);
}

TEST_CASE("the real page of Panyu 2015 is read whole", "[intake]") {
    std::filesystem::path const path{"../shared/reference/panyu-2015.txt"};
    if (!std::filesystem::exists(path)) {
        WARN("the reference page is not here: " << path);
        return;
    }
    auto const read = read_published_page(contents_of(path), "panyu-2015.txt");
    CHECK(read.kind == CaseKind::proposal);
    CHECK(read.title == "關于借力南沙自貿區制度紅利優勢促進我區經濟進一步升級發展的建議");
    CHECK(read.proposers == std::vector<std::string>{"王錦榮"});
    CHECK(headings_of(read.requests) ==
          std::vector<std::string>{"(一) 研究借力自貿區將來的制度,形成內外聯動",
                                   "(二) 持續深入轉變政府職能,進一步簡政放權",
                                   "(三) 持續加大力度推進智慧城市,形成番禺吸虹",
                                   "(四) 深化社會領域改革,建立大社會治理模式"});
    CHECK(headings_of(read.answers) ==
          std::vector<std::string>{"一 關于借力自貿區制度形成內外聯動的問題",
                                   "二 關于轉變政府職能進一步簡政放權的問題",
                                   "三 加大力度推進智慧城市形成番禺“虹吸效應”",
                                   "四 深化社會領域改革建立大社會治理模式"});
    REQUIRE(read.reasons);
    CHECK(read.reasons->starts_with("一、我區的優勢"));
    CHECK(read.reasons->ends_with("實現我區經濟的發展升級。"));
    REQUIRE(read.reply);
    CHECK(read.reply->starts_with("王錦榮委員: 您提出的"));
    CHECK(read.reply->ends_with("寶貴的意見和建議。"));
    CHECK(fields_of(read.doubts) ==
          std::vector<std::string>{"number", "unit", "reply_class", "reply_date"});
}

TEST_CASE("the shipped example is a whole proposal that waits for its reply", "[intake]") {
    auto const read =
        read_published_page(contents_of("config/example/proposal.txt"), "proposal.txt");
    CHECK(read.kind == CaseKind::proposal);
    CHECK(read.number == "017");
    CHECK(read.title == "关于在社区公园增设夜间照明和直饮水点的提案");
    CHECK(read.proposers == std::vector<std::string>{"程远", "沈知秋"});
    CHECK(headings_of(read.requests) ==
          std::vector<std::string>{"(一) 分批补装夜间照明",
                                   "(二) 在客流较大的公园设置直饮水点",
                                   "(三) 把照明和饮水设施纳入日常巡查"});
    CHECK(read.reasons.value_or("").starts_with("我区社区公园近年不断增加"));
    CHECK_FALSE(read.reply);
}
