#include "adapters/cli/missing_templates.hpp"

#include <set>
#include <utility>

#include "adapters/channels/sms/protocol.hpp"

namespace duban::cli {

namespace {

bool has_short_text(workflow::Message const& message) {
    return !message.zh_cn.sms.empty() || !message.en.sms.empty();
}

void find_in(workflow::Workflow const& workflow,
             ChannelSettings const& channel,
             std::vector<MissingTemplates>& to) {
    MissingTemplates missing{.channel = channel.name, .workflow = workflow.name, .messages = {}};
    for (auto const& message : workflow.messages) {
        if (!has_short_text(message) || channel.sms.find_template(message.name)) continue;
        missing.messages.push_back(message.name);
    }
    if (!missing.messages.empty()) to.push_back(std::move(missing));
}

}  // namespace

std::vector<MissingTemplates> find_missing_templates(House& house) {
    std::vector<MissingTemplates> missing;
    auto const reader = house.store().read();
    std::set<std::string> names;
    for (auto const& row : reader->list_workflows()) names.insert(row.name);
    for (auto const& channel : house.configuration().channels) {
        if (channel.kind != ChannelKind::sms) continue;
        if (!sms::protocol_of(channel.sms.provider).needs_template) continue;
        for (auto const& name : names) {
            WorkflowId id;
            auto const procedure = house.procedures().in_force(*reader, name, id);
            if (procedure) find_in(procedure->workflow, channel, missing);
        }
    }
    return missing;
}

}  // namespace duban::cli
