#include "engine/service/telling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/attachment.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/deadline_entry.hpp"
#include "engine/service/letter.hpp"

namespace duban::service {

namespace {

using delivery::Delivery;
using delivery::Phase;
using tracking::Deadline;
using tracking::Notice;

Text nobody_warning(workflow::Role const& role) {
    return {.zh_cn = fmt::format("“{}”无人可通知，已告知秘书处", role.title.zh_cn),
            .en = fmt::format("there is nobody to tell as \"{}\"; the secretariat is told",
                              role.title.en)};
}

Text unreachable_warning(std::string const& recipient) {
    return {
        .zh_cn =
            fmt::format("{}无法通知到（没有可用的地址，或通知无法写出），已告知秘书处", recipient),
        .en = fmt::format("{} cannot be told (no address, or the message cannot be written); the "
                          "secretariat is told",
                          recipient)};
}

void end(Delivery& delivery, Phase phase, std::string_view reason) {
    delivery.phase = phase;
    delivery.reason = reason;
}

Deadline const* find(std::vector<Deadline> const& deadlines, DeadlineId id) {
    auto const found = std::ranges::find(deadlines, id, &Deadline::id);
    return found == deadlines.end() ? nullptr : &*found;
}

/// The words are those of the event: a letter that waits for the morning must not speak of what
/// came after it. Whoever has no address has theirs too, for when the directory is mended.
void write_down(Delivery& delivery,
                CaseFile const& file,
                Notice const& notice,
                Office const& office,
                Instant now) {
    auto const& running = file.state.deadlines;
    bool const can_go = delivery.phase != Phase::dead;
    // After a time of being down a reminder and the end it warns of may come in one step.
    bool const is_void = notice.deadline.value != 0 && find(running, notice.deadline) == nullptr;
    if (is_void) {
        if (can_go) end(delivery, Phase::cancelled, delivery::reason::deadline_over);
        return;
    }
    auto letter = write_letter(file, delivery, notice.part, notice.moved_from, office, now);
    if (!letter) {
        if (can_go) end(delivery, Phase::dead, letter.error().in(delivery.language));
        return;
    }
    delivery.subject = std::move(letter->subject);
    delivery.text = std::move(letter->text);
    delivery.html = std::move(letter->html);
    delivery.variables = std::move(letter->variables);
    delivery.attachments = delivery::write_attachments(letter->attachments);
    if (notice.reminder < 0) return;
    auto const* const deadline = find(running, notice.deadline);
    if (deadline != nullptr) delivery.calendar = entry_for(file, *deadline, delivery, office, now);
}

Addressed compose(CaseFile const& file,
                  Notice const& notice,
                  std::string const& occurrence,
                  Office const& office,
                  Instant now) {
    auto addressed = address(file, notice, occurrence, office, now);
    for (auto& delivery : addressed.deliveries) write_down(delivery, file, notice, office, now);
    return addressed;
}

/// One unit of work's notices of one case.
class Telling {
  public:
    Telling(ports::Transaction& transaction,
            CaseFile const& file,
            Office const& office,
            Instant now)
        : transaction_{transaction}, file_{file}, office_{office}, now_{now} {}

    void tell(Notice const& notice, std::string const& occurrence, Addressed addressed) {
        for (auto const role : addressed.nobody) tell_of_nobody(notice, occurrence, role);
        for (auto const& [role, id] : addressed.strangers) {
            auto const said = not_in_directory(file_, role, id);
            tell_secretariat(transaction_, file_.row.id, said, office_, now_);
        }
        for (auto& delivery : addressed.deliveries) {
            if (auto warning = post(transaction_, std::move(delivery), office_))
                warnings_.push_back(std::move(*warning));
        }
        if (notice.reminder >= 0) tell_if_unreached(notice.deadline, occurrence);
    }

