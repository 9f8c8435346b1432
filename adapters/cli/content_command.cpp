// What is in a file of a case, written out again: `content`.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/file_replacement.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/kept_content.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/field_value.hpp"
#include "engine/workflow/file_name.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::int64_t number = 0;
    std::string field;
    std::size_t item = 0;  // from 1; 0: the only one
    std::string part;      // by its key; empty: the case itself
    std::string output;
};

using Files = std::vector<FileDescription>;

/// Of a field of parts those of the part with this key; none where no such part lives.
Files files_of(service::CaseFile const& file, workflow::Index index, std::string const& key) {
    auto const& workflow = file.procedure->workflow;
    auto const& field = workflow.fields[index];
    auto const& parts = file.state.parts;
    auto const part = std::ranges::find_if(parts, [&](tracking::Part const& one) {
        return one.region == field.region && one.key == key;
    });
    auto const* const held =
        tracking::field_value(workflow, file.state, part == parts.end() ? nullptr : &*part, index);
    return held == nullptr ? Files{} : workflow::files_in(field, *held);
}

/// The field that was named; what is wrong with it was said where there is none.
std::optional<workflow::Index> find_field(Session& session,
                                          workflow::Workflow const& workflow,
                                          Options const& options) {
    auto const index = workflow.find_field(options.field);
    if (index == workflow::none) {
        complain(session, tracking::no_such_field(workflow, options.field).reason, exit_refused);
        return std::nullopt;
    }
    auto const& field = workflow.fields[index];
    bool const is_of_parts = field.region != workflow::none;
    if (field.kind != workflow::FieldKind::file) {
        complain(session,
                 {.zh_cn = fmt::format("字段“{}”不是文件", options.field),
                  .en = fmt::format("the field \"{}\" is no file", options.field)},
                 exit_refused);
    } else if (is_of_parts == options.part.empty()) {
        complain(
            session,
            is_of_parts
                ? Text{.zh_cn =
                           fmt::format("字段“{}”属于分件：请用 --part 指明哪一件", options.field),
                       .en = fmt::format("the field \"{}\" belongs to parts: say with --part which",
                                         options.field)}
                : Text{.zh_cn = fmt::format("字段“{}”不属于分件", options.field),
                       .en = fmt::format("the field \"{}\" belongs to no part", options.field)},
            exit_refused);
    } else {
        return index;
    }
    return std::nullopt;
}

/// The one that was asked for; that there is none, or which there are, was said.
std::optional<FileDescription> choose(Session& session,
                                      Files const& files,
                                      Options const& options) {
    if (files.empty()) {
        complain(session,
                 {.zh_cn = fmt::format("“{}”中还没有文件", options.field),
                  .en = fmt::format("there is no file in \"{}\" yet", options.field)},
                 exit_refused);
        return std::nullopt;
    }
    if (options.item == 0 && files.size() == 1) return files.front();
    if (options.item > 0 && options.item <= files.size()) return files[options.item - 1];
    complain(session,
             {.zh_cn = fmt::format("“{}”中有 {} 个文件：请写明第几个", options.field, files.size()),
              .en = fmt::format(
                  "\"{}\" holds {} files: say by its number which", options.field, files.size())},
             exit_refused);
    std::size_t number = 0;
    for (auto const& file : files)
        complain(session,
                 {.zh_cn = fmt::format("{} {}", ++number, file.name),
                  .en = fmt::format("{} {}", number, file.name)},
                 exit_refused);
    return std::nullopt;
}

/// Throws where the store does not have it, or has something else in its place.
std::string content_of(ports::Reader& reader, FileDescription const& file) {
    auto content = service::kept_content(reader, file.sha256);
    if (content) return std::move(*content);
    throw std::runtime_error{
        fmt::format("{}; see `duban verify`", service::words_of(content.error(), file).en)};
}

void print_json(Options const& options, FileDescription const& file, std::string const& output) {
    boost::json::object json{{"case", options.number},
                             {"field", options.field},
                             {"name", file.name},
                             {"media_type", file.media_type},
                             {"size", file.size},
                             {"sha256", to_text(file.sha256)},
                             {"output", nullptr}};
    if (!output.empty()) json["output"] = output;
    print(boost::json::serialize(json) + "\n");
}

void write_out(Session& session,
               Options const& options,
               FileDescription const& file,
               std::string const& content) {
    auto const given = fs::path{options.output};
    bool const is_folder = fs::is_directory(given);
    if (is_folder && workflow::fault_of_file_name(file.name)) {
        return complain(
            session,
            {.zh_cn = "文件的原名不能用作磁盘上的文件名：请用 -o 指明写到哪个文件",
             .en = "the name of the file cannot be used on a disk: say with -o which file it goes "
                   "to"},
            exit_refused);
    }
    auto const path = (is_folder ? given / file.name : given).string();
    if (!write_new_file(session, path, content)) return;
    if (session.json) return print_json(options, file, path);
    say(session,
        {.zh_cn = fmt::format("已写出 {}（{} 字节）", path, file.size),
         .en = fmt::format("wrote {} ({} bytes)", path, file.size)});
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const file = find_case(session, *house, *reader, options.number);
    if (!file) return;
    auto const index = find_field(session, file->procedure->workflow, options);
    if (!index) return;
    auto const chosen = choose(session, files_of(*file, *index, options.part), options);
    if (!chosen) return;
    auto const content = content_of(*reader, *chosen);
    if (!options.output.empty()) return write_out(session, options, *chosen, content);
    if (session.json) return print_json(options, *chosen, {});
    if (isatty(STDOUT_FILENO) == 0) return print(content);
    complain(session,
             {.zh_cn = "文件不写到终端上：请用 -o 指明写到哪里",
              .en = "a file is not written to a terminal: say with -o where it goes"},
             exit_usage);
}

}  // namespace

void add_content(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "content", words(session, "取出案件里的文件", "Write out a file of a case"));
    auto const options = std::make_shared<Options>();
    add_case_number(*command, session, options->number);
    command
        ->add_option(
            "field", options->field, words(session, "file 类型的字段", "a field of the type file"))
        ->required();
    command
        ->add_option(
            "item", options->item, words(session, "列表中的第几个", "which one of a list, from 1"))
        ->check(whole_number(session, 1));
    command->add_option("--part",
                        options->part,
                        words(session, "哪一分件（如承办单位）", "of which part, such as a unit"));
    command->add_option("-o,--output",
                        options->output,
                        words(session,
                              "写到这个新文件，或按原名写到这个文件夹",
                              "write to this new file, or under its name into this folder"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
