#include "engine/workflow/definition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/zone.hpp"
#include "engine/workflow/automatic_loop.hpp"
#include "engine/workflow/chart_reader.hpp"
#include "engine/workflow/check.hpp"
#include "engine/workflow/clock_reader.hpp"
#include "engine/workflow/escalation_reader.hpp"
#include "engine/workflow/event_loop.hpp"
#include "engine/workflow/field_reader.hpp"
#include "engine/workflow/message_reader.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/reading.hpp"
#include "engine/workflow/silence_reader.hpp"
#include "engine/yaml/excerpt.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::workflow {

namespace {

/// Whether the tree holds all that the file says. What is missing behind a second document, say,
/// must not be reported as missing.
bool is_whole(yaml::Document const& document) {
    bool const cut =
        std::any_of(document.problems.begin(), document.problems.end(), [](Problem const& problem) {
            return problem.rule == "several-documents";
        });
    return document.root.at.line != 0 && !cut;
}

struct Parts {
    yaml::Node const* fields = nullptr;
    yaml::Node const* roles = nullptr;
    yaml::Node const* escalations = nullptr;
    yaml::Node const* start = nullptr;
    yaml::Node const* states = nullptr;
    yaml::Node const* suspend = nullptr;
    yaml::Node const* resume = nullptr;
    yaml::Node const* silence = nullptr;
};

void read_name(Reading& reading, yaml::Node const* node) {
    auto const name = reading.text(node);
    if (!name) return;
    reading.workflow().name = *name;
    if (is_workflow_name(*name)) return;
    reading.error(node->at,
                  "bad-name",
                  {.zh_cn = fmt::format("流程名称只用小写字母、数字、“-”和“_”，最多 {} 个字符",
                                        name_characters_max),
                   .en = fmt::format(
                       "a workflow's name has lower-case letters, digits, “-” and “_”, at most {}",
                       name_characters_max)});
}

void read_zone(Reading& reading, yaml::Node const* node) {
    auto const name = reading.text(node);
    if (!name) return;
    reading.workflow().time_zone = *name;
    auto const zone = calendar::Zone::find(*name);
    if (!zone) reading.error(node->at, "unknown-zone", zone.error());
}

Parts read_head(Reading& reading, yaml::Node const& root) {
    auto& workflow = reading.workflow();
    yaml::Mapping const map{reading, &root, noun::workflow};
    reading.check_format(map["format"]);
    read_name(reading, map["workflow"]);
    workflow.version = static_cast<int>(map.whole_number("version").value_or(1));
    workflow.title = {.zh_cn = workflow.name, .en = workflow.name};
    if (auto title = map.localized("title")) workflow.title = *title;
    read_zone(reading, map["time_zone"]);
    workflow.calendar = map.text("calendar").value_or("");
    Parts const parts{.fields = map["fields"],
                      .roles = map["roles"],
                      .escalations = map["escalations"],
                      .start = map["start"],
                      .states = map["states"],
                      .suspend = map["suspend"],
                      .resume = map["resume"],
                      .silence = map["silence"]};
    map.finish();
    return parts;
}

void check_messages_used(std::vector<yaml::Document> const& documents,
                         std::vector<MessagePlace> const& places,
                         Workflow& workflow,
                         Problems& problems) {
    auto const used = messages_used(workflow);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (used[i]) continue;
        auto const& name = workflow.messages[i].name;
        Reading{documents[places[i].file], problems, workflow}.note(
            places[i].at,
            "unused-message",
            {.zh_cn = fmt::format("通知“{}”没有用到", yaml::excerpt(name)),
             .en = fmt::format("the message “{}” is never said", yaml::excerpt(name))});
    }
}

}  // namespace

Definition read_definition(DefinitionText const& text, Proofs proofs) {
    auto const document = yaml::read(text.workflow.text, text.workflow.file);
    std::vector<yaml::Document> message_documents;
    for (auto const& messages : text.messages) {
        message_documents.push_back(yaml::read(messages.text, messages.file));
    }
    Workflow workflow;
    Problems problems = document.problems;
    Problems message_problems;
    for (auto const& each : message_documents) {
        message_problems.insert(message_problems.end(), each.problems.begin(), each.problems.end());
    }

    Reading reading{document, problems, workflow};
    reading.messages_unread = text.messages.empty();
    bool const is_readable = is_whole(document);
    auto const parts = is_readable ? read_head(reading, document.root) : Parts{};
    read_fields_and_roles(reading, parts.fields, parts.roles);
    ChartReader chart{reading};
    chart.declare(parts.states);
    auto const places = read_messages(
        message_documents, is_readable && document.root.is_mapping(), workflow, message_problems);
    if (is_readable) {
        read_escalations(reading, parts.escalations);
        chart.read(parts.start);
        read_suspension(reading, parts.suspend, parts.resume);
        auto const read = problems.size();
        check_chart(reading);
        if (!reading.gaps.targets) {
            check_automatic_loops(reading);
            check_event_loops(reading);
        }
        for (auto i = read; i < problems.size() && proofs == Proofs::reported; ++i) {
            if (problems[i].severity == Severity::error) problems[i].severity = Severity::warning;
        }
        if (!reading.gaps.messages && !reading.gaps.targets) {
            check_messages_used(message_documents, places, workflow, message_problems);
        }
    }

    Definition definition;
    if (is_readable) definition.silences = read_silences(reading, parts.silence);
    definition.problems = std::move(problems);
    definition.problems.insert(
        definition.problems.end(), message_problems.begin(), message_problems.end());
    definition.silences.apply(definition.problems);
    sort_by_place(definition.problems, text);
    if (has_errors(definition.problems)) return definition;
    workflow.content = content_of(text);
    definition.workflow = std::move(workflow);
    return definition;
}

void sort_by_place(Problems& problems, DefinitionText const& text) {
    auto const file_number = [&](Problem const& problem) {
        std::size_t number = 0;
        while (number < text.messages.size() && text.messages[number].file != problem.file)
            ++number;
        return problem.file == text.workflow.file ? 0 : number + 1;
    };
    std::stable_sort(problems.begin(), problems.end(), [&](Problem const& a, Problem const& b) {
        return std::pair{file_number(a), a.at} < std::pair{file_number(b), b.at};
    });
}

Hash content_of(DefinitionText const& text) {
    std::vector<std::string_view> messages;
    for (auto const& each : text.messages) messages.emplace_back(each.text);
    std::sort(messages.begin(), messages.end());
    // The lengths keep a text from flowing into the next one.
    auto whole = fmt::format("{}\n{}", text.workflow.text.size(), text.workflow.text);
    for (auto const message : messages) whole += fmt::format("{}\n{}", message.size(), message);
    return sha256(whole);
}

}  // namespace duban::workflow
