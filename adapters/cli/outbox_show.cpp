// One delivery: its attempts and words (`outbox show`), and the very bytes that leave
// (`outbox preview`).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/channel_wiring.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/outbox_filter.hpp"
#include "adapters/cli/outbox_view.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/base/one_line.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/service/kept_files.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

using delivery::Delivery;

/// The row, or nothing; that it is not there was said then.
std::optional<Delivery> find_row(Session& session, ports::Reader& reader, std::int64_t number) {
    auto row = reader.find_delivery(DeliveryId{number});
    if (!row) {
        complain(session,
                 {.zh_cn = fmt::format("没有{}号通知", number),
                  .en = fmt::format("there is no delivery {}", number)},
                 exit_refused);
    }
    return row;
}

void print_json(Delivery const& row, std::vector<delivery::Attempt> const& attempts) {
    auto json = delivery_json(row);
    json["subject"] = row.subject;
    json["text"] = row.text;
    json["html"] = row.html;
    json["calendar"] = row.calendar;
    json["attachments"] =
        row.attachments.empty() ? boost::json::array{} : boost::json::parse(row.attachments);
    boost::json::array items;
    for (auto const& attempt : attempts) items.push_back(attempt_json(attempt));
    json["attempt_log"] = std::move(items);
    print(boost::json::serialize(json) + "\n");
}

std::string attempts_text(std::vector<delivery::Attempt> const& attempts,
                          calendar::Zone const& zone) {
    std::string text;
    for (auto const& attempt : attempts) {
        // An earlier version did not keep it.
        auto const where =
            attempt.address.empty() ? std::string{} : fmt::format(" <{}>", attempt.address);
        text += fmt::format("#{} {}{} {} {} {}\n",
                            attempt.number,
                            service::wall_text(attempt.at, zone),
                            where,
                            attempt.outcome,
                            attempt.code,
                            attempt.words);
    }
    return text;
}

void show(Session& session, std::int64_t number) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const row = find_row(session, *reader, number);
    if (!row) return;
    auto const attempts = reader->attempts(row->id);
    if (session.json) return print_json(*row, attempts);
    auto const zone = calendar::Zone::find(house->configuration().time_zone);
    auto text = fmt::format("{} -> {} <{}> ({}): {}\n{}\n",
                            row->message,
                            row->recipient,
                            row->address,
                            row->channel,
                            word_of(row->phase).in(session.language),
                            row->message_id);
    text += attempts_text(attempts, *zone);
    if (auto const note = note_of(*row, *zone, session.language); !note.empty())
        text += note + "\n";
    if (!row->text.empty()) text += fmt::format("\n{}\n\n{}\n", row->subject, row->text);
    if (auto const files = delivery::read_attachments(row->attachments); !files.empty())
        text += attachments_text(files, session.language) + "\n";
    print(on_its_lines(text));
}

/// What leaves by a channel of mails: all bytes. By any other: the text.
Result<std::string, Text> bytes_of(Delivery const& row, House& house) {
    auto const office = house.office().get();
    auto const reader = house.store().read();
    auto files = service::KeptFiles{*reader}.attached_to(row);
    auto const outgoing = service::outgoing_of(row, std::move(files), *office, row.created_at);
    auto const& configuration = house.configuration();
    auto const& channels = configuration.channels;
    auto const channel = std::ranges::find(channels, row.channel, &ChannelSettings::name);
    auto const from =
        channel == channels.end() ? std::nullopt : sender_of(*channel, configuration.time_zone);
    if (!from) return row.text + "\n";
    return delivery::compose_mail(outgoing, *from);
}

void preview(Session& session, std::int64_t number) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const row = find_row(session, *house->store().read(), number);
    if (!row) return;
    auto const bytes = bytes_of(*row, *house);
    if (!bytes) return complain(session, bytes.error(), exit_refused);
    if (session.json) {
        print(boost::json::serialize(
                  boost::json::object{{"delivery", row->id.value}, {"bytes", *bytes}}) +
              "\n");
    } else {
        print(*bytes);
    }
}

void add(CLI::App& command, Session& session, void (*run)(Session&, std::int64_t)) {
    auto const number = std::make_shared<std::int64_t>(0);
    command.add_option("delivery", *number, words(session, "通知编号", "its number"))
        ->required()
        ->check(whole_number(session, 1));
    command.callback([&session, number, run] { run(session, *number); });
}

}  // namespace

void add_outbox_show(CLI::App& above, Session& session) {
    add(*above.add_subcommand("show",
                              words(session,
                                    "一条通知的详情：历次发送和内容",
                                    "One delivery, with its attempts and its words")),
        session,
        show);
}

void add_outbox_preview(CLI::App& above, Session& session) {
    add(*above.add_subcommand("preview",
                              words(session,
                                    "一条通知发出时的原样：邮件为全部字节",
                                    "One delivery as it leaves: of a mail all its bytes")),
        session,
        preview);
}

}  // namespace duban::cli
