#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>

#include "adapters/cli/case_numbers.hpp"
#include "adapters/cli/case_question.hpp"
#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/upgrade_view.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/revision/mapping_file.hpp"
#include "engine/service/upgrader.hpp"

namespace duban::cli {

namespace {

using service::CaseUpgrade;
using service::Procedures;

struct Options {
    std::string workflow;
    int to = 0;  // 0: the one in force
    std::string cases;
    std::string state;
    std::string filed_before;
    std::string map;
    std::string actor = "secretariat";
    bool dry_run = false;
};

std::optional<service::Selection> selection_of(Session& session,
                                               House const& house,
                                               Options const& options) {
    service::Selection selection;
    if (!options.cases.empty()) {
        auto const numbers = parse_case_numbers(options.cases);
        if (!numbers) {
            complain(session,
                     {.zh_cn = fmt::format("“{}”不是案件号，写法如 1,2,5-9", options.cases),
                      .en = fmt::format("\"{}\" is no list of cases; write it like 1,2,5-9",
                                        options.cases)},
                     exit_usage);
            return std::nullopt;
        }
        selection.numbers = *numbers;
    }
    if (!options.state.empty()) selection.state = options.state;
    if (options.filed_before.empty()) return selection;
    auto const day = parse_day(options.filed_before);
    if (!day) {
        complain(session,
                 {.zh_cn = fmt::format("“{}”不是日期，写法如 2026-03-01", options.filed_before),
                  .en = fmt::format("\"{}\" is no date; write it like 2026-03-01",
                                    options.filed_before)},
                 exit_usage);
        return std::nullopt;
    }
    auto const zone = calendar::Zone::find(house.configuration().time_zone);
    selection.filed_before = zone->to_instant(WallTime{*day});
    return selection;
}

/// False where the file has problems: they were reported.
bool read_map(Session& session, House& house, std::string const& file, revision::Mapping& mapping) {
    auto const reader = house.store().read();
    std::vector<service::ProcedurePointer> kept;  // while the file is read
    auto read = revision::read_mapping(
        read_file(file),
        file,
        [&](std::string_view name, int version) -> workflow::Workflow const* {
            auto const id = Procedures::find_version(*reader, name, version);
            if (!id) return nullptr;
            kept.push_back(house.procedures().find(*reader, *id));
            return &kept.back()->workflow;
        });
    if (!read) {
        report(session, read.error());
        return false;
    }
    mapping = std::move(*read);
    return true;
}

Text unknown_target(Options const& options, int version) {
    if (version == 0) {
        return {.zh_cn = fmt::format("没有名为“{}”的流程定义", options.workflow),
                .en = fmt::format("there is no workflow \"{}\"", options.workflow)};
    }
    return {
        .zh_cn = fmt::format("数据库中没有流程“{}”的第{}版：先让它生效（duban serve 启动或重读时）",
                             options.workflow,
                             version),
        .en = fmt::format("the store has no version {} of \"{}\": put it in force first, as "
                          "duban serve does when it starts or reloads",
                          version,
                          options.workflow)};
}

std::optional<service::UpgradeOrder> order_of(Session& session,
                                              House& house,
                                              Options const& options) {
    service::UpgradeOrder order;
    order.workflow = options.workflow;
    order.actor = options.actor;
    if (!options.map.empty() && !read_map(session, house, options.map, order.mapping))
        return std::nullopt;
    auto const& mapping = order.mapping;
    bool const differs = mapping.from != 0 && (mapping.workflow != options.workflow ||
                                               (options.to != 0 && options.to != mapping.to));
    if (differs) {
        complain(
            session,
            {.zh_cn = fmt::format("对照文件是为“{}”的第{}版写的", mapping.workflow, mapping.to),
             .en = fmt::format(
                 "the mapping file is for version {} of \"{}\"", mapping.to, mapping.workflow)},
            exit_usage);
        return std::nullopt;
    }
    auto const version = mapping.from != 0 ? mapping.to : options.to;
    auto const reader = house.store().read();
    if (version != 0) {
        if (auto const id = Procedures::find_version(*reader, options.workflow, version))
            order.to = *id;
    } else {
        house.procedures().in_force(*reader, options.workflow, order.to);
    }
    if (order.to.value != 0) return order;
    complain(session, unknown_target(options, version), exit_refused);
    return std::nullopt;
}

/// The list, case by case, as it is told.
class Listing {
  public:
    Listing(Session& session, Options const& options, int to)
        : session_{session}, options_{options}, to_{to} {
        if (!session_.json) return;
        auto const head = boost::json::serialize(boost::json::object{
            {"workflow", options.workflow}, {"to", to}, {"dry_run", options.dry_run}});
        print(head.substr(0, head.size() - 1) + ",\"cases\":[");
    }

    void add(CaseUpgrade const& upgrade) {
        ++counts_[static_cast<std::size_t>(upgrade.what)];
        if (upgrade.what == CaseUpgrade::What::refused) session_.exit = exit_refused;
        if (session_.json) {
            print(separator_ + upgrade_json(upgrade, session_.language));
            separator_ = ",";
        } else {
            print(upgrade_text(upgrade, to_, session_.language));
        }
    }

