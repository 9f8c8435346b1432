#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/proposal_import.hpp"
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

void say_doubts(Session const& session, intake::PublishedCase const& published) {
    for (auto const& doubt : published.doubts) {
        auto const text = fmt::format(
            "{}: {}: {}\n", published.file, doubt.field, doubt.message.in(session.language));
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
}

void print_page(Session const& session, intake::PublishedCase const& published) {
    bool const zh = session.language == Language::zh_cn;
    auto const none = zh ? "（无）" : "(none)";
    print(fmt::format(
        "{}\n  {}{}\n", published.file, zh ? "标题：" : "title: ", published.title.value_or(none)));
    for (auto const& request : published.requests) {
        print(fmt::format(
            "  {} {}\n", request.label.value_or(""), request.heading.value_or(request.text)));
    }
}

/// The same page imported again is the same case: its bytes are its idempotency key.
std::string key_of(std::string const& workflow, std::string const& bytes) {
    return fmt::format("import:{}:{}", workflow, to_text(sha256(bytes)));
}

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
    if (procedure)
        input.with = values_of(published, procedure->workflow, house.office().get()->directory);
    std::vector<service::Request> const batch{
        {.what = service::Filing{options.workflow, std::move(input)},
         .idempotency_key = key_of(options.workflow, bytes)}};
    answer(session, house.tracker().perform(batch, house.clock().now()).front());
}

void dry_run(Session& session, Options const& options) {
    std::string json = "{\"cases\":[";
    for (auto const& file : options.files) {
        auto const published = intake::read_published_page(read_file(file), file);
        say_doubts(session, published);
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
        say_doubts(session, published);
        session.exit = exit_done;
        file_page(session, *house, options, bytes, published);
        worst = std::max(worst, session.exit);
    }
    session.exit = worst;
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("import", "Read published pages and file them as cases");
    auto const options = std::make_shared<Options>();
    command->add_option("files", options->files, "pages as text or HTML")->required();
    command->add_option("--workflow", options->workflow, "the procedure (cppcc-proposal)");
    command->add_option("--as", options->actor, "who files them (secretariat)");
    command->add_flag("--dry-run", options->dry_run, "only say what was read");
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
