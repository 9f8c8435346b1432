// The files of a web page: read once, at the start, and answered from memory. A path that is asked
// for is looked up in the list of what was read and never reaches the file system.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/server.hpp"

namespace duban::http {

class StaticPages {
  public:
    StaticPages() = default;

    static constexpr std::string_view index = "/index.html";

    /// All files below the folder whose kind a page needs; other kinds are passed over. None where
    /// the folder does not exist. Throws std::runtime_error where one cannot be read or all
    /// together exceed 32 MiB.
    static StaticPages read(std::string const& folder);

    [[nodiscard]] bool holds(std::string_view path) const { return pages_.contains(path); }

    /// `path` begins with "/" and must be held. 304 where the request has it already.
    [[nodiscard]] Response answer(Request const& request, std::string_view path) const;

  private:
    struct Page {
        std::string content_type;
        std::string body;
        std::string tag;  // of its content: for ETag
    };

    std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace duban::http
