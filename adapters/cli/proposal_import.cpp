#include "adapters/cli/proposal_import.hpp"

namespace duban::cli {

namespace {

using expression::Value;

/// One text for all of a page's numbered requests, as they stand.
std::optional<std::string> joined(std::vector<intake::NumberedPart> const& parts) {
    std::string text;
    for (auto const& part : parts) {
        if (!text.empty()) text += '\n';
        text += part.label.value_or("");
        text += part.heading.value_or("");
        if (part.heading && !part.text.empty()) text += '\n';
        text += part.text;
    }
    if (text.empty()) return std::nullopt;
    return text;
}

class Values {
  public:
    explicit Values(workflow::Workflow const& workflow) : workflow_{workflow} {}

    void add(std::string const& name, std::optional<std::string> const& text) {
        if (text && has(name)) values_.emplace_back(name, Value{*text});
    }

    void add(std::string const& name, std::vector<std::string> const& texts) {
        if (texts.empty() || !has(name)) return;
        auto const& field = workflow_.fields[workflow_.find_field(name)];
        if (!field.list) {
            values_.emplace_back(name, Value{texts.front()});
            return;
        }
        expression::List list;
        for (auto const& text : texts) list.emplace_back(text);
        values_.emplace_back(name, Value{std::move(list)});
    }

    [[nodiscard]] tracking::NamedValues take() { return std::move(values_); }

  private:
    [[nodiscard]] bool has(std::string const& name) const {
        return workflow_.find_field(name) != workflow::none;
    }

    workflow::Workflow const& workflow_;
    tracking::NamedValues values_;
};

}  // namespace

tracking::NamedValues values_of(intake::PublishedCase const& published,
                                workflow::Workflow const& workflow) {
    Values values{workflow};
    values.add("title", published.title);
    values.add("number", published.number);
    values.add("proposers", published.proposers);
    values.add("reasons", published.reasons);
    values.add("requests", joined(published.requests));
    return values.take();
}

}  // namespace duban::cli
