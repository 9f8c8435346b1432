#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/difference_text.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

using workflow::Workflow;

/// NAME or NAME@VERSION.
struct StoredName {
    std::string name;
    std::optional<int> version;
};

StoredName stored_name(std::string const& given) {
    auto const at = given.rfind('@');
    int version = 0;
    if (at != std::string::npos) {
        auto const* const first = given.data() + at + 1;
        auto const* const last = given.data() + given.size();
        auto const [end, error] = std::from_chars(first, last, version);
        if (error == std::errc{} && end == last && first != last)
            return {given.substr(0, at), version};
    }
    return {given, std::nullopt};
}

/// Definitions by path, or from the store, which is opened when it is first asked.
class Definitions {
  public:
    explicit Definitions(Session& session) : session_{session} {}

    /// Nothing where it is not there or cannot be read: that was told.
    std::optional<Workflow> find(std::string const& given) {
        auto const text =
            std::filesystem::exists(given) ? read_definition_text(given) : stored(given);
        if (!text) return std::nullopt;
        auto definition = workflow::read_definition(*text, workflow::Proofs::reported);
        if (!definition.workflow) report(session_, definition.problems);
        return std::move(definition.workflow);
    }

  private:
    std::optional<workflow::DefinitionText> stored(std::string const& given) {
        if (!house_) house_ = House::open(session_, Access::look);
        if (!house_) return std::nullopt;
        auto const reader = house_->store().read();
        auto const [name, version] = stored_name(given);
        std::optional<ports::WorkflowRow> row;
        if (!version) {
            row = reader->find_workflow(std::string_view{name});
        } else if (auto const id = service::Procedures::find_version(*reader, name, *version)) {
            row = reader->find_workflow(*id);
        }
        if (row) return service::decode_definition(row->text);
        complain(session_,
                 {.zh_cn = fmt::format("“{}”既不是文件，也不是数据库中的流程（名称或 名称@版本）",
                                       given),
                  .en = fmt::format("\"{}\" is neither a file nor a workflow in the store (NAME or "
                                    "NAME@VERSION)",
                                    given)},
                 exit_usage);
        return std::nullopt;
    }

    Session& session_;
    std::unique_ptr<House> house_;
};

bool is_version_forgotten(Workflow const& before, Workflow const& after) {
    return before.name == after.name && before.content != after.content &&
           after.version <= before.version;
}

Text forgotten(Workflow const& before) {
    return {
        .zh_cn = fmt::format("version 没有提高：改为 {} 或更大的数方能生效", before.version + 1),
        .en = fmt::format("the version was not raised: make it {} or more to put it in force",
                          before.version + 1)};
}

boost::json::object version_json(Workflow const& workflow) {
    return {{"workflow", workflow.name},
            {"version", workflow.version},
            {"content", to_text(workflow.content)}};
}

void print_json(Session const& session,
                Workflow const& before,
                Workflow const& after,
                std::vector<revision::Difference> const& differences) {
    boost::json::array items;
    for (auto const& difference : differences)
        items.push_back(boost::json::parse(difference_json(difference, session.language)));
    print(boost::json::serialize(
              boost::json::object{{"from", version_json(before)},
                                  {"to", version_json(after)},
                                  {"identical", before.content == after.content},
                                  {"version_not_raised", is_version_forgotten(before, after)},
                                  {"differences", std::move(items)}}) +
          "\n");
}

void print_text(Session const& session,
                Workflow const& before,
                Workflow const& after,
                std::vector<revision::Difference> const& differences) {
    say(session,
        {.zh_cn = fmt::format(
             "{} 第{}版 → {} 第{}版", before.name, before.version, after.name, after.version),
         .en = fmt::format("{} version {} → {} version {}",
                           before.name,
                           before.version,
                           after.name,
                           after.version)});
    for (auto const& difference : differences)
        print("  " + difference_text(difference, session.language) + "\n");
    if (before.content == after.content) {
        say(session, {.zh_cn = "两者完全相同", .en = "the two are identical"});
    } else if (differences.empty()) {
        say(session,
            {.zh_cn = "除注释、写法和版本号外没有变化",
             .en = "nothing but comments, notation and the version changed"});
    }
    if (is_version_forgotten(before, after)) say(session, forgotten(before));
}

void run(Session& session, std::string const& from, std::string const& to) {
    Definitions definitions{session};
    auto const before = definitions.find(from);
    if (!before) return;
    auto const after = definitions.find(to);
    if (!after) return;
    auto const differences = revision::compare(*before, *after);
    if (session.json) {
        print_json(session, *before, *after, differences);
    } else {
        print_text(session, *before, *after, differences);
    }
}

}  // namespace

void add_diff(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "diff", words(session, "两个流程定义之间有何不同", "What changed between two definitions"));
    auto const from = std::make_shared<std::string>();
    auto const to = std::make_shared<std::string>();
    command
        ->add_option("old",
                     *from,
                     words(session,
                           "文件夹或文件，或库中的“名称”“名称@版本”",
                           "a folder or file, or NAME or NAME@VERSION as stored"))
        ->required();
    command->add_option("new", *to, words(session, "同上", "the same"))->required();
    command->callback([&session, from, to] { run(session, *from, *to); });
}

}  // namespace duban::cli
