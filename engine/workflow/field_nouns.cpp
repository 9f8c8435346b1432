#include "engine/workflow/field_kind.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;
using yaml::Rule;

constexpr std::int64_t size_most = 1'000'000;

constexpr WholeNumber size{0, size_most};
constexpr Shape choice = Scalar{.most = Bounds::choice_characters_max, .least = 1};

constexpr Key type{"type",
                   required,
                   Word{.words = field_kind_words, .prefix = "list of "},
                   {"类型；列表写“list of”加类型", "the type; of a list “list of” and a type"}};
constexpr Key of{"of",
                 optional,
                 List{.item = &choice, .most = Bounds::choices_max, .least = 1},
                 {"choice 类型的选项", "the words of a choice"}};
constexpr Key fields_of_record{"fields",
                               optional,
                               record_field_entries,
                               {"record 类型（记录）自己的字段", "what a record holds"}};
constexpr Key at_least{
    "at_least",
    optional,
    size,
    {"文本最少字数，列表最少项数", "the fewest characters of a text, items of a list"}};
constexpr Key at_most{
    "at_most",
    optional,
    size,
    {"文本最多字数，列表最多项数", "the most characters of a text, items of a list"}};
constexpr Key field_title{"title", optional, shape::title, {"给人看的名称", "the name for people"}};

constexpr std::array field_keys{
    type,
    field_title,
    Key{"required", optional, YesNo{}, {"提交时必须填写", "must be given when a case is filed"}},
    of,
    fields_of_record,
    at_least,
    at_most,
    Key{"default", optional, field_value, {"没有填写时的值", "the value where none is given"}},
};
constexpr std::array record_field_keys{
    type,
    field_title,
    Key{"required", optional, YesNo{}, {"每条记录都必须有", "must be in every record"}},
    of,
    fields_of_record,
    at_least,
    at_most,
};

constexpr std::array field_rules{
    Rule{"type", "choice", needs, {"of"}},
    Rule{"type", "list of choice", needs, {"of"}},
    Rule{"type", "record", needs, {"fields"}},
    Rule{"type", "list of record", needs, {"fields"}},
    Rule{"type", "file", excludes, {"default"}},
    Rule{"type", "list of file", excludes, {"default"}},
};
constexpr auto record_field_rules = std::span{field_rules}.first<4>();

}  // namespace

constexpr Noun field{
    .name = "field", .what = {"字段", "a field"}, .keys = field_keys, .rules = field_rules};
constexpr Noun record_field{.name = "record_field",
                            .what = {"记录里的字段", "a field of a record"},
                            .keys = record_field_keys,
                            .rules = record_field_rules};

}  // namespace duban::workflow::noun
