#include "engine/calendar/term_pattern.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr std::size_t time_characters_max = 96;

constexpr Shape distance = Scalar{.most = time_characters_max,
                                  .pattern = &calendar::term_in_days_pattern,
                                  .number = false,
                                  .yes_no = false};
constexpr Shape waiting = Scalar{.most = time_characters_max,
                                 .pattern = &calendar::term_in_days_or_hours_pattern,
                                 .number = false,
                                 .yes_no = false};
constexpr Shape one_step = Inner{&step};

constexpr std::array escalation_keys{
    Key{"steps",
        required,
        List{.item = &one_step, .most = Bounds::steps_max, .least = 1},
        {"逐级上报，按顺序", "further and further up, in order"}},
    Key{"unreached",
        optional,
        Inner{&unreached},
        {"催办或某一级没有通知到任何人时，立即告知谁",
         "who is told at once where a reminder or a step has reached nobody"}},
};

constexpr std::array step_keys{
    Key{"wait",
        required,
        waiting,
        {"上一级最后一次之后多久；第一级自到期日起",
         "how long after the last time of the step before; the first one after the due day"}},
    Key{"every",
        optional,
        distance,
        {"重复的间隔：2 days、1 working day", "repeats it: 2 days, 1 working day"}},
    Key{"at_most",
        optional,
        WholeNumber{1, Bounds::step_repeats_max},
        {"最多几次", "how many times at most"}},
    Key{"to", required, roles, {"告知谁", "who is told"}},
    Key{"message", required, name, {"通知的名称", "the name of the message"}},
};
constexpr std::array step_rules{
    Rule{"every", "", needs, {"at_most"}},
    Rule{"at_most", "", needs, {"every"}},
};

constexpr std::array unreached_keys{
    Key{"to", required, roles, {"告知谁", "who is told"}},
    Key{"message", required, name, {"通知的名称", "the name of the message"}},
};

}  // namespace

constexpr Noun escalation{.name = "escalation",
                          .what = {"升级链（escalation）", "an escalation"},
                          .keys = escalation_keys};
constexpr Noun step{.name = "step",
                    .what = {"升级链的一级", "a step of an escalation"},
                    .keys = step_keys,
                    .rules = step_rules};
constexpr Noun unreached{
    .name = "unreached",
    .what = {"无人可通知时的一级（unreached）", "what follows where nobody is reached (unreached)"},
    .keys = unreached_keys};

}  // namespace duban::workflow::noun
