#include <algorithm>
#include <boost/json.hpp>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/explanation_json_impl.hpp"
#include "adapters/cli/why_view.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using expression::Account;

object json_of(service::Named const& named) {
    return {{"id", named.id}, {"name", named.name}};
}

value json_of(std::optional<service::Named> const& part) {
    if (!part) return nullptr;
    return json_of(*part);
}

array json_of(std::vector<service::Named> const& people) {
    array all;
    for (auto const& person : people) all.push_back(json_of(person));
    return all;
}

array json_of(std::vector<Text> const& roles, Language language) {
    array all;
    for (auto const& role : roles) all.emplace_back(role.in(language));
    return all;
}

object json_of(std::vector<std::pair<std::string, std::string>> const& values) {
    object all;
    for (auto const& [name, text] : values) all[name] = text;
    return all;
}

/// true, false, or null where it cannot be told.
value json_of(Account::Answer answer) {
    if (answer == Account::Answer::fails) return nullptr;
    return answer == Account::Answer::yes;
}

object json_of(service::ConditionStanding const& condition) {
    array parts;
    for (auto const& part : condition.parts) parts.push_back(json_of(part));
    object json{{"condition", condition.text},
                {"answer", json_of(condition.answer)},
                {"error", nullptr},
                {"item", nullptr},
                {"seen", json_of(condition.seen)},
                {"parts", std::move(parts)}};
    if (!condition.error.empty()) json["error"] = condition.error;
    if (!condition.item.empty()) json["item"] = condition.item;
    return json;
}

object json_of(service::GuardStanding const& guard) {
    return {{"guard", guard.text},
            {"open", guard.open},
            {"values", json_of(guard.values)},
            {"hangs_on_need", guard.hangs_on_need},
            {"condition", json_of(guard.condition)}};
}

object json_of(service::ActionStanding const& action, Language language) {
    array guards;
    for (auto const& guard : action.guards) guards.push_back(json_of(guard));
    object json{{"action", action.name},
                {"title", action.title.in(language)},
                {"possible", action.possible},
                {"by", json_of(action.by, language)},
                {"need", boost::json::value_from(action.need)},
                {"guards", std::move(guards)},
                {"because", action.because.in(language)},
                {"state", action.state},
                {"part", nullptr},
                {"people", json_of(action.people)}};
    if (!action.part.empty()) json["part"] = action.part;
    return json;
}

object json_of(service::PlaceStanding const& place, Language language) {
    object json{{"state", place.path},
                {"title", place.title.in(language)},
                {"part", json_of(place.part)},
                {"ended", place.ended},
                {"owner", json_of(place.owner, language)},
                {"people", json_of(place.people)},
                {"since", nullptr},
                {"entered_by", nullptr}};
    if (place.entered) {
        json["since"] = to_text(place.entered->at);
        json["entered_by"] = object{{"kind", place.entered->kind},
                                    {"action", place.entered->action},
                                    {"actor", json_of(place.by)},
                                    {"record", place.entered->number}};
    }
    return json;
}

object json_of(service::DeadlineStanding const& deadline, Language language) {
    object json{{"name", deadline.name},
                {"explanation", calendar::to_text(deadline.explanation, language)},
                {"derivation", explanation_object(deadline.explanation, language)},
                {"state", deadline.state},
                {"part", json_of(deadline.part)},
                {"next_alarm", nullptr}};
    if (deadline.next_alarm) json["next_alarm"] = to_text(*deadline.next_alarm);
    return json;
}

object json_of(service::WaitStanding const& wait) {
    return {{"event", wait.event},
            {"id", wait.id},
            {"part", json_of(wait.part)},
            {"at", to_text(wait.at)}};
}

std::string_view name_of(service::Forecast::Kind kind) {
    switch (kind) {
        case service::Forecast::Kind::reminder:
            return "reminder";
        case service::Forecast::Kind::deadline_passes:
            return "deadline_passes";
        case service::Forecast::Kind::moves:
            return "moves";
        case service::Forecast::Kind::personal_reminder:
            return "personal_reminder";
    }
    return {};
}

object json_of(service::Forecast const& entry, Language language) {
    return {{"at", to_text(entry.at)},
            {"kind", name_of(entry.kind)},
            {"deadline", entry.deadline},
            {"part", entry.part},
            {"message", entry.message},
            {"recipient", entry.recipient.in(language)},
            {"to_state", entry.to_state}};
}

}  // namespace

std::string why_json(Why const& why, Language language) {
    auto json = boost::json::parse(case_json(why.file, why.personal_reminders)).as_object();
    auto const add = [&](char const* key, auto const& all, auto... with) {
        array entries;
        for (auto const& one : all) entries.push_back(json_of(one, with...));
        json[key] = std::move(entries);
    };
    add("actions", why.standing.actions, language);
    add("explanations", why.standing.deadlines, language);
    add("places", why.standing.places, language);
    add("waits", why.standing.waits);
    add("next", why.next, language);
    json["newer_version"] = nullptr;
    if (why.newer_version) json["newer_version"] = *why.newer_version;
    return boost::json::serialize(json);
}

std::string action_json(Why const& why,
                        std::string const& action,
                        std::string const& reason,
                        Language language) {
    array ways;
    bool possible = false;
    for (auto const& one : why.standing.actions) {
        ways.push_back(json_of(one, language));
        possible = possible || one.possible;
    }
    object json{{"case", why.file.row.id.value},
                {"action", action},
                {"here", !ways.empty()},
                {"possible", possible},
                {"reason", nullptr},
                {"ways", std::move(ways)}};
    if (!reason.empty()) json["reason"] = reason;
    return boost::json::serialize(json);
}

}  // namespace duban::cli
