// A message of a definition as it would be written now: `message preview`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/outbox_view.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/base/utf8.hpp"
#include "engine/delivery/attachment.hpp"
#include "engine/delivery/sms_length.hpp"
#include "engine/service/preview.hpp"

namespace duban::cli {

namespace {

using service::Medium;
using service::Preview;

struct Options {
    std::string message;
    std::int64_t number = 0;
    std::string person;
};

std::size_t characters(std::string const& text) {
    return count_valid_characters(text).value_or(0);
}

/// How many parts it is paid for, within mainland China.
std::size_t parts(std::string const& text) {
    return delivery::length_of_sms(text, delivery::SmsCounting::domestic).parts;
}

/// Providers within mainland China refuse it.
bool is_too_long(Preview const& one) {
    auto const length = delivery::length_of_sms(one.letter->text, delivery::SmsCounting::domestic);
    return one.medium == Medium::sms && length.units > delivery::domestic_sms_max;
}

boost::json::object json_of(Preview const& one) {
    boost::json::object json{{"channel", one.channel},
                             {"carries", one.medium == Medium::mail ? "mail" : "sms"},
                             {"language", to_text(one.language)}};
    if (!one.letter) {
        json["problem"] = one.letter.error().in(one.language);
        return json;
    }
    json["subject"] = one.letter->subject;
    json["subject_characters"] = characters(one.letter->subject);
    json["text"] = one.letter->text;
    json["characters"] = characters(one.letter->text);
    if (one.medium == Medium::sms) {
        json["parts"] = parts(one.letter->text);
        json["too_long"] = is_too_long(one);
    }
    auto const written = delivery::write_attachments(one.letter->attachments);
    json["attachments"] = written.empty() ? boost::json::array{} : boost::json::parse(written);
    return json;
}

Text heading_of(Preview const& one) {
    auto const where = fmt::format("{} · {}", one.channel, to_text(one.language));
    if (!one.letter)
        return {.zh_cn = fmt::format("== {}：无法写出", where),
                .en = fmt::format("== {}: cannot be written", where)};
    auto const& letter = *one.letter;
    if (one.medium == Medium::sms) {
        auto const limit = delivery::domestic_sms_max;
        return {.zh_cn = fmt::format("== {}：{} 字，{} 条{}",
                                     where,
                                     characters(letter.text),
                                     parts(letter.text),
                                     is_too_long(one) ? fmt::format("；超过 {} 字", limit) : ""),
                .en = fmt::format("== {}: {} characters, {} parts{}",
                                  where,
                                  characters(letter.text),
                                  parts(letter.text),
                                  is_too_long(one) ? fmt::format("; more than {}", limit) : "")};
    }
    return {
        .zh_cn = fmt::format("== {}：标题 {} 字", where, characters(letter.subject)),
        .en = fmt::format("== {}: subject of {} characters", where, characters(letter.subject))};
}

void print_one(Session const& session, Preview const& one) {
    say(session, heading_of(one));
    if (!one.letter) return say(session, one.letter.error());
    if (!one.letter->subject.empty()) print(one.letter->subject + "\n\n");
    print(one.letter->text + "\n\n");
    if (auto const& files = one.letter->attachments; !files.empty())
        print(attachments_text(files, session.language) + "\n\n");
}

/// The message's place in the definition; that it is not there was said.
std::optional<workflow::Index> find_message(Session& session,
                                            service::CaseFile const& file,
                                            std::string const& name) {
    auto const& workflow = file.procedure->workflow;
    auto const index = workflow.find_message(name);
    if (index != workflow::none) return index;
    complain(session,
             {.zh_cn = fmt::format("流程“{}”没有通知“{}”", workflow.title.zh_cn, name),
              .en = fmt::format("the definition {} has no message \"{}\"", workflow.name, name)},
             exit_refused);
    std::vector<std::string_view> known;
    for (auto const& message : workflow.messages) known.emplace_back(message.name);
    suggest(session, name, known);
    return std::nullopt;
}

/// The one who was named, or else the first of the secretariat; that there is none was said.
delivery::Person const* reader_of(Session& session,
                                  service::Office const& office,
                                  std::string const& name) {
    auto const people = office.directory.members_of_group(office.secretariat);
    auto const* const person = !name.empty()    ? office.directory.find_person(name)
                               : people.empty() ? nullptr
                                                : people.front();
    if (person != nullptr) return person;
    complain(session,
             {.zh_cn = fmt::format("通讯录中没有“{}”：用 --to 写明收件人", name),
              .en = fmt::format("the directory has no \"{}\": say with --to who reads it", name)},
             exit_refused);
    return nullptr;
}

void run(Session& session, Options const& options) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const file = find_case(session, *house, *reader, options.number);
    if (!file) return;
    auto const message = find_message(session, *file, options.message);
    auto const office = house->office().get();
    auto const* const person = message ? reader_of(session, *office, options.person) : nullptr;
    if (person == nullptr) return;
    auto const previews = service::preview(*file, *message, *person, *office, house->clock().now());
    boost::json::array items;
    for (auto const& one : previews) {
        if (!one.letter) session.exit = exit_refused;
        session.json ? items.push_back(json_of(one)) : print_one(session, one);
    }
    if (session.json)
        print(boost::json::serialize(boost::json::object{{"previews", std::move(items)}}) + "\n");
}

}  // namespace

void add_message(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "message", words(session, "流程中的通知", "The messages of a definition"));
    command->require_subcommand(1);
    auto* const preview = command->add_subcommand(
        "preview",
        words(session,
              "一种通知现在写出来的样子：各渠道、两种语言；不发送",
              "A message as it would be written now, on each channel, in both languages; nothing "
              "is sent"));
    auto const options = std::make_shared<Options>();
    preview->add_option("message", options->message, words(session, "通知名", "its name"))
        ->required();
    preview->add_option("--case", options->number, words(session, "案件编号", "of this case"))
        ->required()
        ->check(whole_number(session, 1));
    preview->add_option("--to", options->person, words(session, "收件人", "who reads it"));
    preview->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
