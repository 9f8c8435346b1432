#include "engine/scenario/scenario_nouns.hpp"

#include "engine/scenario/scenario.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::scenario::noun {

namespace {

using namespace yaml;
using yaml::Rule;
using enum yaml::Need;
using enum yaml::Rule::Demand;

constexpr Shape plain = Scalar{};
constexpr Shape plain_list = List{.item = &plain};
constexpr Shape some = Either{.brief = &plain, .full = &plain_list};
constexpr auto const& field_value = workflow::shape::field_value;
constexpr Shape one_scenario = Inner{&scenario};
constexpr Shape one_step = Inner{&step};
constexpr Shape one_notice = Inner{&notice};
constexpr Scalar time{.number = false, .yes_no = false};

constexpr std::array tests_keys{
    Key{"format", required, WholeNumber{1, 1}, {"格式版本，写 1", "the version of the format: 1"}},
    Key{"scenarios",
        required,
        List{.item = &one_scenario, .most = Bounds::scenarios_max, .least = 1},
        {"情景", "the scenarios"}},
};
constexpr std::array scenario_keys{
    Key{"name",
        required,
        Scalar{.most = Bounds::name_characters_max},
        {"情景的名称", "the name of the scenario"}},
    Key{"file", required, Inner{&filing}, {"提交案件", "how the case is filed"}},
    Key{"steps",
        optional,
        List{.item = &one_step, .most = Bounds::steps_max},
        {"步骤，按时间先后", "what happens, in order of time"}},
};
constexpr std::array filing_keys{
    Key{"at", required, time, {"何时，如 2026-03-04T10:00", "when: 2026-03-04T10:00"}},
    Key{"as", optional, Scalar{}, {"由谁提交", "who files"}},
    Key{"expect", optional, Inner{&expectation}, {"此后应当怎样", "what is then to be"}},
    Key{"with", optional, Entries{.value = &field_value}, {"案件的字段", "the fields of the case"}},
};
constexpr std::array step_keys{
    Key{"do", optional, Scalar{.number = false}, {"做一个操作", "an action that is done"}},
    Key{"event", optional, Scalar{.number = false}, {"发生一个事件", "an event that comes"}},
    Key{"until",
        optional,
        time,
        {"时间过到这一天结束或这一刻", "time passes to the end of a day, or to a time"}},
    Key{"at", optional, time, {"何时，如 2026-03-04T10:00", "when: 2026-03-04T10:00"}},
    Key{"expect", optional, Inner{&expectation}, {"此后应当怎样", "what is then to be"}},
    Key{"as", optional, Scalar{}, {"由谁做", "who does it"}},
    Key{"with",
        optional,
        Entries{.value = &field_value},
        {"填写的字段", "the fields that are supplied"}},
};
constexpr std::array step_rules{
    Rule{"", "", needs, {"do", "event", "until"}},
    Rule{"do", "", excludes, {"event", "until"}},
    Rule{"do", "", needs, {"as"}},
    Rule{"event", "", excludes, {"until", "as", "with"}},
    Rule{"until", "", excludes, {"as", "with", "at"}},
};
constexpr std::array expectation_keys{
    Key{"state", optional, some, {"所在的状态", "where the case stands"}},
    Key{"due",
        optional,
        Entries{.value = &plain},
        {"时限及其到期日；没有则写 none", "deadlines and when they end; none: it does not run"}},
    Key{"sent",
        optional,
        List{.item = &one_notice},
        {"这一步发出的通知", "what was sent in this step"}},
    Key{"refused", optional, Scalar{.number = false}, {"因何被拒绝", "why it was refused"}},
    Key{"data",
        optional,
        Entries{.value = &field_value},
        {"字段的值；没有则写 none", "the values of fields; none: not set"}},
    Key{"ended", optional, YesNo{}, {"案件是否已结束", "whether the case is closed"}},
};
constexpr std::array notice_keys{
    Key{"message", required, Scalar{.number = false}, {"通知的名称", "the name of the message"}},
    Key{"to", required, some, {"发给哪些角色", "to which roles"}},
    Key{"on", optional, time, {"哪一天", "on which day"}},
    Key{"part", optional, Scalar{}, {"哪一件", "about which part"}},
};

}  // namespace

constexpr Noun tests{.name = "tests", .what = {"测试文件", "a file of tests"}, .keys = tests_keys};
constexpr Noun scenario{.name = "scenario", .what = {"情景", "a scenario"}, .keys = scenario_keys};
constexpr Noun filing{
    .name = "filing", .what = {"提交（file）", "the filing"}, .keys = filing_keys};
constexpr Noun step{
    .name = "step", .what = {"步骤", "a step"}, .keys = step_keys, .rules = step_rules};
constexpr Noun expectation{.name = "expectation",
                           .what = {"预期（expect）", "what is expected"},
                           .keys = expectation_keys};
constexpr Noun notice{
    .name = "notice", .what = {"通知", "a message that was sent"}, .keys = notice_keys};

}  // namespace duban::scenario::noun
