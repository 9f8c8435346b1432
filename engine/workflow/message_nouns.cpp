#include "engine/base/language.hpp"
#include "engine/workflow/shapes.hpp"

namespace duban::workflow::noun {

namespace {

using namespace shape;
using namespace yaml;

constexpr std::size_t subject_characters_max = 200;
constexpr std::size_t text_characters_max = 10'000;
constexpr std::size_t sms_characters_max = 500;  // the carriers' own bound

constexpr Shape message_shape = Inner{&message};

constexpr std::array messages_keys{
    Key{"format",
        required,
        WholeNumber{1, 1},
        {"语言版本，写 1", "the version of this language: 1"}},
    Key{"language", required, Word{.words = language_names}, {"这份文件的语言", "of this file"}},
    Key{"messages",
        required,
        Entries{.value = &message_shape, .pattern = &name_pattern, .most = Bounds::messages_max},
        {"通知，按名称", "the messages by their names"}},
};

constexpr std::array message_keys{
    Key{"sms",
        optional,
        Scalar{.most = sms_characters_max},
        {"短信文本，措辞保持中性", "the text of the SMS, kept neutral"}},
    Key{"subject",
        required,
        Scalar{.most = subject_characters_max},
        {"邮件主题；{{name}} 填入字段", "the subject of the mail; {{name}} puts a field in"}},
    Key{"text",
        required,
        Scalar{.most = text_characters_max},
        {"邮件正文；{{name}} 填入字段", "the text of the mail; {{name}} puts a field in"}},
    Key{"html",
        optional,
        Scalar{.most = text_characters_max},
        {"邮件正文的网页形式，与 text 同义", "the text of the mail once more, as simple HTML"}},
    Key{"attach",
        optional,
        fields,
        {"随邮件附上的文件：file 类型的字段",
         "fields of the type file, whose files go with the mail"}},
    Key{"at_any_hour",
        optional,
        YesNo{},
        {"办公时间以外也发", "sent outside office hours as well"}},
};

}  // namespace

constexpr Noun messages{
    .name = "messages", .what = {"通知文件", "a file of messages"}, .keys = messages_keys};
constexpr Noun message{.name = "message", .what = {"通知", "a message"}, .keys = message_keys};

}  // namespace duban::workflow::noun
