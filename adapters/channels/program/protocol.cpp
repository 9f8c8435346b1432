#include "adapters/channels/program/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>

namespace duban::program {

namespace {

namespace json = boost::json;

using delivery::ErrorClass;
using delivery::Outcome;
using Kind = Outcome::Kind;

// The one recipient of a message; the protocol could carry more.
constexpr std::string_view recipient_id = "r1";

constexpr std::int64_t in_flight_most = 64;
constexpr double slowest_per_second = 1.0 / 3600;
constexpr double fastest_per_second = 10'000;
constexpr std::int64_t retry_after_most = std::chrono::milliseconds{std::chrono::hours{24}}.count();

std::string line_of(json::object const& object) {
    return json::serialize(object) + '\n';
}

json::object object_of(NamedTexts const& texts) {
    json::object object;
    for (auto const& [name, text] : texts) object[name] = text;
    return object;
}

std::string_view text_at(json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    auto const* text = value ? value->if_string() : nullptr;
    return text ? std::string_view{*text} : std::string_view{};
}

std::optional<std::int64_t> number_at(json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    auto const* number = value ? value->if_int64() : nullptr;
    return number ? std::optional{*number} : std::nullopt;
}

json::object const* object_at(json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

std::string words_at(json::object const& object, std::string_view key) {
    return delivery::printable_words(text_at(object, key));
}

std::string code_at(json::object const& object) {
    return delivery::printable_words(text_at(object, "code"), 100);
}

ErrorClass class_at(json::object const& object, ErrorClass otherwise) {
    auto const word = text_at(object, "class");
    if (word == "config") return ErrorClass::configuration;
    return delivery::parse_error_class(word).value_or(otherwise);
}

Kind kind_of(std::string_view status) {
    if (status == "accepted") return Kind::delivered;
    return delivery::parse_outcome_kind(status).value_or(Kind::uncertain);
}

/// Of "d-918", or "d-918/2"; 0 for any other text.
DeliveryId delivery_of(std::string_view id) {
    constexpr std::string_view mark = "d-";
    DeliveryId named;
    if (!id.starts_with(mark)) return named;
    id = id.substr(mark.size(), id.find('/') - mark.size());
    auto const [end, error] = std::from_chars(id.data(), id.data() + id.size(), named.value);
    return error == std::errc{} && end == id.data() + id.size() ? named : DeliveryId{};
}

delivery::Receipt receipt_of(json::object const& object) {
    auto const status = text_at(object, "status");
    auto const kind =
        status == "expired"
            ? delivery::Receipt::Kind::failed
            : delivery::parse_receipt_kind(status).value_or(delivery::Receipt::Kind::delayed);
    auto provider_id = words_at(object, "provider_id");
    return {.id = provider_id.empty() ? delivery_of(text_at(object, "id")) : DeliveryId{},
            .provider_id = std::move(provider_id),
            .kind = kind,
            .code = code_at(object),
            .words = words_at(object, "message")};
}

Outcome outcome_of(json::object const& item) {
    Outcome outcome;
    outcome.kind = kind_of(text_at(item, "status"));
    outcome.error = class_at(item, ErrorClass::provider);
    outcome.code = code_at(item);
    outcome.words = words_at(item, "message");
    outcome.provider_id = words_at(item, "provider_id");
    if (auto const wait = number_at(item, "retry_after_ms")) {
        outcome.retry_after =
            std::chrono::milliseconds{std::clamp<std::int64_t>(*wait, 0, retry_after_most)};
    }
    return outcome;
}

/// An answer that names the message but cannot be understood leaves its outcome unknown.
Answer answer_of(json::object const& object) {
    Answer answer{.id = std::string{text_at(object, "id")}, .outcome = {}};
    answer.outcome.code = "bad_answer";
    auto const* value = object.if_contains("items");
    auto const* items = value ? value->if_array() : nullptr;
    if (!items) return answer;
    for (auto const& item : *items) {
        auto const* fields = item.if_object();
        if (fields && text_at(*fields, "rid") == recipient_id) answer.outcome = outcome_of(*fields);
    }
    return answer;
}

/// "rps", messages a second: 50, or 0.2 for one in five seconds. What is no such number limits
/// nothing.
std::optional<delivery::Rate> rate_of(json::object const& limits) {
    json::error_code error;
    auto const* const value = limits.if_contains("rps");
    auto const per_second = value ? value->to_number<double>(error) : 0.0;
    if (error || !(per_second >= slowest_per_second) || per_second > fastest_per_second) return {};
    if (per_second >= 1) {
        return delivery::Rate{.at_most = static_cast<std::size_t>(per_second),
                              .per = std::chrono::seconds{1}};
    }
    std::chrono::duration<double> const apart{1 / per_second};
    return delivery::Rate{.at_most = 1, .per = std::chrono::ceil<Duration>(apart)};
}

Hello hello_of(json::object const& object) {
    Hello hello;
    auto const protocol = number_at(object, "proto").value_or(0);
    hello.protocol = protocol == 1 ? 1 : 0;
    hello.name = words_at(object, "name");
    hello.version = words_at(object, "version");
    auto const* limits = object_at(object, "limits");
    auto const most = limits ? number_at(*limits, "max_inflight") : std::nullopt;
    hello.in_flight_max =
        static_cast<std::size_t>(std::clamp<std::int64_t>(most.value_or(1), 1, in_flight_most));
    if (auto const* const caps = object_at(object, "caps")) {
        auto const* const query = caps->if_contains("query");
        hello.answers_queries = query != nullptr && query->is_bool() && query->get_bool();
    }
    if (limits) hello.rate = rate_of(*limits);
    if (auto const* const schema = object_at(object, "config_schema"))
        hello.settings = read_config_schema(*schema);
    hello.settings_unclear = object.contains("config_schema") && !hello.settings;
    return hello;
}

Message message_of(std::string_view operation, json::object const& object) {
    if (operation == "result") return answer_of(object);
    if (operation == "pong") return Pong{};
    if (operation == "hello") return hello_of(object);
    if (operation == "ready") return Ready{};
    if (operation == "receipt") {
        return Receipt{receipt_of(object)};
    }
    if (operation == "fatal") {
        return Fatal{.error = class_at(object, ErrorClass::configuration),
                     .code = code_at(object),
                     .words = words_at(object, "message")};
    }
    return Other{.operation = delivery::printable_words(operation)};
}

json::object rendered(delivery::Outgoing const& message) {
    json::object texts{{"subject", message.subject}, {"text", message.text}};
    if (!message.html.empty()) texts["html"] = message.html;
    if (!message.calendar.empty()) texts["calendar"] = message.calendar;
    return texts;
}

/// What a provider's own template is filled with.
json::object template_of(delivery::Outgoing const& message) {
    json::error_code error;
    auto variables = json::parse(message.variables, error);
    return {{"ref", message.message},
            {"params", !error && variables.is_object() ? variables : json::object{}}};
}

}  // namespace

std::string hello_line(std::string_view instance) {
    return line_of({{"op", "hello"}, {"proto", {1}}, {"host", "duban"}, {"instance", instance}});
}

std::string init_line(NamedTexts const& config, NamedTexts const& secrets) {
    return line_of(
        {{"op", "init"}, {"config", object_of(config)}, {"secrets", object_of(secrets)}});
}

std::string send_line(std::string_view id, delivery::Outgoing const& message) {
    return line_of(
        {{"op", "send"},
         {"id", id},
         {"key", message.message_id},
         {"deadline", to_text(message.deadline)},
         {"language", to_text(message.language)},
         {"to",
          json::array{json::object{
              {"rid", recipient_id}, {"addr", message.address}, {"name", message.recipient_name}}}},
         {"rendered", rendered(message)},
         {"template", template_of(message)},
         {"meta", {{"attempt", message.attempt}}}});
}

std::string cancel_line(std::string_view id) {
    return line_of({{"op", "cancel"}, {"id", id}});
}

std::string query_line(ports::Inquiry const& message) {
    return line_of({{"op", "query"},
                    {"id", fmt::format("d-{}", message.id.value)},
                    {"provider_id", message.provider_id},
                    {"addr", message.address},
                    {"date", to_text(message.date)}});
}

std::string ping_line(std::int64_t number) {
    return line_of({{"op", "ping"}, {"n", number}});
}

std::string drain_line() {
    return line_of({{"op", "drain"}});
}

std::string id_of(delivery::Outgoing const& message) {
    return fmt::format("d-{}/{}", message.id.value, message.attempt);
}

std::optional<Message> parse_line(std::string_view line) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    auto const value = json::parse(line, error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    auto const operation = text_at(object, "op");
    if (operation.empty()) return std::nullopt;
    return message_of(operation, object);
}

}  // namespace duban::program
