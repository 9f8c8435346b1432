#include "engine/service/letter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "engine/service/addressing.hpp"
#include "engine/service/enclosure.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/field_value.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"
#include "engine/workflow/html_markup.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;

tracking::Deadline const* deadline_of(CaseFile const& file,
                                      Delivery const& delivery,
                                      tracking::PartNumber part) {
    auto const& running = file.state.deadlines;
    if (delivery.deadline.value != 0) {
        auto const told = std::ranges::find(running, delivery.deadline, &tracking::Deadline::id);
        return told == running.end() ? nullptr : &*told;
    }
    // A notice that belongs to no deadline speaks of the one of the present state, the innermost;
    // one from outside the parts not of what a single part owes, where any other clock runs.
    tracking::Deadline const* innermost = nullptr;
    for (auto const& deadline : running) {
        if (deadline.part == part || innermost == nullptr) innermost = &deadline;
    }
    return innermost;
}

std::string role_name(CaseFile const& file,
                      workflow::Index index,
                      tracking::Part const* part,
                      Office const& office,
                      Language language) {
    auto const& workflow = file.procedure->workflow;
    auto const& role = workflow.roles[index];
    if (role.part && part != nullptr) {
        auto const key = workflow.states[part->region].for_each->key;
        return wording_of(workflow.fields[key], part->fields.front(), office.directory, language);
    }
    if (role.field == workflow::none) return role.title.in(language);
    return wording_of(
        workflow.fields[role.field], file.state.fields[role.field], office.directory, language);
}

/// Whose turn it is: the owners of every innermost state (of this part alone, where it is one), or
/// of the nearest state around it.
std::string owner_names(CaseFile const& file,
                        tracking::PartNumber part,
                        Office const& office,
                        Language language) {
    auto const& procedure = *file.procedure;
    std::vector<std::string> names;
    for (auto const leaf : tracking::leaves_of(procedure.chart, file.state.position.active)) {
        if (part != 0 && leaf.part != part) continue;
        auto at = leaf;
        while (at.state != workflow::none && procedure.workflow.states[at.state].owner.empty()) {
            at = procedure.chart.parent_of(at);
        }
        if (at.state == workflow::none) continue;
        for (auto const role : procedure.workflow.states[at.state].owner) {
            auto name = role_name(file, role, file.state.find_part(at.part), office, language);
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
        }
    }
    return fmt::format("{}", fmt::join(names, language == Language::zh_cn ? "、" : ", "));
}

/// A whole page, so that a screen reader knows its language.
std::string page_of(std::string_view body, Language language) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"></head>\n"
        "<body>\n{}</body>\n</html>\n",
        to_text(language),
        body);
}

Failure<Text> cannot_write(std::string const& message, Text const& why) {
    return Failure<Text>{
        {.zh_cn = fmt::format("无法写出通知“{}”：{}", message, why.zh_cn),
         .en = fmt::format("the message \"{}\" cannot be written: {}", message, why.en)}};
}

/// What a letter speaks of, each word found when it is asked for.
class Speech {
  public:
    Speech(CaseFile const& file,
           Delivery const& delivery,
           tracking::PartNumber part,
           std::optional<Day> moved_from,
           Office const& office,
           Instant now)
        : file_{file},
          part_{file.state.find_part(part)},
          delivery_{delivery},
          office_{office},
          deadline_{deadline_of(file, delivery, part)},
          moved_from_{moved_from},
          today_{file.procedure->zone.day_of(now)} {}

    /// Empty for a name that means nothing here. See workflow::message_vocabulary.
    [[nodiscard]] std::string word_for(std::string_view name) const {
        using Word = std::string (Speech::*)() const;
        static std::map<std::string_view, Word> const words{
            {"case", &Speech::number},
            {"case_title", &Speech::case_title},
            {"workflow_title", &Speech::workflow_title},
            {"state_title", &Speech::state_title},
            {"due_date", &Speech::due_date},
            {"due_date_long", &Speech::due_date_long},
            {"days_left", &Speech::days_left},
            {"working_days_left", &Speech::working_days_left},
            {"days_overdue", &Speech::days_overdue},
            {"deadline_name", &Speech::deadline_name},
            {"basis", &Speech::basis},
            {"recipient_name", &Speech::recipient_name},
            {"owner_names", &Speech::owners},
            {"office_name", &Speech::office_name},
            {"link", &Speech::link},
        };
        auto const word = words.find(name);
        return word == words.end() ? field_word(name) : (this->*word->second)();
    }

    /// That the date is not the one they were told before, whatever the template says of it; empty
    /// where it is.
    [[nodiscard]] std::string moved() const {
        if (deadline_ == nullptr) return {};
        auto const before = moved_from_ ? moved_from_ : deadline_->moved_from;
        if (!before || *before == deadline_->due_day) return {};
        auto const was = long_date(*before, language());
        auto const is = long_date(deadline_->due_day, language());
        if (language() == Language::zh_cn)
            return fmt::format("请注意：截止日期已由{}改为{}（工作日历或期限已更新）。", was, is);
        return fmt::format(
            "Please note: the due date has moved from {} to {}, because the working calendar or "
            "the term was renewed.",
            was,
            is);
    }

  private:
    [[nodiscard]] tracking::PartNumber part_number() const {
        return part_ == nullptr ? tracking::PartNumber{0} : part_->number;
    }

