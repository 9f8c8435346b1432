#include "engine/service/letter.hpp"

#include <fmt/format.h>

#include <map>

#include "engine/service/addressing.hpp"
#include "engine/service/wording.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;

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

Failure<Text> cannot_write(std::string const& message, Text const& why) {
    return Failure<Text>{
        {.zh_cn = fmt::format("无法写出通知“{}”：{}", message, why.zh_cn),
         .en = fmt::format("the message \"{}\" cannot be written: {}", message, why.en)}};
}

/// What a letter speaks of, each word found when it is asked for.
class Speech {
  public:
    Speech(CaseFile const& file, Delivery const& delivery, Office const& office, Instant now)
        : file_{file},
          delivery_{delivery},
          office_{office},
          deadline_{deadline_of(file, delivery)},
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

  private:
    [[nodiscard]] Language language() const { return delivery_.language; }

    [[nodiscard]] workflow::Workflow const& workflow() const { return file_.procedure->workflow; }

    [[nodiscard]] std::string field_word(std::string_view name) const {
        auto const index = workflow().find_field(name);
        if (index == workflow::none) return {};
        return wording_of(
            workflow().fields[index], file_.state.fields[index], office_.directory, language());
    }

    [[nodiscard]] std::string number() const { return fmt::format("{}", file_.row.id.value); }

    [[nodiscard]] std::string case_title() const { return title_of(file_); }

    [[nodiscard]] std::string workflow_title() const { return workflow().title.in(language()); }

    [[nodiscard]] std::string state_title() const {
        return workflow().states[file_.state.state].title.in(language());
    }

    [[nodiscard]] std::string recipient_name() const {
        auto const* const person = office_.directory.find_person(delivery_.recipient);
        return person != nullptr ? person->name : delivery_.recipient;
    }

    [[nodiscard]] std::string owners() const { return owner_names(file_, office_, language()); }

    [[nodiscard]] std::string office_name() const { return office_.name.in(language()); }

    [[nodiscard]] std::string link() const {
        if (office_.link_base.empty()) return {};
        return fmt::format("{}/cases/{}", office_.link_base, file_.row.id.value);
    }

    [[nodiscard]] std::string due_date() const {
        return deadline_ == nullptr ? std::string{} : to_text(deadline_->due_day);
    }

    [[nodiscard]] std::string due_date_long() const {
        return deadline_ == nullptr ? std::string{} : long_date(deadline_->due_day, language());
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
    Delivery const& delivery_;
    Office const& office_;
    tracking::Deadline const* deadline_;
    Day today_;
};

}  // namespace

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
    Speech const speech{file, delivery, office, now};
    auto const word_for = [&speech](std::string_view name) { return speech.word_for(name); };
    auto const* const route = office.find_route(delivery.channel);
    if (route != nullptr && route->medium == Medium::sms) {
        auto text = texts.sms.fill(word_for);
        if (!text) return cannot_write(delivery.message, text.error());
        return Letter{.subject = {}, .text = std::move(*text)};
    }
    auto subject = texts.subject.fill(word_for);
    if (!subject) return cannot_write(delivery.message, subject.error());
    auto text = texts.text.fill(word_for);
    if (!text) return cannot_write(delivery.message, text.error());
    return Letter{.subject = std::move(*subject), .text = std::move(*text)};
}

}  // namespace duban::service
