#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "engine/service/house_notice.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/retelling_impl.hpp"
#include "engine/service/telling.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::service {

namespace {

using boost::json::object;

/// The paths as a case is found by them: without the numbers of parts, each once.
std::string plain_paths(std::string_view place) {
    std::string plain;
    std::string last;
    while (!place.empty()) {
        auto const space = place.find(' ');
        std::string path{place.substr(0, space)};
        place.remove_prefix(space == std::string_view::npos ? place.size() : space + 1);
        auto const open = path.find('[');
        if (open != std::string::npos) path.erase(open, path.find(']') + 1 - open);
        if (path == last) continue;
        if (!plain.empty()) plain += ' ';
        plain += path;
        last = std::move(path);
    }
    return plain;
}

/// Null is what a field without a value has; the store leaves such a field out.
void take_over(object const& set, object& fields) {
    for (auto const& [name, value] : set) {
        if (value.is_null()) {
            fields.erase(name);
        } else {
            fields[name] = value;
        }
    }
}

bool has_ended(CaseFile const& file) {
    return std::ranges::any_of(file.state.position.active, [&](tracking::Node node) {
        auto const& state = file.procedure->workflow.states[node.state];
        return state.end && state.parent == workflow::none;
    });
}

std::string text_at(object const& json, char const* key) {
    return std::string{json.at(key).as_string()};
}

}  // namespace

void Retelling::hear(ports::JournalRow const& row) {
    auto const record = boost::json::parse(row.record).as_object();
    state_ = plain_paths(record.at("to").as_string());
    if (row.number == 1) opened_at_ = row.at;
    // What a person is reminded of, or not any more, also after the end, ends nothing.
    if (!record.contains("personal_reminder")) last_at_ = row.at;
    if (auto const* const set = record.if_contains("set")) take_over(set->as_object(), fields_);
    if (auto const* const parts = record.if_contains("parts")) hear_parts(parts->as_object());
    hear_deadlines(record);
    if (record.at("kind").as_string() == "upgraded") hear_upgrade(record);
    if (record.at("kind").as_string() == "personal_reminder_rang")
        told_.push_back({row.number, row.at, std::string{personal_reminder_message}});
    if (auto const* const notices = record.if_contains("notices")) {
        for (auto const& notice : notices->as_array())
            told_.push_back({row.number, row.at, text_at(notice.as_object(), "message")});
    }
}

void Retelling::hear_parts(object const& parts) {
    for (auto const& [number, json] : parts) {
        auto const& said = json.as_object();
        auto& part = parts_[std::string{number}];
        if (said.contains("opened"))
            part = {.region = text_at(said, "region"), .key = text_at(said, "key"), .set = {}};
        if (auto const* const set = said.if_contains("set")) take_over(set->as_object(), part.set);
        if (said.contains("closed")) parts_.erase(std::string{number});
    }
}

void Retelling::hear_deadlines(object const& record) {
    if (auto const* const ended = record.if_contains("ended")) {
        for (auto const& name : ended->as_array())
            --deadlines_[std::string{name.as_string()}].running;
    }
    if (auto const* const started = record.if_contains("started")) {
        for (auto const& json : started->as_array()) {
            auto const& said = json.as_object();
            auto& deadlines = deadlines_[text_at(said, "deadline")];
            ++deadlines.running;
            deadlines.told.emplace(text_at(said, "term"), text_at(said, "due"));
        }
    }
    if (auto const* const clocks = record.if_contains("clocks")) {
        for (auto const& json : clocks->as_array()) hear_clock(json.as_object());
    }
}

/// Under the other definition deadlines may be called otherwise: its record tells all that run.
void Retelling::hear_upgrade(object const& record) {
    deadlines_.clear();
    for (auto const& json : record.at("deadlines").as_array()) {
        auto const* const after = json.as_object().if_contains("after");
        if (after == nullptr) continue;
        auto& deadlines = deadlines_[text_at(json.as_object(), "deadline")];
        ++deadlines.running;
        deadlines.told.emplace(text_at(after->as_object(), "term"),
                               text_at(after->as_object(), "due"));
    }
}

/// Extended, or moved by a standstill: then the term is one of those known by this name.
void Retelling::hear_clock(object const& said) {
    auto& told = deadlines_[text_at(said, "deadline")].told;
    auto const due = text_at(said, "due");
    if (said.contains("extended_to")) {
        told.emplace(text_at(said, "extended_to"), due);
        return;
    }
    auto const known = told;
    for (auto const& [term, unused] : known) told.emplace(term, due);
}

