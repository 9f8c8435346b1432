#include "engine/calendar/due_date.hpp"
#include "engine/calendar/offset.hpp"
#include "engine/calendar/term_pattern.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr std::size_t basis_characters_max = 500;
constexpr std::size_t time_characters_max = 96;

std::string time_of_day_pattern() {
    return "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
}

constexpr Shape term = Scalar{.most = time_characters_max,
                              .pattern = &calendar::term_pattern,
                              .number = false,
                              .yes_no = false};
constexpr Shape longer_terms = List{.item = &term, .most = Bounds::extensions_max, .least = 1};
constexpr Shape long_due = Inner{&due};
constexpr Shape action_shape = Inner{&action};
constexpr Shape reminder_shape = Inner{&reminder};

// In the order of IfMissed.
constexpr std::array<std::string_view, 3> if_missed_words{"latest_only", "all", "none"};
constexpr std::array<std::string_view, 1> until_words{"due"};

constexpr std::array state_keys{
    Key{"title", optional, title, {"给人看的名称", "the name for people"}},
    Key{"owner",
        optional,
        roles,
        {"轮到谁办；内层状态未另写的也归他", "whose turn it is, also in states inside"}},
    Key{"due",
        optional,
        Either{.brief = &term, .full = &long_due},
        {"在此状态（及内层）期间运行的时限",
         "the deadline that runs while the case is here or in a state inside"}},
    Key{"stops_clock",
        optional,
        roles,
        {"在此状态期间停止计算的时限", "the deadlines that stand still while the case is here"}},
    Key{"actions",
        optional,
        Entries{.value = &action_shape, .pattern = &name_pattern, .most = Bounds::actions_max},
        {"可以做的操作", "what people may do"}},
    Key{"automatically",
        optional,
        shape::reaction,
        {"条件一成立就自动发生", "what happens as soon as its condition is true"}},
    Key{"on_entry", optional, effects, {"进入时的效果", "effects on the way in"}},
    Key{"on_exit", optional, effects, {"离开时的效果", "effects on the way out"}},
    Key{"end", optional, YesNo{}, {"到此结束", "all is over here"}},
    Key{"on_done",
        optional,
        shape::reaction,
        {"内层到达 end，或各区域都已结束时",
         "what happens when a state inside has reached its end, or all regions have"}},
    Key{"start",
        optional,
        name,
        {"内层状态中最先进入的一个", "the state inside that is entered first"}},
    Key{"states", optional, states, {"内层状态，一次一个", "states inside, one at a time"}},
    Key{"regions", optional, states, {"并行的区域", "states inside, side by side"}},
    Key{"for_each",
        optional,
        Scalar{.pattern = &for_each_pattern, .number = false, .yes_no = false},
        {"列表中每一项一件，如 unit in co_handlers",
         "a region that lives once for each item of a list: unit in co_handlers"}},
    Key{"fields", optional, field_entries, {"每件自己的字段", "what each part holds"}},
};
constexpr std::array state_rules{
    Rule{"end", "true", excludes, after_the_end},
    Rule{"states", "", excludes, {"regions"}},
    Rule{"states", "", needs, {"start"}},
    Rule{"start", "", needs, {"states"}},
    Rule{"on_done", "", needs, {"states", "regions"}},
    Rule{"for_each", "", needs, {"states"}},
    Rule{"fields", "", needs, {"for_each"}},
};

constexpr std::array extension_keys{
    Key{"action",
        optional,
        name,
        {"延期操作的名称；默认 extend", "the name of the action; extend by default"}},
    Key{"title", optional, title, {"给人看的名称", "the name for people"}},
    Key{"by", required, roles, {"可由谁延期", "who may extend"}},
    Key{"to",
        required,
        Either{.brief = &term, .full = &longer_terms},
        {"自首次起算的全部期限，每次一项",
         "the whole term from the first start: one for each extension"}},
    Key{"need", optional, fields, {"操作时填写的字段", "fields that whoever does it supplies"}},
    Key{"only_if", optional, condition, {"条件", "a condition"}},
    Key{"because",
        optional,
        shape::because,
        {"条件不成立时给人的说明", "what is said where the condition is not met"}},
    Key{"do", optional, effects, {"效果，按顺序", "effects, in order"}},
};

constexpr std::array clock_action_keys{
    Key{"action",
        optional,
        name,
        {"操作的名称；默认同键名", "the name of the action; the key's by default"}},
    Key{"title", optional, title, {"给人看的名称", "the name for people"}},
    Key{"by", required, roles, {"可由谁操作", "who may do it"}},
    Key{"need", optional, fields, {"操作时填写的字段", "fields that whoever does it supplies"}},
    Key{"only_if", optional, condition, {"条件", "a condition"}},
    Key{"because",
        optional,
        shape::because,
        {"条件不成立时给人的说明", "what is said where the condition is not met"}},
    Key{"do", optional, effects, {"效果，按顺序", "effects, in order"}},
};

