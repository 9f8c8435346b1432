#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <stdexcept>

#include "adapters/cli/directory_commands.hpp"
#include "adapters/cli/file_replacement.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/intake/people_file.hpp"
#include "engine/delivery/directory_file.hpp"
#include "engine/delivery/directory_text.hpp"
#include "engine/delivery/people_merge.hpp"

namespace duban::cli {

namespace {

using delivery::Fate;
using delivery::Merged;
using delivery::MergedPerson;

struct Options {
    std::string file;
    std::string format;  // empty: what the file shows itself to be
    bool replace = false;
    bool dry_run = false;
    bool write = false;
};

/// What became of the directory's file.
struct Written {
    std::string file;  // empty: it was not written
    std::string former;
};

std::size_t count(Merged const& merged, Fate fate) {
    return static_cast<std::size_t>(std::ranges::count(merged.people, fate, &MergedPerson::fate));
}

bool changes_anything(Merged const& merged) {
    return count(merged, Fate::added) + count(merged, Fate::changed) +
               count(merged, Fate::removed) >
           0;
}

std::optional<intake::PeopleFormat> format_in(Options const& options) {
    if (options.format.empty()) return std::nullopt;
    return options.format == "vcard" ? intake::PeopleFormat::vcard : intake::PeopleFormat::csv;
}

/// What is written must read as what was meant, and leave the secretariat its people.
Problems problems_with(Configuration const& configuration, std::string const& text) {
    auto const directory = delivery::read_directory(text, configuration.directory);
    if (!directory) return directory.error();
    if (delivery::directory_text(*directory) != text)
        throw std::runtime_error{"the directory as written does not read as it was meant"};
    Problems told_by_other_commands;
    auto const office = office_with(
        configuration, text, read_calendars(configuration.calendars, told_by_other_commands));
    return office ? Problems{} : office.error();
}

boost::json::object object_of(MergedPerson const& person) {
    boost::json::object object{{"id", person.id}, {"name", person.name}};
    if (person.fate != Fate::changed) return object;
    boost::json::array changes;
    for (auto const& change : person.changes) {
        changes.push_back(boost::json::object{
            {"field", change.field}, {"before", change.before}, {"after", change.after}});
    }
    object["changes"] = std::move(changes);
    return object;
}

std::string answer_json(Options const& options,
                        Configuration const& configuration,
                        Merged const& merged,
                        Written const& written) {
    boost::json::object answer{{"file", options.file}, {"directory", configuration.directory}};
    for (auto const fate : {Fate::added, Fate::changed, Fate::same, Fate::left, Fate::removed}) {
        boost::json::array people;
        for (auto const& person : merged.people) {
            if (person.fate == fate) people.push_back(object_of(person));
        }
        answer[delivery::to_text(fate)] = std::move(people);
    }
    answer["written"] = nullptr;
    answer["former"] = nullptr;
    if (!written.file.empty()) {
        answer["written"] = written.file;
        answer["former"] = written.former;
    }
    return boost::json::serialize(answer);
}

std::string fate_word(Session const& session, Fate fate) {
    switch (fate) {
        case Fate::added:
            return words(session, "新增", "added");
        case Fate::changed:
            return words(session, "变更", "changed");
        default:
            return words(session, "移除", "removed");
    }
}

/// What of a person is shown where all of them is new, or gone.
std::string address_of(delivery::Person const* person) {
    if (person == nullptr) return "-";
    auto const& address = person->email.empty() ? person->phone : person->email;
    return address.empty() ? std::string{"-"} : address;
}

void print_differences(Session const& session, Merged const& merged) {
    constexpr std::size_t cells_max = 120;
    std::string const none = "-";
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"变化", "标识", "姓名", "内容"}
                   : std::vector<std::string>{"what", "id", "name", "content"}};
    for (auto const& person : merged.people) {
        if (person.fate == Fate::same || person.fate == Fate::left) continue;
        auto const word = fate_word(session, person.fate);
        if (person.changes.empty()) {
            auto const address = address_of(merged.directory.find_person(person.id));
            table.add({word, person.id, person.name, address});
        }
        for (auto const& [field, before, after] : person.changes) {
            auto const change = fmt::format("{}: {} -> {}",
                                            field,
                                            before.empty() ? none : before,
                                            after.empty() ? none : after);
            table.add({word, person.id, person.name, change});
        }
    }
    if (!table.is_empty()) print(table.to_text(cells_max));
}

