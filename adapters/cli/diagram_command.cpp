#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/graphviz.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/picture/dot.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/picture/mermaid.hpp"
#include "engine/service/trail.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string workflow;
    std::string output;
    std::int64_t number = 0;
    bool sheets = false;
};

std::vector<workflow::Index> states_of(statechart::NodeList const& nodes) {
    std::vector<workflow::Index> states;
    for (auto const& node : nodes) states.push_back(node.state);
    return states;
}

picture::Trail trail_for(ports::Reader& reader, service::CaseFile const& file) {
    picture::Trail trail{.present = states_of(file.state.position.active), .footsteps = {}};
    for (auto const& step : service::trail_of(reader, file)) {
        trail.footsteps.push_back(
            {.action = step.action, .from = states_of(step.from), .to = states_of(step.to)});
    }
    return trail;
}

/// A case is drawn by the definition it runs under, which may be older than the one on disk.
std::optional<picture::Picture> draw_case(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return std::nullopt;
    auto const reader = house->store().read();
    auto const file = find_case(session, *house, *reader, options.number);
    if (!file) return std::nullopt;
    auto const& workflow = file->procedure->workflow;
    if (!options.workflow.empty() && options.workflow != workflow.name) {
        complain(session,
                 {.zh_cn = fmt::format("{}号案件的流程是“{}”", options.number, workflow.name),
                  .en = fmt::format(
                      "case {} runs under the workflow \"{}\"", options.number, workflow.name)},
                 exit_refused);
        return std::nullopt;
    }
    return picture::draw(workflow, session.language, trail_for(*reader, *file));
}

std::optional<picture::Picture> draw_definition(Session& session, std::string const& name) {
    auto const definition = find_definition(find_places(session), name);
    if (definition.workflow) return picture::draw(*definition.workflow, session.language);
    report(session, definition.problems);
    return std::nullopt;
}

void write_file(std::string const& path, std::string const& text) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) throw std::runtime_error{fmt::format("cannot write {}", path)};
}

/// Which paper it was drawn for, where one would have to know.
Text paper_text(Drawn const& drawn) {
    auto const& [paper, lies, flow] = drawn.sheet;
    if (!drawn.fits) {
        return {.zh_cn = fmt::format(
                    "图太大，印在{}纸上文字也小于{}磅", paper.name, picture::text_points_min),
                .en = fmt::format("it is too large: even on {} its letters are below {} points",
                                  paper.name,
                                  picture::text_points_min)};
    }
    if (paper.name == picture::papers.front().name) {
        return {.zh_cn = fmt::format("适合用{}纸{}打印", paper.name, lies ? "横向" : "纵向"),
                .en = fmt::format(
                    "to be printed on {}, {}", paper.name, lies ? "landscape" : "portrait")};
    }
    return {
        .zh_cn = fmt::format("适合用{}纸{}打印（缩到A4时文字为{:.1f}磅；--sheets 可裁成多张A4）",
                             paper.name,
                             lies ? "横向" : "纵向",
                             drawn.points_on_a4),
        .en = fmt::format("to be printed on {}, {} (on A4 its letters have {:.1f} points; "
                          "--sheets cuts it into A4 sheets)",
                          paper.name,
                          lies ? "landscape" : "portrait",
                          drawn.points_on_a4)};
}

std::optional<std::string> svg_of(Session& session, picture::Picture const& picture) {
    auto drawn = draw_svg(picture);
    if (!drawn) {
        complain(session, drawn.error(), exit_failed);
        return std::nullopt;
    }
    complain(session, paper_text(*drawn), exit_done);
    return std::move(drawn->svg);
}

/// `x.svg` becomes `x-1.svg`, `x-2.svg`, …
std::string sheet_file(std::filesystem::path file, std::size_t number) {
    auto const name = fmt::format("{}-{}.svg", file.stem().string(), number);
    return file.replace_filename(name).string();
}

