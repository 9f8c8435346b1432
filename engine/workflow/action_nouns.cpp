#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr Shape long_go = Inner{&resume};
constexpr Shape one_way = Inner{&alternative};

// In the order of Depth.
constexpr std::array<std::string_view, 2> depth_words{"deep", "shallow"};

constexpr Key by{
    "by",
    required,
    roles,
    {"可由谁做；“engine”：应答触发的事件", "who may do it; “engine”: answers an event"}};
constexpr Key action_title{"title", optional, title, {"给人看的名称", "the name for people"}};
constexpr Key need{
    "need", optional, fields, {"操作时填写的字段", "fields that whoever does it supplies"}};
constexpr Key choose{
    "choose",
    optional,
    List{.item = &one_way, .most = Bounds::alternatives_max, .least = 1},
    {"几种走法，取第一个条件成立的", "several ways: the first whose condition is true is taken"}};
constexpr Key only_if{"only_if", optional, condition, {"条件", "a condition"}};
constexpr Key because{"because",
                      optional,
                      shape::because,
                      {"条件不成立时给人的说明", "what is said where the condition is not met"}};
constexpr Key effects_key{"do", optional, effects, {"效果，按顺序", "effects, in order"}};
constexpr Key go{
    "go", optional, Either{.brief = &target, .full = &long_go}, {"下一个状态", "the next state"}};
constexpr Key internal{"internal",
                       optional,
                       YesNo{},
                       {"true：不离开操作所在的状态", "true: the state that has it is not left"}};

constexpr std::array action_keys{
    by, action_title, need, choose, only_if, because, effects_key, go, internal};
constexpr std::array reaction_keys{choose, only_if, because, effects_key, go, internal};
constexpr std::array alternative_keys{only_if, because, effects_key, go, internal};

constexpr std::array ways_rules{
    Rule{"", "", needs, {"do", "go", "choose"}},
    Rule{"choose", "", excludes, {"only_if", "because", "do", "go", "internal"}},
    Rule{"internal", "", needs, {"go"}},
};
constexpr std::array alternative_rules{
    Rule{"", "", needs, {"do", "go"}},
    Rule{"internal", "", needs, {"go"}},
};

constexpr std::array resume_keys{
    Key{"resume",
        required,
        target,
        {"回到上次离开时的样子", "entered where it was when last left"}},
    Key{"depth",
        optional,
        Word{.words = depth_words},
        {"deep（默认）：直到最内层；shallow：只到下一层",
         "deep (default): to the innermost; shallow: only the state directly inside"}},
    Key{"otherwise",
        optional,
        target,
        {"从未离开过时去哪里", "where to go if it was never left before"}},
};

}  // namespace

constexpr Noun action{
    .name = "action", .what = {"操作", "an action"}, .keys = action_keys, .rules = ways_rules};
constexpr Noun reaction{.name = "reaction",
                        .what = {"自动发生的事", "what happens by itself"},
                        .keys = reaction_keys,
                        .rules = ways_rules};
constexpr Noun alternative{.name = "alternative",
                           .what = {"“choose”的一项", "an alternative"},
                           .keys = alternative_keys,
                           .rules = alternative_rules};
constexpr Noun resume{
    .name = "resume", .what = {"“go”的完整写法", "the long form of “go”"}, .keys = resume_keys};

}  // namespace duban::workflow::noun