    void finish() const {
        auto const [moved, refused, there] = counts_;
        if (session_.json) {
            print(fmt::format(
                "],\"moved\":{},\"refused\":{},\"up_to_date\":{}}}\n", moved, refused, there));
            return;
        }
        say(session_,
            options_.dry_run
                ? Text{.zh_cn = fmt::format("试算：{}件可升级，{}件不能，{}件已在第{}版",
                                            moved,
                                            refused,
                                            there,
                                            to_),
                       .en = fmt::format("dry run: {} would be moved, {} cannot, {} stand in "
                                         "version {} already",
                                         moved,
                                         refused,
                                         there,
                                         to_)}
                : Text{.zh_cn = fmt::format(
                           "{}件已升级，{}件不能，{}件已在第{}版", moved, refused, there, to_),
                       .en = fmt::format("{} moved, {} cannot, {} stand in version {} already",
                                         moved,
                                         refused,
                                         there,
                                         to_)});
    }

  private:
    Session& session_;
    Options const& options_;
    int to_;
    std::array<int, 3> counts_{};  // by CaseUpgrade::What
    std::string separator_;
};

/// A dry run puts nothing in force, and would be taken for one of the text that lies on disk.
void warn_of_other_text(Session& session, House& house, std::string const& workflow) {
    auto const folder = std::filesystem::path{house.configuration().workflows} / workflow;
    if (!std::filesystem::exists(folder / "workflow.yaml")) return;
    auto const text = workflow::read_definition(read_definition_text(folder.string()),
                                                workflow::Proofs::reported);
    if (!text.workflow) return;
    WorkflowId id;
    auto const in_force = house.procedures().in_force(*house.store().read(), workflow, id);
    if (in_force && in_force->workflow.content == text.workflow->content) return;
    complain(session,
             {.zh_cn = fmt::format("磁盘上的“{}”（第{}版）尚未生效：试算按数据库中生效的版本",
                                   workflow,
                                   text.workflow->version),
              .en = fmt::format("what lies on disk of \"{}\" (version {}) is not in force: the dry "
                                "run goes by the version that is",
                                workflow,
                                text.workflow->version)},
             exit_done);
}

void run(Session& session, Options const& options) {
    // A dry run must change nothing at all.
    auto const house = House::open(session, options.dry_run ? Access::look : Access::work);
    if (!house) return;
    if (options.dry_run) warn_of_other_text(session, *house, options.workflow);
    if (!is_known_actor(session, *house, options.actor)) return;
    auto const selection = selection_of(session, *house, options);
    if (!selection) return;
    auto const order = order_of(session, *house, options);
    if (!order) return;
    service::Upgrader upgrader{house->store(), house->procedures(), house->office()};
    auto reader = house->store().read();
    auto const to = house->procedures().find(*reader, order->to)->workflow.version;
    Listing listing{session, options, to};
    auto const chosen = upgrader.select(*reader, options.workflow, *selection);
    if (chosen.empty()) suggest_state(session, *house, options.workflow, options.state);
    // While a moment is being read, the write-ahead log cannot begin anew.
    if (!options.dry_run) reader.reset();
    try {
        for (auto const id : chosen) {
            auto const now = house->clock().now();
            listing.add(options.dry_run ? upgrader.plan(*reader, id, *order, now)
                                        : upgrader.perform(id, *order, now));
        }
    } catch (ports::StoreFailure const&) {
        listing.finish();  // what was moved stays moved, and is told
        throw;
    }
    listing.finish();
}

}  // namespace

void add_upgrade(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("upgrade",
                           words(session,
                                 "把办理中的案件移到流程的另一个版本",
                                 "Move running cases to another version of their workflow"));
    auto const options = std::make_shared<Options>();
    command->add_option("workflow", options->workflow, words(session, "流程名称", "its name"))
        ->required();
    command
        ->add_option("--to",
                     options->to,
                     words(session, "版本号（默认生效中的版本）", "the version (the one in force)"))
        ->check(whole_number(session, 1));
    command->add_option("--cases",
                        options->cases,
                        words(session, "只移这些案件，如 1,2,5-9", "these alone: 1,2,5-9"));
    command->add_option(
        "--state",
        options->state,
        words(session, "处于此状态（含其内层）的案件", "those in this state or below it"));
    command->add_option("--filed-before",
                        options->filed_before,
                        words(session, "在这一天之前提交的案件", "filed before this day"));
    command->add_option("--map",
                        options->map,
                        words(session,
                              "对照文件：哪个变成哪个，哪些时限重算",
                              "what has become which, and which terms to recount"));
    command->add_option(
        "--as",
        options->actor,
        words(session, "由谁移动（默认 secretariat）", "who moves them (secretariat)"));
    command->add_flag(
        "--dry-run",
        options->dry_run,
        words(session, "只说明每个案件会怎样，不改动", "only say what would become of each case"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
