#include <limits>

#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr WholeNumber version{1, std::numeric_limits<int>::max()};
constexpr Shape role_shape = yaml::Inner{&role};
constexpr Shape one_silence = yaml::Inner{&silence};
constexpr Shape one_escalation = yaml::Inner{&escalation};

constexpr std::array workflow_keys{
    Key{"format",
        required,
        WholeNumber{1, 1},
        {"语言版本，写 1", "the version of this language: 1"}},
    Key{"workflow",
        required,
        Scalar{.most = name_characters_max, .pattern = &workflow_name_pattern},
        {"流程名称：小写字母、数字、- 和 _",
         "the name of the workflow: lower-case letters, digits, - and _"}},
    Key{"version",
        required,
        version,
        {"每次修改加一；案件沿用开始时的版本",
         "raised with every change; a case keeps the version it began under"}},
    Key{"title", required, title, {"给人看的名称", "the name for people"}},
    Key{"time_zone", required, Scalar{}, {"时区，如 Asia/Shanghai", "an IANA name: Asia/Shanghai"}},
    Key{"calendar",
        required,
        Scalar{.most = name_characters_max},
        {"工作日历，如 cn", "the working calendar: cn"}},
    Key{"fields", optional, field_entries, {"案件的字段", "what a case holds"}},
    Key{"roles",
        optional,
        Entries{.value = &role_shape, .pattern = &name_pattern, .most = Bounds::roles_max},
        {"角色：谁来办、通知谁", "who acts and who is told"}},
    Key{"escalations",
        optional,
        Entries{
            .value = &one_escalation, .pattern = &name_pattern, .most = Bounds::escalations_max},
        {"升级链：逾期后逐级上报", "to whom it goes further up once a deadline is missed"}},
    Key{"start", required, name, {"最先进入的状态", "the state that a case begins in"}},
    Key{"states", required, states, {"状态", "the states of a case"}},
    Key{"suspend",
        optional,
        Inner{&clock_action},
        {"由人中止整个案件", "how somebody makes the whole case stand still"}},
    Key{"resume",
        optional,
        Inner{&clock_action},
        {"由人恢复整个案件", "how somebody makes the whole case go on"}},
    Key{"silence",
        optional,
        List{.item = &one_silence, .most = Bounds::silences_max},
        {"不再报告的提示及理由", "what check is not to report, and why"}},
};

constexpr std::array workflow_rules{
    Rule{"suspend", "", needs, {"resume"}},
    Rule{"resume", "", needs, {"suspend"}},
};

constexpr std::array role_keys{
    Key{"group",
        optional,
        Scalar{.most = name_characters_max},
        {"通讯录中的一个组", "a group of the directory"}},
    Key{"field", optional, name, {"字段里的人员或单位", "the persons or units in a field"}},
    Key{"part",
        optional,
        YesNo{},
        {"分件（for_each）为谁而建", "whoever a part (for_each) was made for"}},
    Key{"leader",
        optional,
        YesNo{},
        {"只指这些单位的负责人，见通讯录", "only who leads those units, by the directory"}},
    Key{"title", optional, title, {"给人看的名称", "the name for people"}},
};
constexpr std::array role_rules{
    Rule{"", "", needs, {"group", "field", "part"}},
    Rule{"group", "", excludes, {"field", "part"}},
    Rule{"field", "", excludes, {"group", "part"}},
    Rule{"leader", "true", excludes, {"group"}},
};

constexpr std::array silence_keys{
    Key{"rule",
        required,
        Scalar{.number = false},
        {"规则：见 duban check --rules", "the rule: see duban check --rules"}},
    Key{"at",
        optional,
        Scalar{.number = false},
        {"状态，或“状态/操作”；不写则为整个定义", "STATE or STATE/ACTION; else everywhere"}},
    Key{"because", required, because, {"理由", "the reason"}},
};

}  // namespace

constexpr Noun silence{.name = "silence", .what = {"静默", "a silence"}, .keys = silence_keys};
constexpr Noun workflow{.name = "workflow",
                        .what = {"流程定义", "a workflow"},
                        .keys = workflow_keys,
                        .rules = workflow_rules};
constexpr Noun role{
    .name = "role", .what = {"角色", "a role"}, .keys = role_keys, .rules = role_rules};

}  // namespace duban::workflow::noun
