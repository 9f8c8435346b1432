#include "engine/revision/mapping_nouns.hpp"

#include <limits>

namespace duban::revision::noun {

namespace {

using namespace yaml;
using enum yaml::Need;

constexpr WholeNumber version{1, std::numeric_limits<int>::max()};
constexpr Shape plain = Scalar{};
constexpr Shape both_languages = Bilingual{};
constexpr Shape path = Scalar{.number = false};
constexpr Shape paths = List{.item = &path};
constexpr Shape targets = Either{.brief = &path, .full = &paths};
constexpr Shape new_name = Scalar{.number = false, .null = true};
constexpr Shape counting = Word{.words = counting_words};

constexpr std::array mapping_keys{
    Key{"format", required, WholeNumber{1, 1}, {"格式版本，写 1", "the version of the format: 1"}},
    Key{"upgrade", required, Inner{&versions}, {"从哪版到哪版", "from which version to which"}},
    Key{"states",
        optional,
        Entries{.value = &targets},
        {"原状态: 新状态", "old state: new state, or one in each region"}},
    Key{"fields",
        optional,
        Entries{.value = &new_name},
        {"原字段: 新字段；null：不再保留", "old field: new field; null: given up"}},
    Key{"deadlines",
        optional,
        Entries{.value = &counting},
        {"各时限：keep 保留，recount 重算", "each deadline: keep or recount"}},
    Key{"default_deadline",
        optional,
        counting,
        {"其余时限；默认 keep", "all other deadlines; keep by default"}},
    Key{"because",
        required,
        Either{.brief = &plain, .full = &both_languages},
        {"升级的理由，记入办理记录", "the reason, kept in the journal"}},
};
constexpr std::array versions_keys{
    Key{"workflow", required, Scalar{}, {"流程名称", "the name of the workflow"}},
    Key{"from", required, version, {"原版本", "the old version"}},
    Key{"to", required, version, {"新版本", "the new version"}},
};

}  // namespace

constexpr Noun mapping{
    .name = "mapping", .what = {"对照文件", "a mapping file"}, .keys = mapping_keys};
constexpr Noun versions{.name = "versions", .what = {"upgrade", "upgrade"}, .keys = versions_keys};

}  // namespace duban::revision::noun