    [[nodiscard]] Language language() const { return delivery_.language; }

    [[nodiscard]] workflow::Workflow const& workflow() const { return file_.procedure->workflow; }

    [[nodiscard]] std::string field_word(std::string_view name) const {
        auto const index = workflow().find_field(name);
        if (index == workflow::none) return {};
        auto const* const held = tracking::field_value(workflow(), file_.state, part_, index);
        if (held == nullptr) return {};
        return wording_of(workflow().fields[index], *held, office_.directory, language());
    }

    [[nodiscard]] std::string number() const { return fmt::format("{}", file_.row.id.value); }

    [[nodiscard]] std::string case_title() const { return title_of(file_); }

    [[nodiscard]] std::string workflow_title() const { return workflow().title.in(language()); }

    [[nodiscard]] std::string state_title() const {
        return state_titles(file_, language(), part_number());
    }

    [[nodiscard]] std::string recipient_name() const {
        auto const* const person = office_.directory.find_person(delivery_.recipient);
        return person != nullptr ? person->name : delivery_.recipient;
    }

    [[nodiscard]] std::string owners() const {
        return owner_names(file_, part_number(), office_, language());
    }

    [[nodiscard]] std::string office_name() const { return office_.name.in(language()); }

    [[nodiscard]] std::string link() const {
        if (office_.link_base.empty()) return {};
        return fmt::format("{}/cases/{}", office_.link_base, file_.row.id.value);
    }

    [[nodiscard]] std::string due_date() const {
        return deadline_ == nullptr ? std::string{} : to_text(deadline_->due_day);
    }

    /// Where it was extended or stood still, with the day that it had at first.
    [[nodiscard]] std::string due_date_long() const {
        if (deadline_ == nullptr) return {};
        return long_date(deadline_->due_day,
                         tracking::original_due_day(*file_.procedure, *deadline_),
                         language());
    }

    [[nodiscard]] std::string days_left() const {
        return deadline_ == nullptr ? std::string{} : count((deadline_->due_day - today_).count());
    }

    [[nodiscard]] std::string days_overdue() const {
        return deadline_ == nullptr ? std::string{} : count((today_ - deadline_->due_day).count());
    }

    [[nodiscard]] std::string working_days_left() const {
        if (deadline_ == nullptr) return {};
        return count(file_.procedure->calendar.working_days_between(today_, deadline_->due_day));
    }

    [[nodiscard]] std::string deadline_name() const {
        return deadline_ == nullptr ? std::string{} : workflow().states[deadline_->state].due->name;
    }

    [[nodiscard]] std::string basis() const {
        return deadline_ == nullptr ? std::string{}
                                    : workflow().states[deadline_->state].due->basis;
    }

    [[nodiscard]] static std::string count(std::int64_t days) {
        return fmt::format("{}", std::max<std::int64_t>(days, 0));
    }

    CaseFile const& file_;
    tracking::Part const* part_;  // whose part it speaks of; null: of none
    Delivery const& delivery_;
    Office const& office_;
    tracking::Deadline const* deadline_;
    std::optional<Day> moved_from_;
    Day today_;
};

}  // namespace

Result<Letter, Text> write_letter(CaseFile const& file,
                                  Delivery const& delivery,
                                  tracking::PartNumber part,
                                  std::optional<Day> moved_from,
                                  Office const& office,
                                  Instant now) {
    auto const& workflow = file.procedure->workflow;
    auto const index = workflow.find_message(delivery.message);
    if (index == workflow::none) {
        return cannot_write(delivery.message,
                            {.zh_cn = "定义中没有它", .en = "the definition does not have it"});
    }
    auto const& texts = workflow.messages[index].in(delivery.language);
    Speech const speech{file, delivery, part, moved_from, office, now};
    auto const word_for = [&speech](std::string_view name) { return speech.word_for(name); };
    auto const* const route = office.find_route(delivery.channel);
    if (route != nullptr && route->medium == Medium::sms) {
        boost::json::object variables;
        auto text = texts.sms.fill([&](std::string_view name) {
            auto word = speech.word_for(name);
            variables[name] = word;
            return word;
        });
        if (!text) return cannot_write(delivery.message, text.error());
        return Letter{.subject = {},
                      .text = std::move(*text) + speech.moved(),
                      .variables = boost::json::serialize(variables)};
    }
    auto subject = texts.subject.fill(word_for);
    if (!subject) return cannot_write(delivery.message, subject.error());
    auto text = texts.text.fill(word_for);
    if (!text) return cannot_write(delivery.message, text.error());
    auto html = texts.html.fill(word_for);
    if (!html) return cannot_write(delivery.message, html.error());
    auto const add = [&](std::string const& sentence) {
        *text += fmt::format("\n\n{}\n", sentence);
        if (!html->empty()) *html += fmt::format("<p>{}</p>\n", workflow::escaped_html(sentence));
    };
    if (auto const moved = speech.moved(); !moved.empty()) add(moved);
    auto files = enclosed_with(workflow.messages[index], file, file.state.find_part(part));
    if (!may_carry(route, files)) {
        add(left_out(files, office, delivery.language));
        files.clear();
    }
    if (!html->empty()) *html = page_of(*html, delivery.language);
    return Letter{.subject = std::move(*subject),
                  .text = std::move(*text),
                  .html = std::move(*html),
                  .attachments = std::move(files)};
}

}  // namespace duban::service
