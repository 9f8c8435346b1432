#include "engine/service/handing_in.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/service/kept_content.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::service {

namespace {

using tracking::Refusal;

Refusal bad_value(Text reason) {
    return {Refusal::Kind::bad_value, std::move(reason)};
}

Refusal too_many() {
    constexpr auto most = workflow::handed_files_most;
    return bad_value({.zh_cn = fmt::format("一次最多提交 {} 个文件", most),
                      .en = fmt::format("at most {} files are handed in at once", most)});
}

Refusal not_handed_in(std::string const& name) {
    return bad_value(
        {.zh_cn = fmt::format("文件“{}”的内容没有提交，本案也没有收存过：请连同文件一起提交", name),
         .en = fmt::format("what is in the file \"{}\" was not handed in, and the case does not "
                           "have it: hand the file in itself",
                           name)});
}

Refusal misdescribed(std::string const& name) {
    return bad_value(
        {.zh_cn = fmt::format("文件“{}”的大小或类型与内容不符", name),
         .en = fmt::format("the file \"{}\" is not of the size or the type that is said of it",
                           name)});
}

void append(std::vector<FileDescription>& to, std::vector<FileDescription> files) {
    to.insert(
        to.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
}

}  // namespace

std::vector<FileDescription> files_of(CaseFile const& file) {
    auto const& workflow = file.procedure->workflow;
    std::vector<FileDescription> files;
    for (std::size_t i = 0; i < file.state.fields.size(); ++i)
        append(files, workflow::files_in(workflow.fields[i], file.state.fields[i]));
    for (auto const& part : file.state.parts) {
        auto const first = workflow.states[part.region].for_each->key;
        for (std::size_t i = 0; i < part.fields.size(); ++i)
            append(files, workflow::files_in(workflow.fields[first + i], part.fields[i]));
    }
    return files;
}

HandingIn::HandingIn(workflow::Workflow const& workflow,
                     tracking::NamedValues const& with,
                     std::vector<std::string> const& contents) {
    for (auto const& [name, value] : with) {
        auto const index = workflow.find_field(name);
        if (index != workflow::none)
            append(described_, workflow::files_in(workflow.fields[index], value));
    }
    if (contents.size() > workflow::handed_files_most) return;  // refused, so not looked at
    for (auto const& octets : contents) contents_.push_back({sha256(octets), &octets});
}

std::optional<Refusal> HandingIn::refusal(std::vector<FileDescription> const& held,
                                          ports::Reader& reader) const {
    if (described_.size() > workflow::handed_files_most) return too_many();
    for (auto const& file : described_) {
        auto const* const content = find(file.sha256);
        if (content == nullptr) {
            bool const is_held = std::ranges::find(held, file) != held.end();
            if (is_held && kept_content(reader, file.sha256)) continue;
            return not_handed_in(file.name);
        }
        auto const seen = workflow::describe_file(file.name, *content->octets, content->sha256);
        if (!seen) return bad_value(seen.error());
        if (*seen != file) return misdescribed(file.name);
    }
    return std::nullopt;
}

std::vector<Hash> HandingIn::keep(ports::Transaction& transaction, Instant now) const {
    std::vector<Hash> kept;
    for (auto const& file : described_) {
        auto const* const content = find(file.sha256);
        bool const is_kept = std::ranges::find(kept, file.sha256) != kept.end();
        if (content == nullptr || is_kept) continue;
        kept.push_back(content->sha256);
        transaction.insert_content(
            {.sha256 = content->sha256, .octets = *content->octets, .kept_at = now});
    }
    return kept;
}

HandingIn::Content const* HandingIn::find(Hash const& sha256) const {
    auto const found = std::ranges::find(contents_, sha256, &Content::sha256);
    return found == contents_.end() ? nullptr : &*found;
}

}  // namespace duban::service
