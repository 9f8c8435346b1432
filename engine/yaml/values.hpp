// Typed values out of nodes, each mistake reported with its place. A null node gives nothing and no
// report, so that `values.text(map["note"])` reads as it is meant. The text of a scalar is
// never guessed at: `no`, `010` and `1.0` are refused where a yes or no or a number is wanted.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/yaml/node.hpp"

namespace duban::yaml {

/// Whether one text may stand where a list, or a text in each language, is the full form.
enum class Short { refused, allowed };

class Values {
  public:
    /// Both must outlive the values.
    Values(Document const& document, Problems& problems);

    [[nodiscard]] Document const& document() const { return *document_; }

    [[nodiscard]] Problems& problems() const { return *problems_; }

    /// Reports an error. Beyond 1,000 problems nothing more is kept: nobody reads them.
    void error(Position at, std::string rule, Text message, std::string suggestion = {}) const;

    [[nodiscard]] bool is_full() const;

    /// The node itself if it is of the kind, else a report of "wrong-kind" and null.
    Node const* mapping(Node const* node) const;
    Node const* sequence(Node const* node) const;
    Node const* scalar(Node const* node) const;

    /// At most so many characters ("too-long").
    std::optional<std::string> text(
        Node const* node, std::size_t most = std::numeric_limits<std::size_t>::max()) const;
    /// Plain decimal digits with an optional minus. Rules "not-a-number", "out-of-range".
    std::optional<std::int64_t> whole_number(
        Node const* node,
        std::int64_t least = std::numeric_limits<std::int64_t>::min(),
        std::int64_t greatest = std::numeric_limits<std::int64_t>::max()) const;
    /// `true` or `false`. Rule "not-yes-or-no".
    std::optional<bool> yes_no(Node const* node) const;
    /// The index of the word among those allowed. Rule "unknown-word", with the nearest as
    /// suggestion.
    std::optional<std::size_t> word(Node const* node,
                                    std::vector<std::string_view> const& allowed) const;
    /// The place of a name among those that are known. An unknown one is reported under `rule`, and
    /// the nearest is taken instead; nothing where none is near. `kind` says what it names: "role".
    std::optional<std::size_t> name_among(std::vector<std::string_view> const& known,
                                          std::string_view name,
                                          Position at,
                                          std::string rule,
                                          Text const& kind) const;

    /// Looking for the nearest name costs time in a large file; nobody reads a hundred hints.
    [[nodiscard]] bool may_suggest() const { return problems_->size() < 100; }

    /// `format: 1`. Rule "unknown-format".
    void check_format(Node const* node) const;
    /// The scalars of a list, as nodes, because a name is looked up later and needs its place.
    std::vector<Node const*> texts(Node const* node, Short single = Short::refused) const;
    /// `{zh-CN: …, en: …}`, both required, each with at most so many characters.
    std::optional<Text> localized(Node const* node,
                                  std::size_t most = std::numeric_limits<std::size_t>::max()) const;
    /// As above; a plain text stands for both.
    std::optional<Text> localized_or_plain(Node const* node) const;

  private:
    Document const* document_;
    Problems* problems_;
};

}  // namespace duban::yaml
