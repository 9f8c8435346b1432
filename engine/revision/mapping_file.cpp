#include "engine/revision/mapping_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/revision/mapping_nouns.hpp"
#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::revision {

namespace {

using workflow::Workflow;
using yaml::Entry;
using yaml::Node;

std::vector<std::string_view> paths_of(Workflow const& workflow) {
    std::vector<std::string_view> paths;
    for (auto const& state : workflow.states) paths.emplace_back(state.path);
    return paths;
}

std::vector<std::string_view> fields_of(Workflow const& workflow) {
    std::vector<std::string_view> names;
    for (auto const& field : workflow.fields) names.emplace_back(field.name);
    return names;
}

std::vector<std::string_view> deadlines_of(Workflow const& workflow) {
    std::vector<std::string_view> names;
    for (auto const& state : workflow.states) {
        if (state.due) names.emplace_back(state.due->name);
    }
    return names;
}

class Reader {
  public:
    Reader(yaml::Document const& document, Problems& problems, FindDefinition const& find)
        : values_{document, problems}, find_{find} {}

    Mapping read() {
        yaml::Mapping const top{values_, &values_.document().root, noun::mapping};
        (void)top.whole_number("format");
        auto const* const upgrade = top["upgrade"];
        auto const* const states = top["states"];
        auto const* const fields = top["fields"];
        auto const* const deadlines = top["deadlines"];
        auto const by_default = top.choice<Counting>("default_deadline");
        auto const* const because = top["because"];
        top.finish();
        read_versions(upgrade);
        if (auto text = values_.localized_or_plain(because)) mapping_.because = *text;
        mapping_.default_deadline = by_default.value_or(Counting::keep);
        if (from_ == nullptr || to_ == nullptr) return std::move(mapping_);
        each(states, [this](Entry const& entry) { read_state(entry); });
        each(fields, [this](Entry const& entry) { read_field(entry); });
        each(deadlines, [this](Entry const& entry) { read_deadline(entry); });
        return std::move(mapping_);
    }

  private:
    template <class See>
    void each(Node const* node, See see) {
        if (node == nullptr || values_.mapping(node) == nullptr) return;
        for (auto const& entry : node->entries) see(entry);
    }

    void read_versions(Node const* node) {
        if (node == nullptr) return;
        yaml::Mapping const map{values_, node, noun::versions};
        mapping_.workflow = map.text("workflow").value_or("");
        mapping_.from = static_cast<int>(map.whole_number("from").value_or(0));
        mapping_.to = static_cast<int>(map.whole_number("to").value_or(0));
        map.finish();
        if (mapping_.from == 0 || mapping_.to == 0) return;
        if (mapping_.to <= mapping_.from) {
            return values_.error(map.find("to")->at,
                                 "not-newer",
                                 {.zh_cn = "“to”应大于“from”：案件只升级到更新的版本",
                                  .en = "“to” must be higher than “from”: cases are moved to a "
                                        "newer version only"});
        }
        from_ = definition(map.find("from")->at, mapping_.from);
        to_ = definition(map.find("to")->at, mapping_.to);
    }

    Workflow const* definition(Position at, int version) {
        auto const* const found = find_(mapping_.workflow, version);
        if (found == nullptr) {
            values_.error(
                at,
                "unknown-version",
                {.zh_cn = fmt::format("数据库中没有流程“{}”的第{}版", mapping_.workflow, version),
                 .en = fmt::format(
                     "the store has no version {} of “{}”", version, mapping_.workflow)});
        }
        return found;
    }

    std::optional<Counting> counting(Node const* node) {
        auto const word =
            values_.word(node, {noun::counting_words.begin(), noun::counting_words.end()});
        return word ? std::optional{static_cast<Counting>(*word)} : std::nullopt;
    }

    bool know(std::string_view name,
              Position at,
              std::vector<std::string_view> const& known,
              char const* rule,
              Text message) {
        if (std::ranges::find(known, name) != known.end()) return true;
        values_.error(at, rule, std::move(message), nearest(name, known));
        return false;
    }

    bool know_state(std::string_view path, Position at, Workflow const& workflow) {
        return know(path,
                    at,
                    paths_of(workflow),
                    "unknown-state",
                    {.zh_cn = fmt::format("第{}版没有状态“{}”", workflow.version, path),
                     .en = fmt::format("version {} has no state “{}”", workflow.version, path)});
    }

    bool know_field(std::string_view name, Position at, Workflow const& workflow) {
        return know(name,
                    at,
                    fields_of(workflow),
                    "unknown-field",
                    {.zh_cn = fmt::format("第{}版没有字段“{}”", workflow.version, name),
                     .en = fmt::format("version {} has no field “{}”", workflow.version, name)});
    }

    void read_state(Entry const& entry) {
        if (!know_state(entry.key, entry.at, *from_)) return;
        std::vector<std::string> paths;
        for (auto const* node : values_.texts(&entry.value, yaml::Short::allowed)) {
            if (know_state(node->text, node->at, *to_)) paths.push_back(node->text);
        }
        if (!paths.empty()) mapping_.states.emplace(entry.key, std::move(paths));
    }

    void read_field(Entry const& entry) {
        if (!know_field(entry.key, entry.at, *from_)) return;
        auto const name = values_.text(&entry.value);
        if (!name) return;
        if (*name == "null" && !entry.value.quoted) {
            mapping_.fields.emplace(entry.key, std::nullopt);
            return;
        }
        if (!know_field(*name, entry.value.at, *to_)) return;
        for (auto const& [other, target] : mapping_.fields) {
            if (target != *name) continue;
            return values_.error(
                entry.value.at,
                "two-fields",
                {.zh_cn = fmt::format("“{}”和“{}”不能都成为“{}”", other, entry.key, *name),
                 .en = fmt::format(
                     "“{}” and “{}” cannot both become “{}”", other, entry.key, *name)});
        }
        mapping_.fields.emplace(entry.key, *name);
    }

    void read_deadline(Entry const& entry) {
        bool const known =
            know(entry.key,
                 entry.at,
                 deadlines_of(*from_),
                 "unknown-deadline",
                 {.zh_cn = fmt::format("第{}版没有名为“{}”的时限", from_->version, entry.key),
                  .en = fmt::format(
                      "version {} has no deadline called “{}”", from_->version, entry.key)});
        auto const how = counting(&entry.value);
        if (known && how) mapping_.deadlines.emplace(entry.key, *how);
    }

    yaml::Values values_;
    FindDefinition const& find_;
    Mapping mapping_;
    Workflow const* from_ = nullptr;
    Workflow const* to_ = nullptr;
};

}  // namespace

Result<Mapping, Problems> read_mapping(std::string_view text,
                                       std::string file,
                                       FindDefinition const& find) {
    auto const document = yaml::read(text, std::move(file));
    auto problems = document.problems;
    Mapping mapping;
    if (document.root.at.line != 0) mapping = Reader{document, problems, find}.read();
    if (has_errors(problems)) return Failure<Problems>{std::move(problems)};
    return mapping;
}

}  // namespace duban::revision
