#include "engine/workflow/handed_file.hpp"

#include <fmt/format.h>

#include "engine/workflow/file_name.hpp"
#include "engine/workflow/media_type.hpp"

namespace duban::workflow {

namespace {

using expression::Map;
using expression::Value;

constexpr std::int64_t mebibyte = 1024 * 1024;

std::optional<Text> fault_of(std::string const& name, std::string_view octets) {
    if (auto fault = fault_of_file_name(name)) return fault;
    if (auto fault = fault_of_file_size(name, octets.size())) return fault;
    if (!is_program(name, octets)) return std::nullopt;
    return Text{
        .zh_cn = fmt::format("文件“{}”是可执行的程序，不予收存", name),
        .en = fmt::format("the file \"{}\" is a program, and programs are not taken", name)};
}

template <class Kind>
Kind const* part(Map const& file, std::string_view name) {
    auto const found = file.find(name);
    return found == file.end() ? nullptr : found->second.as<Kind>();
}

std::optional<FileDescription> description_in(Map const& file) {
    auto const* const name = part<std::string>(file, "name");
    auto const* const media_type = part<std::string>(file, "media_type");
    auto const* const size = part<std::int64_t>(file, "size");
    auto const* const sha256 = part<std::string>(file, "sha256");
    auto const hash = sha256 == nullptr ? std::nullopt : parse_hash(*sha256);
    if (name == nullptr || media_type == nullptr || size == nullptr || !hash) return std::nullopt;
    return FileDescription{
        .name = *name, .media_type = *media_type, .size = *size, .sha256 = *hash};
}

void collect(Field const& field, Value const& value, std::vector<FileDescription>& to) {
    if (auto const* const list = value.as_list()) {
        for (auto const& item : *list) collect(field, item, to);
        return;
    }
    auto const* const record = value.as_map();
    if (record == nullptr) return;
    if (field.kind == FieldKind::file) {
        if (auto file = description_in(*record)) to.push_back(std::move(*file));
        return;
    }
    for (auto const& inner : field.fields) {
        auto const held = record->find(std::string_view{inner.name});
        if (held != record->end()) collect(inner, held->second, to);
    }
}

}  // namespace

std::optional<Text> fault_of_file_size(std::string const& name, std::uintmax_t octets) {
    if (octets == 0) {
        return Text{.zh_cn = fmt::format("文件“{}”是空的", name),
                    .en = fmt::format("the file \"{}\" is empty", name)};
    }
    constexpr auto most = file_octets_most;
    if (octets <= static_cast<std::uintmax_t>(most)) return std::nullopt;
    return Text{
        .zh_cn = fmt::format("文件“{}”有 {} 字节，最大 {} MiB", name, octets, most / mebibyte),
        .en = fmt::format("the file \"{}\" has {} bytes; at most {} MiB are allowed",
                          name,
                          octets,
                          most / mebibyte)};
}

Result<FileDescription, Text> describe_file(std::string name, std::string_view octets) {
    return describe_file(std::move(name), octets, sha256(octets));
}

Result<FileDescription, Text> describe_file(std::string name,
                                            std::string_view octets,
                                            Hash const& hash) {
    if (auto fault = fault_of(name, octets)) return Failure<Text>{std::move(*fault)};
    FileDescription file{.name = {},
                         .media_type = std::string{media_type_of(name, octets)},
                         .size = static_cast<std::int64_t>(octets.size()),
                         .sha256 = hash};
    file.name = std::move(name);
    return file;
}

Value to_value(FileDescription const& file) {
    return Map{{Value{"name"}, Value{file.name}},
               {Value{"size"}, Value{file.size}},
               {Value{"sha256"}, Value{duban::to_text(file.sha256)}},
               {Value{"media_type"}, Value{file.media_type}}};
}

std::vector<FileDescription> files_in(Field const& field, Value const& value) {
    std::vector<FileDescription> files;
    collect(field, value, files);
    return files;
}

}  // namespace duban::workflow
