#include "adapters/cli/proposal_import.hpp"

#include "adapters/intake/similar_titles.hpp"
#include "engine/workflow/field_use.hpp"

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
        if (text && takes(name)) taken_.with.emplace_back(name, Value{*text});
    }

    void add(std::string const& name, std::vector<std::string> const& texts) {
        if (texts.empty() || !takes(name)) return;
        auto const& field = workflow_.fields[workflow_.find_field(name)];
        if (!field.list) {
            taken_.with.emplace_back(name, Value{texts.front()});
            return;
        }
        expression::List list;
        for (auto const& text : texts) list.emplace_back(text);
        taken_.with.emplace_back(name, Value{std::move(list)});
    }

    void leave_out(std::string const& name, Text why) {
        taken_.left_out.push_back({name, std::move(why)});
    }

    [[nodiscard]] PageValues take() { return std::move(taken_); }

  private:
    /// Whether a filer may give it; what is left out is told.
    bool takes(std::string const& name) {
        auto const index = workflow_.find_field(name);
        if (index == workflow::none) return false;
        if (workflow::is_given_at_filing(workflow_, index)) return true;
        leave_out(name,
                  {.zh_cn = "页面上有，但按流程由办理中的操作填写，未录入",
                   .en = "the page says it, but an action writes it later: not taken over"});
        return false;
    }

    workflow::Workflow const& workflow_;
    PageValues taken_;
};

}  // namespace

PageValues values_of(intake::PublishedCase const& published,
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
    if (published.reply) {
        values.leave_out("reply",
                         {.zh_cn = "页面上的答复未录入：案件从头办理，答复由承办单位作出",
                          .en = "the page's reply is not taken over: the case begins at its start, "
                                "and its host unit answers it"});
    }
    return values.take();
}

}  // namespace duban::cli
