#include "engine/calendar/delay.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr Shape notification = Inner{&notify};
constexpr Shape long_raise = Inner{&raise};
constexpr Shape one_branch = Inner{&branch};
constexpr Entries assignments{.value = &field_expression, .pattern = &name_pattern};

constexpr std::array effect_keys{
    Key{"set", optional, assignments, {"给字段赋值", "gives fields a value"}},
    Key{"append", optional, assignments, {"在列表末尾加一项", "adds an item at the end of a list"}},
    Key{"notify",
        optional,
        notification,
        {"通知角色中的每个人", "a message to everyone in a role"}},
    Key{"raise",
        optional,
        Either{.brief = &name, .full = &long_raise},
        {"触发事件", "an event that an action “by: engine” answers"}},
    Key{"cancel", optional, name, {"取消等待中的事件", "ends the events that wait under this id"}},
    Key{"choose",
        optional,
        List{.item = &one_branch},
        {"取第一个条件成立的", "the effects of the first whose condition is true"}},
};
constexpr std::array effect_rules{
    Rule{"", "", needs, {"set", "append", "notify", "raise", "cancel", "choose"}},
    Rule{"set", "", excludes, {"append", "notify", "raise", "cancel", "choose"}},
    Rule{"append", "", excludes, {"notify", "raise", "cancel", "choose"}},
    Rule{"notify", "", excludes, {"raise", "cancel", "choose"}},
    Rule{"raise", "", excludes, {"cancel", "choose"}},
    Rule{"cancel", "", excludes, {"choose"}},
};

constexpr std::array notify_keys{
    Key{"to", required, roles, {"通知谁", "who is told"}},
    Key{"message", required, name, {"通知的名称", "the name of the message"}},
};

constexpr std::array raise_keys{
    Key{"event", required, name, {"事件的名称", "the name of the event"}},
    Key{"after",
        optional,
        Scalar{.pattern = &calendar::delay_pattern, .number = false, .yes_no = false},
        {"多久以后：90 seconds、3 days、10 working days",
         "later: 90 seconds, 3 days, 10 working days"}},
    Key{"id", optional, name, {"供 cancel 取消用", "by which cancel ends it"}},
};

constexpr std::array branch_keys{
    Key{"only_if", optional, condition, {"条件", "a condition"}},
    Key{"do", required, effects, {"效果，按顺序", "effects, in order"}},
};

}  // namespace

constexpr Noun effect{
    .name = "effect", .what = {"效果", "an effect"}, .keys = effect_keys, .rules = effect_rules};
constexpr Noun notify{.name = "notify", .what = {"notify", "notify"}, .keys = notify_keys};
constexpr Noun raise{.name = "raise", .what = {"raise", "raise"}, .keys = raise_keys};
constexpr Noun branch{
    .name = "branch", .what = {"“choose”的一项", "an alternative"}, .keys = branch_keys};

}  // namespace duban::workflow::noun
