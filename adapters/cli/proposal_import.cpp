#include "adapters/cli/proposal_import.hpp"

#include "adapters/intake/similar_titles.hpp"

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

/// The one person of this name, else the name itself.
std::string person_named(delivery::Directory const& directory, std::string const& name) {
    auto const key = intake::matching_key(name);
    delivery::Person const* found = nullptr;
    for (auto const& person : directory.people()) {
        if (intake::matching_key(person.name) != key) continue;
        if (found != nullptr) return name;
        found = &person;
    }
    return found != nullptr ? found->id : name;
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
                                workflow::Workflow const& workflow,
                                delivery::Directory const& directory) {
    Values values{workflow};
    values.add("title", published.title);
    values.add("number", published.number);
    std::vector<std::string> proposers;
    for (auto const& name : published.proposers) {
        proposers.push_back(person_named(directory, name));
    }
    values.add("proposers", proposers);
    values.add("reasons", published.reasons);
    values.add("requests", joined(published.requests));
    return values.take();
}

}  // namespace duban::cli
