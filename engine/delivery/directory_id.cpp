#include "engine/delivery/directory_id.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/one_line.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t id_bytes_max = 64;
constexpr std::size_t name_bytes_max = 200;

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= id_bytes_max &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                      c == '.';
           });
}

}  // namespace

std::optional<Text> fault_of_id(std::string_view id) {
    if (is_id(id)) return std::nullopt;
    return Text{
        .zh_cn =
            fmt::format("标识“{}”只能由小写字母、数字、- _ . 组成，至多 {} 个", id, id_bytes_max),
        .en = fmt::format("the identifier \"{}\" may hold lower-case letters, digits and - _ . "
                          "only, {} at most",
                          id,
                          id_bytes_max)};
}

std::optional<Text> fault_of_name(std::string_view name) {
    if (is_one_line(name) && name.size() <= name_bytes_max) return std::nullopt;
    return Text{.zh_cn = fmt::format("名称须为一行，至多 {} 字节", name_bytes_max),
                .en = fmt::format("a name is one line of at most {} bytes", name_bytes_max)};
}

}  // namespace duban::delivery
