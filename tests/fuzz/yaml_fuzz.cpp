// Any bytes through the strict reader, held against yaml-cpp on its own: what the reader accepts
// must give the same tree there, and what it calls a broken quote or bracket must be an error there
// too.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

using namespace duban;

namespace {

void check_same(yaml::Node const& ours, YAML::Node const& theirs) {
    switch (ours.kind) {
        case yaml::Kind::scalar:
            if (theirs.IsNull()) {
                bool const null = ours.text == "~" || ours.text == "null" || ours.text == "Null" ||
                                  ours.text == "NULL";
                ensure(ours.is_absent() || (null && !ours.quoted), "a null is a null");
            } else {
                ensure(theirs.IsScalar() && ours.text == theirs.Scalar(),
                       "a text is the same text");
            }
            return;
        case yaml::Kind::sequence:
            ensure(theirs.IsSequence() && theirs.size() == ours.items.size(), "a list is as long");
            for (std::size_t i = 0; i < ours.items.size(); ++i)
                check_same(ours.items[i], theirs[i]);
            return;
        case yaml::Kind::mapping:
            ensure(theirs.IsMap() && theirs.size() == ours.entries.size(), "a mapping is as long");
            auto other = theirs.begin();
            for (auto const& entry : ours.entries) {
                ensure(entry.key == other->first.Scalar(), "the keys are in the same order");
                check_same(entry.value, other->second);
                ++other;
            }
            return;
    }
}

void check_problems(yaml::Document const& document) {
    for (auto const& problem : document.problems) {
        ensure(
            !problem.rule.empty() && !problem.message.zh_cn.empty() && !problem.message.en.empty(),
            "a problem has a rule and a message");
        ensure(problem.at.line >= 1 && problem.at.column >= 1, "a problem has a place");
        auto const length = count_characters(document.line(problem.at.line));
        bool const at_line_end = problem.at.column <= static_cast<int>(length) + 2;  // \r, the end
        ensure(at_line_end, "a problem's place is on its line");
        ensure(!find_invalid_utf8(to_text(problem, Language::zh_cn)), "a problem is valid UTF-8");
    }
    ensure(document.problems.size() <= 300, "the problems can be counted");
}

bool is_error_everywhere(Problem const& problem) {
    return problem.rule == "text-after-quote" || problem.rule == "unclosed-bracket";
}

/// Takes a parser's events and keeps nothing.
class Deaf final : public YAML::EventHandler {
  public:
    void OnDocumentStart(YAML::Mark const&) override {}

    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const&, YAML::anchor_t) override {}

    void OnAlias(YAML::Mark const&, YAML::anchor_t) override {}

    void OnScalar(YAML::Mark const&,
                  std::string const&,
                  YAML::anchor_t,
                  std::string const&) override {}

    void OnSequenceStart(YAML::Mark const&,
                         std::string const&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}

    void OnSequenceEnd() override {}

    void OnMapStart(YAML::Mark const&,
                    std::string const&,
                    YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}

    void OnMapEnd() override {}
};

/// What stands behind a whole text yaml-cpp takes for a further document, in silence. Only the
/// first is read: on some texts LoadAll never ends.
bool goes_on(std::string_view text) {
    std::istringstream input{std::string{text}};
    YAML::Parser parser{input};
    Deaf deaf;
    parser.HandleNextDocument(deaf);
    return static_cast<bool>(parser);
}

enum class Word { host, committee };
constexpr std::array<std::string_view, 2> words{"host", "committee"};
constexpr std::array keys{
    yaml::Key{"a", yaml::Need::optional, yaml::WholeNumber{}, {"", ""}},
    yaml::Key{"b", yaml::Need::optional, yaml::YesNo{}, {"", ""}},
    yaml::Key{"title", yaml::Need::required, yaml::Bilingual{}, {"", ""}},
    yaml::Key{"to", yaml::Need::optional, yaml::Scalar{}, {"", ""}},
    yaml::Key{"c", yaml::Need::optional, yaml::Word{.words = words}, {"", ""}},
};
constexpr yaml::Noun noun{.name = "workflow", .what = {"流程", "a workflow"}, .keys = keys};

/// A reader of definitions goes over the tree whatever the text was.
void walk(yaml::Document const& document) {
    Problems problems;
    yaml::Mapping const map{yaml::Values{document, problems}, &document.root, noun};
    (void)map.whole_number("a");
    (void)map.yes_no("b");
    (void)map.localized_or_plain(map["title"]);
    (void)map.texts(map["to"], yaml::Short::allowed);
    (void)map.choice<Word>("c");
    map.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const document = yaml::read(text, "fuzz.yaml");
    check_problems(document);
    walk(document);
    auto const& problems = document.problems;
    bool const certain = std::all_of(problems.begin(), problems.end(), is_error_everywhere);
    if (!certain) return 0;
    try {
        if (problems.empty()) {
            check_same(document.root, YAML::Load(std::string{text}));
            return 0;
        }
        ensure(goes_on(text), "what is broken for the reader is broken for yaml-cpp");
    } catch (YAML::Exception const&) {
        ensure(!problems.empty(), "what the reader accepts yaml-cpp accepts");
    }
    return 0;
}