/// To standard error, beside whatever is the answer.
void tell(Session& session, Merged const& merged, Written const& written) {
    auto const added = count(merged, Fate::added);
    auto const changed = count(merged, Fate::changed);
    auto const same = count(merged, Fate::same);
    auto const left = count(merged, Fate::left);
    auto const removed = count(merged, Fate::removed);
    complain(session,
             {.zh_cn = fmt::format("新增 {} 人，变更 {} 人，移除 {} 人；{} 人没有变化，{} "
                                   "人不在文件中，保持原样",
                                   added,
                                   changed,
                                   removed,
                                   same,
                                   left),
              .en = fmt::format("{} added, {} changed, {} removed; {} are the same, {} are not in "
                                "the file and stay as they are",
                                added,
                                changed,
                                removed,
                                same,
                                left)},
             exit_done);
    if (!changes_anything(merged)) return;
    if (written.file.empty()) {
        return complain(session,
                        {.zh_cn = "未作任何改动；要写入通讯录，请加上 --write",
                         .en = "nothing was changed; add --write to write the directory"},
                        exit_done);
    }
    complain(session,
             {.zh_cn = fmt::format("已写入 {}；原文件保存为 {}。原有的注释没有保留，需要时请从"
                                   "原文件抄回；运行中的服务须重新加载（SIGHUP）后才生效",
                                   written.file,
                                   written.former),
              .en = fmt::format("{} was written; the former file is kept as {}. Its comments are "
                                "not in the new one: copy back what you need. A running daemon "
                                "takes it when it reloads (SIGHUP)",
                                written.file,
                                written.former)},
             exit_done);
}

void run(Session& session, Options const& options) {
    if (options.write && options.dry_run) {
        return complain(session,
                        {.zh_cn = "--write 和 --dry-run 只能用一个",
                         .en = "--write and --dry-run exclude each other"},
                        exit_usage);
    }
    auto const configuration = open_configuration(session);
    if (!configuration) return;
    auto const office = read_office(*configuration);
    if (!office) return report(session, office.error());
    auto const file =
        intake::read_people_file(read_file(options.file), options.file, format_in(options));
    auto const others = options.replace ? delivery::Others::go : delivery::Others::stay;
    auto merged = delivery::merge(office->directory, file.list, others);
    if (!merged) {
        auto problems = std::move(merged.error());
        intake::add_source_lines(problems, file);
        return report(session, problems);
    }
    auto const text = delivery::directory_text(merged->directory);
    auto const problems = problems_with(*configuration, text);
    if (!problems.empty()) return report(session, problems);
    Written written;
    if (options.write && changes_anything(*merged)) {
        written.former = replace_file_keeping_former(configuration->directory, text);
        written.file = configuration->directory;
    }
    tell(session, *merged, written);
    if (session.json) return print(answer_json(options, *configuration, *merged, written) + "\n");
    print_differences(session, *merged);
}

}  // namespace

void add_directory_import(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "import",
        words(session,
              "从 CSV 或 vCard 导入人员，按标识合并；默认只列出差别",
              "Import people from CSV or vCards, by their ids; lists the differences alone"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option("file",
                     options->file,
                     words(session, "人员文件，.csv 或 .vcf", "the people, .csv or .vcf"))
        ->required();
    command
        ->add_option(
            "--format",
            options->format,
            words(session, "csv 或 vcard（默认看内容）", "csv or vcard (what the file is)"))
        ->check(one_of(session, {"csv", "vcard"}));
    command->add_flag("--replace",
                      options->replace,
                      words(session,
                            "移除文件中没有的人员（默认保持原样）",
                            "remove who is not in the file (they stay)"));
    command->add_flag("--dry-run",
                      options->dry_run,
                      words(session, "只列出差别（默认）", "list the differences (default)"));
    command->add_flag("--write",
                      options->write,
                      words(session,
                            "写入通讯录，原文件留作 .bak",
                            "write the directory, and keep the former as .bak"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
