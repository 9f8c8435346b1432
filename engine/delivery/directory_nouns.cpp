#include "engine/delivery/directory_nouns.hpp"

#include <string>

namespace duban::delivery::noun {

namespace {

using namespace yaml;
using enum yaml::Need;

std::string id_pattern() {
    return "[a-z0-9._-]{1,64}";
}

std::string email_pattern() {
    return "[^@]+@[^@]+";
}

std::string phone_pattern() {
    return "[+]?[0-9]{5,20}";
}

std::string day_pattern() {
    return "[0-9]{4}-[0-9]{2}-[0-9]{2}";
}

std::string time_pattern() {
    return "[0-2][0-9]:[0-5][0-9]";
}

constexpr Shape id = Scalar{.pattern = &id_pattern};
constexpr Shape ids = List{.item = &id};
constexpr Either some_ids{.brief = &id, .full = &ids};
constexpr Shape one_unit = Inner{&unit};
constexpr Shape one_person = Inner{&person};
constexpr Shape one_absence = Inner{&absence};
constexpr Shape day = Scalar{.pattern = &day_pattern, .number = false, .yes_no = false};

constexpr std::array directory_keys{
    Key{"format", required, WholeNumber{1, 1}, {"格式版本，写 1", "the version of the format: 1"}},
    Key{"groups", required, ids, {"组的标识", "the groups, by their ids"}},
    Key{"units",
        required,
        Entries{.value = &one_unit, .pattern = &id_pattern},
        {"单位，按标识", "the units, by their ids"}},
    Key{"people",
        required,
        Entries{.value = &one_person, .pattern = &id_pattern},
        {"人员，按标识", "the people, by their ids"}},
};
constexpr std::array unit_keys{
    Key{"name", required, Scalar{}, {"名称", "the name"}},
    Key{"calendar",
        optional,
        Scalar{},
        {"本单位办公所依的日历；默认为案件的日历",
         "the calendar by which its people work; that of the case by default"}},
};
constexpr std::array person_keys{
    Key{"name", required, Scalar{}, {"姓名", "the name"}},
    Key{"email",
        optional,
        Scalar{.pattern = &email_pattern, .number = false, .yes_no = false},
        {"邮件地址", "the mail address"}},
    Key{"phone",
        optional,
        Scalar{.pattern = &phone_pattern, .yes_no = false},
        {"手机号码，只写数字", "the number of a mobile phone, digits only"}},
    Key{"language",
        optional,
        Word{.words = language_names},
        {"收到的通知用什么语言；默认 zh-CN", "of what is sent; zh-CN by default"}},
    Key{"groups", optional, some_ids, {"所在的组", "the groups of this person"}},
    Key{"units", optional, some_ids, {"所在的单位", "the units of this person"}},
    Key{"leads", optional, some_ids, {"负责的单位", "the units that this person leads"}},
    Key{"absences",
        optional,
        List{.item = &one_absence, .most = 50},
        {"不在岗的日子与代理人", "days away, and who stands in"}},
    Key{"digest",
        optional,
        Scalar{.pattern = &time_pattern, .number = false, .yes_no = false},
        {"每天此时把通知合成一封，如 \"09:00\"",
         "all notices of a day in one mail at this time, like \"09:00\""}},
    Key{"calendar",
        optional,
        Scalar{},
        {"此人办公所依的日历；默认为所在单位的日历",
         "the calendar by which this person works; that of the unit by default"}},
};
constexpr std::array absence_keys{
    Key{"from", required, day, {"第一天", "the first day"}},
    Key{"until", required, day, {"最后一天", "the last day"}},
    Key{"deputy", optional, id, {"代理人的标识", "who stands in, by their id"}},
};

}  // namespace

constexpr Noun directory{
    .name = "directory", .what = {"通讯录", "a directory"}, .keys = directory_keys};
constexpr Noun unit{.name = "unit", .what = {"单位", "a unit"}, .keys = unit_keys};
constexpr Noun person{.name = "person", .what = {"人员", "a person"}, .keys = person_keys};
constexpr Noun absence{.name = "absence", .what = {"不在岗", "an absence"}, .keys = absence_keys};

}  // namespace duban::delivery::noun
