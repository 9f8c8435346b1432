// A template: a Mustache text that is checked once and filled in often (mail text, subject, SMS,
// HTML). Values are put in as they are, into HTML escaped, and never read as Mustache.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::workflow {

/// The word that stands for a name, in the recipient's language; empty: there is none.
using Vocabulary = std::function<std::string(std::string_view name)>;

struct TemplateName {
    std::string text;
    bool needed = false;  // it stands outside every section
};

class Template {
  public:
    enum class Lines : std::uint8_t { one, many };
    enum class Markup : std::uint8_t { none, html };

    /// The empty template: nothing to say.
    Template() = default;

    /// An error says what of the text is no Mustache, or Mustache that is refused here. With
    /// Lines::one a line end, of the text or of a value, becomes a space; with Markup::html the
    /// markup of a value is escaped and its line ends become <br>. What of HTML the text may hold
    /// is not asked here (html_markup.hpp).
    static Result<Template, Text> read(std::string_view mustache,
                                       Lines lines,
                                       Markup markup = Markup::none);

    /// Reads the text for its renderer once and for all. Without it each filling does: whoever
    /// reads a definition only to check it says none of its messages. To be called before the
    /// template is shared between threads.
    void prepare();

    /// Drops control characters. A variable that is empty and stands outside a section is an
    /// error: a letter has no holes.
    [[nodiscard]] Result<std::string, Text> fill(Vocabulary const& word_for) const;

    /// The text it was read from.
    [[nodiscard]] std::string const& source() const { return source_; }

    [[nodiscard]] bool empty() const { return source_.empty(); }

  private:
    struct Renderer;

    std::string source_;
    std::string text_;  // as its renderer wants it
    std::vector<TemplateName> names_;
    Lines lines_ = Lines::many;
    Markup markup_ = Markup::none;
    std::shared_ptr<Renderer> prepared_;
};

}  // namespace duban::workflow
