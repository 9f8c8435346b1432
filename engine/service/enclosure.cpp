#include "engine/service/enclosure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/attachment.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::service {

namespace {

/// Null where the field belongs to parts, and this is none of them.
expression::Value const* value_of(workflow::Index index,
                                  CaseFile const& file,
                                  tracking::Part const* part) {
    auto const& workflow = file.procedure->workflow;
    auto const region = workflow.fields[index].region;
    if (region == workflow::none) return &file.state.fields[index];
    if (part == nullptr || part->region != region) return nullptr;
    auto const first = workflow.states[region].for_each->key;
    return &part->fields[static_cast<std::size_t>(index - first)];
}

}  // namespace

std::vector<FileDescription> enclosed_with(workflow::Message const& message,
                                           CaseFile const& file,
                                           tracking::Part const* part) {
    auto const& workflow = file.procedure->workflow;
    std::vector<FileDescription> files;
    for (auto const& name : message.attach) {
        auto const index = workflow.find_field(name);
        auto const* const value = value_of(index, file, part);
        if (value == nullptr) continue;
        for (auto& one : workflow::files_in(workflow.fields[index], *value)) {
            if (std::ranges::find(files, one) == files.end()) files.push_back(std::move(one));
        }
    }
    return files;
}

bool may_carry(Route const* route, std::vector<FileDescription> const& files) {
    return files.empty() ||
           (route != nullptr && delivery::octets_of(files) <= route->attachments_at_most);
}

std::string left_out(std::vector<FileDescription> const& files,
                     Office const& office,
                     Language language) {
    bool const zh = language == Language::zh_cn;
    std::string names;
    for (auto const& file : files) {
        if (!names.empty()) names += zh ? "、" : ", ";
        names += file.name;
    }
    auto const& sender = office.name.in(language);
    return zh ? fmt::format("以下文件未随本邮件发送，请向{}索取：{}。", sender, names)
              : fmt::format(
                    "These files do not come with this mail; ask {} for them: {}.", sender, names);
}

}  // namespace duban::service
