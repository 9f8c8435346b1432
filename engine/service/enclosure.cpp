#include "engine/service/enclosure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/delivery/attachment.hpp"
#include "engine/tracking/field_value.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::service {

std::vector<FileDescription> enclosed_with(workflow::Message const& message,
                                           CaseFile const& file,
                                           tracking::Part const* part) {
    auto const& workflow = file.procedure->workflow;
    std::vector<FileDescription> files;
    for (auto const& name : message.attach) {
        auto const index = workflow.find_field(name);
        auto const* const value = tracking::field_value(workflow, file.state, part, index);
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