    void tell_if_unreached(DeadlineId id, std::string const& occurrence) {
        auto const* const deadline = find(file_.state.deadlines, id);
        if (deadline == nullptr || deadline->is_stopped()) return;
        if (occurrence.ends_with(unreached_suffix)) return;
        auto const& workflow = file_.procedure->workflow;
        auto const escalation = workflow.states[deadline->state].due->escalation;
        if (escalation == workflow::none) return;
        auto const& unreached = workflow.escalations[escalation].unreached;
        if (!unreached) return;
        if (std::ranges::any_of(transaction_.deliveries_of(occurrence), may_arrive)) return;
        Notice const notice{.message = unreached->message,
                            .to = unreached->to,
                            .deadline_state = deadline->state,
                            .deadline = id,
                            .due_day = deadline->due_day,
                            .part = deadline->part,
                            .at = now_,
                            .moved_from = {}};
        auto const step = fmt::format("{}{}", occurrence, unreached_suffix);
        tell(notice, step, compose(file_, notice, step, office_, now_));
    }

    std::vector<Text> warnings() { return std::move(warnings_); }

  private:
    void tell_of_nobody(Notice const& notice, std::string const& of, workflow::Index role) {
        auto const& workflow = file_.procedure->workflow;
        warnings_.push_back(nobody_warning(workflow.roles[role]));
        // Several may be unreached in one revision, and the reminders of several deadlines too.
        auto const occurrence =
            of.ends_with(unreached_suffix)
                ? of
                : fmt::format("case {} revision {} notice {} reminder {} deadline {}",
                              file_.row.id.value,
                              file_.state.revision,
                              notice.number,
                              notice.reminder,
                              notice.deadline.value);
        auto const& message = workflow.messages[notice.message].name;
        tell_secretariat(transaction_,
                         file_.row.id,
                         nobody_to_tell(file_, role, message, occurrence),
                         office_,
                         now_);
    }

    ports::Transaction& transaction_;
    CaseFile const& file_;
    Office const& office_;
    Instant now_;
    std::vector<Text> warnings_;
};

}  // namespace

bool may_arrive(Delivery const& delivery) {
    return delivery.phase != Phase::dead && delivery.phase != Phase::expired &&
           delivery.phase != Phase::cancelled && delivery.phase != Phase::bounced;
}

std::vector<Addressed> compose_letters(CaseFile const& file,
                                       std::vector<Notice> const& notices,
                                       Office const& office,
                                       Instant now) {
    std::vector<Addressed> letters;
    letters.reserve(notices.size());
    for (auto const& notice : notices)
        letters.push_back(compose(file, notice, occurrence_of(file, notice), office, now));
    return letters;
}

std::vector<Text> tell(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::vector<Notice> const& notices,
                       std::vector<Addressed> letters,
                       Office const& office,
                       Instant now) {
    Telling telling{transaction, file, office, now};
    for (std::size_t i = 0; i < notices.size(); ++i)
        telling.tell(notices[i], occurrence_of(file, notices[i]), std::move(letters[i]));
    return telling.warnings();
}

std::vector<Text> tell(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::vector<Notice> const& notices,
                       Office const& office,
                       Instant now) {
    return tell(
        transaction, file, notices, compose_letters(file, notices, office, now), office, now);
}

void tell_if_unreached(ports::Transaction& transaction,
                       CaseFile const& file,
                       DeadlineId deadline,
                       std::string const& occurrence,
                       Office const& office,
                       Instant now) {
    Telling{transaction, file, office, now}.tell_if_unreached(deadline, occurrence);
}

std::optional<Text> post(ports::Transaction& transaction, Delivery delivery, Office const& office) {
    auto const id = transaction.insert_delivery(delivery);
    if (!id || delivery.phase != Phase::dead) return std::nullopt;
    delivery.id = *id;
    auto const* const person = office.directory.find_person(delivery.recipient);
    auto const& name = person != nullptr ? person->name : delivery.recipient;
    tell_secretariat(transaction,
                     delivery.case_id,
                     undeliverable(delivery, name, delivery.created_at),
                     office,
                     delivery.created_at);
    return unreachable_warning(name);
}

void tell_secretariat(ports::Transaction& transaction,
                      CaseId id,
                      HouseNotice const& notice,
                      Office const& office,
                      Instant now) {
    for (auto const& delivery : address_secretariat(id, notice, office, now)) {
        transaction.insert_delivery(delivery);
    }
}

}  // namespace duban::service