std::optional<Text> Retelling::contradiction(ports::CaseRow const& row) const {
    if (row.state != state_) {
        return Text{.zh_cn = "案件的状态与办理记录不符",
                    .en = "the state of the case is not the one that its journal tells"};
    }
    if (row.revision != row.journal_length) {
        return Text{.zh_cn = "案件的版次与办理记录不符",
                    .en = "the revision of the case is not the one that its journal tells"};
    }
    if (boost::json::parse(row.data) != fields_) {
        return Text{.zh_cn = "案件的字段与办理记录不符",
                    .en = "the fields of the case are not those that its journal tells"};
    }
    if (row.opened_at != opened_at_ || (row.closed_at && *row.closed_at != last_at_)) {
        return Text{.zh_cn = "案件的立案或办结时间与办理记录不符",
                    .en = "the case was opened or closed at another time than its journal tells"};
    }
    return std::nullopt;
}

std::optional<Text> Retelling::contradiction(CaseFile const& file) const {
    if (file.state.closed_at.has_value() != has_ended(file)) {
        return Text{.zh_cn = "案件是否办结与其状态不符",
                    .en = "whether the case is closed does not fit its state"};
    }
    auto const& parts = file.state.parts;
    bool const same_parts =
        parts.size() == parts_.size() &&
        std::ranges::all_of(parts, [&](auto const& part) { return has(file, part); });
    if (!same_parts) {
        return Text{.zh_cn = "案件的分件与办理记录不符",
                    .en = "the parts of the case are not those that its journal tells"};
    }
    for (auto const& [name, told] : deadlines_) {
        auto const running = std::ranges::count_if(file.state.deadlines, [&](auto const& one) {
            return file.procedure->workflow.states[one.state].due->name == name;
        });
        if (running == told.running) continue;
        return Text{
            .zh_cn = fmt::format(
                "时限“{}”：办理记录中有{}个在走，案件中有{}个", name, told.running, running),
            .en = fmt::format("of the deadline \"{}\" the journal has {} running, the case {}",
                              name,
                              told.running,
                              running)};
    }
    for (auto const& deadline : file.state.deadlines) {
        if (has_started(file, deadline)) continue;
        auto const& name = file.procedure->workflow.states[deadline.state].due->name;
        return Text{
            .zh_cn = fmt::format("时限“{}”（{}）与办理记录不符", name, deadline.id.value),
            .en = fmt::format("the deadline \"{}\" ({}) is not the one that the journal tells",
                              name,
                              deadline.id.value)};
    }
    return std::nullopt;
}

bool Retelling::has(CaseFile const& file, tracking::Part const& part) const {
    auto const& workflow = file.procedure->workflow;
    auto const told = parts_.find(fmt::format("{}", part.number));
    auto const& region = workflow.states[part.region];
    if (told == parts_.end() || told->second.region != region.path || told->second.key != part.key)
        return false;
    return std::ranges::all_of(told->second.set, [&](auto const& set) {
        auto const field = workflow.find_field(std::string_view{set.key()});
        auto const place = static_cast<std::size_t>(field - region.for_each->key);
        return field >= region.for_each->key && place < part.fields.size() &&
               boost::json::parse(tracking::encode_value(part.fields[place])) == set.value();
    });
}

bool Retelling::has_started(CaseFile const& file, tracking::Deadline const& deadline) const {
    auto const found = deadlines_.find(file.procedure->workflow.states[deadline.state].due->name);
    std::pair const wanted{calendar::to_text(deadline.ledger.term_in_force()),
                           to_text(deadline.due_day)};
    return found != deadlines_.end() && found->second.told.contains(wanted);
}

bool Retelling::tells_of(delivery::Delivery const& delivery) const {
    if (is_house_notice(delivery)) return true;
    if (delivery.occurrence.ends_with(unreached_suffix))  // of a reminder that was told before it
        return delivery.deadline.value != 0 && std::ranges::any_of(told_, [&](Told const& told) {
                   return told.at <= delivery.created_at;
               });
    auto const begins_as_told = [&](Told const& told) {
        auto const id = delivery.deadline.value;
        return delivery.occurrence.starts_with(
            id == 0
                ? fmt::format("case {} revision {} notice ", delivery.case_id.value, told.number)
                : fmt::format("deadline {} ", id));
    };
    return std::ranges::any_of(told_, [&](Told const& told) {
        return told.at == delivery.created_at && told.message == delivery.message &&
               begins_as_told(told);
    });
}

}  // namespace duban::service