Text poster_text(picture::Poster const& poster, std::vector<std::string> const& files) {
    auto const points = poster.scale * picture::text_points;
    if (files.size() == 1) {
        return {.zh_cn = fmt::format("A4纸{}一张，文字{:.1f}磅：{}",
                                     poster.lies ? "横向" : "纵向",
                                     points,
                                     files.front()),
                .en = fmt::format("one sheet of A4, {}, its letters have {:.1f} points: {}",
                                  poster.lies ? "landscape" : "portrait",
                                  points,
                                  files.front())};
    }
    return {.zh_cn = fmt::format("A4纸{}{}张，{}行{}列，文字{:.1f}磅：{} 至 {}",
                                 poster.lies ? "横向" : "纵向",
                                 files.size(),
                                 poster.rows,
                                 poster.columns,
                                 points,
                                 files.front(),
                                 files.back()),
            .en = fmt::format("{} sheets of A4, {}, rows: {}, columns: {}, its letters have "
                              "{:.1f} points: {} to {}",
                              files.size(),
                              poster.lies ? "landscape" : "portrait",
                              poster.rows,
                              poster.columns,
                              points,
                              files.front(),
                              files.back())};
}

void write_sheets(Session& session, Options const& options, picture::Picture const& picture) {
    auto const drawn = draw_poster(picture, session.language);
    if (!drawn) return complain(session, drawn.error(), exit_failed);
    std::vector<std::string> files;
    for (auto const& sheet : drawn->sheets) {
        files.push_back(sheet_file(options.output, files.size() + 1));
        write_file(files.back(), sheet);
    }
    complain(session, poster_text(drawn->poster, files), exit_done);
    if (!session.json) return;
    boost::json::array listed;
    for (auto const& file : files) listed.emplace_back(file);
    print(boost::json::serialize(boost::json::object{{"files", std::move(listed)}}) + "\n");
}

void run(Session& session, Options const& options) {
    auto const ending = std::filesystem::path{options.output}.extension();
    if (!options.output.empty() && ending != ".svg" && ending != ".dot" && ending != ".mmd") {
        return complain(
            session,
            {.zh_cn = fmt::format("“{}”应以 .svg、.dot 或 .mmd 结尾", options.output),
             .en = fmt::format("\"{}\" should end in .svg, .dot or .mmd", options.output)},
            exit_usage);
    }
    if (options.sheets && ending != ".svg") {
        return complain(session,
                        {.zh_cn = "--sheets 需要 -o x.svg", .en = "--sheets needs -o x.svg"},
                        exit_usage);
    }
    if (options.workflow.empty() && options.number == 0) {
        return complain(session,
                        {.zh_cn = "请给出流程，或用 --case 给出案件",
                         .en = "name a workflow, or a case by --case"},
                        exit_usage);
    }
    auto const picture = options.number != 0 ? draw_case(session, options)
                                             : draw_definition(session, options.workflow);
    if (!picture) return;
    if (options.sheets) return write_sheets(session, options, *picture);
    std::optional<std::string> text;
    if (ending == ".svg") {
        text = svg_of(session, *picture);
    } else {
        text = ending == ".mmd" ? to_mermaid(*picture) : to_dot(*picture, {});
    }
    if (!text) return;
    if (!options.output.empty()) write_file(options.output, *text);
    if (session.json) {
        boost::json::object answer{{"file", nullptr}};
        if (options.output.empty()) {
            answer["dot"] = *text;
        } else {
            answer["file"] = options.output;
        }
        return print(boost::json::serialize(answer) + "\n");
    }
    if (options.output.empty()) print(*text);
}

}  // namespace

void add_diagram(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "diagram",
        words(session, "把流程定义或案件的经过画成图", "Draw a definition, or the way of a case"));
    auto const options = std::make_shared<Options>();
    command->add_option(
        "workflow",
        options->workflow,
        words(session, "名称、文件夹或 workflow.yaml", "a name, a folder or a workflow.yaml"));
    command->add_option(
        "-o,--output",
        options->output,
        words(session,
              "x.svg（由 Graphviz 画）、x.dot 或 x.mmd（默认 dot，到标准输出）",
              "x.svg (drawn by Graphviz), x.dot or x.mmd (else dot on standard output)"));
    command
        ->add_option("--case",
                     options->number,
                     words(session,
                           "标出这个案件所在之处和经过",
                           "show where this case stands, and how it came"))
        ->check(whole_number(session, 1));
    command->add_flag("--sheets",
                      options->sheets,
                      words(session,
                            "裁成多张A4纸：x-1.svg、x-2.svg……",
                            "cut into sheets of A4: x-1.svg, x-2.svg, …"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
