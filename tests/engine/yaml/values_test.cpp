#include "engine/yaml/values.hpp"

#include <catch2/catch.hpp>

#include "engine/yaml/reader.hpp"

using namespace duban;
using yaml::Short;

namespace {

/// The value of `a` in a text of one line.
struct Reading {
    explicit Reading(std::string const& value) : document{yaml::read("a: " + value, "w.yaml")} {
        REQUIRE(document.problems.empty());
    }

    [[nodiscard]] yaml::Values values() { return {document, problems}; }

    [[nodiscard]] yaml::Node const* node() const { return document.root.find("a"); }

    [[nodiscard]] std::string rule() const { return problems.empty() ? "" : problems.front().rule; }

    [[nodiscard]] std::string suggestion() const {
        return problems.empty() ? "" : problems.front().suggestion;
    }

    yaml::Document document;
    Problems problems;
};

}  // namespace

TEST_CASE("an unknown name is reported, and the nearest taken instead", "[yaml]") {
    using Place = std::optional<std::size_t>;
    auto const [name, place, suggestion] = GENERATE(table<std::string, Place, std::string>({
        {"host", Place{0}, ""},
        {"proposer", Place{1}, ""},
        {"propser", Place{1}, "proposer"},
        {"mayor", Place{}, ""},
    }));
    CAPTURE(name);
    Reading reading{name};
    auto const found = reading.values().name_among(
        {"host", "proposer"}, name, {1, 4}, "unknown-role", {.zh_cn = "角色", .en = "role"});
    CHECK(found == place);
    CHECK(reading.suggestion() == suggestion);
    CHECK(reading.rule() == (place && suggestion.empty() ? "" : "unknown-role"));
}

TEST_CASE("a whole number is plain decimal digits", "[yaml]") {
    auto const [text, number, rule] = GENERATE(table<std::string, std::int64_t, std::string>({
        {"0", 0, ""},
        {"15", 15, ""},
        {"-3", -3, ""},
        {"100", 100, ""},
        {"101", 0, "out-of-range"},
        {"-11", 0, "out-of-range"},
        {"99999999999999999999", 0, "out-of-range"},
        {"010", 0, "not-a-number"},
        {"-0", 0, ""},
        {"1_000", 0, "not-a-number"},
        {"0x1F", 0, "not-a-number"},
        {"1.0", 0, "not-a-number"},
        {"1e3", 0, "not-a-number"},
        {"+5", 0, "not-a-number"},
        {"１５", 0, "not-a-number"},
        {"--5", 0, "not-a-number"},
        {"15 days", 0, "not-a-number"},
        {"\"15\"", 0, "not-a-number"},
        {"", 0, "missing-value"},
        {"[1]", 0, "wrong-kind"},
    }));
    CAPTURE(text);
    Reading reading{text};
    auto const read = reading.values().whole_number(reading.node(), -10, 100);
    CHECK(reading.rule() == rule);
    CHECK(read.has_value() == rule.empty());
    CHECK(read.value_or(0) == number);
}

TEST_CASE("yes or no is true or false, and nothing that looks like it", "[yaml]") {
    auto const [text, value, suggestion] = GENERATE(table<std::string, int, std::string>({
        {"true", 1, ""},
        {"false", 0, ""},
        {"no", -1, "false"},
        {"Yes", -1, "true"},
        {"on", -1, "true"},
        {"True", -1, "true"},
        {"0", -1, "false"},
        {"是", -1, "true"},
        {"flase", -1, "false"},
        {"\"true\"", -1, "true"},
        {"banana", -1, ""},
    }));
    CAPTURE(text);
    Reading reading{text};
    auto const read = reading.values().yes_no(reading.node());
    CHECK((read ? static_cast<int>(*read) : -1) == value);
    CHECK(reading.rule() == (value < 0 ? "not-yes-or-no" : ""));
    CHECK(reading.suggestion() == suggestion);
}

TEST_CASE("a word is one of those allowed, or the nearest is suggested", "[yaml]") {
    Reading good{"months"};
    CHECK(good.values().word(good.node(), {"days", "months"}) == 1);
    Reading bad{"mounths"};
    CHECK_FALSE(bad.values().word(bad.node(), {"days", "months"}));
    CHECK(bad.rule() == "unknown-word");
    CHECK(bad.suggestion() == "months");
    CHECK(bad.problems[0].at == Position{1, 4});
    CHECK(bad.problems[0].message.en == "“mounths” is not allowed here: use days, months");
}

TEST_CASE("a list of texts may be one text where that is allowed", "[yaml]") {
    auto const [text, single, count, rule] =
        GENERATE(table<std::string, Short, std::size_t, std::string>({
            {"[host, 'supervisor']", Short::refused, 2, ""},
            {"[]", Short::refused, 0, ""},
            {"host", Short::allowed, 1, ""},
            {"host", Short::refused, 0, "wrong-kind"},
            {"{b: c}", Short::allowed, 0, "wrong-kind"},
            {"[host, [x]]", Short::refused, 1, "wrong-kind"},
            {"", Short::allowed, 0, "missing-value"},
        }));
    CAPTURE(text);
    Reading reading{text};
    CHECK(reading.values().texts(reading.node(), single).size() == count);
    CHECK(reading.rule() == rule);
}

TEST_CASE("a text for people comes in both languages", "[yaml]") {
    auto const [text, plain, zh_cn, rule] =
        GENERATE(table<std::string, Short, std::string, std::string>({
            {"{zh-CN: 督办, en: Track}", Short::refused, "督办", ""},
            {"督办", Short::allowed, "督办", ""},
            {"督办", Short::refused, "", "wrong-kind"},
            {"{zh-CN: 督办}", Short::refused, "", "missing-key"},
            {"{zh-CN: 督办, en: x, fr: y}", Short::refused, "督办", "unknown-key"},
            {"{zh_CN: 督办, en: x}", Short::refused, "", "missing-key"},
            {"[督办]", Short::allowed, "", "wrong-kind"},
            {"", Short::refused, "", "missing-value"},
        }));
    CAPTURE(text);
    Reading reading{text};
    auto const read = plain == Short::allowed ? reading.values().localized_or_plain(reading.node())
                                              : reading.values().localized(reading.node());
    CHECK((read ? read->zh_cn : "") == zh_cn);
    CHECK(reading.rule() == rule);
}

TEST_CASE("no node gives no value and no report", "[yaml]") {
    Reading reading{"1"};
    auto const values = reading.values();
    CHECK_FALSE(values.text(nullptr));
    CHECK_FALSE(values.whole_number(nullptr));
    CHECK_FALSE(values.yes_no(nullptr));
    CHECK_FALSE(values.word(nullptr, {"a"}));
    CHECK_FALSE(values.localized(nullptr));
    CHECK(values.texts(nullptr).empty());
    CHECK(reading.problems.empty());
}
