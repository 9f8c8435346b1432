#include "engine/service/kept_content.hpp"

#include <fmt/format.h>

namespace duban::service {

Result<std::string, ContentFault> kept_content(ports::Reader& reader, Hash const& sha256) {
    auto content = reader.find_content(sha256);
    if (!content) return Failure<ContentFault>{ContentFault::missing};
    if (duban::sha256(*content) != sha256) return Failure<ContentFault>{ContentFault::changed};
    return std::move(*content);
}

Text words_of(ContentFault fault, FileDescription const& file) {
    if (fault == ContentFault::missing) {
        return {.zh_cn = fmt::format("文件“{}”的内容缺失", file.name),
                .en = fmt::format("what is in the file \"{}\" is missing", file.name)};
    }
    return {.zh_cn = fmt::format("文件“{}”的内容被改动过", file.name),
            .en = fmt::format("what is in the file \"{}\" was changed", file.name)};
}

}  // namespace duban::service
