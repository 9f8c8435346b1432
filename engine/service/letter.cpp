#include "engine/service/letter.hpp"

#include <fmt/format.h>

#include "engine/service/addressing.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using workflow::Vocabulary;

tracking::Deadline const* deadline_of(CaseFile const& file, Delivery const& delivery) {
    for (auto const& deadline : file.state.deadlines) {
        if (deadline.id == delivery.deadline) return &deadline;
    }
    // A notice that belongs to no deadline speaks of the one of the present state, the innermost.
    if (delivery.deadline.value == 0 && !file.state.deadlines.empty()) {
        return &file.state.deadlines.back();
    }
    return nullptr;
}

std::string owner_names(CaseFile const& file, Office const& office, Language language) {
    auto const& workflow = file.procedure->workflow;
    std::string names;
    for (auto at = file.state.state; at != workflow::none; at = workflow.states[at].parent) {
        for (auto const role : workflow.states[at].owner) {
            auto const field = workflow.roles[role].field;
            auto const name = field == workflow::none ? workflow.roles[role].title.in(language)
                                                      : wording_of(workflow.fields[field],
                                                                   file.state.fields[field],
                                                                   office.directory,
                                                                   language);
            if (!names.empty()) names += language == Language::zh_cn ? "、" : ", ";
            names += name;
        }
        if (!names.empty()) break;
    }
    return names;
}

void add_deadline(Vocabulary& words,
                  CaseFile const& file,
                  tracking::Deadline const& deadline,
                  Language language,
                  Instant now) {
    auto const& due = *file.procedure->workflow.states[deadline.state].due;
    auto const today = file.procedure->zone.day_of(now);
    auto const left = (deadline.due_day - today).count();
    words["due_date"] = to_text(deadline.due_day);
    words["due_date_long"] = long_date(deadline.due_day, language);
    words["days_left"] = fmt::format("{}", std::max<std::int64_t>(left, 0));
    words["days_overdue"] = fmt::format("{}", std::max<std::int64_t>(-left, 0));
    auto const working = file.procedure->calendar.working_days_between(today, deadline.due_day);
    words["working_days_left"] = fmt::format("{}", std::max(working, 0));
    words["deadline_name"] = due.name;
    words["basis"] = due.basis;
}

Failure<Text> cannot_write(std::string const& message, Text const& why) {
    return Failure<Text>{
        {.zh_cn = fmt::format("无法写出通知“{}”：{}", message, why.zh_cn),
         .en = fmt::format("the message \"{}\" cannot be written: {}", message, why.en)}};
}

}  // namespace

Vocabulary vocabulary_for(CaseFile const& file,
                          Delivery const& delivery,
                          Office const& office,
                          Instant now) {
    auto const& workflow = file.procedure->workflow;
    auto const language = delivery.language;
    Vocabulary words;
    for (std::size_t i = 0; i < workflow.fields.size(); ++i) {
        words[workflow.fields[i].name] =
            wording_of(workflow.fields[i], file.state.fields[i], office.directory, language);
    }
    auto const* const person = office.directory.find_person(delivery.recipient);
    words["case"] = fmt::format("{}", file.row.id.value);
    words["case_title"] = title_of(file);
    words["workflow_title"] = workflow.title.in(language);
    words["state_title"] = workflow.states[file.state.state].title.in(language);
    words["recipient_name"] = person != nullptr ? person->name : delivery.recipient;
    words["owner_names"] = owner_names(file, office, language);
    words["office_name"] = office.name.in(language);
    words["link"] = office.link_base.empty()
                        ? std::string{}
                        : fmt::format("{}/cases/{}", office.link_base, file.row.id.value);
    for (auto const* name : {"due_date",
                             "due_date_long",
                             "days_left",
                             "days_overdue",
                             "working_days_left",
                             "deadline_name",
                             "basis"}) {
        words[name];
    }
    if (auto const* const deadline = deadline_of(file, delivery)) {
        add_deadline(words, file, *deadline, language, now);
    }
    return words;
}

Result<Letter, Text> write_letter(CaseFile const& file,
                                  Delivery const& delivery,
                                  Office const& office,
                                  Instant now) {
    auto const& workflow = file.procedure->workflow;
    auto const index = workflow.find_message(delivery.message);
    if (index == workflow::none) {
        return cannot_write(delivery.message,
                            {.zh_cn = "定义中没有它", .en = "the definition does not have it"});
    }
    auto const& texts = workflow.messages[index].in(delivery.language);
    auto const words = vocabulary_for(file, delivery, office, now);
    auto const* const route = office.find_route(delivery.channel);
    if (route != nullptr && route->medium == Medium::sms) {
        auto text = workflow::render(texts.sms, words, true);
        if (!text) return cannot_write(delivery.message, text.error());
        return Letter{.subject = {}, .text = std::move(*text)};
    }
    auto subject = workflow::render(texts.subject, words, true);
    if (!subject) return cannot_write(delivery.message, subject.error());
    auto text = workflow::render(texts.text, words, false);
    if (!text) return cannot_write(delivery.message, text.error());
    return Letter{.subject = std::move(*subject), .text = std::move(*text)};
}

}  // namespace duban::service
