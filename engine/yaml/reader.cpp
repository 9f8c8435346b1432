#include "engine/yaml/reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "engine/yaml/abridged.hpp"
#include "engine/yaml/encoding.hpp"
#include "engine/yaml/scanner.hpp"
#include "engine/yaml/syntax.hpp"
#include "engine/yaml/tree.hpp"

namespace duban::yaml {

namespace {

std::size_t offset_of(YAML::Mark const& mark, Abridged const& abridged) {
    return abridged.offset_in_whole(static_cast<std::size_t>(std::max(mark.pos, 0)));
}

/// The parser's events, passed on. Anchors and tags are ignored: the scan has reported them.
class Events final : public YAML::EventHandler {
  public:
    Events(Tree& tree, Abridged const& abridged) : tree_{tree}, abridged_{abridged} {}

    void OnDocumentStart(YAML::Mark const&) override {}

    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t) override { tree_.null(offset_of(mark)); }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
        tree_.refused(offset_of(mark));
    }

    void OnScalar(YAML::Mark const& mark,
                  std::string const& tag,
                  YAML::anchor_t,
                  std::string const& value) override {
        auto const offset = offset_of(mark);
        auto const* const block = abridged_.block_at(offset);
        if (block == nullptr) return tree_.text(offset, value, tag == "?");
        ++blocks_met;
        tree_.text(offset, abridged_.content(*block), false);
    }

    void OnSequenceStart(YAML::Mark const& mark,
                         std::string const&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value style) override {
        tree_.open(offset_of(mark), Kind::sequence, style == YAML::EmitterStyle::Flow);
    }

    void OnSequenceEnd() override { tree_.close(); }

    void OnMapStart(YAML::Mark const& mark,
                    std::string const&,
                    YAML::anchor_t,
                    YAML::EmitterStyle::value style) override {
        tree_.open(offset_of(mark), Kind::mapping, style == YAML::EmitterStyle::Flow);
    }

    void OnMapEnd() override { tree_.close(); }

    std::size_t blocks_met = 0;

  private:
    [[nodiscard]] std::size_t offset_of(YAML::Mark const& mark) const {
        return yaml::offset_of(mark, abridged_);
    }

    Tree& tree_;
    Abridged const& abridged_;
};

Text nothing_written() {
    return {.zh_cn = "文件中没有内容", .en = "nothing is written in the file"};
}

/// What the scan has said of a line needs no second word: the parser stumbles over the same thing.
bool is_known(Problem const& problem, Problems const& known) {
    return std::any_of(known.begin(), known.end(), [&](Problem const& other) {
        return other.at.line == problem.at.line &&
               (other.rule == problem.rule || problem.rule == "syntax");
    });
}

/// False where the parser has not met every block as one text: nothing is kept of it then.
bool parse(Document& document,
           Places const& places,
           Limits const& limits,
           std::vector<LiteralBlock> const& blocks) {
    Tree tree{document, places, limits};
    Abridged const abridged{document.text, blocks};
    Events events{tree, abridged};
    std::istringstream input{abridged.text()};
    try {
        YAML::Parser parser{input};
        bool const has_content = parser.HandleNextDocument(events) && !tree.root.is_absent();
        if (events.blocks_met != blocks.size()) return false;
        if (has_content) {
            document.root = std::move(tree.root);
        } else {
            tree.problems.push_back(document.problem({1, 1}, "empty-document", nothing_written()));
        }
    } catch (Tree::Stop const&) {
        // reported, and the rest is left unread
    } catch (YAML::Exception const& error) {
        auto const at = places.of(offset_of(error.mark, abridged));
        bool const tab = error.msg == YAML::ErrorMsg::TAB_IN_INDENTATION;
        auto message = explain_syntax(error.msg, document.line(at.line));
        tree.problems.push_back(
            document.problem(at, tab ? "tab-in-indentation" : "syntax", std::move(message)));
    }
    auto const scanned = document.problems;
    for (auto& problem : tree.problems) {
        if (!is_known(problem, scanned)) document.problems.push_back(std::move(problem));
    }
    return true;
}

}  // namespace

Document read(std::string_view text, std::string file, Limits const& limits) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    Document document{.file = std::move(file), .text = {}, .root = {}, .problems = {}};
    document.text = text.substr(0, limits.bytes_max + 1);  // one more tells that there was more
    document.problems = check_encoding(document, limits);
    if (!document.problems.empty()) return document;
    Places const places{document.text};
    auto scan = Scanner{document, places, limits}.run();
    document.problems = std::move(scan.problems);
    if (scan.parseable && !parse(document, places, limits, scan.blocks))
        parse(document, places, limits, {});
    std::stable_sort(document.problems.begin(),
                     document.problems.end(),
                     [](Problem const& a, Problem const& b) { return a.at < b.at; });
    return document;
}

}  // namespace duban::yaml