constexpr std::array due_keys{
    Key{"extend", optional, Inner{&extension}, {"延期", "how it is made longer"}},
    Key{"stop",
        optional,
        Inner{&clock_action},
        {"由人中止计算", "how somebody makes its clock stand still"}},
    Key{"go_on",
        optional,
        Inner{&clock_action},
        {"由人恢复计算", "how somebody makes its clock go on"}},
    Key{"name",
        optional,
        name,
        {"时限名称；不写时用状态名", "told to people; else the state's name"}},
    Key{"date",
        optional,
        target,
        {"在哪个日期字段所定之日到期，如 commitment.by",
         "the date field on whose day it ends: commitment.by"}},
    Key{"within",
        optional,
        term,
        {"期限：3 months、15 working days、48 hours、30 June、last working day of Q4，或 20 "
         "working "
         "days or 30 June, whichever is later",
         "3 months, 15 working days, 48 hours, 30 June, last working day of Q4, or 20 working days "
         "or 30 June, whichever is later"}},
    Key{"from",
        optional,
        target,
        {"自哪个日期字段起算；默认自进入状态起",
         "the date field it is counted from; else the entry"}},
    Key{"start_on_rest_day",
        optional,
        Word{.words = calendar::start_on_rest_day_words},
        {"起算日为休息日时怎么办；默认 stay", "where the start is a rest day; stay by default"}},
    Key{"cut_off",
        optional,
        Scalar{.most = 5, .pattern = &time_of_day_pattern, .number = false, .yes_no = false},
        {"此时及以后收到的，视为下一工作日收到，如 17:30",
         "what comes at that time or later counts as of the next working day: 17:30"}},
    Key{"ends",
        optional,
        Word{.words = calendar::ends_words},
        {"末日止于 end_of_day（默认）或 closing_hour（下班时间）",
         "when its last day ends: end_of_day (default) or closing_hour"}},
    Key{"on_rest_day",
        optional,
        Word{.words = calendar::on_rest_day_words},
        {"到期日为休息日时怎么办；默认 stay", "where the end is a rest day; stay by default"}},
    Key{"reminders",
        optional,
        List{.item = &reminder_shape, .most = Bounds::reminders_max},
        {"催办", "who is reminded of what, and when"}},
    Key{"escalation",
        optional,
        name,
        {"逾期后走哪条升级链", "the escalation that follows once it is missed"}},
    Key{"if_missed",
        optional,
        Word{.words = if_missed_words},
        {"停机后补发哪些；默认 latest_only", "after the daemon was down; latest_only by default"}},
    Key{"on_due",
        optional,
        shape::reaction,
        {"到期时自动发生什么", "what happens by itself at the end"}},
    Key{"basis",
        optional,
        Scalar{.most = basis_characters_max},
        {"依据的条文", "the article it rests on"}},
};

constexpr std::array due_rules{
    Rule{"", "", needs, {"within", "date"}},
    Rule{"date", "", excludes, {"within", "from", "start_on_rest_day", "cut_off"}},
    Rule{"stop", "", needs, {"go_on"}},
    Rule{"go_on", "", needs, {"stop"}},
};

constexpr std::array reminder_keys{
    Key{"at",
        required,
        Scalar{.most = time_characters_max,
               .pattern = &calendar::offset_pattern,
               .number = false,
               .yes_no = false},
        {"何时：3 working days before、10 days after、due",
         "when: 3 working days before, 10 days after, due"}},
    Key{"every",
        optional,
        Scalar{.most = time_characters_max,
               .pattern = &calendar::term_in_days_pattern,
               .number = false,
               .yes_no = false},
        {"重复的间隔：2 days、1 working day", "repeats it: 2 days, 1 working day"}},
    Key{"until",
        optional,
        Word{.words = until_words},
        {"重复到到期日", "repeats until the due day"}},
    Key{"at_most",
        optional,
        WholeNumber{1, Bounds::repeats_max},
        {"最多重复几次", "how many times at most"}},
    Key{"to", required, roles, {"提醒谁", "who is reminded"}},
    Key{"message", required, name, {"通知的名称", "the name of the message"}},
};
constexpr std::array reminder_rules{
    Rule{"every", "", needs, {"until", "at_most"}},
    Rule{"until", "", needs, {"every"}},
    Rule{"at_most", "", needs, {"every"}},
};

}  // namespace

constexpr Noun state{
    .name = "state", .what = {"状态", "a state"}, .keys = state_keys, .rules = state_rules};
constexpr Noun due{
    .name = "due", .what = {"时限", "a deadline"}, .keys = due_keys, .rules = due_rules};
constexpr Noun clock_action{
    .name = "clock_action",
    .what = {"中止或恢复计算的操作", "an action that stops clocks, or makes them go on"},
    .keys = clock_action_keys};
constexpr Noun extension{.name = "extension",
                         .what = {"延期（extend）", "an extension (extend)"},
                         .keys = extension_keys};
constexpr Noun reminder{.name = "reminder",
                        .what = {"提醒", "a reminder"},
                        .keys = reminder_keys,
                        .rules = reminder_rules};

}  // namespace duban::workflow::noun
