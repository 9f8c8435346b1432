#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/directory_commands.hpp"
#include "adapters/cli/file_replacement.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/people_cards.hpp"
#include "adapters/intake/people_table.hpp"
#include "engine/delivery/directory_text.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string format = "csv";
    std::string output;
};

std::string text_of(delivery::Directory const& directory, std::string const& format) {
    if (format == "vcard") return intake::people_cards(directory);
    return format == "yaml" ? delivery::directory_text(directory) : intake::people_table(directory);
}

void run(Session& session, Options const& options) {
    auto const configuration = open_configuration(session);
    if (!configuration) return;
    auto const office = read_office(*configuration);
    if (!office) return report(session, office.error());
    auto const text = text_of(office->directory, options.format);
    if (options.output.empty()) return print(text);
    write_new_file(session, options.output, text);
}

}  // namespace

void add_directory_export(CLI::App& above, Session& session) {
    auto* const command =
        above.add_subcommand("export",
                             words(session,
                                   "导出：人员为 CSV 或 vCard，整个通讯录为 YAML",
                                   "Export: people as CSV or vCards, all of it as YAML"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option("--format",
                     options->format,
                     words(session, "csv（默认）、vcard 或 yaml", "csv (default), vcard or yaml"))
        ->check(one_of(session, {"csv", "vcard", "yaml"}));
    command->add_option(
        "-o,--output", options->output, words(session, "写到这个新文件", "write to this new file"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
