#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/proposal_import.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/published_case_json.hpp"
#include "adapters/intake/published_page.hpp"
#include "engine/base/sha256.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::vector<std::string> files;
    std::string workflow = "cppcc-proposal";
    std::string actor = "secretariat";
    bool dry_run = false;
};

void say_doubts(Session const& session,
                std::string const& file,
                std::vector<intake::Doubt> const& doubts) {
    for (auto const& doubt : doubts) {
        auto const text =
            fmt::format("{}: {}: {}\n", file, doubt.field, doubt.message.in(session.language));
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
}

/// A line for what the page says; nothing for what it does not.
void print_line(Session const& session, Text const& name, std::string const& value) {
    if (!value.empty()) print(fmt::format("  {}{}\n", name.in(session.language), value));
}

void print_parts(std::vector<intake::NumberedPart> const& parts) {
    for (auto const& part : parts) {
        print(fmt::format("  {} {}\n", part.label.value_or(""), part.heading.value_or(part.text)));
    }
}

std::string kind_of(Session const& session, intake::PublishedCase const& published) {
    if (!published.kind) return {};
    return *published.kind == intake::CaseKind::proposal
               ? words(session, "提案", "proposal (提案)")
               : words(session, "建议", "suggestion (建议)");
}

void print_page(Session const& session, intake::PublishedCase const& page) {
    auto const comma = words(session, "、", ", ");
    print(page.file + "\n");
    print_line(session, {.zh_cn = "标题：", .en = "title: "}, page.title.value_or(""));
    print_line(session, {.zh_cn = "类型：", .en = "kind: "}, kind_of(session, page));
    print_line(session, {.zh_cn = "编号：", .en = "number: "}, page.number.value_or(""));
    print_line(session,
               {.zh_cn = "提出人：", .en = "proposers: "},
               fmt::format("{}", fmt::join(page.proposers, comma)));
    print_parts(page.requests);
    if (!page.reply) return;
    print_line(session, {.zh_cn = "答复单位：", .en = "reply by: "}, page.unit.value_or(""));
    print_line(session,
               {.zh_cn = "会办单位：", .en = "co-handlers: "},
               fmt::format("{}", fmt::join(page.co_handlers, comma)));
    print_line(
        session, {.zh_cn = "答复类别：", .en = "reply class: "}, page.reply_class.value_or(""));
    print_line(session,
               {.zh_cn = "答复日期：", .en = "reply date: "},
               page.reply_date ? to_text(*page.reply_date) : std::string{});
    print_parts(page.answers);
}

/// The same page imported again is the same case, whoever imports it and whatever the directory
/// says since.
void file_page(Session& session,
               House& house,
               Options const& options,
               std::string const& bytes,
               intake::PublishedCase const& published) {
    WorkflowId id;
    auto const procedure = house.procedures().in_force(*house.store().read(), options.workflow, id);
    tracking::Filed input{
        .actor = service::actor_named(house.office().get()->directory, options.actor),
        .with = {},
        .at = {}};
    if (procedure) {
        auto taken = values_of(published, procedure->workflow, house.office().get()->directory);
        say_doubts(session, published.file, taken.left_out);
        input.with = std::move(taken.with);
    }
    auto const page = sha256(bytes);
    std::vector<service::Request> const batch{
        {.what = service::Filing{options.workflow, std::move(input)},
         .idempotency_key = fmt::format("import:{}:{}", options.workflow, to_text(page)),
         .content = page}};
    answer(session, house.tracker().perform(batch, house.clock().now()).front());
}

void dry_run(Session& session, Options const& options) {
    std::string json = "{\"cases\":[";
    for (auto const& file : options.files) {
        auto const published = intake::read_published_page(read_file(file), file);
        say_doubts(session, file, published.doubts);
        if (session.json) {
            json += (json.back() == '[' ? "" : ",") + intake::to_json(published, session.language);
        } else {
            print_page(session, published);
        }
    }
    if (session.json) print(json + "]}\n");
}

void run(Session& session, Options const& options) {
    if (options.dry_run) {
        dry_run(session, options);
        return;
    }
    auto const house = House::open(session);
    if (!house) return;
    if (!is_known_actor(session, *house, options.actor)) return;
    int worst = exit_done;
    for (auto const& file : options.files) {
        auto const bytes = read_file(file);
        auto const published = intake::read_published_page(bytes, file);
        say_doubts(session, file, published.doubts);
        session.exit = exit_done;
        file_page(session, *house, options, bytes, published);
        worst = std::max(worst, session.exit);
    }
    session.exit = worst;
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "import",
        words(session, "读取公开页面，录为案件", "Read published pages and file them as cases"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option("files",
                     options->files,
                     words(session, "页面文件，文本或 HTML", "pages as text or HTML"))
        ->required();
    command->add_option(
        "--workflow",
        options->workflow,
        words(session, "所依的流程（默认 cppcc-proposal）", "the procedure (cppcc-proposal)"));
    command->add_option(
        "--as",
        options->actor,
        words(session, "由谁录入（默认 secretariat）", "who files them (secretariat)"));
    command->add_flag("--dry-run",
                      options->dry_run,
                      words(session, "只说明读到什么，不录入", "only say what was read"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
